//! Whether what is said of a parcel is true whatever it has been through: how its trip ended, what was called normal, what
//! was claimed for, what came with the first look after a gap.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use posylka::model::{Action, Case, Flag, Ruling, Stage, Told, Why};

use crate::{
    play::Played,
    score::{LOOK, Score},
    truth::{Scan, Step, Truth},
};

/// Without an answer for so long, the next one is a first look.
const GAP: SignedDuration = SignedDuration::from_hours(72);
/// Days that a normal silence may be counted short: zones, and scans that are told late.
const SHORT: i64 = 4;
/// What presses a claim.
const CLAIMS: &[Action] = &[Action::Prepare, Action::Recommend, Action::Open, Action::Escalate];

/// What was said along a life that must never be said, and when first. Each counts once a life.
#[derive(Debug, Default)]
pub struct Sayings {
    normal_while_silent: Option<Timestamp>,
    claims_for_delivered: Option<Timestamp>,
    alarms_on_first_sight: Option<Timestamp>,
    returns: BTreeSet<i8>,
}

impl Sayings {
    /// Takes in what was said after something was told.
    pub fn note(&mut self, before: &Case, told: &Told, ruling: &Ruling, truth: &Truth, now: Timestamp) {
        let first = |said: &mut Option<Timestamp>, holds: bool| *said = said.or(holds.then_some(now));
        first(&mut self.normal_while_silent, calls_normal(ruling, before, now));
        let claims = CLAIMS.contains(&ruling.advice.action) && is_delivered(before, ruling, truth, now);
        first(&mut self.claims_for_delivered, claims);
        if let Told::Answer { leg, outcome, .. } = told
            && outcome.kind().answered()
        {
            let carries = before.legs.iter().any(|it| it.key == *leg && it.sure());
            let answered = before.legs.iter().filter(|it| it.sure()).filter_map(|it| it.asks.answered).max();
            let gap = now.duration_since(answered.unwrap_or(truth.added)) >= GAP;
            let rises = |flag: Flag| ruling.verdict.has(flag) && !before.verdict.has(flag);
            let alarm = rises(Flag::Stalled) || rises(Flag::ProbablyLost);
            first(&mut self.alarms_on_first_sight, carries && gap && alarm);
        }
        let known: Vec<&Scan> = heard(before, truth).chain(fresh(ruling, truth)).collect();
        // What is heard of the way back once the parcel is sent again is no news.
        let again = known.iter().any(|it| {
            it.step < Step::Delivered && known.iter().any(|back| back.step == Step::Returned && back.at < it.at)
        });
        let back =
            ruling.verdict.has(Flag::Returning) || matches!(ruling.verdict.stage, Stage::Returning | Stage::Returned);
        if back || again {
            self.returns.extend(known.iter().map(|it| it.id));
        }
    }
}

/// The parcel's own scans that were heard under a number it is known to go by.
fn heard<'a>(case: &'a Case, truth: &'a Truth) -> impl Iterator<Item = &'a Scan> {
    let sure = |it: &&posylka::model::Entry| case.legs.iter().any(|leg| leg.sure() && leg.key == it.leg);
    let ids: BTreeSet<i8> = case.entries.iter().filter(sure).map(|it| it.event.wall.second()).collect();
    truth.scans.iter().filter(move |it| !it.strange() && ids.contains(&it.id))
}

fn fresh<'a>(ruling: &'a Ruling, truth: &'a Truth) -> impl Iterator<Item = &'a Scan> {
    let ids: BTreeSet<i8> = ruling.fresh.iter().map(|it| it.event.wall.second()).collect();
    truth.scans.iter().filter(move |it| !it.strange() && ids.contains(&it.id))
}

/// "All is normal" with fewer days than there were without a scan, and no word of that.
fn calls_normal(ruling: &Ruling, before: &Case, now: Timestamp) -> bool {
    let usual = ruling.verdict.because.iter().find_map(|why| match why {
        Why::Usual { days, working: false, .. } => Some(i64::from(*days)),
        Why::Unscanned { days, .. } => Some(i64::from(*days)),
        _ => None,
    });
    let said = ruling.verdict.because.iter().any(|why| matches!(why, Why::WithoutNews { .. }));
    let Some(days) = usual.filter(|_| ruling.verdict.flags.is_empty() && !said) else { return false };
    let sure = |it: &&posylka::model::Entry| ruling.legs.iter().any(|leg| leg.sure() && leg.key == it.leg);
    let entries = before.entries.iter().chain(&ruling.fresh).filter(sure);
    let Some(last) = entries.map(|it| it.event.about()).filter(|at| *at <= now + SignedDuration::from_hours(24)).max()
    else {
        return false;
    };
    now.duration_since(last).as_hours() / 24 > days + SHORT
}

/// Whether its delivery was heard, and nothing after it.
fn is_delivered(before: &Case, ruling: &Ruling, truth: &Truth, now: Timestamp) -> bool {
    let goes_on = |end: &Scan| truth.scans.iter().any(|it| !it.strange() && it.at > end.at && it.at <= now);
    let last = heard(before, truth).chain(fresh(ruling, truth)).max_by_key(|it| it.at);
    last.is_some_and(|it| it.step == Step::Delivered && !goes_on(it))
}

impl Score {
    /// The last scan that a look was due for decides how the trip stands at the end.
    pub fn turned(&mut self, truth: &Truth, played: &Played, index: u64) {
        let said = &played.said;
        self.fault("normal_while_silent", usize::from(said.normal_while_silent.is_some()), index);
        self.fault("claims_for_delivered", usize::from(said.claims_for_delivered.is_some()), index);
        self.fault("alarms_on_first_sight", usize::from(said.alarms_on_first_sight.is_some()), index);
        if truth.mistyped.is_some() {
            let doubted = played.raised.iter().any(|(_, flag)| *flag == Flag::SuspiciousNumber);
            self.add("mistyped", 1);
            self.fault("mistyped_undoubted", usize::from(!doubted), index);
        }
        let sure = |it: &&Scan| played.sure.iter().any(|key| it.numbers.contains(&key.number));
        let due = |it: &&Scan| !it.strange() && truth.answerable(it.told, truth.ends) + LOOK * 2 < truth.ends;
        let known: Vec<&Scan> = truth.scans.iter().filter(due).filter(sure).collect();
        let returns = known.iter().filter(|it| it.step == Step::Returning);
        let (told, untold): (Vec<&Scan>, Vec<&Scan>) = returns.partition(|it| said.returns.contains(&it.id));
        self.add("returns_told", told.len());
        self.fault("returns_untold", untold.len(), index);
        let last = truth.scans.iter().filter(|it| !it.strange()).max_by_key(|it| it.at);
        let Some(last) = last.filter(|last| known.iter().any(|it| it.id == last.id)) else { return };
        let right = match last.step {
            Step::Delivered => Stage::Delivered,
            Step::Returned => Stage::Returned,
            _ => return,
        };
        let verdict = &played.case.verdict;
        let asked = verdict.because.iter().any(|why| matches!(why, Why::SaidToHaveEnded { .. }));
        self.add("ends", 1);
        self.fault("ends_wrong", usize::from(verdict.stage != right && !asked), index);
    }
}
