//! Lives of parcels, told through the engine and the heart without a socket or a file: every source is asked when the
//! ruling says so, answers in the shape of the real ones, is read by the real definition, and is digested.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use posylka::{
    app::Setup,
    carriers::{self, Answered, Registry},
    config::{Config, Folders},
    demo::{
        Life, answers,
        life::{Expect, Line, MOSCOW, What},
        person,
    },
    model::{
        Act, Before, Case, Flag, LegKey, LegState, Number, Outcome, OutcomeKind, Parcel, ParcelId, SourceId, Told,
    },
    rules::{self, replay, timeline, undo},
    text::{Lang, Setting},
};

#[test]
fn every_life_goes_as_told() {
    let setup = setup();
    let mut faults = Vec::new();
    let mut lives = 0;
    for life in lives_of("fixtures/stories") {
        faults.extend(Telling::of(&setup, life).tell());
        lives += 1;
    }
    assert!(lives >= 6, "only {lives} lives");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Lives of which the archive keeps less than happened: a source that did not answer for a while, one that was asked later
/// than at the end of the day, a last day of storage that a message told, a number that was sure before its carrier told of
/// it, a number that had a wrong digit.
const UNTOLD: [&str; 9] = [
    "arrives-in-dispute",
    "blind",
    "curtain-of-twelve-days",
    "dark-last-mile",
    "forgotten-by-its-source",
    "post-out-of-reach",
    "second-witness",
    "unreadable-ten-days",
    "wrong-digit",
];

#[test]
fn the_archive_says_on_each_day_what_was_said() {
    let setup = setup();
    let mut other = Vec::new();
    let mut days = 0;
    for life in lives_of("fixtures/stories").into_iter().filter(|it| !UNTOLD.contains(&it.name.as_str())) {
        let mut telling = Telling::of(&setup, life);
        telling.tell();
        days += telling.thought.len();
        other.extend(telling.differs());
    }
    assert!(days > 500, "only {days} times something was thought");
    assert!(other.is_empty(), "{} days differ:\n{}", other.len(), other.join("\n"));
}

fn setup() -> Setup {
    let folders = Folders::choose(Some(Path::new("/nonexistent")), Some(Path::new("/nonexistent"))).unwrap();
    let config = Config { zone: Some(TimeZone::fixed(MOSCOW)), ..Config::default() };
    Setup::new(config, folders, Lang::En, BTreeMap::new(), Vec::new(), 1).unwrap()
}

fn lives_of(folder: &str) -> Vec<Life> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        Life::read(name, &fs::read_to_string(path).unwrap()).unwrap_or_else(|fault| panic!("{fault}"))
    };
    paths.iter().map(read).collect()
}

struct Telling<'a> {
    setup: &'a Setup,
    life: Life,
    case: Option<Case>,
    told: Vec<String>,
    deeds: Vec<Before>,
    /// What was thought of it, and since when.
    thought: Vec<(Timestamp, Vec<Flag>)>,
}

impl<'a> Telling<'a> {
    fn of(setup: &'a Setup, life: Life) -> Telling<'a> {
        Telling { setup, life, case: None, told: Vec::new(), deeds: Vec::new(), thought: Vec::new() }
    }

    fn tell(&mut self) -> Vec<String> {
        let mut faults = Vec::new();
        for line in self.life.lines.clone() {
            self.pass_until(line.at);
            match &line.what {
                What::Add { number, carrier } => {
                    let new = person::new_parcel(self.setup, &self.life, &line, number, carrier.as_ref());
                    let (id, received, archived) = (ParcelId(1), None, None);
                    let parcel =
                        Parcel { id, title: new.title, added: new.added, received, archived, postcode: new.postcode };
                    self.case = Some(Case::new(parcel, new.orders, new.legs));
                    self.digest(&Told::User(Act::Added), line.at);
                }
                What::Expect(expect) => {
                    if let Err(fault) = self.expect(expect, &line) {
                        faults.push(format!("{}.story, line {}: {fault}", self.life.name, line.row));
                    }
                }
                What::Undo => {
                    let before = self.deeds.pop().expect("something was done");
                    self.digest(&Told::Undone(Box::new(before)), line.at);
                }
                what => {
                    let legs = self.case.as_ref().map(|case| case.legs.clone()).unwrap_or_default();
                    if let Some(told) = what.told(&line, &legs) {
                        self.deed(&told, line.at);
                    }
                }
            }
        }
        faults
    }

    /// Asks and lets time pass, in the order in which things fall due.
    fn pass_until(&mut self, end: Timestamp) {
        while let Some(case) = &self.case {
            let ask = case.legs.iter().filter(|leg| leg.watched()).min_by_key(|leg| (leg.asks.next, leg.key.clone()));
            let ask = ask.map(|leg| (leg.asks.next, leg.key.clone(), leg.asks.source.clone()));
            let change = [case.verdict.changes_at, case.advice.changes_at].into_iter().flatten().min();
            match (ask, change) {
                (Some((at, leg, source)), change) if at <= end && change.is_none_or(|change| at <= change) => {
                    self.ask(&leg, source, at);
                }
                (_, Some(change)) if change <= end => self.digest(&Told::Time, change),
                _ => return,
            }
        }
    }

    fn ask(&mut self, leg: &LegKey, source: Option<SourceId>, now: Timestamp) {
        let carrier = &self.setup.knowledge.carriers[&leg.carrier];
        let source = source.unwrap_or_else(|| carrier.askable().next().expect("due legs can be asked").id.clone());
        let outcome = self.answer(&source, &leg.number, now);
        self.digest(&Told::Answer { leg: leg.clone(), source, outcome }, now);
    }

    fn answer(&self, source: &SourceId, number: &Number, now: Timestamp) -> Outcome {
        let lives = std::slice::from_ref(&self.life);
        match self.life.fails(source.as_str(), now) {
            Some(OutcomeKind::Blocked) => return Outcome::Blocked("captcha".into()),
            Some(_) => return Outcome::Unavailable("503".into()),
            None => {}
        }
        let body = match source.as_str() {
            "cainiao" => answers::cainiao(lives, std::slice::from_ref(number), now),
            "russian-post" => answers::russian_post(lives, number, now),
            "cdek" => answers::cdek(lives, number, now),
            // A carrier of another country, asked because of the number's shape.
            _ => return Outcome::NotFound,
        };
        read(&self.setup.registry, source, number, body)
    }

    /// What the person does can be undone.
    fn deed(&mut self, told: &Told, now: Timestamp) {
        let case = self.case.as_ref().expect("a life adds its parcel first");
        let ruling = rules::digest(case, told, &self.setup.knowledge, now);
        self.deeds.push(undo::before(case, &ruling, now));
        self.digest(told, now);
    }

    fn digest(&mut self, told: &Told, now: Timestamp) {
        let case = self.case.as_mut().expect("a life adds its parcel first");
        let ruling = rules::digest(case, told, &self.setup.knowledge, now);
        self.told.extend(ruling.notices.iter().map(|notice| notice.key.clone()));
        self.thought.push((now, ruling.verdict.flags.clone()));
        rules::follow(case, ruling);
    }

    /// The days on which the archive says otherwise than was said at the time.
    fn differs(&self) -> Vec<String> {
        let case = self.case.clone().expect("a life adds its parcel first");
        let now = self.life.ends();
        let all = replay::replay(&[case], &self.setup.knowledge, false, now);
        let days = all.iter().flat_map(|it| &it.days);
        let said_on = |day: Date| {
            let end = MOSCOW.to_timestamp(day.at(23, 59, 59, 0)).unwrap().min(now);
            self.thought.iter().rev().find(|(at, _)| *at <= end).map(|(_, flags)| flags.clone()).unwrap_or_default()
        };
        let other = days.filter(|it| said_on(it.day) != it.flags);
        other.map(|it| format!("{} {}: {:?} was {:?}", self.life.name, it.day, it.flags, said_on(it.day))).collect()
    }

    fn expect(&self, expect: &Expect, line: &Line) -> Result<(), String> {
        let case = self.case.as_ref().ok_or("there is no parcel yet")?;
        let (verdict, advice) = (&case.verdict, &case.advice);
        let (holds, found) = match expect {
            Expect::Flag(flag, up) => (verdict.has(*flag) == *up, format!("{:?}", verdict.flags)),
            Expect::Stage(stage) => (verdict.stage == *stage, verdict.stage.to_string()),
            Expect::HandedOver(carrier, number) => {
                let sure = |leg: &posylka::model::Leg| leg.key.carrier == *carrier && leg.key.number == *number;
                let leg = case.legs.iter().find(|leg| sure(leg));
                (leg.is_some_and(|leg| leg.state == LegState::Confirmed), format!("{leg:?}"))
            }
            Expect::Leg(state, carrier, number) => {
                let leg = case.legs.iter().find(|leg| leg.key.carrier == *carrier && leg.key.number == *number);
                (leg.is_some_and(|leg| leg.state == *state), format!("{leg:?}"))
            }
            Expect::Advice(action, reason) => {
                let fits = reason.is_none() || advice.reason == *reason;
                (advice.action == *action && fits, format!("{} {:?}", advice.action, advice.reason))
            }
            Expect::Told(key, wanted) => {
                (self.told.iter().any(|told| told.starts_with(key.as_str())) == *wanted, self.told.join(" "))
            }
            Expect::Says(text, wanted) => {
                let today = self.setup.knowledge.day(line.at);
                let says =
                    |setting: &Setting<'_>| self.setup.phrases.one_sentence(verdict, advice, &case.dispute, setting);
                let said = self.setup.telling(today, says);
                (said.contains(text.as_str()) == *wanted, said)
            }
            Expect::Times(count, key) => {
                let times = self.told.iter().filter(|told| told.starts_with(key.as_str())).count();
                (times == *count, self.told.join(" "))
            }
            Expect::Left(days) => {
                let today = self.setup.knowledge.day(line.at);
                let left = advice.window.map(|window| (window.closes - today).get_days());
                (left == Some(*days), format!("{left:?}"))
            }
            Expect::Scans(count) => {
                let own = timeline::own(case, &case.legs, &case.entries);
                let scans = timeline::merge(&own).len();
                (scans == *count, scans.to_string())
            }
        };
        if holds { Ok(()) } else { Err(format!("{expect:?} does not hold, but: {found}")) }
    }
}

fn read(registry: &Registry, source: &SourceId, number: &Number, body: String) -> Outcome {
    let definition = registry.source(source).unwrap();
    let answered = Answered::whole(200, body);
    let said = carriers::read(registry, definition, std::slice::from_ref(number), &answered);
    said.into_iter().next().expect("every number has its outcome").1
}

#[test]
fn a_script_that_cannot_be_is_refused_with_its_line() {
    for (script, fault) in [
        ("2026-02-01 order aliexpress-ru 819 protection 9000117 days", "line 1"),
        ("title A\n2026-02-30 add LP00123456789012", "line 2"),
        ("2026-02-01 add \"LP00123456789012", "a quote is not closed"),
    ] {
        let said = Life::read("impossible", script).err().map(|it| it.to_string()).unwrap_or_default();
        assert!(said.contains(fault), "{script}: {said:?}");
    }
}
