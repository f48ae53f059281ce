//! Where the money of all purchases is now.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Claim, Purchase, Refunds, Sums, purchases};
use crate::{
    model::Case,
    rules::{Knowledge, dispute::protection_end, trips::End},
};

/// Where the money is. Every sum that was paid is under one of the others or came for what was bought.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// All that was paid.
    pub paid: Sums,
    /// For what is under way, and the shop still protects.
    pub protected: Sums,
    /// For what is under way, and whose protection is over or not known.
    pub unprotected: Sums,
    /// For what a claim runs about.
    pub disputed: Sums,
    /// What came back, as the user told it.
    pub refunded: Sums,
    /// For what never came, less what came back.
    pub lost: Sums,
    /// Purchases whose price nobody told: none of this speaks of them.
    pub unpriced: usize,
    /// Refunds of a sum that nobody told.
    pub refunded_untold: usize,
}

/// Where the money of these parcels is at a moment.
pub fn ledger(cases: &[Case], knowledge: &Knowledge, now: Timestamp) -> Ledger {
    let (mut ledger, mut seen) = (Ledger::default(), BTreeSet::new());
    for case in cases {
        let refunds = Refunds::of(&case.dispute);
        ledger.refunded.add_all(&refunds.told);
        ledger.refunded_untold += refunds.untold;
        let all = purchases(case, knowledge, now);
        let mut new = Vec::new();
        for it in all {
            if it.order.id.is_empty() || seen.insert((it.order.shop.clone(), it.order.id.clone())) {
                new.push(it);
            }
        }
        ledger.take(&new, knowledge, now);
    }
    ledger
}

impl Ledger {
    /// The purchases of one parcel.
    fn take(&mut self, all: &[Purchase<'_>], knowledge: &Knowledge, now: Timestamp) {
        let mut back = all.first().map(|it| Refunds::of(&it.case.dispute)).unwrap_or_default();
        for it in all {
            let Some(price) = &it.order.price else {
                self.unpriced += 1;
                continue;
            };
            self.paid.add(price);
            match (it.claim, it.end) {
                (Claim::Running, _) => self.disputed.add(price),
                // A refund without a sum is the user's word that the matter is settled.
                (_, End::Lost) if back.untold > 0 => {}
                (_, End::Lost) => self.lost.add(&back.told.pay(price)),
                (_, End::None) if is_protected(it, knowledge, now) => self.protected.add(&back.told.pay(price)),
                (_, End::None) => self.unprotected.add(&back.told.pay(price)),
                (_, End::Arrived) => {}
            }
        }
    }
}

fn is_protected(it: &Purchase<'_>, knowledge: &Knowledge, now: Timestamp) -> bool {
    let ends = knowledge.rules(it.order).and_then(|shop| protection_end(it.order, shop, &it.case.dispute));
    ends.is_some_and(|day| knowledge.day(now) <= day)
}
