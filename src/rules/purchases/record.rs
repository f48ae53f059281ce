//! The record of purchases that have something in common.

use std::collections::BTreeSet;

use super::{Claim, Purchase, Refunds, Sums};
use crate::{
    model::{ParcelId, ShopId},
    rules::trips::End,
};

/// Of fewer purchases nothing is concluded.
const FEW: usize = 3;

/// What became of purchases together. An order in several parcels counts once; a claim counts for every purchase in its
/// parcel, for nobody told whose it was, and its money once.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Purchases.
    pub orders: usize,
    /// That came.
    pub came: usize,
    /// That never came.
    pub lost: usize,
    /// Their claims.
    pub claims: Claims,
    /// What was paid.
    pub paid: Sums,
    /// What came back.
    pub back: Sums,
    /// Refunds of a sum that nobody told.
    pub back_untold: usize,
    posting: Vec<f64>,
    orders_seen: BTreeSet<(ShopId, String)>,
    parcels_seen: BTreeSet<ParcelId>,
}

/// Claims by how they ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Claims {
    /// All that were opened.
    pub opened: usize,
    /// The money came.
    pub refunded: usize,
    /// The shop decided for the seller.
    pub against: usize,
    /// The user withdrew them.
    pub withdrawn: usize,
    /// That are not over.
    pub running: usize,
}

impl Record {
    /// One more purchase.
    pub fn add(&mut self, it: &Purchase<'_>) {
        let parcel = self.parcels_seen.insert(it.case.parcel.id);
        if parcel {
            self.claims.add(it.claim);
            let refunds = Refunds::of(&it.case.dispute);
            self.back.add_all(&refunds.told);
            self.back_untold += refunds.untold;
        }
        let named = (it.order.shop.clone(), it.order.id.clone());
        if !it.order.id.is_empty() && !self.orders_seen.insert(named) {
            return;
        }
        self.orders += 1;
        self.came += usize::from(it.end == End::Arrived);
        self.lost += usize::from(it.end == End::Lost);
        self.posting.extend(it.posting);
        it.order.price.iter().for_each(|price| self.paid.add(price));
    }

    /// Days from paying to posting, of half of them at the most.
    pub fn days_to_post(&self) -> Option<f64> {
        let mut days = self.posting.clone();
        days.sort_by(f64::total_cmp);
        let middle = days.len().checked_sub(1)? / 2;
        days.get(middle).copied()
    }

    /// Whether anything went wrong.
    pub fn is_marked(&self) -> bool {
        self.lost > 0 || self.claims.opened > 0
    }

    /// Whether enough of them are over to speak of shares.
    pub fn tells(&self) -> bool {
        self.came + self.lost >= FEW
    }

    /// The share that never came, of those that are over.
    pub fn share_lost(&self) -> Option<f64> {
        let over = self.came + self.lost;
        (over > 0).then(|| self.lost as f64 / over as f64)
    }
}

impl Claims {
    fn add(&mut self, claim: Claim) {
        let count = match claim {
            Claim::None => return,
            Claim::Running => &mut self.running,
            Claim::Refunded => &mut self.refunded,
            Claim::Against => &mut self.against,
            Claim::Withdrawn => &mut self.withdrawn,
        };
        *count += 1;
        self.opened += 1;
    }
}
