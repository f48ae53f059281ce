//! Everything the decision table looks at, and how an advice is put together of it.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    Ground, Marketplace,
    window::{self, Moved},
};
use crate::{
    model::{Action, Advice, Case, Dispute, DisputeState, Flag, Leg, Order, Stage, Status, Term, Verdict, Why, Window},
    rules::{Knowledge, timeline::Progress, verdict},
};

/// With these a parcel does not move as it should.
const LATENESS: &[Flag] =
    &[Flag::NotSeenYet, Flag::Stalled, Flag::ProbablyLost, Flag::CustomsHeld, Flag::Returning, Flag::WrongPlace];

/// The situation a parcel's papers lie on: its order and shop, how far it is, what was said of it, and the day.
pub(super) struct Situation<'a> {
    pub order: &'a Order,
    pub orders: &'a [Order],
    pub shop: &'a Marketplace,
    pub legs: &'a [Leg],
    pub progress: &'a Progress,
    pub verdict: &'a Verdict,
    pub dispute: &'a Dispute,
    pub received: Option<Date>,
    pub posted: Option<Date>,
    pub ends: Option<Date>,
    pub window: Option<Window>,
    pub added: Date,
    pub today: Date,
    /// Days within which a number shows its first scan.
    pub first_scan: i32,
    /// Roubles for one unit of a currency, as the user gave them.
    pub rates: &'a BTreeMap<String, f64>,
    zone: TimeZone,
}

impl<'a> Situation<'a> {
    /// The situation for the order whose protection ends next; none without an order.
    pub fn of(
        case: &'a Case,
        legs: &'a [Leg],
        progress: &'a Progress,
        verdict: &'a Verdict,
        dispute: &'a Dispute,
        knowledge: &'a Knowledge,
        now: Timestamp,
    ) -> Option<Situation<'a>> {
        let day = |at: Timestamp| knowledge.day(at);
        let delivered = progress.latest_at.filter(|_| progress.stage == Stage::Delivered).map(day);
        let moved = Moved {
            extended: dispute.extended,
            delivered,
            received: case.parcel.received.map(day),
            moving: !verdict.flags.iter().any(|flag| LATENESS.contains(flag)),
        };
        let known = case.orders.iter().filter_map(|order| Some((order, knowledge.rules(order)?)));
        // Each purchase in a parcel has a clock of its own: the next that runs out counts, one that has only where all have.
        let clock = |order: &Order, shop: &Marketplace| {
            let closes = window::for_claim(order, shop, &moved, &knowledge.zone).map_or(Date::MAX, |it| it.closes);
            (closes < day(now), window::ends(order, shop, &moved).unwrap_or(Date::MAX))
        };
        let (order, shop) = known.min_by_key(|(order, shop)| clock(order, shop))?;
        let posted = order.shipped.or(progress.accepted.map(day));
        Some(Situation {
            order,
            orders: &case.orders,
            shop,
            legs,
            progress,
            verdict,
            dispute,
            received: moved.received,
            posted,
            ends: window::ends(order, shop, &moved),
            window: window::for_claim(order, shop, &moved, &knowledge.zone),
            added: day(case.parcel.added),
            today: day(now),
            first_scan: super::terms::first_scan(knowledge, posted.unwrap_or(day(case.parcel.added))),
            rates: &knowledge.customs.rates,
            zone: knowledge.zone.clone(),
        })
    }

    /// The user's calendar day of a moment.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// Whether the carrier calls it delivered or the user has it.
    pub fn is_there(&self) -> bool {
        self.received.is_some() || self.progress.stage == Stage::Delivered
    }

    pub fn stalled(&self) -> bool {
        self.verdict.has(Flag::Stalled) || self.verdict.has(Flag::ProbablyLost)
    }

    /// What a claim made today would rest on.
    pub fn ground(&self) -> Ground {
        match self.progress.stage {
            _ if self.dispute.wrong.is_some() && self.is_there() => {
                self.dispute.wrong.as_ref().map_or(Ground::InTransit, |wrong| wrong.problem.into())
            }
            Stage::Returning | Stage::Returned => Ground::Returned,
            Stage::Customs if self.verdict.has(Flag::CustomsHeld) => Ground::Customs,
            // What nobody has looked at cannot be said to show nothing.
            Stage::Announced if !self.is_read() => Ground::InTransit,
            Stage::Ordered | Stage::Announced => Ground::NoTracking,
            _ => Ground::InTransit,
        }
    }

    /// Whether anybody ever answered for one of its numbers.
    fn is_read(&self) -> bool {
        self.legs.iter().any(|leg| leg.asks.answered.is_some())
    }

    pub fn closes(&self) -> Option<Date> {
        self.window.map(|it| it.closes)
    }

    /// Days left to open a claim.
    pub fn left(&self) -> Option<i32> {
        self.closes().map(|day| -self.since(day))
    }

    /// Days until protection ends; negative once it has.
    pub fn until_end(&self) -> Option<i32> {
        self.ends.map(|day| -self.since(day))
    }

    pub fn open_now(&self) -> bool {
        self.window.is_some_and(|it| it.opens.is_none_or(|day| day <= self.today))
    }

    pub fn since(&self, day: Date) -> i32 {
        (self.today - day).get_days()
    }

    /// An action for which a claim is written, by the last day there is.
    pub fn claim(&self, action: Action, ground: Ground) -> Advice {
        let mut advice = self.say(action).by(self.closes());
        advice.reason = self.shop.claim(ground).map(|it| it.id.clone());
        if !self.is_there() && verdict::handover_open(self.legs, self.verdict) {
            advice.because.push(Why::HandoverOpen);
        }
        advice
    }

    /// The action with the reasons every advice has: what the verdict says, the days since posting, the clock.
    pub fn say(&self, action: Action) -> Advice {
        let mut because = self.verdict.because.clone();
        because.extend(self.posted.map(|day| Why::Shipped { days: self.since(day) }));
        match (self.window, self.ends) {
            (Some(Window { opens: Some(opens), closes }), _) => {
                because.push(Why::Window { opens, closes, left: self.left().unwrap_or(0) });
            }
            (_, Some(ends)) => because.push(Why::Protection { ends, left: self.until_end().unwrap_or(0) }),
            (_, None) => {}
        }
        because.extend(self.dispute.lengthened().map(|until| Why::Extended { until }));
        self.plain(action, because)
    }

    /// The action with these reasons and no others.
    pub fn plain(&self, action: Action, because: Vec<Why>) -> Advice {
        Advice {
            action,
            shop: Some(self.order.shop.clone()),
            because,
            beware: self.beware(action),
            window: self.window,
            ..Advice::nothing()
        }
    }

    /// The traps of the shop that lie on the way just now.
    fn beware(&self, action: Action) -> Vec<String> {
        let over = self.until_end().is_some_and(|left| left < 0);
        let cancel =
            if over && self.shop.traps.iter().any(|trap| trap == "cancel-late") { "cancel-late" } else { "cancel" };
        let on_the_way: &[&str] = match action {
            Action::AskExtension | Action::AskSeller => &["wait-longer"],
            Action::Inspect | Action::Prepare | Action::Recommend | Action::Open => &["confirm-receipt"],
            Action::AwaitSeller => &["accept-zero", "changed-reason", "wait-longer", cancel],
            Action::AnswerSeller => &["accept-zero", "wait-longer", "changed-reason", "refund-outside"],
            Action::Settle | Action::CheckPage | Action::AwaitDecision => &["accept-zero", cancel],
            Action::AwaitReplacement => &["confirm-receipt", cancel],
            Action::ClaimGoods | Action::ChangeClaim | Action::AskRefund | Action::AskRest => &["refund-outside"],
            _ => &[],
        };
        let known = |trap: &&&str| self.shop.traps.iter().any(|it| it == **trap);
        on_the_way.iter().filter(known).map(|trap| (*trap).to_owned()).collect()
    }

    /// Whether the parcel may still be collected or is on its way.
    pub fn counts_days(&self, action: Action) -> bool {
        let over = matches!(self.progress.latest, Some(Status::Delivered)) || self.received.is_some();
        action != Action::None && (!over || self.window.is_some() || self.dispute.runs())
    }

    /// Whether the last word on a claim is that it was withdrawn.
    pub fn withdrawn(&self) -> bool {
        self.dispute.state() == DisputeState::Withdrawn
    }
}

impl Advice {
    /// The same by a last day.
    pub(super) fn by(mut self, day: Option<Date>) -> Advice {
        self.act_by = day;
        self
    }

    /// The same with a term that runs, as its first reason but one.
    pub(super) fn within(mut self, term: Term, ends: Date, today: Date) -> Advice {
        let left = (ends - today).get_days();
        let at = self.because.len().min(1);
        self.because.insert(at, Why::Term { term, ends, left });
        self
    }
}
