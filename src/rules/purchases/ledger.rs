//! Where the money of all purchases is now.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Claim, Purchase, Sums, purchases, refund};
use crate::{
    model::{Case, Money},
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
        match refund(&case.dispute) {
            Some(Some(money)) => ledger.refunded.add(money),
            Some(None) => ledger.refunded_untold += 1,
            None => {}
        }
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
        let mut never = Sums::default();
        for it in all {
            let Some(price) = &it.order.price else {
                self.unpriced += 1;
                continue;
            };
            self.paid.add(price);
            match (it.claim, it.end) {
                (Claim::Running, _) => self.disputed.add(price),
                (_, End::Lost) => never.add(price),
                (_, End::None) if is_protected(it, knowledge, now) => self.protected.add(price),
                (_, End::None) => self.unprotected.add(price),
                (_, End::Arrived) => {}
            }
        }
        let back = all.first().and_then(|it| refund(&it.case.dispute));
        // A refund without a sum is the user's word that the matter is settled.
        if back != Some(None) {
            let rest = |paid: Money| Money { cents: paid.cents - returned(back.flatten(), &paid), ..paid };
            never.all().into_iter().map(rest).filter(|it| it.cents > 0).for_each(|it| self.lost.add(&it));
        }
    }
}

fn returned(back: Option<&Money>, paid: &Money) -> i64 {
    back.filter(|back| back.currency == paid.currency).map_or(0, |back| back.cents)
}

fn is_protected(it: &Purchase<'_>, knowledge: &Knowledge, now: Timestamp) -> bool {
    let ends = knowledge.rules(it.order).and_then(|shop| protection_end(it.order, shop, &it.case.dispute));
    ends.is_some_and(|day| knowledge.day(now) <= day)
}
