//! The money of claims: asked, awarded, come back.

use super::{Claim, Refunds, Sums};
use crate::model::{Case, Dispute, DisputeState, Finding, Money, Step};

/// The money of the claims of parcels.
#[derive(Debug, Clone, Default)]
pub struct Claimed {
    /// Claims.
    pub claims: usize,
    /// What was asked: the sum that was told, else all that was paid.
    pub asked: Sums,
    /// Claims of which neither is known.
    pub asked_untold: usize,
    /// What the seller or the shop agreed to.
    pub awarded: Sums,
    /// Agreements of a sum that nobody told.
    pub awarded_untold: usize,
    /// What came.
    pub back: Sums,
    /// Refunds of a sum that nobody told.
    pub back_untold: usize,
}

impl Claimed {
    /// The claim of one parcel, if there was one.
    pub fn add(&mut self, case: &Case) {
        if Claim::of(&case.dispute) == Claim::None {
            return;
        }
        self.claims += 1;
        let prices: Vec<Money> = case.orders.iter().filter_map(|order| order.price.clone()).collect();
        let asked = asked(&case.dispute).map_or(prices, |sum| vec![sum.clone()]);
        self.asked_untold += usize::from(asked.is_empty());
        asked.iter().for_each(|sum| self.asked.add(sum));
        match awarded(&case.dispute).map(|step| &step.amount) {
            Some(Some(sum)) => self.awarded.add(sum),
            Some(None) => self.awarded_untold += 1,
            None => {}
        }
        let refunds = Refunds::of(&case.dispute);
        self.back.add_all(&refunds.told);
        self.back_untold += refunds.untold;
    }
}

fn asked(dispute: &Dispute) -> Option<&Money> {
    let opened = dispute.step(DisputeState::Opened).and_then(|step| step.amount.as_ref());
    opened.or_else(|| dispute.wrong.as_ref().and_then(|wrong| wrong.amount.as_ref()))
}

/// The last word of the seller or the shop, if it was for the buyer.
fn awarded(dispute: &Dispute) -> Option<&Step> {
    let last = dispute.steps.iter().rev().find(|step| step.finding.is_some())?;
    let agreed = matches!(last.finding, Some(Finding::Accepted | Finding::Refund | Finding::Return));
    agreed.then_some(last)
}
