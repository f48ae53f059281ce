//! The days the user must not miss.

use jiff::civil::Date;

use super::Deadline;
use crate::{
    model::{Advice, Parcel, Verdict, Why},
    text::Phrasebook,
};

/// The days of a parcel that the user must not miss, the nearest first: what is advised, the window for a claim, the end
/// of protection, the last day at the pickup point. Each has the same key whenever it is written.
pub fn deadlines(
    phrases: &Phrasebook,
    parcel: &Parcel,
    verdict: &Verdict,
    advice: &Advice,
    protection: Option<Date>,
) -> Vec<Deadline> {
    let title = parcel.title.as_str();
    let named = |id: &str| phrases.phrase(id, &[("title", title.into())]);
    let action = phrases.action(advice.action);
    let act_by = phrases.phrase("deadline-act-by", &[("action", action.into()), ("title", title.into())]);
    let claim = |day: &Date| !(advice.action.drafts() && advice.act_by == Some(*day));
    let closes = advice.window.map(|window| window.closes).filter(claim);
    let stored = verdict.because.iter().find_map(|why| match why {
        Why::Storage { until, .. } => Some(*until),
        _ => None,
    });
    let all = [
        ("act-by", advice.act_by, act_by),
        ("closes", closes, named("deadline-closes")),
        ("protection", protection, named("deadline-protection")),
        ("pickup", stored.filter(|day| advice.act_by != Some(*day)), named("deadline-pickup")),
    ];
    let deadline = |(what, day, says): (&str, Option<Date>, String)| {
        Some(Deadline { key: format!("{what}-{}", parcel.id), day: day?, what: says })
    };
    let mut all: Vec<Deadline> = all.into_iter().filter_map(deadline).collect();
    all.sort_by_key(|deadline| deadline.day);
    all
}
