//! What to tell the user: each thing once, and what no longer holds not at all.

use jiff::{Timestamp, civil::Date};

use super::{
    Knowledge,
    dispute::{self, Lead, window::LAST_CALL},
    mistyped,
};
use crate::model::{
    Action, Advice, Case, Entry, Flag, Leg, LegState, Look, Missed, Notice, NoticeKind, OutcomeKind, Reason, Role,
    Sign, Stage, Status, Verdict, Why,
};

/// Stages worth a notice of their own. `customs` and those aside speak through their flags.
const TOLD: &[Stage] = &[
    Stage::Accepted,
    Stage::Exported,
    Stage::Imported,
    Stage::Released,
    Stage::Domestic,
    Stage::OutForDelivery,
    Stage::ReadyForPickup,
    Stage::Delivered,
];
/// Flags that stand in the list only.
const QUIET: &[Flag] = &[Flag::Slow];
/// Flags whose end is news where nothing else tells it.
const LOWERED: &[Flag] =
    &[Flag::Stalled, Flag::ProbablyLost, Flag::CustomsHeld, Flag::Returning, Flag::NumberProbablyChanged];
/// Flags that say that we cannot see: that we see again is told, whatever else is.
const UNSEEN: &[Flag] = &[Flag::Blind, Flag::Dark];
/// Advice that no flag's notice gives already.
const ADVISED: &[Action] = &[
    Action::AskExtension,
    Action::AskPickup,
    Action::CancelOrder,
    Action::Prepare,
    Action::Recommend,
    Action::Open,
    Action::Escalate,
    Action::Elsewhere,
    Action::TellDates,
    Action::ClaimGoods,
    Action::Settle,
    Action::ChangeClaim,
    Action::AnswerSeller,
    Action::CheckPage,
    Action::SendBack,
    Action::Appeal,
    Action::AskRefund,
];

/// What has changed.
pub struct News<'a> {
    /// The legs as they now stand.
    pub legs: &'a [Leg],
    /// The events that are new.
    pub fresh: &'a [Entry],
    /// How often an end turned: stages reached since are reached anew.
    pub turns: u32,
    /// When that was done which is taken back now.
    pub undone: Option<Timestamp>,
}

/// The notices that follow, and the keys of those that no longer hold.
pub fn make(
    case: &Case,
    news: &News<'_>,
    verdict: &Verdict,
    advice: &Advice,
    knowledge: &Knowledge,
    now: Timestamp,
) -> (Vec<Notice>, Vec<String>) {
    let mut draft = Draft { case, now, notices: Vec::new(), withdrawn: Vec::new() };
    news.undone.into_iter().for_each(|at| draft.taken_back(at, verdict, advice));
    draft.handed_over(news.legs, verdict, knowledge);
    draft.corrected(news.legs);
    draft.conflicts(news.legs);
    draft.moved(news, verdict);
    draft.called_off(news.fresh);
    draft.flags(news.legs, verdict, knowledge);
    draft.doubted(verdict);
    draft.duty(verdict);
    draft.at_forwarder(verdict);
    draft.advice(advice, knowledge);
    (draft.notices, draft.withdrawn)
}

struct Draft<'a> {
    case: &'a Case,
    now: Timestamp,
    notices: Vec<Notice>,
    withdrawn: Vec<String>,
}

impl Draft<'_> {
    /// Tells it unless it was told.
    fn tell(&mut self, key: String, urgent: bool, kind: NoticeKind) {
        let told = self.case.notices.iter().any(|it| it.key == key) || self.notices.iter().any(|it| it.key == key);
        if !told {
            self.notices.push(Notice { key, kind, urgent, at: self.now });
        }
    }

    /// What followed from what is taken back, and nobody was shown yet, is not told; but for what holds all the same.
    fn taken_back(&mut self, done: Timestamp, verdict: &Verdict, advice: &Advice) {
        let flags = verdict.flags.iter().map(|flag| format!("raised:{flag}:"));
        let advised = ["advised", "reminded"].map(|told| format!("{told}:{}:", advice.action));
        let stage = format!("moved:{}", verdict.stage);
        let holds: Vec<String> = flags.chain(advised).chain([stage]).collect();
        let followed = self.case.notices.iter().filter(|it| it.at == done && !it.shown);
        let over = followed.filter(|it| !holds.iter().any(|key| it.key.starts_with(key)));
        self.withdrawn.extend(over.map(|it| it.key.clone()));
    }

    /// A number that took over at another carrier or inside the country: confirmed, or named by a witness whose carrier
    /// cannot say anything yet.
    fn handed_over(&mut self, legs: &[Leg], verdict: &Verdict, knowledge: &Knowledge) {
        for leg in legs {
            let Some(from) = leg.witness.of.clone().filter(|it| *it != leg.key.number) else { continue };
            let same = legs.iter().any(|it| it.key.number == from && it.key.carrier == leg.key.carrier);
            if same && leg.role != Role::Domestic {
                continue;
            }
            let sure = leg.state == LegState::Confirmed;
            if sure || (leg.state == LegState::Proposed && self.may_be_news(leg, verdict, knowledge)) {
                let kind = NoticeKind::HandedOver {
                    from,
                    to: leg.key.number.clone(),
                    carrier: leg.key.carrier.clone(),
                    sure,
                    by: leg.witness.by.clone(),
                };
                self.tell(format!("handed-over:{}", leg.key.number), false, kind);
            }
        }
    }

    /// Whether a number that nothing confirms yet is worth telling. What a weak witness names is where the parcel can have
    /// been handed over, and the number fits that, or nobody can look it up.
    fn may_be_news(&self, leg: &Leg, verdict: &Verdict, knowledge: &Knowledge) -> bool {
        let in_reach = knowledge.askable(&leg.key.carrier);
        // What the number did so far is another parcel's.
        let used =
            leg.asks.outcome == Some(OutcomeKind::Events) || self.case.entries.iter().any(|entry| entry.leg == leg.key);
        let asked = leg.asks.last.is_some() || !in_reach;
        if leg.evidence.is_strong() {
            return asked && !used;
        }
        let fits = leg.evidence.signs.iter().any(|(sign, _)| *sign == Sign::Time) && !leg.evidence.suffices();
        let plausible = !used && (leg.evidence.proven || !in_reach);
        asked && verdict.stage >= Stage::Released && (fits || plausible)
    }

    /// The right number took the place of one with a wrong digit; who named it themselves need not be told.
    fn corrected(&mut self, legs: &[Leg]) {
        for (wrong, leg) in mistyped::corrected(&self.case.legs, legs) {
            if leg.witness.by != "user" {
                let (wrong, right, by) = (wrong.clone(), leg.key.number.clone(), leg.witness.by.clone());
                self.tell(format!("corrected:{right}"), false, NoticeKind::Corrected { wrong, right, by });
            }
        }
    }

    /// A number of another parcel is never adopted, but perhaps the two travel as one.
    fn conflicts(&mut self, legs: &[Leg]) {
        // Once it is the parcel's own there is nothing left to say.
        legs.iter().filter(|leg| leg.sure()).for_each(|leg| self.stale(&format!("conflict:{}", leg.key.number)));
        for leg in legs.iter().filter(|leg| leg.state == LegState::Contradicted) {
            let Some(taken) = self.case.taken.iter().find(|it| it.number == leg.key.number) else { continue };
            let (number, other, by) = (taken.number.clone(), taken.by, leg.witness.by.clone());
            let kind = match taken.fits {
                true => NoticeKind::Together { number: number.clone(), this: self.case.parcel.id, other, by },
                false => NoticeKind::Conflict { number: number.clone(), other, by },
            };
            self.tell(format!("conflict:{number}"), false, kind);
        }
    }

    /// One notice for the furthest stage, however many scans came at once, or came to be the parcel's with their number.
    fn moved(&mut self, news: &News<'_>, verdict: &Verdict) {
        // What was on its way back has come there; else the flag tells it.
        let back = verdict.stage == Stage::Returned && self.case.verdict.stage == Stage::Returning;
        let further = verdict.stage != self.case.verdict.stage && (back || TOLD.contains(&verdict.stage));
        let was_sure = |leg: &Leg| self.case.legs.iter().any(|it| it.key == leg.key && it.sure());
        let adopted: Vec<_> = news.legs.iter().filter(|leg| leg.sure() && !was_sure(leg)).map(|leg| &leg.key).collect();
        let of_adopted = self.case.entries.iter().filter(|entry| adopted.contains(&&entry.leg));
        let scans = news.fresh.iter().chain(of_adopted);
        let scans = scans.filter(|entry| !matches!(entry.event.status, None | Some(Status::Note)));
        let Some(latest) = scans.max_by_key(|entry| (entry.event.about(), entry.order)).filter(|_| further) else {
            return;
        };
        let event = &latest.event;
        let kind = NoticeKind::Moved {
            stage: verdict.stage,
            text: event.text.clone(),
            place: event.place.clone(),
            on: event.wall.date(),
        };
        let urgent = matches!(verdict.stage, Stage::OutForDelivery | Stage::ReadyForPickup);
        let anew = if news.turns > 0 { format!(":{}", news.turns) } else { String::new() };
        self.tell(format!("moved:{}{anew}", verdict.stage), urgent, kind);
    }

    /// What was said of the order rather than of the parcel.
    fn called_off(&mut self, fresh: &[Entry]) {
        for event in fresh.iter().map(|entry| &entry.event).filter(|event| event.status == Some(Status::Note)) {
            if let Some(reason @ (Reason::Cancelled | Reason::Refunded)) = event.reason {
                let kind = NoticeKind::OrderOff { reason, on: event.wall.date() };
                self.tell(format!("order-off:{reason}"), false, kind);
            }
        }
    }

    fn flags(&mut self, legs: &[Leg], verdict: &Verdict, knowledge: &Knowledge) {
        let today = knowledge.day(self.now);
        let old = &self.case.verdict;
        for &flag in verdict.flags.iter().filter(|flag| !QUIET.contains(flag) && !old.has(**flag)) {
            let because = verdict.because.clone();
            let unpaid = |why: &Why| matches!(why, Why::Held { reason: Some(Reason::DutyUnpaid), .. });
            let urgent = flag == Flag::PickupExpiring || (flag == Flag::CustomsHeld && because.iter().any(unpaid));
            self.tell(format!("raised:{flag}:{today}"), urgent, NoticeKind::Raised { flag, because });
        }
        let looking = legs.iter().any(|leg| leg.asks.next < Timestamp::MAX);
        let worse = |flag| flag == Flag::Stalled && verdict.has(Flag::ProbablyLost);
        for &flag in old.flags.iter().filter(|flag| !verdict.has(**flag) && !worse(**flag)) {
            let prefix = format!("raised:{flag}:");
            let raised = self.case.notices.iter().filter(|it| it.key.starts_with(&prefix));
            let (shown, unseen): (Vec<_>, Vec<_>) = raised.partition(|it| it.shown);
            self.withdrawn.extend(unseen.into_iter().map(|it| it.key.clone()));
            let quiet = self.notices.is_empty() || turned(old, verdict);
            let news = (LOWERED.contains(&flag) && quiet) || (UNSEEN.contains(&flag) && looking);
            if !shown.is_empty() && news {
                self.tell(format!("lowered:{flag}:{today}"), false, NoticeKind::Lowered { flag });
            }
        }
    }

    /// Whether what is said to have come did come.
    fn doubted(&mut self, verdict: &Verdict) {
        let doubt = |why: &&Why| matches!(why, Why::SaidToHaveEnded { .. });
        match verdict.because.iter().find(doubt) {
            Some(why @ Why::SaidToHaveEnded { status, on, .. }) => {
                self.tell(format!("is-it-there:{status}:{on}"), false, NoticeKind::IsItThere { why: why.clone() });
            }
            _ => self.stale("is-it-there:"),
        }
    }

    /// What it will cost at the border, once, before it is there.
    fn duty(&mut self, verdict: &Verdict) {
        let ahead = verdict.because.iter().find(|why| matches!(why, Why::DutyAhead { .. }));
        if let Some(why) = ahead.filter(|_| verdict.stage < Stage::Imported) {
            self.tell("duty-ahead".to_owned(), false, NoticeKind::DutyAhead { why: why.clone() });
        }
    }

    /// Its first trip has ended at the forwarder's.
    fn at_forwarder(&mut self, verdict: &Verdict) {
        if let Some(why @ Why::AtForwarder { on, .. }) = verdict.because.first() {
            self.tell(format!("at-forwarder:{on}"), false, NoticeKind::AtForwarder { why: why.clone() });
        }
    }

    fn advice(&mut self, advice: &Advice, knowledge: &Knowledge) {
        let by = |it: &Advice| it.act_by.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let old = &self.case.advice;
        if old.action != advice.action {
            self.stale(&format!("advised:{}:", old.action));
        }
        if (old.action, old.act_by) != (advice.action, advice.act_by) {
            self.stale(&format!("reminded:{}:{}:", old.action, by(old)));
        }
        let days_until = |day: Date| (day - knowledge.day(self.now)).get_days();
        let days_left = advice.act_by.map(days_until);
        // Asked already, with what is to be done.
        let asked = advice.because.iter().any(|why| matches!(why, Why::SaidToHaveEnded { .. }));
        let told = match advice.action {
            Action::TellArrival => !asked,
            // Where it is has been told, but not that the claim ends with these days.
            Action::Collect => advice.window.is_some_and(|it| (0..=LAST_CALL).contains(&days_until(it.closes))),
            // We are about to look ourselves.
            Action::LookFirst => {
                !advice.because.iter().any(|why| matches!(why, Why::WithoutNews { look: Look::NotAsked, .. }))
            }
            action => ADVISED.contains(&action),
        };
        if told {
            let missed = self.missed(advice, knowledge);
            let near = advice.action.needs_user() && days_left.is_some_and(|days| (0..=1).contains(&days));
            let key = format!("advised:{}:{}", advice.action, by(advice));
            self.tell(key, near || missed.is_some(), NoticeKind::Advised { advice: advice.clone(), missed });
        }
        if let Some(lead) = dispute::lead(advice, knowledge, self.now) {
            let key = format!("reminded:{}:{}:{lead}", advice.action, by(advice));
            let urgent = lead.urgent() && !advice.action.awaits();
            self.tell(key, urgent, NoticeKind::Reminded { advice: advice.clone(), hours: lead.hours() });
        }
    }

    /// The last day that has passed, where the user was not shown in its last hours that it would: the machine was off, or
    /// no way out worked.
    fn missed(&self, advice: &Advice, knowledge: &Knowledge) -> Option<Missed> {
        let old = &self.case.advice;
        if advice.action != Action::Elsewhere || old.action == Action::Elsewhere || old.action.awaits() {
            return None;
        }
        let (action, act_by) = match self.case.dispute.runs() {
            true => (old.action, old.act_by?),
            false if old.action.drafts() => (old.action, old.window?.closes),
            false => (Action::Open, old.window?.closes),
        };
        let in_time = |lead: Lead| format!("reminded:{action}:{act_by}:{lead}");
        let told = |key: String| self.case.notices.iter().any(|it| it.shown && it.key == key);
        let reminded = Lead::ALL.iter().filter(|lead| lead.urgent()).any(|lead| told(in_time(*lead)));
        (act_by < knowledge.day(self.now) && !reminded).then_some(Missed { action, act_by })
    }

    /// What nobody was shown yet of something that no longer holds is not told late.
    fn stale(&mut self, prefix: &str) {
        let stale = self.case.notices.iter().filter(|it| it.key.starts_with(prefix) && !it.shown);
        self.withdrawn.extend(stale.map(|it| it.key.clone()));
    }
}

/// Whether a trip that was over or went back goes on: that is said beside how far it got.
fn turned(old: &Verdict, verdict: &Verdict) -> bool {
    matches!(old.stage, Stage::Returning | Stage::Returned | Stage::Lost) && verdict.stage < Stage::Delivered
}
