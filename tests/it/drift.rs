//! Answers that drift are mended by what is known, and answers of nobody are learned: a small run of `examples/drift`.

#[path = "../../examples/drift/answers.rs"]
mod answers;
#[path = "../../examples/drift/dice.rs"]
mod dice;
#[path = "../../examples/drift/element.rs"]
mod element;
#[path = "../../examples/drift/json.rs"]
mod json;
#[path = "../../examples/drift/kinds.rs"]
mod kinds;
#[path = "../../examples/drift/learned.rs"]
mod learned;
#[path = "../../examples/drift/markup.rs"]
mod markup;
#[path = "../../examples/drift/score.rs"]
mod score;

use std::{collections::BTreeMap, path::Path};

use posylka::{
    carriers::{Answered, Definition, Registry, read},
    mend::{
        Case, Question, Refused,
        learn::{Sample, learn},
        mend,
    },
    model::{Event, Number},
};

const NUMBER: &str = "LP00123456789012";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn body(file: &str) -> String {
    std::fs::read_to_string(root().join("fixtures").join(file)).unwrap()
}

fn case(body: &str) -> Case {
    Case { number: Number::new(NUMBER).unwrap(), answered: Answered::whole(200, body) }
}

/// Mends Cainiao's definition by an answer in the old shape and one in the new.
fn mended(old: &str, new: &str) -> Result<posylka::mend::Mended, Refused> {
    let registry = Registry::embedded().unwrap();
    let id = "cainiao".into();
    let definition = registry.source(&id).unwrap();
    let text = Registry::embedded_text(&id).unwrap();
    let (changed, good) = ([case(new)], [case(old)]);
    mend(&Question { registry: &registry, definition, text, known: &[], changed: &changed, good: &good })
}

fn scans(definition: &Definition, body: &str) -> Vec<Event> {
    let registry = Registry::embedded().unwrap();
    let case = case(body);
    let said = read(&registry, definition, std::slice::from_ref(&case.number), &case.answered);
    said.into_iter().next().and_then(|(_, it)| it.heard().map(|it| it.events.clone())).unwrap_or_default()
}

#[test]
fn answers_that_drift_are_mended_or_refused_and_never_read_wrong() {
    let registry = Registry::embedded().unwrap();
    let sources = answers::all(&registry, root());
    let wanted = score::Wanted { count: 60, seed: 26, kind: None, show: true };
    let score = score::run(&registry, &sources, &wanted);
    println!("{score}");
    assert_eq!(score.wrong(), 0, "{score}");
    assert!(score.share() >= 75.0, "{score}");
}

#[test]
fn a_renamed_answer_is_mended_by_few_changes_and_the_old_one_still_reads() {
    let old = body("cainiao/moving.json");
    let new = old.replace("actionCode", "eventCode").replace("detailList", "traces").replace("timeStr", "localTime");
    let mended = mended(&old, &new).unwrap();
    assert_eq!((mended.known, mended.given_back), (6, 6));
    assert_eq!((mended.lost.len(), mended.older.len()), (0, 0), "{:?} {:?}", mended.lost, mended.older);
    assert_eq!(scans(&mended.definition, &new), scans(&mended.definition, &old));
    let diff = posylka::mend::diff(Registry::embedded_text(&"cainiao".into()).unwrap(), &mended.text);
    assert!(diff.contains("+rows = [\"detailList\", \"traces\"]\n") && diff.lines().count() < 30, "{diff}");
}

#[test]
fn nothing_is_learnt_from_what_holds_none_of_the_known_scans() {
    let old = body("cainiao/moving.json");
    let wall = "<html><body><div id=\"captcha\">punish</div></body></html>";
    assert!(matches!(mended(&old, wall), Err(Refused::IsNoAnswer(_))));
    let other = old.replace(NUMBER, "LP00999999999999").replace("2026-", "2025-");
    assert!(matches!(mended(&old, &other), Err(Refused::NoKnownScan | Refused::NumberMissing(_))));
    let later = old.replace("timeStr", "localTime").replace("2026-", "2025-").replace("\"time\"", "\"epoch\"");
    assert_eq!(mended(&old, &later).unwrap_err(), Refused::NoKnownScan);
    assert_eq!(mended(&old, &old).unwrap_err(), Refused::NothingToMend);
}

#[test]
fn a_day_that_may_be_a_month_is_not_guessed() {
    let old = format!(
        r#"{{"success":true,"module":[{{"mailNo":"{NUMBER}","detailList":[
            {{"timeStr":"2026-03-03 10:11:12","timeZone":"GMT+8","standerdDesc":"Received by carrier","actionCode":"PU_PICKUP_SUCCESS"}}]}}]}}"#
    );
    let new = old.replace("2026-03-03 10:11:12", "03/03/2026 10:11:12");
    assert!(
        matches!(mended(&old, &new), Err(Refused::Ambiguous(_))),
        "{:?}",
        mended(&old, &new).map(|it| it.text.len())
    );
}

#[test]
fn hostile_and_large_bodies_end_soon() {
    let old = body("cainiao/moving.json");
    let deep = format!("{{\"mailNo\":\"{NUMBER}\",\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
    assert!(mended(&old, &deep).is_err());
    let many = format!("{{\"mailNo\":\"{NUMBER}\",\"a\":[{}1]}}", "1,".repeat(900_000));
    assert_eq!(mended(&old, &many).unwrap_err(), Refused::TooLarge, "before it is taken apart");
    let marked = format!("{{\"mailNo\":\"{NUMBER}\",\"a\":[{}1]}}", "\"<b>&\",".repeat(150_000));
    assert!(mended(&old, &marked).is_err());
    // Much beside what is known.
    let row = r#"{"at":"2024-01-02 03:04:05","note":"Something else that was said","kind":"OTHER"},"#;
    let beside = format!("\"history\":[{}{{}}],\"traces\"", row.repeat(1_900_000 / row.len()));
    let new = old.replace("\"detailList\"", &beside);
    assert_eq!(mended(&old, &new).map(|it| it.given_back), Ok(6));
}

#[test]
fn what_is_recorded_is_learned_as_if_its_carrier_were_unknown() {
    let folder = root().join("../shared/payloads");
    let folder = if folder.is_dir() { folder } else { std::env::var("SHARED_PAYLOADS").unwrap_or_default().into() };
    if !folder.is_dir() {
        println!("skipped: ../shared/payloads is not here");
        return;
    }
    let share = learned::run(&Registry::embedded().unwrap(), &folder, true);
    assert!(share >= 88.0, "{share}");
}

#[test]
fn a_draft_reads_its_answer_is_open_and_never_asked() {
    let registry = Registry::embedded().unwrap();
    let body = body("landmark/moving.xml");
    let except = "landmark".into();
    let sample = Sample {
        registry: &registry,
        body: body.as_bytes(),
        number: None,
        like: None,
        except: Some(&except),
        id: "new-carrier",
        chosen: BTreeMap::new(),
    };
    let learned = learn(&sample).unwrap();
    assert!(learned.definition.draft && !learned.definition.askable_with(&|_| true), "{}", learned.text);
    assert!(learned.rows > 1, "{}", learned.text);
    let registry =
        Registry::with_overrides([("new-carrier".to_owned(), learned.text.clone(), "new-carrier.toml".to_owned())])
            .unwrap();
    let carriers = registry.carriers(&|_| true);
    assert!(carriers[&"new-carrier".into()].sources.iter().all(|it| !it.askable));
}
