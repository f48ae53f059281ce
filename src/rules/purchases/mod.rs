//! What became of the user's own purchases: how long they took to be posted and to come, how claims ended, and the money.
//! It is arithmetic and no verdict: what is too few to say more of is left to [`Record::tells`].
//!
//! Belongs here: sums over purchases. Does not belong here: how long trips take (`trips`), norms.

mod claimed;
mod ledger;
mod record;

pub use claimed::Claimed;
pub use ledger::{Ledger, ledger};
pub use record::{Claims, Record};

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    Knowledge, timeline,
    trips::{End, end},
};
use crate::model::{Case, Dispute, DisputeState, Finding, Money, Order};

/// Sums by currency: money of different currencies is never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<String, i64>);

impl Sums {
    /// One more sum.
    pub fn add(&mut self, money: &Money) {
        let cents = self.0.entry(money.currency.clone()).or_default();
        *cents = cents.saturating_add(money.cents);
    }

    /// Everything that stands in other sums.
    pub fn add_all(&mut self, other: &Sums) {
        other.all().iter().for_each(|money| self.add(money));
    }

    /// What is left of a sum after these have paid for it as far as they reach; what they paid is gone from them.
    pub fn pay(&mut self, sum: &Money) -> Money {
        let fund = self.0.entry(sum.currency.clone()).or_default();
        let paid = sum.cents.min(*fund).max(0);
        *fund -= paid;
        Money { cents: sum.cents - paid, currency: sum.currency.clone() }
    }

    /// One sum for each currency, by the currency's name; what comes to nothing is left out.
    pub fn all(&self) -> Vec<Money> {
        let sums = self.0.iter().filter(|(_, cents)| **cents != 0);
        sums.map(|(currency, cents)| Money { cents: *cents, currency: currency.clone() }).collect()
    }
}

/// How a claim ended, or that it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Nothing was opened.
    None,
    /// It is not over.
    Running,
    /// The money came.
    Refunded,
    /// The shop decided for the seller.
    Against,
    /// The user withdrew it.
    Withdrawn,
}

impl Claim {
    /// How it stands.
    pub fn of(dispute: &Dispute) -> Claim {
        let against = dispute.steps.last().is_some_and(|step| step.finding == Some(Finding::Against));
        match dispute.state() {
            DisputeState::None | DisputeState::Drafted => Claim::None,
            DisputeState::Refunded => Claim::Refunded,
            DisputeState::Decided if against => Claim::Against,
            DisputeState::Withdrawn => Claim::Withdrawn,
            _ => Claim::Running,
        }
    }
}

/// What came back of a claim, as the user told it, refund by refund.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refunds {
    /// The sums that were told.
    pub told: Sums,
    /// Refunds of a sum that nobody told.
    pub untold: usize,
}

impl Refunds {
    /// All refunds of a claim.
    pub fn of(dispute: &Dispute) -> Refunds {
        let mut refunds = Refunds::default();
        for step in dispute.steps.iter().filter(|step| step.state == DisputeState::Refunded) {
            match &step.amount {
                Some(money) => refunds.told.add(money),
                None => refunds.untold += 1,
            }
        }
        refunds
    }
}

/// What became of one purchase.
#[derive(Debug, Clone)]
pub struct Purchase<'a> {
    /// The parcel it is in.
    pub case: &'a Case,
    /// What was bought.
    pub order: &'a Order,
    /// Days from paying to posting, where both are known.
    pub posting: Option<f64>,
    /// How its trip ended.
    pub end: End,
    /// How its claim ended.
    pub claim: Claim,
}

/// The purchases in a parcel, as they stand at a moment.
pub fn purchases<'a>(case: &'a Case, knowledge: &Knowledge, now: Timestamp) -> Vec<Purchase<'a>> {
    let progress = timeline::progress(case, &case.legs, &case.entries, now);
    let scanned = progress.accepted.map(|at| knowledge.day(at));
    let (end, claim) = (end(case, &progress), Claim::of(&case.dispute));
    let purchase = |order: &'a Order| {
        let days = order.ordered.zip(order.shipped.or(scanned)).map(|(paid, posted)| (posted - paid).get_days());
        let posting = days.filter(|days| *days >= 0).map(f64::from);
        Purchase { case, order, posting, end, claim }
    };
    case.orders.iter().map(purchase).collect()
}

#[cfg(test)]
mod tests;
