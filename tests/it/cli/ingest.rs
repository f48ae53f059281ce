//! `posylka ingest` as a person with a phone full of messages uses it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Home;

const READY: &str =
    "Почта России: посылка RB123456785CN прибыла в отделение 101000. Хранится до 28.03. Код получения 73-91";
const CDEK: &str =
    "Заказ СДЭК 1234567890 ждёт вас в пункте выдачи: Москва, ул. Ленина, 12. Хранение до 27.03. Код выдачи 738291";
/// What may be left of the codes above, in nothing that is kept or said.
const CODES: [&str; 3] = ["73-91", "7391", "738291"];

/// With two parcels on their way from the same shop.
fn home() -> Home {
    let home = Home::new();
    home.text("add RB123456785CN --title Case --carrier russian-post --ordered 2026-02-01");
    home.text("add LP00123456789012 --title Lamp --ordered 2026-02-01 --order 8190000000000017");
    home
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

/// No byte of the home holds a code.
pub(super) fn holds_no_code(home: &Home, codes: &[&str]) {
    let mut found = Vec::new();
    files(&home.path(""), &mut found);
    assert!(found.iter().any(|it| it.ends_with("posylka.db")), "{found:?}");
    for file in found {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let leak = codes.iter().find(|code| text.contains(**code));
        assert!(leak.is_none(), "{leak:?} stands in {}", file.display());
    }
}

#[test]
fn a_message_comes_to_its_parcel_and_its_code_nowhere() {
    let home = home();
    let said = home.fed("ingest", READY).ends(0);
    assert!(said.out.contains("Parcel 1 \"Case\""), "{}", said.out);
    let again = home.fed("ingest", &READY.to_lowercase()).ends(0);
    assert!(again.out.contains("taken in before (parcel 1)"), "{}", again.out);
    let shown = home.json("show 1");
    assert_eq!((&shown["stage"], shown["events"].as_array().unwrap().len()), (&"ready-for-pickup".into(), 1));
    assert_eq!(shown["events"][0]["source"], "message:russian-post");
    assert!(home.text("pickup").contains("101000"));
    let json = home.fed("ingest --json --dry-run --parcel Lamp", CDEK).ends(0);
    assert_eq!(json.json()[0]["hold_until"], "2026-03-27");
    assert_eq!(home.json("show 2")["events"].as_array().unwrap().len(), 0, "a dry run does nothing");
    let said = home.fed("ingest --parcel Lamp", CDEK).ends(0);
    let told = [said.out, said.err, again.out, json.out, home.text("show 2"), home.text("explain 1")].concat();
    assert!(CODES.iter().all(|code| !told.contains(code)), "{told}");
    holds_no_code(&home, &CODES);
}

#[test]
fn what_is_not_clear_is_asked_and_undone_as_anything_else() {
    let home = home();
    let asked = home.fed("ingest", CDEK).ends(3);
    assert!(
        asked.out.contains("Say so with --parcel") || asked.out.contains("Name one with --parcel"),
        "{}",
        asked.out
    );
    assert_eq!(home.json("show 2")["numbers"].as_array().unwrap().len(), 1);
    home.fed("ingest --parcel 2", CDEK).ends(0);
    let shown = home.json("show 2");
    assert_eq!(
        (&shown["numbers"][1]["number"], &shown["numbers"][1]["state"]),
        (&"1234567890".into(), &"confirmed".into())
    );
    assert_eq!(shown["stage"], "ready-for-pickup");
    home.text("undo 2");
    let shown = home.json("show 2");
    assert_eq!((shown["numbers"].as_array().unwrap().len(), shown["events"].as_array().unwrap().len()), (1, 0));
    let again = home.fed("ingest --parcel 2", CDEK).ends(0);
    assert!(!again.out.contains("taken in before"), "what was undone can be taken in again: {}", again.out);
    assert_eq!(home.json("show 2")["stage"], "ready-for-pickup");
    let named = home.text("undo 2");
    assert!(named.contains("parcel 2 (Lamp), the message of CDEK: ready for pickup"), "{named}");
    let other = home.fed("ingest --parcel 2", READY).ends(3);
    assert!(other.out.contains("RB123456785CN belongs to parcel 1"), "{}", other.out);
}

#[test]
fn the_shops_letters_tell_of_orders_and_hand_overs() {
    let home = home();
    home.fed("ingest --from AliExpress --sent 2026-02-10", "Order 8190000000000017: shipped").ends(0);
    assert!(home.text("show 2").contains("10 February"), "{}", home.text("show 2"));
    let mail = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages/aliexpress-customs.eml");
    home.text(&format!("ingest '{}'", mail.display()));
    assert_eq!(home.json("show 2")["stage"], "released");
    home.fed("ingest", "Package LP00123456789012: with local carrier\nCarrier: CDEK").ends(0);
    let said = home.fed("ingest", CDEK).ends(0);
    assert!(said.out.contains("inside the country"), "{}", said.out);
}

#[test]
fn an_imitation_is_called_one_and_its_link_is_no_link() {
    let home = home();
    let text =
        "Почта России: посылка RB123456785CN прибыла в отделение 101000, оплатите https://pochta-pay.top/x?code=7391";
    let said = home.fed("ingest", text).ends(0);
    assert!(said.out.contains("imitation") && said.out.contains("pochta-pay[.]top"), "{}", said.out);
    assert!(!said.out.contains("pochta-pay.top") && !said.out.contains("https"), "{}", said.out);
    let json = home.fed("ingest --json --dry-run", text).ends(0);
    assert!(!json.out.contains("pochta-pay.top"), "{}", json.out);
    assert_eq!(home.json("show 1")["events"].as_array().unwrap().len(), 0);
}

#[test]
fn lists_nonsense_and_missing_files_are_answered_clearly() {
    let home = home();
    let list: Vec<String> = (0..1000).map(|at| format!("{}", 10_100_064_000_000_i64 + at)).collect();
    assert!(home.fed("ingest", &list.join(" ")).ends(1).err.contains("too many numbers"));
    assert!(home.fed("ingest", "see you at seven").ends(0).out.contains("nothing about parcels"));
    assert!(home.fed("ingest", "").ends(1).err.contains("no text"));
    assert!(home.run("ingest nowhere.txt").ends(1).err.contains("nowhere.txt"));
    assert!(home.fed("ingest --parcel 9", READY).ends(1).err.contains('9'));
    assert_eq!(home.json("list").as_array().unwrap().len(), 2);
}

#[test]
fn the_users_own_template_takes_the_place_of_ours_and_is_read_strictly() {
    let home = home();
    fs::create_dir_all(home.path("config/posylka/rules/messages")).unwrap();
    let file = "config/posylka/rules/messages/russian-post.toml";
    let own = "schema = 1\nname = \"Post\"\nas_of = \"2026-01-01\"\nevidence = \"recorded\"\nnote = \"mine\"\n\
               carrier = \"russian-post\"\nhosts = []\nclaims = ['\\bmy post\\b']\n[[message]]\nkind = \"there\"\n\
               status = \"delivered\"\nwhen = ['is there']\nvalid = []\n";
    home.write(file, own);
    home.fed("ingest", "My Post: RB123456785CN is there").ends(0);
    assert_eq!(home.json("show 1")["events"][0]["code"], "russian-post/there");
    home.write(file, &own.replace("kind =", "kin ="));
    let refused = home.run("norms").ends(1);
    assert!(refused.err.contains("russian-post.toml, line 10, column 1") && refused.err.contains("kin"), "{refused:?}");
    home.write(file, &own.replace("is there", "is (there"));
    assert!(home.run("norms").ends(1).err.contains("no regular expression"));
    assert!(home.run("list").ends(0).err.contains("no regular expression"));
}
