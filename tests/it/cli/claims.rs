//! Claims at the shop by the command line: both branches, all steps, photos, orders from files, the calendar.

use std::fs;

use super::Home;

/// The smallest picture: a beginning, a scan, an end.
pub const PICTURE: &[u8] = b"\xff\xd8\xff\xfe\x00\x0bGPS 55.75\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x01\x02\xff\xd9";

fn bought() -> Home {
    let home = Home::new();
    home.text("add LP00234567890123 --title Kettle --shop aliexpress-com --order 8190000000000118 --price 25USD --shipped 2026-02-10");
    home
}

#[test]
fn a_claim_goes_step_by_step_and_refuses_what_makes_no_sense() {
    bought().walk(&[
        ("dispute 1 replied", 1, "No dispute was opened"),
        ("dispute 1 opened --at 2026-03-05", 1, "has not come yet"),
        ("dispute 1 opened --at 2026-02-27", 0, "Wait for the seller's answer until 4 March"),
        ("dispute 1 opened --at 2026-02-26", 1, "before the step noted last"),
        ("dispute 1 replied against", 1, "accepted, rejected, counter"),
        ("dispute 1 replied bogus", 2, "accepted"),
        ("dispute 1 replied counter --amount 0USD", 0, "! Do not accept an offer of \"0\""),
        ("dispute 1 sent-back", 1, "Nobody asked for the goods"),
        ("dispute 1 withdrawn", 0, "What was promised for it"),
        ("dispute 1 opened", 0, "Wait for the seller's answer"),
        ("dispute 1 decided return --until 2026-03-20", 0, "Send the goods back no later than 20 March"),
        ("dispute 1 withdrawn", 1, "agreed on or decided already"),
        ("dispute 1 sent-back", 0, "Wait for the money"),
        ("dispute 1 refunded --amount 25USD", 0, "money is back, 25.00"),
        ("dispute 1 opened", 1, "this dispute is over"),
        ("dispute 1 extended", 1, "--until 2026-05-01"),
        ("dispute", 0, "Can be opened until"),
    ]);
}

#[test]
fn goods_that_are_wrong_are_claimed_with_photos_without_a_place() {
    let home = bought();
    let (good, bad) = (home.write("good.jpg", ""), home.write("bad.gif", "GIF89a"));
    fs::write(&good, PICTURE).unwrap();
    home.walk(&[
        ("received 1 --photo good.jpg", 2, "--problem"),
        ("received 1 --problem bogus", 2, "not-as-described"),
        ("received 1 --no --problem defect", 2, "cannot be used with"),
        ("received 1 --problem defect --note ''", 2, "1 to 400 characters"),
        ("received 1 --problem damaged --photo good.jpg bad.gif", 1, "save the photo as JPEG"),
    ]);
    assert!(bad.exists() && !home.data().join("dossiers/1/photos").exists(), "a photo was kept though one was refused");
    let said = home.json("received 1 --problem damaged --photo good.jpg --note 'The spout is off' --amount 12.50USD");
    assert_eq!((said["action"].as_str(), said["reason"].as_str()), (Some("claim-goods"), Some("damaged")));
    assert_eq!(
        (said["act_by"].as_str(), said["wrong"]["photos"][0].as_str()),
        (Some("2026-03-15"), Some("photo-01.jpg"))
    );
    let text = said["draft"]["en"].as_str().unwrap();
    assert!(text.contains("In my words: \"The spout is off\".") && text.contains("a partial refund: 12.50"), "{text}");
    assert_eq!(said["draft"]["answers"]["received"], "Yes, the goods were received");
    let kept = fs::read(home.data().join("dossiers/1/photos/photo-01.jpg")).unwrap();
    assert!(!kept.windows(3).any(|it| it == b"GPS") && kept.ends_with(&[0xff, 0xd9]));
    home.text("dispute 1 draft");
    assert!(home.data().join("dossiers/1/photos/photo-01.jpg").exists(), "the dossier forgot the photos");
    assert!(home.text("dispute 1").contains("Photos of the package"));
}

#[test]
fn a_delivery_that_is_denied_is_noted_before_and_after_tracking_says_it() {
    let home = bought();
    home.walk(&[("received 1 --no", 0, "Tracking does not say that it was delivered"), ("received 1", 0, "Kettle")]);
    assert!(home.json("dispute 1")["wrong"].is_null(), "what turned up is still denied");
}

#[test]
fn what_is_not_known_is_asked_for_and_what_is_short_is_said() {
    let home = bought();
    assert!(home.json("dispute 1")["dossier"].is_null());
    home.walk(&[
        ("dispute 1 draft", 0, "has not been read yet"),
        ("dispute 1", 0, "The dossier lies in"),
        ("dispute 1 opened", 0, "The seller has until 6 March to answer"),
        ("dispute 1 replied wait", 0, "the seller asked me to wait longer"),
        ("dispute 1 replied counter --amount 5USD", 0, "20.00\u{a0}USD are missing, 80% of it"),
        ("dispute 1 decided", 1, "Say for whom"),
        ("dispute 1 decided refund --rate 80", 1, "with refunded"),
        ("dispute 1 decided refund --amount 10USD", 0, "Object to the decision no later than 8 March"),
        ("dispute 1", 0, "10.00\u{a0}USD of 25.00\u{a0}USD were awarded: 15.00\u{a0}USD are missing"),
        ("dispute 1 refunded --amount 500RUB --rate many", 2, "92.50"),
        ("dispute 1 refunded --amount 500", 1, "write it, as 4000RUB"),
        ("dispute 1 refunded --amount 500RUB", 0, "without the rate of that day"),
        ("dispute 1 refunded --rate 80", 0, "3.75\u{a0}USD are missing"),
        ("dispute 1 refunded --amount 300RUB", 0, "that is all of it"),
        ("dispute 1 refunded --amount 300RUB", 1, "this dispute is over"),
    ]);
    assert!(home.json("dispute 1")["dossier"].as_str().unwrap().ends_with("dossiers/1"));
}

#[test]
fn nobody_is_said_to_lack_what_they_have_not_said_they_lack() {
    let home = bought();
    home.walk(&[
        ("event 1 delivered --at 2026-02-26 --place Казань --text Вручено", 0, "Kettle"),
        ("dispute 1 draft", 1, "Say first whether you have it"),
        ("received 1 --no --at 2026-02-27", 0, "Open the dispute no later than 2 March"),
        ("dispute 1 draft", 0, "delivered, Kazan (\"Вручено\"). Nothing was handed to me."),
        ("received 1", 0, "Kettle"),
        ("dispute 1 draft", 1, "nothing is noted as wrong"),
    ]);
}

#[test]
fn a_shop_that_reads_russian_is_written_to_in_russian() {
    let home = Home::new();
    home.text("add LP00234567890123 --title Kettle --shop aliexpress-ru --order 8190000000000118 --price 990 --protection-ends 2026-03-20");
    let drafted = home.json("dispute 1 draft");
    assert_eq!(drafted["draft"]["platform"], "ru");
    assert_eq!(drafted["draft"]["answers"]["solution"], "Полный возврат денег");
    for file in ["dossier.ru.html", "timeline.ru.png"] {
        assert!(home.data().join("dossiers/1").join(file).is_file(), "{file}");
    }
    home.walk(&[
        ("dispute 1", 0, "The dossier lies in"),
        ("dispute 1 opened", 0, "posylka dispute 1 opened --until DAY"),
        ("dispute 1 opened --until 2026-03-10", 0, "until 10 March"),
    ]);
}

#[test]
fn orders_come_from_files_once() {
    let home = Home::new();
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/orders/aliexpress-ru-list.html")).unwrap();
    home.write("page.html", &page);
    home.write("later.csv", "order;title;protection ends\n8190000000000101;;2026-06-01\n8190000000000102;x;never\n");
    home.walk(&[
        ("import", 2, "FILE"),
        ("import missing.csv", 1, "missing.csv"),
        ("import page.html --shop bazaar", 1, "aliexpress-com"),
        ("import page.html --dry-run", 0, "It would change: 3"),
        ("list", 0, "No parcels"),
        ("import page.html", 0, "Changed: 3. Nothing new: 0. Cancelled or complete: 2."),
        ("import page.html", 0, "Changed: 0. Nothing new: 3. Cancelled or complete: 2."),
        ("import later.csv", 0, "later.csv, line 3, protection ends: \"never\""),
        ("show 1", 0, "1 June"),
        ("import --template", 0, "protection_ends"),
        ("import https://aliexpress.ru/order-list/8190000000000501", 0, "8190000000000501"),
    ]);
    let parcels = home.json("list");
    // A row that is half readable is taken in half: 102 was called off on the page and is open in the table.
    assert_eq!(parcels.as_array().unwrap().len(), 4);
    let orders = home.json("show 2")["orders"].as_array().unwrap().len();
    assert_eq!(orders, 2, "two orders that share a parcel");
}

#[test]
fn the_calendar_holds_every_deadline_once() {
    let home = bought();
    home.text("edit 1 --protection-ends 2026-04-20");
    assert!(home.text("calendar").starts_with("BEGIN:VCALENDAR\r\n"));
    let said = home.json("calendar --out all.ics");
    assert_eq!(said["deadlines"].as_array().unwrap().len(), 2, "{said}");
    let file = fs::read_to_string(home.path("all.ics")).unwrap();
    assert!(file.contains("UID:protection-1@posylka") && file.contains("DTSTART;VALUE=DATE:20260420"), "{file}");
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    home.walk(&[("calendar --out /nonexistent/all.ics", 1, "/nonexistent/all.ics")]);
}

#[test]
fn the_length_of_a_claim_is_the_users() {
    let home = bought();
    home.write("config/posylka/config.toml", "[dispute]\nlongest = 150\n");
    let text = home.json("dispute 1 draft")["draft"]["en"].as_str().unwrap().to_owned();
    assert!(text.chars().count() <= 150 && text.ends_with("full refund: 25.00\u{a0}USD."), "{text}");
}

#[test]
fn a_bare_sum_is_in_the_currency_of_the_price_or_asked_for() {
    let home = bought();
    home.walk(&[("dispute 1 opened --amount 12.50 --at 2026-02-27", 0, "Kettle")]);
    let sum = &home.json("dispute 1")["steps"][0]["amount"];
    assert_eq!((sum["cents"].as_i64(), sum["currency"].as_str()), (Some(1_250), Some("USD")));
    home.walk(&[("received 1 --problem damaged --amount 5", 0, "Kettle")]);
    assert_eq!(home.json("dispute 1")["wrong"]["amount"]["currency"], "USD");

    let home = Home::new();
    home.text("add LP00234567890123 --title Lamp --order 8190000000000118");
    home.walk(&[
        ("dispute 1 opened --amount 990", 1, "posylka edit 1 --price SUM"),
        ("edit 1 --price 990RUB --ordered 2026-02-01", 0, "Lamp"),
        ("dispute 1 opened --amount 990", 0, "Lamp"),
    ]);
    assert_eq!(home.json("dispute 1")["steps"][0]["amount"]["currency"], "RUB");
}

#[test]
fn what_can_hardly_be_meant_of_a_claim_is_refused_until_it_is_meant() {
    let home = bought();
    home.walk(&[
        ("dispute 1 opened --until 2026-02-20", 1, "20 February"),
        ("dispute 1 opened --until 2026-02-20 --at 2026-02-16", 0, "Kettle"),
        ("dispute 1 decided refund --amount 26USD", 1, "more than the 25.00\u{a0}USD"),
        ("dispute 1 decided refund --amount 25USD", 0, "Kettle"),
        ("dispute 1 refunded --amount 20USD --rate 92", 1, "no rate belongs to it"),
        ("dispute 1 refunded --amount 20USD", 0, "Kettle"),
        ("dispute 1 refunded --rate 92", 1, "no rate belongs to it"),
        ("dispute 1 refunded --amount 5.01USD", 1, "25.01\u{a0}USD"),
        ("dispute 1 refunded --amount 5.01USD --sure", 0, "Kettle"),
    ]);
    home.walk(&[
        ("edit 1 --ordered 2026-03-05", 1, "has not come yet"),
        ("edit 1 --shipped 2026-03-05", 1, "has not come yet"),
        ("edit 1 --protection-ends 2025-12-01", 1, "long ago"),
        ("edit 1 --price 30USD --ordered 2026-02-08", 0, "Kettle"),
        ("edit 1 --price 30USD --order 7", 1, "8190000000000118"),
    ]);
}

#[test]
fn said_once_more_a_delivery_is_denied_since_it_was_first_denied() {
    let home = bought();
    home.text("received 1 --no --at 2026-02-20");
    let first = home.json("dispute 1")["wrong"]["at"].clone();
    home.text("received 1 --no");
    assert_eq!(home.json("dispute 1")["wrong"]["at"], first);
}
