//! The decision table: rows from top to bottom, the first that fits is the advice.

use jiff::{Timestamp, civil::Date};

use super::{Ground, remind, situation::Situation, terms::NO_SCAN, window::LAST_CALL};
use crate::{
    model::{Action, Advice, Case, Dispute, DisputeState, Flag, Leg, Look, Stage, Verdict, Why},
    rules::{Knowledge, days::plus, timeline::Progress},
};

/// Protection this close to its end: ask the seller to lengthen it (sellers answer within days).
const EXTENSION: std::ops::RangeInclusive<i32> = 4..=7;
/// With a window this close a stalled parcel's claim is written.
const PREPARE: i32 = 10;
/// Of parcels late by so many days 71, 57 and 49 of 100 still came within 15 days.
const LATE: [(i32, u8); 3] = [(10, 49), (7, 57), (0, 71)];
const LATE_SOURCE: &str = "Olist 2016-2018, 98,000 orders";

/// What to do at the shop, and by when. Without a purchase there is nothing to do.
pub fn advise(
    case: &Case,
    legs: &[Leg],
    progress: &Progress,
    verdict: &Verdict,
    dispute: &Dispute,
    knowledge: &Knowledge,
    now: Timestamp,
) -> Advice {
    if case.parcel.archived.is_some() {
        return Advice::nothing();
    }
    let today = knowledge.day(now);
    let situation = Situation::of(case, legs, progress, verdict, dispute, knowledge, now);
    let Some(mut advice) = situation.as_ref().map(of_purchase).or_else(|| without_purchase(verdict, today)) else {
        return Advice::nothing();
    };
    let before = &case.advice;
    let same = (before.action, before.act_by) == (advice.action, advice.act_by);
    advice.since = if same { before.since } else { Some(today) };
    let counts = situation.is_none_or(|it| it.counts_days(advice.action));
    let tomorrow = tomorrow(today, knowledge).filter(|_| counts);
    advice.changes_at = [tomorrow, remind::next_lead(&advice, knowledge, now)].into_iter().flatten().min();
    advice
}

fn of_purchase(situation: &Situation<'_>) -> Advice {
    let advice = ROWS.iter().find_map(|row| row(situation)).unwrap_or_else(|| situation.say(Action::Wait));
    Advice { window: situation.window, ..advice }
}

/// Customs wants its money whoever bought it where.
fn without_purchase(verdict: &Verdict, today: Date) -> Option<Advice> {
    let by = pay_by(verdict, today)?;
    Some(Advice {
        action: Action::AnswerCustoms,
        act_by: Some(by),
        because: verdict.because.clone(),
        ..Advice::nothing()
    })
}

/// The last day to pay what customs waits for, as long as it is not over.
fn pay_by(verdict: &Verdict, today: Date) -> Option<Date> {
    let until = verdict.because.iter().find_map(|why| match why {
        Why::Held { until, .. } => *until,
        _ => None,
    });
    until.filter(|day| *day >= today)
}

/// Day counts change at midnight of the user's zone.
fn tomorrow(today: Date, knowledge: &Knowledge) -> Option<Timestamp> {
    today.tomorrow().ok()?.to_zoned(knowledge.zone.clone()).ok().map(|it| it.timestamp())
}

type Row = fn(&Situation<'_>) -> Option<Advice>;

const ROWS: &[Row] = &[
    |situation| situation.money_came(),
    |situation| situation.nothing_left_to_do(),
    |situation| situation.claim_under_way(),
    |situation| situation.withdrawn_too_late(),
    |situation| situation.denied(),
    |situation| situation.wrong_goods(),
    |situation| situation.arrived(),
    |situation| situation.said_to_have_ended(),
    |situation| situation.collect(),
    |situation| situation.too_late(),
    |situation| situation.last_call(),
    |situation| situation.not_posted(),
    |situation| situation.ask_pickup(),
    |situation| situation.went_back(),
    |situation| situation.customs(),
    |situation| situation.never_scanned(),
    |situation| situation.number_changed(),
    |situation| situation.late(),
    |situation| situation.unheard_of(),
    |situation| situation.stalled_at_home(),
    |situation| situation.stalled_abroad(),
    |situation| situation.lengthen(),
    |situation| situation.look_first(),
    |situation| situation.dates_missing(),
];

impl Situation<'_> {
    fn nothing_left_to_do(&self) -> Option<Advice> {
        let fine = self.received.is_some() && self.dispute.goods().is_none() && !self.dispute.runs();
        (fine || self.dispute.state() == DisputeState::Refunded).then(Advice::nothing)
    }

    /// Row 2: the shop is closed; the post, the bank and the law are left.
    fn too_late(&self) -> Option<Advice> {
        (self.left()? < 0).then(|| self.say(Action::Elsewhere))
    }

    /// Row 1: the last days, whatever else.
    fn last_call(&self) -> Option<Advice> {
        (0..=LAST_CALL).contains(&self.left()?).then(|| self.claim(Action::Open, self.ground()))
    }

    /// Row 3: not posted in the shop's time. That is a cancellation, not a claim. Where the shop states no time, sellers
    /// have the usual one and as much again, in which they are asked.
    fn not_posted(&self) -> Option<Advice> {
        if self.progress.stage != Stage::Ordered || self.order.shipped.is_some() {
            return None;
        }
        let waited = self.since(self.order.ordered.unwrap_or(self.added));
        let slower = self.verdict.because.iter().find_map(|why| match why {
            Why::NoNumber { days, most, .. } => Some((*days, 2 * *most)),
            _ => None,
        });
        let stated = self.shop.processing.as_ref().map(|it| it.days);
        let mut advice = match (stated, slower) {
            (Some(most), _) if waited > most => self.claim(Action::CancelOrder, Ground::NotShipped),
            (None, Some((days, most))) if days > most => self.claim(Action::CancelOrder, Ground::NotShipped),
            (_, Some(_)) => self.say(Action::AskNumber),
            _ => return None,
        };
        if slower.is_none() {
            let (norm, source) = Default::default();
            advice.because.insert(0, Why::NoNumber { days: waited, most: 0, norm, source });
        }
        advice.because.extend(self.ends.is_none().then_some(Why::DatesMissing));
        Some(advice)
    }

    /// Nobody but the user can know whether it came, and by now it usually has.
    fn unheard_of(&self) -> Option<Advice> {
        let asked = self.verdict.because.iter().any(|why| matches!(why, Why::DidYouGetIt { .. }));
        asked.then(|| self.say(Action::TellArrival))
    }

    /// Row 4: an uncollected parcel counts as the buyer's refusal, and one that waits is no ground for a claim. While it
    /// can be claimed that it is not there, that is the day to have looked by.
    fn collect(&self) -> Option<Advice> {
        let kept = self.kept_until().filter(|until| *until >= self.today && self.dispute.denied().is_none())?;
        let closes = self.closes().filter(|closes| *closes >= self.today);
        Some(self.say(Action::Collect).by(Some(closes.map_or(kept, |closes| closes.min(kept)))))
    }

    /// Row 4, once its time there is over: it probably goes back, unless the point keeps it longer.
    fn ask_pickup(&self) -> Option<Advice> {
        self.kept_until().map(|_| self.say(Action::AskPickup))
    }

    /// The last day of a parcel that waits at the place of issue.
    fn kept_until(&self) -> Option<Date> {
        let waits = self.progress.stage == Stage::ReadyForPickup;
        self.verdict.because.iter().filter(|_| waits).find_map(|why| match why {
            Why::Storage { until, .. } => Some(*until),
            _ => None,
        })
    }

    /// Rows 6 and 7: a parcel that goes back is claimed at once, not when the seller has it.
    fn went_back(&self) -> Option<Advice> {
        let back = matches!(self.progress.stage, Stage::Returning | Stage::Returned);
        let ground = match (back, self.verdict.has(Flag::WrongPlace)) {
            (true, _) => Ground::Returned,
            (_, true) => Ground::WrongAddress,
            _ => return None,
        };
        Some(self.claim(if self.open_now() { Action::Open } else { Action::Prepare }, ground))
    }

    /// Row 8: what customs wants is the buyer's to give, while there is time.
    fn customs(&self) -> Option<Advice> {
        if !self.verdict.has(Flag::CustomsHeld) {
            return None;
        }
        match self.until_end() {
            Some(left) if left < 0 => Some(self.claim(Action::Recommend, Ground::Customs)),
            _ => Some(self.say(Action::AnswerCustoms).by(pay_by(self.verdict, self.today))),
        }
    }

    /// Rows 9 and 10: labels appear within ten to fifteen days.
    fn never_scanned(&self) -> Option<Advice> {
        if !self.verdict.has(Flag::NotSeenYet) {
            return None;
        }
        match self.since(self.posted.unwrap_or(self.added)) {
            days if days > self.first_scan && self.open_now() => {
                Some(self.claim(Action::Recommend, Ground::NoTracking))
            }
            days if days >= NO_SCAN.0 => Some(self.say(Action::AskNumber)),
            _ => None,
        }
    }

    /// Row 14: before anything is called late, the number it goes under is looked for.
    fn number_changed(&self) -> Option<Advice> {
        self.verdict.has(Flag::NumberProbablyChanged).then(|| self.say(Action::FindNumber))
    }

    /// Rows 18 to 20: past the end of protection, or past the promise where that is all there is. Most late parcels still
    /// come, so the claim waits, but not too long.
    fn late(&self) -> Option<Advice> {
        let late = self.since(self.ends.or(self.order.promised)?);
        if late < 0 {
            return None;
        }
        let lost = self.verdict.has(Flag::ProbablyLost);
        let (at_least, percent) = *LATE.iter().find(|(days, _)| late >= *days)?;
        let action = match at_least {
            10 => Action::Open,
            7 => Action::Recommend,
            _ if self.ends.is_none() => return None,
            _ if lost => Action::Recommend,
            _ => Action::Prepare,
        };
        let mut advice = self.claim(action, Ground::InTransit);
        advice.because.extend(self.ends.is_none().then_some(Why::DatesMissing));
        advice.because.push(Why::LateArrive { percent, source: LATE_SOURCE.into() });
        Some(advice)
    }

    /// Row 15: what customs released is the post's to find.
    fn stalled_at_home(&self) -> Option<Advice> {
        let home = self.progress.stage >= Stage::Released && self.legs.iter().any(Leg::sure);
        (home && self.stalled() && !self.near_the_end()).then(|| self.say(Action::AskPost))
    }

    /// Rows 11 and 13: stalled on the way. With time left the seller can ask his post; near the end the claim is written.
    fn stalled_abroad(&self) -> Option<Advice> {
        if !self.stalled() {
            return None;
        }
        match self.near_the_end() || self.verdict.has(Flag::ProbablyLost) {
            true => Some(self.claim(Action::Prepare, Ground::InTransit)),
            false => Some(self.say(Action::AskSeller)),
        }
    }

    /// Row 16: only the seller can lengthen the protection, and takes days to.
    fn lengthen(&self) -> Option<Advice> {
        let due = self.progress.stage < Stage::OutForDelivery && EXTENSION.contains(&self.until_end()?);
        due.then(|| self.say(Action::AskExtension).by(self.ends))
    }

    /// The days are few, and whether it is late nobody can say who has not looked: the user looks while the seller can
    /// still lengthen the protection, and at the latest before the claim has to be opened.
    fn look_first(&self) -> Option<Advice> {
        let unlooked = |why: &Why| matches!(why, Why::WithoutNews { look, .. } if *look != Look::Once);
        let near = self.near_the_end() || self.until_end().is_some_and(|left| (0..=PREPARE).contains(&left));
        if !near || !self.verdict.because.iter().any(unlooked) {
            return None;
        }
        let last_call = self.closes().map(|closes| plus(closes, -LAST_CALL - 1));
        let ahead = |day: &Date| *day >= self.today;
        let for_the_seller =
            self.ends.and_then(|ends| [plus(ends, -EXTENSION.end() - 1), ends].into_iter().find(ahead));
        let days = [for_the_seller, last_call].into_iter().flatten().filter(ahead);
        Some(self.say(Action::LookFirst).by(days.min()))
    }

    fn dates_missing(&self) -> Option<Advice> {
        let waited = self.since(self.order.ordered.unwrap_or(self.added));
        (self.ends.is_none() && waited >= NO_SCAN.0).then(|| {
            let mut advice = self.say(Action::TellDates);
            advice.because.push(Why::DatesMissing);
            advice
        })
    }

    fn near_the_end(&self) -> bool {
        self.left().is_some_and(|left| left <= PREPARE)
    }
}
