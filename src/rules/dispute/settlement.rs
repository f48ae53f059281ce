//! What was asked for, what was awarded, and what came.

use std::collections::BTreeMap;

use crate::model::{Dispute, DisputeState, Finding, Money, Order, Step, Why, total};

/// Of 100: a bank's own rate may be off so much from the one that is known.
const SPREAD: f64 = 5.0;

/// The sum a claim asks for: as it was opened with, else what the user wants back, else what was paid.
pub fn asked(dispute: &Dispute, orders: &[Order]) -> Option<Money> {
    let opened = dispute.step(DisputeState::Opened).and_then(|step| step.amount.clone());
    let part = || dispute.goods().and_then(|wrong| wrong.amount.clone());
    opened.or_else(part).or_else(|| total(orders))
}

/// The last step that awarded money.
pub fn award(dispute: &Dispute) -> Option<&Step> {
    let awards = |step: &&Step| matches!(step.finding, Some(Finding::Accepted | Finding::Refund | Finding::Return));
    dispute.steps.iter().rev().find(awards)
}

/// What is missing of one sum at another; `None` where it is enough, or the currencies differ.
pub fn missing(of: &Money, at: &Money) -> Option<Money> {
    let cents = of.cents.checked_sub(at.cents).filter(|cents| *cents > 0 && of.currency == at.currency)?;
    Some(Money { cents, currency: of.currency.clone() })
}

/// That less was awarded than asked for.
pub fn partial(dispute: &Dispute, orders: &[Order]) -> Option<Why> {
    let (awarded, asked) = (award(dispute)?.amount.clone()?, asked(dispute, orders)?);
    let missing = missing(&asked, &awarded)?;
    Some(Why::Award { awarded, asked, missing })
}

/// What came beside what was due; `None` where one of them is not known. A rate is the user's, of that day, or the one
/// they once gave for duties; none is made up.
pub fn came(dispute: &Dispute, orders: &[Order], rates: &BTreeMap<String, f64>) -> Option<Why> {
    let due = due(dispute, orders)?;
    let paid = paid(dispute)?;
    if due.currency == paid.currency {
        let missing = missing(&due, &paid);
        return Some(Why::Came { due, came: paid, rate: None, of_day: true, missing });
    }
    let told = dispute.steps.iter().rev().find_map(|step| step.rate).filter(|rate| *rate > 0.0);
    let Some(rate) = told.or_else(|| crossed(&due.currency, &paid.currency, rates)) else {
        return Some(Why::NoRate { due, came: paid });
    };
    let short = due.cents as f64 - paid.cents as f64 / rate;
    let wanting = short * 100.0 > due.cents as f64 * SPREAD;
    let missing = wanting.then(|| Money { cents: short.round() as i64, currency: due.currency.clone() });
    Some(Why::Came { due, came: paid, rate: Some(rate), of_day: told.is_some(), missing })
}

/// Whether money that came, now or last, is in the currency that was due, so that no rate belongs to it.
pub fn is_in_the_currency_due(dispute: &Dispute, orders: &[Order], now: Option<&Money>) -> bool {
    let last = || dispute.step(DisputeState::Refunded).and_then(|step| step.amount.as_ref());
    due(dispute, orders).zip(now.or_else(last)).is_some_and(|(due, came)| due.currency == came.currency)
}

/// What was awarded, else what was asked for.
fn due(dispute: &Dispute, orders: &[Order]) -> Option<Money> {
    award(dispute).and_then(|step| step.amount.clone()).or_else(|| asked(dispute, orders))
}

/// All that came, where every sum is known and in one currency.
fn paid(dispute: &Dispute) -> Option<Money> {
    let mut sums =
        dispute.steps.iter().filter(|step| step.state == DisputeState::Refunded).map(|it| it.amount.as_ref());
    let first = sums.next()??.clone();
    sums.try_fold(first, |all, sum| {
        let sum = sum.filter(|sum| sum.currency == all.currency)?;
        Some(Money { cents: all.cents.checked_add(sum.cents)?, currency: all.currency })
    })
}

/// Units of one currency for a unit of another, by roubles.
fn crossed(due: &str, paid: &str, rates: &BTreeMap<String, f64>) -> Option<f64> {
    let roubles = |currency: &str| if currency == "RUB" { Some(1.0) } else { rates.get(currency).copied() };
    Some(roubles(due)? / roubles(paid)?).filter(|rate| rate.is_finite() && *rate > 0.0)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn claim(steps: &[(DisputeState, Option<Finding>, &str, Option<f64>)]) -> Dispute {
        let step = |(state, finding, sum, rate): &(DisputeState, Option<Finding>, &str, Option<f64>)| Step {
            finding: *finding,
            amount: sum.parse().ok(),
            rate: *rate,
            ..Step::new(*state, Timestamp::UNIX_EPOCH)
        };
        Dispute { steps: steps.iter().map(step).collect(), ..Dispute::default() }
    }

    use DisputeState::{Decided, Opened, Refunded};

    fn short(claim: &Dispute, rates: &[(&str, f64)]) -> Option<String> {
        let rates = rates.iter().map(|(code, rate)| ((*code).to_owned(), *rate)).collect();
        match came(claim, &[], &rates)? {
            Why::Came { missing, .. } => Some(missing.map_or("enough".to_owned(), |it| it.to_string())),
            Why::NoRate { .. } => Some("no rate".to_owned()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_came_is_held_against_what_was_awarded() {
        let refund = Some(Finding::Refund);
        let awarded = |came: &[(&'static str, Option<f64>)], sum| {
            let came = came.iter().map(|(sum, rate)| (Refunded, None, *sum, *rate));
            claim(
                &[(Opened, None, "4990", None), (Decided, refund, sum, None)]
                    .into_iter()
                    .chain(came)
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(short(&awarded(&[("2000", None)], "4990"), &[]).as_deref(), Some("2990.00 RUB"));
        assert_eq!(short(&awarded(&[("2000", None), ("2990", None)], "4990"), &[]).as_deref(), Some("enough"));
        assert_eq!(short(&awarded(&[("2000", None)], "no sum"), &[]).as_deref(), Some("2990.00 RUB"), "what was asked");
        assert_eq!(short(&awarded(&[("no sum", None)], "4990"), &[]), None);
        let dollars = |came: &'static str, rate| awarded(&[(came, rate)], "50USD");
        assert_eq!(short(&dollars("4000", None), &[]).as_deref(), Some("no rate"));
        assert_eq!(short(&dollars("4000", Some(80.0)), &[]).as_deref(), Some("enough"));
        assert_eq!(short(&dollars("3900", Some(80.0)), &[]).as_deref(), Some("enough"), "the bank's own rate");
        assert_eq!(short(&dollars("2000", Some(80.0)), &[]).as_deref(), Some("25.00 USD"));
        assert_eq!(short(&dollars("2000", None), &[("USD", 80.0)]).as_deref(), Some("25.00 USD"));
        assert_eq!(short(&dollars("20EUR", None), &[("USD", 80.0), ("EUR", 100.0)]).as_deref(), Some("25.00 USD"));
    }

    #[test]
    fn less_than_asked_is_a_part() {
        let decided = |sum| claim(&[(Opened, None, "4990", None), (Decided, Some(Finding::Refund), sum, None)]);
        assert!(matches!(partial(&decided("2000"), &[]), Some(Why::Award { missing, .. }) if missing.cents == 299_000));
        assert_eq!(partial(&decided("4990"), &[]), None);
        assert_eq!(partial(&decided("50USD"), &[]), None, "nobody compares two currencies");
        assert_eq!(partial(&decided("no sum"), &[]), None);
    }
}
