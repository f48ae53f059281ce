//! A sum as a person gives it, perhaps without its currency.

use std::str::FromStr;

use crate::{
    app::{refusal::Refusal, state::App},
    model::{Case, Money, NotMoney},
};

/// A sum, and whether its currency was said; without one it stands in roubles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSum {
    /// The sum.
    pub money: Money,
    /// Whether the person said its currency.
    pub has_currency: bool,
}

impl FromStr for GivenSum {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<GivenSum, NotMoney> {
        let unit = |c: char| !c.is_ascii_digit() && !c.is_whitespace() && !matches!(c, '.' | ',');
        Ok(GivenSum { money: text.parse()?, has_currency: text.chars().any(unit) })
    }
}

impl App {
    /// A sum of a claim. Without a currency it is in that of the purchase, else in that the claim spoke of before.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody knows which currency that is.
    pub(super) fn sum_of_claim(&self, case: &Case, given: &GivenSum) -> Result<Money, Refusal> {
        if given.has_currency {
            return Ok(given.money.clone());
        }
        let paid = only(case.orders.iter().filter_map(|order| order.price.as_ref()));
        let told = || only(case.dispute.steps.iter().filter_map(|step| step.amount.as_ref()));
        let Some(currency) = paid.or_else(told) else {
            let number = given.money.to_string();
            let number = number.split(' ').next().unwrap_or_default().to_owned();
            return Err(Refusal::new("sum-currency").with("sum", number).with("id", case.parcel.id.to_string()));
        };
        Ok(Money { cents: given.money.cents, currency: currency.to_owned() })
    }
}

/// The currency of all these sums, where they have one in common.
fn only<'a>(mut sums: impl Iterator<Item = &'a Money>) -> Option<&'a str> {
    let first = sums.next()?.currency.as_str();
    sums.all(|it| it.currency == first).then_some(first)
}
