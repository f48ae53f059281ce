//! Looks for the smallest change of a definition that gives back what is known, and proves it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Case, Known, Mended, Question, Refused,
    body::Body,
    candidate::{self, Candidate},
    edit,
    element::{self, Element},
    frame::Shape,
    known, proof, rows,
    times::{self, OldTimes},
    tree::PIECES_MAX,
};
use crate::{
    carriers::{
        Answered,
        answer::{Document, by_status, opened, text_of},
    },
    model::{Event, Number, Outcome, OutcomeKind},
};

/// So many candidates are tried.
const CANDIDATES_MAX: usize = 60;

/// So many bytes of answers are taken apart at the same time, or the first: each costs some twenty times its length.
const TOGETHER: usize = 2_500_000;

/// Mends a definition by answers it does not read right.
pub fn mend(question: &Question<'_>) -> Result<Mended, Refused> {
    let answer = question.definition.answer.as_ref().ok_or(Refused::NoAnswer)?;
    let known = proof::all_known(question.registry, question.definition, question.known, question.good);
    let cases: Vec<&Case> = question.changed.iter().filter(|it| known.contains_key(&it.number)).collect();
    if cases.is_empty() {
        return Err(if question.changed.is_empty() { Refused::NothingToMend } else { Refused::NothingKnown });
    }
    if cases.iter().all(|it| reads_all(question, it, &known)) {
        return Err(Refused::NothingToMend);
    }
    let mut skipped: Vec<(Number, Refused)> = Vec::new();
    let cases = not_too_many(cases, &mut skipped);
    let texts: Vec<_> = cases.iter().map(|it| text_of(&it.answered)).collect();
    let mut documents = Vec::new();
    for (case, text) in cases.iter().zip(&texts) {
        match document(question, &case.answered, text) {
            Ok(document) => documents.push((*case, document)),
            Err(refused) => skipped.push((case.number.clone(), refused)),
        }
    }
    let mut bodies = Vec::new();
    for (case, document) in &documents {
        let scans = proof::known_of(&known, &case.number);
        let good = question.good.iter().find(|it| it.number == case.number);
        let before = good.and_then(|it| known::before(question.definition, it, scans));
        match Body::new(case, document, before, scans).and_then(|body| holds_all(body, &OldTimes::of(answer))) {
            Ok(body) => bodies.push(body),
            Err(refused) => skipped.push((case.number.clone(), refused)),
        }
    }
    // What tells the most comes first: by it the others are found.
    bodies.sort_by_key(|it| std::cmp::Reverse(it.rows.len()));
    let Some(main) = bodies.first() else {
        return Err(skipped.into_iter().next().map_or(Refused::NothingKnown, |(_, refused)| refused));
    };
    let candidates = candidates(question, &Shape::of(answer), main, &bodies)?;
    let mended = chosen(question, &bodies, candidates)?;
    Ok(Mended { skipped, ..mended })
}

/// The first of the answers, as many as can be taken apart at the same time.
fn not_too_many<'c>(cases: Vec<&'c Case>, skipped: &mut Vec<(Number, Refused)>) -> Vec<&'c Case> {
    let mut bytes = 0;
    let (taken, left): (Vec<_>, Vec<_>) = cases.into_iter().partition(|it| {
        let fits = bytes == 0 || bytes + it.answered.body.len() <= TOGETHER;
        bytes += if fits { it.answered.body.len() } else { 0 };
        fits
    });
    skipped.extend(left.into_iter().map(|it| (it.number.clone(), Refused::TooLarge)));
    taken
}

/// A body in which all that is known of its number stands somewhere. One that holds nothing of it is not learnt from.
fn holds_all<'d>(body: Body<'d>, old: &OldTimes<'_>) -> Result<Body<'d>, Refused> {
    let moments = body.moments();
    match times::find(&body.tree, 0, &moments, old) {
        (whole, _) if !whole.is_empty() => Ok(body),
        (_, 0) => Err(Refused::NoKnownScan),
        (_, found) => Err(Refused::ScansMissing { known: moments.len(), found }),
    }
}

/// Whether the definition gives back all that is known, as it is.
fn reads_all(question: &Question<'_>, case: &Case, known: &BTreeMap<Number, Known>) -> bool {
    let outcome = proof::outcome(question.registry, question.definition, case);
    let scans = proof::known_of(known, &case.number);
    proof::given_back(proof::scans(&outcome), scans) == scans.len()
}

/// The answer as a document, if it is an answer: not a wall, a fault, or one that ended early.
fn document<'t>(question: &Question<'_>, answered: &Answered, text: &'t str) -> Result<Document<'t>, Refused> {
    let none =
        |outcome: &Outcome| Refused::IsNoAnswer(format!("{} {}", outcome.kind(), outcome.detail()).trim().to_owned());
    if let Some(outcome) = by_status(answered) {
        return Err(none(&outcome));
    }
    // Before it is taken apart: what is refused for its size is not to cost any.
    if text.bytes().filter(|it| matches!(it, b',' | b'<')).count() > PIECES_MAX {
        return Err(Refused::TooLarge);
    }
    let answer = question.definition.answer.as_ref().ok_or(Refused::NoAnswer)?;
    opened(question.definition, answer, answered, text).map_err(|outcome| none(&outcome))
}

/// All candidates for the answer that tells the most.
fn candidates(
    question: &Question<'_>,
    shape: &Shape,
    main: &Body<'_>,
    bodies: &[Body<'_>],
) -> Result<Vec<Candidate>, Refused> {
    let named = main.before.as_ref().is_none_or(|before| {
        shape
            .identity
            .0
            .iter()
            .flat_map(|it| it.place.places())
            .any(|it| before.raw.get(it.source()).is_some_and(|it| !it.is_empty()))
    });
    let elements = element::find(main.document, &main.tree, shape, main.case, named && !shape.identity.is_empty());
    if elements.is_empty() {
        return Err(Refused::NumberMissing(main.case.number.clone()));
    }
    let moments = main.moments();
    let (mut found, mut best, mut tried, mut seen) = (Vec::new(), 0, 0, BTreeSet::new());
    for element in &elements {
        let old = OldTimes::of(question.definition.answer.as_ref().ok_or(Refused::NoAnswer)?);
        let (all, most) = times::find(&main.tree, element.at, &moments, &old);
        best = best.max(most);
        for times in &all {
            for set in rows::sets(&main.tree, element.at, times) {
                for places in places(main, element, shape, &set) {
                    tried += 1;
                    if tried > CANDIDATES_MAX {
                        return Ok(found);
                    }
                    found.extend(candidate::build(question, bodies, element, times, &set, places, &mut seen));
                }
            }
        }
        // Pieces that enclose this one tell more than of this number.
        if !found.is_empty() && element.place.is_some() {
            break;
        }
    }
    match (found.is_empty(), best) {
        (false, _) => Ok(found),
        (true, 0) => Err(Refused::NoKnownScan),
        (true, best) if best < moments.len() => Err(Refused::ScansMissing { known: moments.len(), found: best }),
        (true, _) => Err(Refused::FieldMissing("answer.rows".to_owned())),
    }
}

/// Where the rows may be looked for: where the definition does, if they are there, else their new places.
fn places(main: &Body<'_>, element: &Element, shape: &Shape, set: &rows::Rows) -> Vec<Option<Vec<String>>> {
    let shape = candidate::shape(shape, element);
    let number = &main.case.number;
    let mut found = Vec::new();
    if rows::finds(main.document, &main.tree, &shape, number, &set.rows) {
        found.push(None);
    }
    found.extend(rows::places(main.document, &main.tree, element.at, &set.rows, &shape, number).into_iter().map(Some));
    found
}

/// Of the candidates that are proven the smallest; none where two of them read an answer in two ways.
fn chosen(question: &Question<'_>, bodies: &[Body<'_>], mut candidates: Vec<Candidate>) -> Result<Mended, Refused> {
    candidates.sort_by_key(|it| (it.doubt.is_some(), it.changes));
    let total: usize = bodies.iter().map(|it| it.scans.len()).sum();
    let mut why = None;
    let mut proven: Option<(Candidate, Vec<Vec<Event>>)> = None;
    for candidate in candidates {
        if proven.as_ref().is_some_and(|(it, _)| it.changes + 2 < candidate.changes) {
            break;
        }
        let read: Vec<Vec<Event>> = bodies
            .iter()
            .map(|it| proof::scans(&proof::outcome(question.registry, &candidate.definition, it.case)).to_vec())
            .collect();
        let back: usize = read.iter().zip(bodies).map(|(is, body)| proof::given_back(is, body.scans)).sum();
        if back < total {
            let missing = candidate.missing.first().map(|it| Refused::FieldMissing(format!("answer.{it}")));
            why.get_or_insert(missing.unwrap_or(Refused::NotProven(format!("{back}/{total}"))));
            continue;
        }
        if let Some(kind) = outcome_lost(question, &candidate) {
            why.get_or_insert(Refused::NotProven(kind));
            continue;
        }
        if let Some(doubt) = &candidate.doubt {
            why.get_or_insert(Refused::Ambiguous(format!("answer.{doubt}")));
            continue;
        }
        match &proven {
            None => proven = Some((candidate, read)),
            Some((first, _)) if two_orders(first, &candidate) => {
                return Err(Refused::Ambiguous("answer.time_format".to_owned()));
            }
            Some((_, other)) if differ(other, &read) => {
                return Err(Refused::Ambiguous("answer.rows".to_owned()));
            }
            Some(_) => {}
        }
    }
    let Some((candidate, _)) = proven else { return Err(why.unwrap_or(Refused::NoKnownScan)) };
    let mut numbers: Vec<(&Number, usize)> = bodies.iter().map(|it| (&it.case.number, it.scans.len())).collect();
    numbers.sort();
    numbers.dedup();
    let total = numbers.iter().map(|(_, count)| count).sum();
    let numbers = numbers.into_iter().map(|(number, _)| number.clone()).collect();
    Ok(Mended { numbers, ..mended(question, candidate, bodies, total) })
}

/// The first outcome of an earlier answer, one without scans, that would come out otherwise.
fn outcome_lost(question: &Question<'_>, candidate: &Candidate) -> Option<String> {
    question.good.iter().find_map(|case| {
        let before = proof::outcome(question.registry, question.definition, case).kind();
        let after = proof::outcome(question.registry, &candidate.definition, case).kind();
        (before != OutcomeKind::Events && before != after).then(|| before.to_string())
    })
}

/// Whether two candidates take day and month, or the year, each for another: what is known fits both by chance.
fn two_orders(one: &Candidate, other: &Candidate) -> bool {
    !one.order.is_empty() && !other.order.is_empty() && one.order != other.order
}

/// Whether two readings of the same answers differ in any scan.
fn differ(one: &[Vec<Event>], other: &[Vec<Event>]) -> bool {
    let pairs = one.iter().zip(other);
    pairs.into_iter().any(|(a, b)| a.len() != b.len() || proof::given_back(a, b) != b.len())
}

fn mended(question: &Question<'_>, candidate: Candidate, bodies: &[Body<'_>], total: usize) -> Mended {
    let (registry, definition) = (question.registry, &candidate.definition);
    let mut lost = Vec::new();
    for body in bodies {
        let before = question.good.iter().find(|it| it.number == body.case.number);
        let before = before.map(|it| proof::outcome(registry, question.definition, it));
        let after = proof::outcome(registry, definition, body.case);
        if let (Some(before), Some(after)) = (before.as_ref().and_then(Outcome::heard), after.heard()) {
            lost.extend(proof::lost(before, after));
        }
    }
    lost.sort();
    lost.dedup();
    let changed = |case: &&Case| {
        let before = proof::outcome(registry, question.definition, case);
        proof::outcome(registry, definition, case) != before
    };
    let older = question.good.iter().filter(changed).map(|it| it.number.clone()).collect();
    let revision = question.definition.revision + 1;
    let raised = edit::put(&candidate.text, &edit::path(["revision"]), &revision.to_string());
    let text = raised.unwrap_or(candidate.text);
    Mended {
        text,
        definition: candidate.definition,
        known: total,
        given_back: total,
        numbers: Vec::new(),
        changes: candidate.keys,
        lost,
        older,
        skipped: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_as_far_as_there_is_room() {
        let case = |number: &str, bytes: usize| Case {
            number: Number::new(number).unwrap(),
            answered: Answered::whole(200, vec![b' '; bytes]),
        };
        let cases = [case("AAAA1", 3_000_000), case("AAAA2", 10), case("AAAA3", 1)];
        let mut skipped = Vec::new();
        assert_eq!(not_too_many(cases.iter().collect(), &mut skipped).len(), 1, "the first, however long");
        assert!(skipped.iter().all(|(_, why)| *why == Refused::TooLarge) && skipped.len() == 2);
        let cases = [case("AAAA1", 1_000_000), case("AAAA2", 2_000_000), case("AAAA3", 1_000_000)];
        let taken = not_too_many(cases.iter().collect(), &mut Vec::new());
        assert_eq!(taken.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), ["AAAA1", "AAAA3"]);
    }
}
