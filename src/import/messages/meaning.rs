//! What the words of a message say of a parcel, whoever wrote it: `rules/messages_says.toml`.

use serde::Deserialize;

use super::{
    fold::{Sentence, sentences},
    phrase::{Hit, Lists, Phrases},
};
use crate::{
    carriers::{DefinitionError, definition},
    model::{Reason, Status},
};

const ORIGIN: &str = "rules/messages_says.toml";
const TEXT: &str = include_str!("../../../rules/messages_says.toml");
/// As much of the body of a mail is read for what it says, in characters: advertisements come after.
const BODY: usize = 1500;
/// A word that turns stands at most so many words before what it turns.
const NEAR: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "evidence")]
    _evidence: definition::Evidence,
    #[serde(rename = "note")]
    _note: String,
    turns: Turns,
    lists: Lists,
    says: Vec<Says>,
    why: Vec<Why>,
    lures: Lures,
    waits: Waits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turns {
    not: Vec<String>,
    later: Vec<String>,
    r#if: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Says {
    status: Option<Status>,
    reason: Option<Reason>,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    reason: Reason,
    of: Vec<Status>,
    #[serde(default)]
    implies: bool,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lures {
    link: Vec<String>,
    always: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Waits {
    at: Vec<String>,
    beside: Vec<String>,
}

/// The file, compiled.
#[derive(Debug)]
pub(super) struct Meaning {
    says: Vec<(Option<Status>, Option<Reason>)>,
    /// Of each phrase its line in `says`, and whether it holds a word that turns, and so is not turned itself.
    phrases: Vec<(usize, bool)>,
    words: Phrases,
    whys: Vec<(Reason, Vec<Status>, bool, Phrases)>,
    near: Phrases,
    ahead: Phrases,
    lures: [Phrases; 2],
    waits: [Phrases; 2],
}

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    /// Whether any of its words is known, be it as saying nothing of where the parcel is.
    pub understood: bool,
}

/// What was found in some sentences.
#[derive(Default)]
struct Found {
    best: Option<usize>,
    /// It is said of the receiver that he has it not.
    undelivered: bool,
    turned: bool,
    understood: bool,
}

impl Meaning {
    /// The file the program brings.
    pub(super) fn embedded() -> Result<Meaning, DefinitionError> {
        let file: File = toml::from_str(TEXT).map_err(|error| definition::syntax(ORIGIN, TEXT, &error))?;
        Meaning::of(file).map_err(|message| DefinitionError::Meaning {
            origin: ORIGIN.to_owned(),
            key: "phrases".to_owned(),
            message,
        })
    }

    fn of(file: File) -> Result<Meaning, String> {
        let lists = &file.lists;
        let phrases = |of: &[String]| Phrases::new(lists, of.iter().map(String::as_str));
        let (near, ahead) = (phrases(&[file.turns.not, file.turns.later].concat())?, phrases(&file.turns.r#if)?);
        let turns = |phrase: &str| sentences(phrase).iter().any(|it| near.any(&it.words) || ahead.any(&it.words));
        let each = file.says.iter().enumerate();
        let each: Vec<(usize, &String)> = each.flat_map(|(at, it)| it.phrases.iter().map(move |p| (at, p))).collect();
        let whys = file.why.iter().map(|it| Ok((it.reason, it.of.clone(), it.implies, phrases(&it.phrases)?)));
        Ok(Meaning {
            says: file.says.iter().map(|it| (it.status, it.reason)).collect(),
            phrases: each.iter().map(|(at, phrase)| (*at, turns(&phrase.replace(['(', ')', '|', '?'], " ")))).collect(),
            words: Phrases::new(lists, each.iter().map(|(_, phrase)| phrase.as_str()))?,
            whys: whys.collect::<Result<_, String>>()?,
            lures: [phrases(&file.lures.link)?, phrases(&file.lures.always)?],
            waits: [phrases(&file.waits.at)?, phrases(&file.waits.beside)?],
            near,
            ahead,
        })
    }

    /// What a text says. The first line of a mail, its subject, goes before the rest; `dated`: it names a last day.
    pub(super) fn said(&self, text: &str, mail: bool, dated: bool) -> Said {
        let (subject, body) = text.split_once('\n').filter(|_| mail).unwrap_or(("", text));
        let body: String = body.chars().take(BODY).collect();
        let (subject, body) = (sentences(subject), sentences(&body));
        let all: Vec<Sentence> = subject.iter().chain(&body).cloned().collect();
        let (first, rest) = (self.found(&subject), self.found(&body));
        let status = |found: &Found| found.best.and_then(|at| self.says[at].0);
        let waits = status(&rest) == Some(Status::ReadyForPickup);
        let headed = status(&first).is_some() && !(waits && status(&first) == Some(Status::Delivered));
        let found = if headed { first } else { self.found(&all) };
        let known = found.best.map(|at| self.says[at]).filter(|it| it.0.is_some());
        let moves = known.is_none_or(|it| it.0 == Some(Status::InTransit));
        let implied = moves.then(|| self.implied(&found, &all, dated)).filter(|it| it.0.is_some());
        let (status, reason) = implied.or(known).unwrap_or_default();
        let reason = reason.or_else(|| status.and_then(|status| self.why(status, &all)));
        Said { status, reason, understood: found.understood || status.is_some() }
    }

    /// Whether a text asks for what only an imitation wants; `link`: a link in it leads to nobody who is known.
    pub(super) fn lures(&self, text: &str, link: bool) -> bool {
        let [beside, always] = &self.lures;
        sentences(text).iter().any(|it| always.any(&it.words) || link && beside.any(&it.words))
    }

    fn found(&self, sentences: &[Sentence]) -> Found {
        let mut found = Found::default();
        for sentence in sentences {
            let turns = [self.near.all(&sentence.words), self.ahead.all(&sentence.words)];
            let firm = |hit: &Hit| self.phrases[hit.phrase].1;
            let holds = |hit: &Hit, turn: &Hit| hit.at.start <= turn.at.start && turn.at.end <= hit.at.end;
            // One that holds a word that turns it leaves its place to a shorter one that means that word.
            let hits = self.words.all(&sentence.words).into_iter();
            let (within, sound): (Vec<Hit>, Vec<Hit>) =
                hits.partition(|hit| !firm(hit) && turns.iter().flatten().any(|turn| holds(hit, turn)));
            for hit in within.into_iter().chain(Phrases::longest(sound)) {
                let says = self.phrases[hit.phrase].0;
                found.understood = true;
                if sentence.question || !firm(&hit) && turned(sentence, &turns, &hit) {
                    found.turned = true;
                    found.undelivered |= !sentence.question && self.says[says].0 == Some(Status::Delivered);
                } else if self.says[says].0.is_some() {
                    found.best = Some(found.best.map_or(says, |best| best.min(says)));
                }
            }
        }
        found
    }

    /// What follows where no phrase says it: somebody was not at home, or something lies at a place until a day.
    fn implied(&self, found: &Found, all: &[Sentence], dated: bool) -> (Option<Status>, Option<Reason>) {
        let of_attempt = |of: &[Status]| of.contains(&Status::AttemptFailed);
        let why = self.whys.iter().find(|(_, of, implies, phrases)| {
            of_attempt(of) && (*implies || found.undelivered) && all.iter().any(|it| phrases.any(&it.words))
        });
        if let Some((reason, ..)) = why {
            return (Some(Status::AttemptFailed), Some(*reason));
        }
        let [at, beside] = &self.waits;
        let some = |of: &Phrases| all.iter().any(|it| of.any(&it.words));
        let waits = !found.turned && !found.understood && some(at) && (dated || some(beside));
        (waits.then_some(Status::ReadyForPickup), None)
    }

    fn why(&self, status: Status, all: &[Sentence]) -> Option<Reason> {
        let fits = |(_, of, _, phrases): &&(Reason, Vec<Status>, bool, Phrases)| {
            of.contains(&status) && all.iter().any(|it| phrases.any(&it.words))
        };
        self.whys.iter().find(fits).map(|(reason, ..)| *reason)
    }
}

/// Whether a word before it in its clause, or within it, makes it not so, or not yet: one of `near` a few words before, one
/// of `ahead` anywhere before.
fn turned(sentence: &Sentence, [near, ahead]: &[Vec<Hit>; 2], hit: &Hit) -> bool {
    let close = |it: &Hit| {
        let between = sentence.words.get(it.at.end..hit.at.start).unwrap_or_default();
        let clause = between.split(' ').any(|word| matches!(word, "," | "i" | "no" | "a" | "and" | "but" | "or"));
        it.at.start < hit.at.end && !clause && between.split_whitespace().count() <= NEAR
    };
    near.iter().any(close) || ahead.iter().any(|it| it.at.start < hit.at.end)
}
