//! Everything that can be said is said, in both languages, with its figures, and nothing hostile gets through.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

use super::{samples::*, *};
use crate::model::*;

const HOSTILE: &str = "<b>\u{202e}evil\u{200b}</b>\u{1b}[2J\r\n\"quote\" {$x} \u{2066}";

fn both() -> [Phrasebook; 2] {
    [Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En)]
}

fn spoken(text: &str) {
    assert!(!text.trim().is_empty(), "nothing said");
    assert!(!text.contains("{$") && !text.contains("{ $"), "a variable is missing: {text}");
    assert!(!Regex::new("^[a-z]+-[a-z-]+$").unwrap().is_match(text), "no phrase: {text}");
    for flaw in ["  ", " .", " ,", "..", ",,"] {
        assert!(!text.contains(flaw), "{flaw:?} in: {text}");
    }
}

fn clean_and_within(text: &str, max: usize) {
    assert!(text.chars().count() <= max, "{} characters: {text}", text.chars().count());
    assert!(!text.chars().any(|c| c.is_control() || "\u{202e}\u{200b}\u{2066}".contains(c)), "{text:?}");
}

#[test]
fn every_word_of_the_vocabulary_has_a_label() {
    for phrases in both() {
        let labels = Stage::ALL.iter().map(|it| phrases.stage(*it));
        let labels = labels.chain(Milestone::ALL.iter().map(|it| phrases.milestone(*it)));
        let labels = labels.chain(Flag::ALL.iter().map(|it| phrases.flag(*it)));
        let labels = labels.chain(Status::ALL.iter().map(|it| phrases.status(*it)));
        let labels = labels.chain(Reason::ALL.iter().map(|it| phrases.reason(*it)));
        let labels = labels.chain(Action::ALL.iter().map(|it| phrases.action(*it)));
        let labels = labels.chain(Role::ALL.iter().map(|it| phrases.role(*it)));
        let labels = labels.chain(LegState::ALL.iter().map(|it| phrases.leg_state(*it)));
        let labels = labels.chain(Flow::ALL.iter().map(|it| phrases.flow(*it)));
        let labels = labels.chain(Check::ALL.iter().map(|it| phrases.check(*it)));
        let labels = labels.chain(OutcomeKind::ALL.iter().map(|it| phrases.outcome(*it)));
        let labels = labels.chain(Naming::ALL.iter().map(|it| phrases.naming(*it)));
        let labels = labels.chain(Sign::ALL.iter().map(|it| phrases.sign(*it)));
        let labels = labels.chain(Access::ALL.iter().map(|it| phrases.access(*it)));
        labels.chain(DisputeState::ALL.iter().map(|it| phrases.dispute_state(*it))).for_each(|label| spoken(&label));
    }
}

#[test]
fn every_reason_is_a_sentence_with_its_figures() {
    let kinds: BTreeSet<usize> = reasons().iter().map(|(why, _)| kind_of(why)).collect();
    assert_eq!(kinds, (0..=43).collect());
    for phrases in both() {
        for (why, figures) in reasons() {
            let text = phrases.why(&why, &Setting::bare(TODAY));
            spoken(&text);
            assert!(text.ends_with('.'), "{text}");
            for figure in figures {
                assert!(text.contains(figure), "{figure} is missing: {text}");
            }
        }
    }
}

#[test]
fn what_speaks_for_a_number_is_summed_up() {
    let evidence = Evidence {
        witness: Some((Naming::Message, 2)),
        signs: vec![(Sign::Time, 2), (Sign::Postcode, 6)],
        enough: 8,
        proven: false,
    };
    let [ru, en] = both().map(|phrases| phrases.evidence(&evidence).unwrap());
    assert_eq!(
        en,
        "What speaks for it: a message (2), scans in time (2), the recipient's postcode (6): 10 points, 8 are enough."
    );
    assert!(ru.contains("сообщение (2)") && ru.contains("10") && ru.ends_with("8."), "{ru}");
    assert!(both().iter().all(|it| it.evidence(&Evidence::default()).is_none()), "nothing was weighed");
}

#[test]
fn the_list_says_the_weightiest_reason() {
    let because = reasons().into_iter().map(|(why, _)| why).collect();
    let verdict = Verdict { because, ..Verdict::new(Stage::Exported) };
    let [ru, en] = both().map(|phrases| phrases.verdict(&verdict, &Setting::bare(TODAY)));
    assert_eq!(ru, "Тихо 23 дня между экспортом и импортом, обычно не дольше 50 дней");
    assert_eq!(en, "Quiet for 23 days between export and import; usually under 50 days");
    let bare = Verdict { flags: vec![Flag::Slow], ..Verdict::new(Stage::Customs) };
    assert_eq!(Phrasebook::new(Lang::Ru).verdict(&bare, &Setting::bare(TODAY)), "на таможне, медленно");
}

#[test]
fn every_advice_says_what_to_do_with_and_without_dates() {
    for phrases in both() {
        for &action in Action::ALL {
            for orders in [vec![], vec![order("8123456789012345")]] {
                let bare = Advice { action, ..Advice::nothing() };
                spoken(&phrases.advice(&bare, &orders, &Setting::bare(TODAY)));
                let text = phrases.advice(&advice(action), &orders, &Setting::bare(TODAY));
                spoken(&text);
                let dated = !matches!(action, Action::None | Action::Wait | Action::Elsewhere);
                assert!(!dated || text.contains("5 "), "no day: {text}");
                assert!(!action.drafts() || text.contains("in_transit_expired"), "no reason: {text}");
            }
        }
    }
}

#[test]
fn every_notice_is_short_and_clean_whatever_it_speaks_of() {
    let kinds: BTreeSet<usize> = notices().iter().map(|(kind, _)| notice_of(kind)).collect();
    assert_eq!(kinds, (0..=26).collect());
    for phrases in both() {
        for (kind, part) in notices() {
            for parcel in ["Наушники", HOSTILE, &HOSTILE.repeat(300)] {
                let (title, body) = phrases.notice(&notice(kind.clone()), parcel, &Setting::bare(TODAY));
                clean_and_within(&title, 60);
                clean_and_within(&body, 300);
                spoken(&body);
                assert!(body.contains(part), "{part} is missing: {body}");
            }
        }
        let evil =
            NoticeKind::Moved { stage: Stage::Domestic, text: HOSTILE.repeat(99), place: HOSTILE.into(), on: TODAY };
        clean_and_within(&phrases.notice(&notice(evil), "x", &Setting::bare(TODAY)).1, 300);
    }
}

#[test]
fn the_number_changed_is_said_in_so_many_words() {
    let names = |id: &CarrierId| if id.as_str() == "cainiao" { "Cainiao" } else { "Почта России" }.to_owned();
    let setting = Setting { carrier: &names, ..Setting::bare(TODAY) };
    let (kind, _) = notices().swap_remove(1);
    let (title, body) = Phrasebook::new(Lang::Ru).notice(&notice(kind), "Наушники", &setting);
    assert_eq!(title, "Наушники: номер изменился");
    assert_eq!(
        body,
        "Номер изменился: теперь 10100064123459 (Почта России). Прежний: LP00123456789012. Откуда известно: Cainiao."
    );
}

#[test]
fn a_number_that_probably_changed_says_where_the_new_one_shows() {
    for &flow in Flow::ALL {
        let why = Why::Changed { days: 6, since: TODAY, flow, last_mile: None, looked: false };
        let kind = NoticeKind::Raised { flag: Flag::NumberProbablyChanged, because: vec![why] };
        for phrases in both() {
            let (_, body) = phrases.notice(&notice(kind.clone()), "x", &Setting::bare(TODAY));
            let place = phrases.phrase(&format!("where-{flow}"), &[("carrier", "".into())]);
            assert!(body.contains(&place), "{body}");
        }
    }
}

#[test]
fn the_seller_is_asked_with_the_order_and_the_number() {
    for phrases in both() {
        for asking in [Asking::Number, Asking::Extension, Asking::LocalNumber] {
            let text = phrases.asking(asking, &[order("81234")], Some(&number("LP00123456789012")));
            spoken(&text);
            assert!(text.contains("81234") && text.contains("LP00123456789012"), "{text}");
            spoken(&phrases.asking(asking, &[], None));
        }
    }
}

/// The variables of every phrase of a language.
fn variables(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (id, variable) = (Regex::new("^([a-z][a-z0-9-]*) =").unwrap(), Regex::new(r"\$([a-z]+)").unwrap());
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text").join(lang)).unwrap();
    for text in files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(start) = id.captures(line) {
                last = start[1].to_owned();
                found.entry(last.clone()).or_default();
            }
            if let Some(names) = found.get_mut(&last) {
                names.extend(variable.captures_iter(line).map(|it| it[1].to_owned()));
            }
        }
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.is_dir() {
            true => sources(&entry, found),
            false if entry.extension().is_some_and(|it| it == "rs") => found.push(entry),
            false => {}
        }
    }
}

#[test]
fn both_languages_have_the_same_phrases_with_the_same_variables() {
    let (ru, en) = (variables("ru"), variables("en"));
    assert_eq!(ru.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (id, names) in &ru {
        assert!(both().iter().all(|phrases| phrases.has(id)), "{id} is in no file that is compiled in");
        // A language may do without a variable it does not need, as long as it invents none.
        let other = &en[id];
        assert!(names.is_subset(other) || other.is_subset(names), "{id}: {names:?} in Russian, {other:?} in English");
    }
}

#[test]
fn every_phrase_the_program_speaks_is_written() {
    let mut known = variables("ru");
    known.extend(variables("help"));
    let call = Regex::new(r#"(?s)\.(phrase|label)\(\s*"([a-z0-9-]+)"(?:,\s*&\[(.*?)\],?\s*\))?"#).unwrap();
    let name = Regex::new(r#"\(\s*"([a-z]+)","#).unwrap();
    let refusal = Regex::new(r#"(?s)Refusal::new\("([a-z0-9-]+)"\)((?:\s*\.with\([^;]*)?)"#).unwrap();
    let closure = Regex::new(r"(?:^|,)\s*[a-z_]+\(\)\s*(?:,|$)").unwrap();
    let with = Regex::new(r#"\.with\(\s*"([a-z]+)""#).unwrap();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut seen = 0;
    for file in files.iter().filter(|file| !file.ends_with("text/tests.rs")) {
        let text = fs::read_to_string(file).unwrap();
        for refused in refusal.captures_iter(&text) {
            seen += 1;
            let wanted =
                known.get(&refused[1]).unwrap_or_else(|| panic!("{}: no phrase `{}`", file.display(), &refused[1]));
            // One refusal may be given what several phrases want, in several lines: what can be seen is that some of it is.
            let given: BTreeSet<String> = with.captures_iter(&refused[2]).map(|it| it[1].to_owned()).collect();
            assert!(
                wanted.is_empty() || given.is_empty() || !wanted.is_disjoint(&given),
                "{}: `{}`",
                file.display(),
                &refused[1]
            );
        }
        for spoken in call.captures_iter(&text) {
            seen += 1;
            let id = &spoken[2];
            let wanted = known.get(id).unwrap_or_else(|| panic!("{}: no phrase `{id}`", file.display()));
            let given: BTreeSet<String> = match spoken.get(3) {
                // What a closure or a variable gives cannot be seen here.
                Some(args) if closure.is_match(args.as_str()) => continue,
                Some(args) => name.captures_iter(args.as_str()).map(|it| it[1].to_owned()).collect(),
                None if &spoken[1] == "label" => BTreeSet::new(),
                None => continue,
            };
            assert!(wanted.is_subset(&given), "{}: `{id}` wants {wanted:?}, is given {given:?}", file.display());
        }
    }
    assert!(seen > 30, "only {seen} phrases found in the sources");
}

#[test]
fn a_message_of_nobody_in_particular_has_no_empty_brackets() {
    for (lang, wanted) in [(Lang::En, "a message"), (Lang::Ru, "сообщение")] {
        let name = |id: &CarrierId| id.to_string();
        let setting = Setting { today: TODAY, carrier: &name, page: &|_, _| None, reason: &|_| None };
        assert_eq!(Phrasebook::new(lang).said_by("message:", &setting), wanted);
    }
}
