//! The life of parcels by hand: added, found, told about, corrected, forgotten.

use super::Home;

#[test]
fn a_parcel_is_added_found_and_told_about() {
    Home::new().walk(&[
        ("list", 0, "No parcels yet"),
        ("add LP00123456789012 --title Headphones --order 8190000000000017 --price 12.50USD", 0, "Headphones"),
        ("list", 0, "LP00123456789012"),
        ("show 1", 0, "1 Headphones: not looked up yet"),
        ("show lp-0012-3456-7890-12", 0, "Headphones"),
        ("show 8190000000000017", 0, "Headphones"),
        ("show PHONE", 0, "Headphones"),
        ("explain 1", 0, "Norm: first-scan"),
        ("refresh", 0, "Headphones"),
        ("refresh 1", 0, "Headphones"),
        ("edit 1 --title Earphones --protection-ends 2026-04-17", 0, "Earphones"),
        ("received 1", 0, "You have had it since 1 March"),
        ("received 1", 0, "You have had it since 1 March"),
        ("remove 1", 0, "Parcel 1 (Earphones) is removed"),
        ("list", 0, "No parcels yet"),
        ("add LP00123456789022", 0, "2   LP00123456789022"),
    ]);
}

#[test]
fn everything_is_said_in_russian_too() {
    Home::russian().walk(&[
        ("list", 0, "Посылок пока нет"),
        ("add LP00123456789012 --title Наушники --protection-ends 2026-04-17", 0, "ещё не смотрели"),
        ("add LP00123456789012", 0, "Наушники"),
        ("show наушники", 0, "Что делать: Пока подождите"),
        ("explain 1", 0, "Защита покупателя"),
        ("status", 0, "Посылки: всего 1, ещё не смотрели 1"),
        ("number 'RA12345678CN5'", 0, "На известные номера не похоже"),
        ("number RA123456789CN", 0, "Контрольная цифра не сходится"),
        ("add RA123456785CN --carrier 'почта россии'", 0, "RA123456785CN"),
        ("add a#bcd --carrier cainiao", 1, "знака «#» в них не бывает"),
        ("dispute", 0, "подождите"),
        ("carrier list", 0, "Почта России"),
        ("received 1", 0, "Получена вами 1 марта"),
        ("remove 1", 0, "вернуть: posylka undo 1"),
    ]);
}

#[test]
fn an_order_may_come_before_its_number() {
    Home::new().walk(&[
        ("add --order 8190000000000017 --title Lamp", 0, "Lamp"),
        ("add --order '8190 0000 0000 0017'", 0, "Lamp"),
        ("add 8190 0000 0000 0017", 0, "Lamp"),
        ("add LP00123456789012 --order 8190000000000017", 1, "posylka link 1 LP00123456789012"),
        ("link 1 LP00123456789012", 0, "LP00123456789012"),
        ("add LP00123456789022 --order 8190000000000017", 0, "2   LP00123456789022"),
        ("link 2 LP00123456789012", 1, "posylka join 2 1"),
        ("link lamp RA123456785CN --carrier Cainiao", 0, "Lamp"),
        ("unlink 1 RA123456785CN", 0, "Lamp"),
        ("unlink 1 RA123456785CN", 1, "The parcel has no number RA123456785CN"),
    ]);
}

#[test]
fn numbers_are_taken_as_people_paste_them() {
    let home = Home::new();
    home.walk(&[
        ("add 'https://www.pochta.ru/tracking?barcode=10100064123459'", 0, "10100064123459"),
        ("add 'Ваш заказ 8190 0000 0000 0017 отправлен, трек LP00123456789012'", 0, "LP00123456789012"),
        ("add RA 123 456 785 CN", 0, "RA123456785CN"),
        ("add 8190 0000 0000 0027", 0, "8190000000000027"),
        ("add LP00123456789022 LP00123456789032 LP00123456789022", 0, "6   LP00123456789032"),
        ("add LP00123456789022 LP00123456789042", 0, "7   LP00123456789042"),
        ("add RA123456789CN", 0, "perhaps a typing error"),
    ]);
    let known = home.run("add LP00123456789022 LP00123456789052").ends(0);
    assert!(known.err.contains("LP00123456789022 is watched already: parcel 5"), "{known:?}");
    assert!(known.out.contains("5   LP00123456789022") && known.out.contains("LP00123456789052"), "{known:?}");
    assert_eq!(home.json("add LP00123456789022")[0]["id"], "5");
    let orders = home.json("show LP00123456789012");
    assert_eq!((&orders["id"], &orders["title"]), (&"2".into(), &"LP00123456789012".into()));
}

#[test]
fn stdin_may_hold_a_whole_message() {
    let home = Home::new();
    let message = "Здравствуйте!\n1234 ₽\nLP00123456789012 заказ 8190 0000 0000 0017\n8190000000000027\nQQ12XX34ZZ56\n";
    let said = home.fed("add - --json", message).ends(0);
    let parcels = said.json();
    let titles: Vec<_> = parcels.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["LP00123456789012", "8190000000000027"]);
    assert!(said.err.contains("QQ12XX34ZZ56 is could not be recognised"), "{said:?}");
    let nothing = home.fed("add -", "nothing here\n").ends(1);
    assert!(nothing.err.contains("Nothing to add"), "{nothing:?}");
    let noise: String = (0..300_000).map(|at| char::from_u32(at * 7 % 0xd800).unwrap_or('x')).collect();
    home.fed("add -", &noise).ends(1);
}

#[test]
fn what_several_fit_is_asked_back_and_what_fits_wholly_wins() {
    Home::new().walk(&[
        ("add LP00123456789012 --title 'Head band'", 0, ""),
        ("add LP00123456789022 --title Headphones", 0, ""),
        ("add LP00123456789032 --title head", 0, ""),
        ("show hea", 1, "1 Head band, 2 Headphones, 3 head"),
        ("show head", 0, "3 head: "),
        ("show ''", 1, "No parcel has"),
        ("show 99", 1, "No parcel has the id, the number or the title \"99\""),
        ("received nothing", 1, "No parcel has"),
        ("remove 99", 1, "No parcel has"),
        ("explain LP00123456789099", 1, "No parcel has"),
        ("list", 0, "3   head"),
    ]);
}

#[test]
fn foreign_text_reaches_the_terminal_clean() {
    let home = Home::new();
    let title = "'a\u{1b}[31m\u{202e}b\u{7}\nc'";
    home.text(&format!("add LP00123456789012 --title {title}"));
    for line in ["list", "show 1", "explain 1", "dispute", "dispute 1 draft", "list --json"] {
        let out = home.text(line);
        let hostile = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!out.contains(hostile), "{line}: {out:?}");
    }
    assert_eq!(home.json("show 1")["title"], "a [31mb c");
}

#[test]
fn a_claim_goes_from_advice_to_refund() {
    let home = Home::new();
    let added = "add LP00123456789012 --title Lamp --order 8190000000000017 --price 990 --ordered 2026-01-02 \
                 --protection-ends 2026-03-05";
    home.walk(&[(added, 0, "Lamp"), ("dispute 1 draft", 0, "«Lamp» не получен")]);
    let folder = home.data().join("dossiers/1");
    for (file, piece) in [
        ("claim.en.txt", "I ask for a full refund"),
        ("claim.ru.txt", "«Lamp»"),
        ("dossier.html", "<html"),
        ("deadlines.ics", "BEGIN:VCALENDAR"),
        ("timeline.txt", "Lamp"),
    ] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.contains(piece), "{file}: {text}");
    }
    assert_eq!(home.json("dispute 1")["state"], "drafted");
    home.walk(&[
        ("dispute 1", 0, "Can be opened: until 4 March"),
        ("show 1", 0, "8190000000000017  aliexpress-ru  990.00\u{a0}RUB  2 January"),
    ]);
    for state in ["opened", "replied", "escalated", "decided refund", "refunded"] {
        let word = state.split(' ').next().unwrap();
        assert_eq!(home.json(&format!("dispute 1 {state}"))["state"], word);
    }
    home.walk(&[
        ("list", 0, "money is back"),
        ("dispute 1 withdrawn", 1, "The money is back"),
        ("dispute 1 lost", 2, "invalid value"),
    ]);
}

#[test]
fn nothing_is_said_of_a_number_that_nobody_was_asked_for() {
    let home = Home::new();
    home.walk(&[("add LP00123456789012 --ordered 2026-01-01 --title Lamp", 0, "59 days without news")]);
    assert_eq!(home.json("list")[0]["flags"].as_array().unwrap().len(), 0);
}
