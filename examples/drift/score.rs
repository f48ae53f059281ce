//! Drifts, mends and counts.

use std::{collections::BTreeMap, fmt};

use posylka::{
    carriers::{Answered, Definition, Registry, definition::spelling::same_code, document_node::Format},
    mend::{Case, Known, Mended, Question, Refused, mend},
    model::Event,
};

use super::{
    answers::{self, Answer, Source},
    dice::Dice,
    kinds::{Drift, Kind},
};

pub struct Wanted {
    pub count: u64,
    pub seed: u64,
    pub kind: Option<String>,
    pub show: bool,
}

/// How one drift came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// The old definition still reads it.
    Read,
    Mended,
    Refused,
    Wrong,
}

/// How the drifts of a kind and a format came out.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    read: u64,
    mended: u64,
    refused: u64,
    wrong: u64,
    /// Other answers: read as they were, read otherwise, not read.
    others: [u64; 3],
}

/// The table.
#[derive(Debug, Default)]
pub struct Score {
    rows: BTreeMap<(String, &'static str), Count>,
    pairs: BTreeMap<&'static str, Count>,
    why: BTreeMap<String, u64>,
    slowest: std::time::Duration,
}

pub fn run(registry: &Registry, sources: &[Source<'_>], wanted: &Wanted) -> Score {
    let mut score = Score::default();
    let mut dice = Dice::new(wanted.seed);
    let (mut done, mut tried) = (0, 0_u64);
    while done < wanted.count && tried < wanted.count * 50 {
        tried += 1;
        let source = &sources[dice.below(sources.len())];
        let answer = &source.answers[dice.below(source.answers.len())];
        let mut kinds = vec![Kind::ALL[dice.below(Kind::ALL.len())]];
        if let Some(word) = &wanted.kind {
            kinds.retain(|it| it.word() == word);
        } else if dice.below(3) == 0 {
            kinds.push(Kind::ALL[dice.below(Kind::ALL.len())]);
        }
        kinds.sort();
        kinds.dedup();
        let drifts: Vec<Drift> = kinds.iter().map(|kind| Drift { kind: *kind, seed: dice.next() >> 8 }).collect();
        if drifts.is_empty() {
            continue;
        }
        if let Some((came, others, why)) = one(registry, source, answer, &drifts, wanted.show, &mut score.slowest) {
            done += 1;
            score.add(source.format, &drifts, came, others);
            *score.why.entry(why).or_default() += 1;
        }
    }
    score
}

/// The body after all drifts, and what it says by the old definition after those that change what is said. Nothing where a
/// drift does nothing, or breaks the answer.
fn after(registry: &Registry, source: &Source<'_>, answer: &Answer, drifts: &[Drift]) -> Option<(String, Vec<Event>)> {
    let mut body = answer.body.clone();
    let mut truth = answer.scans.clone();
    for drift in drifts {
        body = answers::drifted(source, &body, drift, &answer.values)?;
        if drift.kind.changes_what_is_said() {
            truth = answers::scans(registry, source.definition, &answer.number, &body);
        }
    }
    Some((body, truth))
}

type CameOut = (Came, [u64; 3], String);

fn one(
    registry: &Registry,
    source: &Source<'_>,
    answer: &Answer,
    drifts: &[Drift],
    show: bool,
    slowest: &mut std::time::Duration,
) -> Option<CameOut> {
    let (body, truth) = after(registry, source, answer, drifts)?;
    let old = answers::scans(registry, source.definition, &answer.number, &body);
    if same(&old, &truth) {
        return Some((Came::Read, [0; 3], String::new()));
    }
    let case = |body: &str| Case { number: answer.number.clone(), answered: Answered::whole(200, body) };
    let known = [Known { number: answer.number.clone(), scans: answer.scans.clone() }];
    let (changed, good) = ([case(&body)], [case(&answer.body)]);
    let question = Question {
        registry,
        definition: source.definition,
        text: &source.text,
        known: &known,
        changed: &changed,
        good: &good,
    };
    let start = std::time::Instant::now();
    let mended = mend(&question);
    *slowest = start.elapsed().max(*slowest);
    let what = || {
        let kinds: Vec<&str> = drifts.iter().map(|it| it.kind.word()).collect();
        format!("{}/{} [{}]", source.definition.id, answer.case, kinds.join(" + "))
    };
    match mended {
        Err(refused) => {
            if show {
                println!("refused {}: {refused:?}\n{body}\n", what());
            }
            Some((Came::Refused, [0; 3], in_short(&refused)))
        }
        Ok(mended) => {
            let (came, others) = judged(registry, source, answer, drifts, &mended, &body, &truth);
            if show && (came == Came::Wrong || others[1] > 0) {
                println!("{came:?} {others:?} {}: {:?} lost {:?}", what(), mended.changes, mended.lost);
                for line in mended.text.lines().filter(|it| !source.text.contains(it)) {
                    println!("  + {line}");
                }
                println!("{body}\n");
            }
            Some((came, others, if mended.lost.is_empty() { String::new() } else { "something lost".to_owned() }))
        }
    }
}

fn in_short(refused: &Refused) -> String {
    let text = format!("{refused:?}");
    text.split(['{']).next().unwrap_or_default().trim().to_owned()
}

/// Whether the mended definition reads the answer as it was, and how it reads the source's others.
fn judged(
    registry: &Registry,
    source: &Source<'_>,
    answer: &Answer,
    drifts: &[Drift],
    mended: &Mended,
    body: &str,
    truth: &[Event],
) -> (Came, [u64; 3]) {
    let read = |definition: &Definition, answer: &Answer, body: &str| {
        answers::scans(registry, definition, &answer.number, body)
    };
    let came = if same(&read(&mended.definition, answer, body), truth) { Came::Mended } else { Came::Wrong };
    let mut others = [0; 3];
    for other in source.answers.iter().filter(|it| it.case != answer.case) {
        let Some((body, truth)) = after(registry, source, other, drifts) else { continue };
        let scans = read(&mended.definition, other, &body);
        let at = if scans.is_empty() { 2 } else { usize::from(!same(&scans, &truth)) };
        others[at] += 1;
    }
    (came, others)
}

/// Whether two readings say the same scans; of those at one moment the order is nobody's.
fn same(one: &[Event], other: &[Event]) -> bool {
    let alike = |a: &Event, b: &Event| {
        a.wall == b.wall
            && a.status == b.status
            && a.reason == b.reason
            && a.zone.map(|it| it.offset) == b.zone.map(|it| it.offset)
            && same_code(&a.code, &b.code)
            && a.text == b.text
            && a.place == b.place
    };
    let mut left: Vec<&Event> = other.iter().collect();
    one.len() == other.len()
        && one.iter().all(|it| left.iter().position(|other| alike(it, other)).map(|at| left.remove(at)).is_some())
}

impl Count {
    fn add(&mut self, came: Came, others: [u64; 3]) {
        match came {
            Came::Read => self.read += 1,
            Came::Mended => self.mended += 1,
            Came::Refused => self.refused += 1,
            Came::Wrong => self.wrong += 1,
        }
        for (sum, more) in self.others.iter_mut().zip(others) {
            *sum += more;
        }
    }

    fn plus(&self, other: &Count) -> Count {
        let mut sum = *self;
        sum.read += other.read;
        sum.mended += other.mended;
        sum.refused += other.refused;
        sum.wrong += other.wrong;
        sum.others.iter_mut().zip(other.others).for_each(|(sum, more)| *sum += more);
        sum
    }

    /// Of those that needed mending.
    fn share(&self) -> f64 {
        let needed = self.mended + self.refused + self.wrong;
        100.0 * self.mended as f64 / needed.max(1) as f64
    }
}

impl Score {
    fn add(&mut self, format: Format, drifts: &[Drift], came: Came, others: [u64; 3]) {
        let word = format.word();
        match drifts {
            [one] => self.rows.entry((one.kind.word().to_owned(), word)).or_default().add(came, others),
            _ => self.pairs.entry(word).or_default().add(came, others),
        }
    }

    /// The share of those that needed mending which were mended.
    pub fn share(&self) -> f64 {
        self.rows.values().chain(self.pairs.values()).fold(Count::default(), |sum, it| sum.plus(it)).share()
    }

    pub fn wrong(&self) -> u64 {
        self.rows.values().chain(self.pairs.values()).map(|it| it.wrong).sum()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head =
            ["kind", "format", "read", "mended", "refused", "wrong", "share", "others: same", "differ", "unread"];
        writeln!(
            f,
            "{:34} {:5} {:>6} {:>7} {:>7} {:>6} {:>6} {:>13} {:>7} {:>7}",
            head[0], head[1], head[2], head[3], head[4], head[5], head[6], head[7], head[8], head[9]
        )?;
        let mut line = |kind: &str, format: &str, it: &Count| {
            let [same, differ, unread] = it.others;
            writeln!(
                f,
                "{kind:34} {format:5} {:>6} {:>7} {:>7} {:>6} {:>5.1}% {same:>13} {differ:>7} {unread:>7}",
                it.read,
                it.mended,
                it.refused,
                it.wrong,
                it.share()
            )
        };
        let mut all = Count::default();
        for ((kind, format), count) in &self.rows {
            line(kind, format, count)?;
            all = all.plus(count);
        }
        line("alone", "", &all)?;
        for (format, count) in &self.pairs {
            line("two at a time", format, count)?;
            all = all.plus(count);
        }
        line("all", "", &all)?;
        for (why, count) in self.why.iter().filter(|(why, _)| !why.is_empty()) {
            writeln!(f, "{count:>6} {why}")?;
        }
        writeln!(f, "{:.1}% of those that needed it were mended; {} were read wrong", self.share(), self.wrong())?;
        writeln!(f, "the slowest took {:.0} ms", self.slowest.as_secs_f64() * 1_000.0)
    }
}
