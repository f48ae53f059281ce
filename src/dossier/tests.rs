use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use jiff::{Timestamp, civil::date};

use super::*;
use crate::{
    model::*,
    text::{ClaimFacts, Lang},
};

const EVIL: &str = "<script>alert(1)</script> \u{202e}&\"' \u{1b}[2J";

fn entry(text: &str) -> Entry {
    let event = Event {
        wall: date(2026, 3, 2).at(14, 18, 0, 0),
        zone: Some(Zone { offset: jiff::tz::offset(8), from: ZoneFrom::Row }),
        status: Some(Status::Exported),
        reason: None,
        by_words: false,
        code: "LH_DEPART".into(),
        text: text.into(),
        place: "Shenzhen".into(),
    };
    Entry { leg: leg().key, source: "cainiao".into(), event, order: 0, heard: Timestamp::UNIX_EPOCH }
}

fn leg() -> Leg {
    Leg {
        key: LegKey { number: Number::new("LP00123456789012").unwrap(), carrier: "cainiao".into() },
        role: Role::Placeholder,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: Timestamp::UNIX_EPOCH },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(Timestamp::UNIX_EPOCH),
    }
}

fn order() -> Order {
    Order {
        id: "8123456789012345".into(),
        shop: "aliexpress-ru".into(),
        seller: String::new(),
        price: Some(Money { cents: 123_456, currency: "RUB".into() }),
        ordered: Some(date(2026, 1, 20)),
        shipped: Some(date(2026, 1, 24)),
        promised: None,
        protection_ends: Some(date(2026, 4, 9)),
    }
}

fn quiet(since: Date) -> Why {
    Why::Quiet {
        days: 23,
        since,
        stage: Stage::Exported,
        share: 95,
        most: 50,
        norm: "7-50".into(),
        source: "https://example.org/".into(),
        own: 0,
        working: false,
    }
}

fn written(folder: &Path, title: &str, lang: Lang) -> Written {
    let (phrases, today) = (Phrasebook::new(lang), date(2026, 3, 25));
    let (setting, since) = (Setting::bare(today), date(2026, 3, 2));
    let verdict = Verdict { because: vec![quiet(since)], ..Verdict::new(Stage::Exported) };
    let advice = Advice {
        action: Action::Open,
        act_by: Some(date(2026, 4, 5)),
        window: Some(Window { opens: Some(since), closes: date(2026, 4, 7) }),
        because: vec![Why::HandoverOpen],
        ..Advice::nothing()
    };
    let (id, added) = (ParcelId(7), Timestamp::UNIX_EPOCH);
    let parcel = Parcel { id, title: title.into(), added, received: None, archived: None, postcode: None };
    let (orders, legs) = ([order()], [leg()]);
    let events = [entry("Accepted by carrier"), entry(""), entry(title)];
    let (dispute, day) = (Dispute::default(), |_| today);
    let facts = ClaimFacts {
        round: Round::First,
        parcel: id,
        title,
        orders: &orders,
        legs: &legs,
        events: &events,
        older: &[],
        verdict: &verdict,
        advice: &advice,
        dispute: &dispute,
        received: None,
        asked: None,
        came: None,
        seller_until: None,
        shop: None,
        reason: None,
        seller_reply_days: None,
        traps: &["confirm-receipt".to_owned()],
        platform: Lang::En,
        reader: lang,
        day: &day,
    };
    let [en, ru] = [Lang::En, Lang::Ru].map(|lang| Phrasebook::new(lang).claim(&facts, &setting, 1000));
    let answer = |bytes: &[u8]| RawAnswer {
        source: "cainiao".into(),
        number: leg().key.number,
        at: "2026-03-25T10:00:00Z".parse().unwrap(),
        status: 200,
        bytes: bytes.into(),
        original: sha256(bytes),
    };
    let answers = [answer(b"{\"module\":[]}"), answer(b"<html></html>"), answer(&[0xff, 0xfe])];
    let made = "2026-03-25T13:00+03:00[Europe/Moscow]".parse().unwrap();
    let dossier = Dossier {
        phrases: &phrases,
        setting,
        platform: &Phrasebook::new(Lang::En),
        their_setting: setting,
        made: &made,
        parcel: &parcel,
        orders: &orders,
        legs: &legs,
        events: &events,
        verdict: &verdict,
        advice: &advice,
        protection: Some(date(2026, 4, 9)),
        en: &en,
        ru: &ru,
        answers: &answers,
    };
    write(folder, &dossier).unwrap()
}

#[test]
fn a_dossier_is_whole_private_and_can_be_checked() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("disputes/7");
    let written = written(&folder, "Headphones", Lang::Ru);
    assert_eq!(written.files.len(), 13);
    for name in &written.files {
        let meta = fs::metadata(folder.join(name)).unwrap();
        assert!(meta.len() > 0, "{name} is empty");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600, "{name}");
    }
    let manifest = fs::read_to_string(folder.join("answers/MANIFEST.txt")).unwrap();
    assert!(
        manifest.starts_with("# 2026-03-25T10:00:00Z cainiao LP00123456789012 HTTP 200, as it came "),
        "{manifest}"
    );
    assert!(manifest.contains("  001-cainiao.json\n") && manifest.contains("  002-cainiao.html\n"), "{manifest}");
    // The hash of an independent tool: printf '{"module":[]}' | sha256sum
    assert!(
        manifest.contains("e6c36f13c52bc0be486a09e4029b0e3eebb37694a4dd5bb7a03231dc0e708469  001-cainiao.json"),
        "{manifest}"
    );
    assert_eq!(fs::read(folder.join("answers/003-cainiao.txt")).unwrap(), [0xff, 0xfe]);
    assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1, "something was left beside it");
    let timeline = fs::read_to_string(folder.join("timeline.txt")).unwrap();
    assert!(
        timeline.contains("2026-03-02 14:18 (UTC+08)  Покинуло страну отправления — Accepted by carrier"),
        "{timeline}"
    );
}

#[test]
fn a_newer_dossier_replaces_an_older_one_and_keeps_what_the_user_added() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("7");
    written(&folder, "Headphones", Lang::Ru);
    fs::write(folder.join("photo.jpg"), "mine").unwrap();
    written(&folder, "Kettle", Lang::En);
    assert_eq!(fs::read_to_string(folder.join("photo.jpg")).unwrap(), "mine");
    assert!(fs::read_to_string(folder.join("dossier.html")).unwrap().contains("Kettle"));
    // Killed between setting the old one aside and putting the new one in its place.
    fs::rename(&folder, room.path().join(".7.old")).unwrap();
    fs::create_dir_all(room.path().join(".7.new/answers")).unwrap();
    written(&folder, "Teapot", Lang::En);
    assert_eq!(fs::read_to_string(folder.join("photo.jpg")).unwrap(), "mine");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 1);
}

#[test]
fn nothing_foreign_becomes_markup_or_turns_the_page() {
    let room = tempfile::tempdir().unwrap();
    for lang in [Lang::Ru, Lang::En] {
        let folder = room.path().join("evil");
        written(&folder, &EVIL.repeat(400), lang);
        for name in ["dossier.html", "timeline.txt", "claim.en.txt", "claim.ru.txt", "deadlines.ics"] {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{name}");
            assert!(text.len() < 60_000, "{name} has {} bytes", text.len());
        }
        let html = fs::read_to_string(folder.join("dossier.html")).unwrap();
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
        assert!(!html.contains("dossier-"), "a phrase is missing");
        assert!(!html.contains("src=") && !html.contains("href="), "the page fetches something");
    }
}

#[test]
fn the_picture_shows_the_way_the_silence_and_the_clock() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("7");
    written(&folder, "Наушники", Lang::Ru);
    let svg = fs::read_to_string(folder.join("timeline.svg")).unwrap();
    for said in [
        "Наушники",
        "8123456789012345",
        "LP00123456789012",
        "23 дня",
        "9 апреля",
        "7 апреля",
        "Покинуло страну отправления — Accepted",
    ] {
        assert!(svg.contains(said), "{said} is missing: {svg}");
    }
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    for name in ["timeline.png", "timeline.en.png"] {
        let png = fs::read(folder.join(name)).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert!(size(16) == 800 && (600..6000).contains(&size(20)), "{} x {}", size(16), size(20));
    }
    written(&folder, &EVIL.repeat(500), Lang::En);
    let svg = fs::read_to_string(folder.join("timeline.svg")).unwrap();
    assert!(!svg.contains("<script") && !svg.contains(['\u{202e}', '\u{1b}']));
    assert!(roxmltree::Document::parse(&svg).is_ok());
}

#[test]
fn a_question_keeps_its_own_mark() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("7");
    written(&folder, "Kettle", Lang::En);
    let text = fs::read_to_string(folder.join("claim.en.txt")).unwrap();
    assert!(text.contains("receive the goods? No") && !text.contains("?:"), "{text}");
    assert!(text.contains("\nTracking number: "), "{text}");
}
