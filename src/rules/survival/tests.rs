//! What the distribution says, and what it learns.

use proptest::prelude::*;

use super::*;

const NEVER: f64 = 0.011;

fn line_haul() -> Survival {
    Survival::from_range([7.0, 50.0])
}

fn took(days: f64) -> Lasted {
    Lasted { days, finished: true }
}

fn taking(days: f64) -> Lasted {
    Lasted { days, finished: false }
}

#[test]
fn a_range_is_read_as_its_5th_and_95th() {
    assert!((line_haul().quantile(0.05) - 7.0).abs() < 1e-6);
    assert!((line_haul().quantile(0.95) - 50.0).abs() < 1e-6);
    let log_normal = (line_haul().mu + 2.326 * line_haul().sigma).exp();
    assert!(line_haul().quantile(0.99) > 1.05 * log_normal, "the tail is heavier");
}

#[test]
fn without_parcels_nothing_is_learned() {
    assert_eq!(line_haul().learned(&[], NEVER), line_haul());
}

#[test]
fn unfinished_parcels_lengthen_what_the_finished_ones_say() {
    let finished = [10.0, 12.0, 14.0].map(took);
    let all = [&finished[..], &[30.0, 35.0].map(taking)].concat();
    let (short, long) = (line_haul().learned(&finished, NEVER), line_haul().learned(&all, NEVER));
    assert!(long.quantile(0.5) > short.quantile(0.5));
    assert!(long.quantile(0.95) > short.quantile(0.95));
}

#[test]
fn a_parcel_lost_long_ago_says_next_to_nothing() {
    let lost = line_haul().learned(&[taking(500.0)], NEVER);
    assert!((lost.quantile(0.95) / line_haul().quantile(0.95) - 1.0).abs() < 0.02, "{}", lost.quantile(0.95));
}

#[test]
fn three_parcels_move_it_and_a_thousand_decide_it() {
    let truth = Survival::from_range([20.0, 30.0]);
    let own = |count: u32| -> Vec<Lasted> {
        (0..count).map(|at| took(truth.quantile((f64::from(at) + 0.5) / f64::from(count)))).collect()
    };
    let (few, many) = (line_haul().learned(&own(3), NEVER), line_haul().learned(&own(1000), NEVER));
    assert!(line_haul().quantile(0.5) < few.quantile(0.5) && few.quantile(0.5) < truth.quantile(0.5));
    assert!((many.quantile(0.5) / truth.quantile(0.5) - 1.0).abs() < 0.01, "{}", many.quantile(0.5));
    assert!((many.quantile(0.95) / truth.quantile(0.95) - 1.0).abs() < 0.05, "{}", many.quantile(0.95));
}

#[test]
fn lost_is_more_likely_than_not_from_its_bound_on() {
    let bound = line_haul().lost_after(NEVER);
    assert!((line_haul().lost(bound, NEVER) - 0.5).abs() < 1e-6);
    assert!((line_haul().lost_after(0.5) - 50.0).abs() < 1e-6, "never before the 95th");
}

#[test]
fn numbers_that_make_no_sense_give_finite_ones() {
    for days in [[0.0, 0.0], [5.0, 5.0], [-1.0, 1e300], [9.0, 3.0]] {
        let it = Survival::from_range(days).learned(&[took(-3.0), taking(0.0), took(1e9)], NEVER);
        for figure in [it.mu, it.sigma, it.longer_than(3.0), it.lost(3.0, NEVER), it.quantile(0.5)] {
            assert!(figure.is_finite(), "{days:?}: {it:?}");
        }
    }
}

#[test]
fn what_one_parcel_said_can_be_taken_back() {
    let seen = |own: &[Lasted]| own.iter().fold(Seen::default(), |seen, it| seen + line_haul().seen(it, NEVER));
    let (all, one) = ([took(10.0), took(30.0), taking(60.0)], taking(60.0));
    let without = (seen(&all) - seen(&[one])).shrink(line_haul());
    let never_there = line_haul().learned(&all[..2], NEVER);
    assert!((without.quantile(0.95) - never_there.quantile(0.95)).abs() < 1e-9);
}

#[test]
fn moments_go_in_and_come_out() {
    let it = Survival::from_moments(20.0, 100.0);
    assert!((it.mean() - 20.0).abs() < 1e-9 && (it.variance() - 100.0).abs() < 1e-6);
    let (mean, variance) = it.left(0.0);
    assert!((mean - 20.0).abs() < 0.2 && (variance - 100.0).abs() < 20.0, "{mean} {variance}");
    let (later, _) = it.left(40.0);
    assert!(later > 0.0 && later.is_finite());
    assert!((it.stretched(1.5).quantile(0.5) - 1.5 * it.quantile(0.5)).abs() < 1e-9);
}

#[test]
fn many_parcels_say_where_the_bounds_are_whatever_their_shape() {
    // A courier that comes once a day: two of three on the second day, the others on the fifth.
    let own: Vec<Lasted> = (0..90).map(|at| took(if at % 3 == 0 { 4.5 } else { 1.5 })).collect();
    let published = Survival::from_range([1.0, 7.0]);
    let (shrunk, learned) = (published.shrunk(&own, NEVER), published.learned(&own, NEVER));
    assert!((learned.quantile(0.5) - 1.5).abs() < 0.1, "{}", learned.quantile(0.5));
    assert!(shrunk.quantile(0.5) > 1.9, "a log-normal cannot say that: {}", shrunk.quantile(0.5));
    assert!((4.4..6.0).contains(&learned.quantile(0.95)), "{}", learned.quantile(0.95));
    assert!((learned.stretched(2.0).quantile(0.5) / learned.quantile(0.5) - 2.0).abs() < 1e-6);
    let (mean, _) = learned.left(0.0);
    assert!((mean - 2.5).abs() < 0.4 && learned.mean() == mean, "{mean}");
}

#[test]
fn few_parcels_are_shrunk_and_no_more() {
    let own: Vec<Lasted> = (0..19).map(|at| took(10.0 + f64::from(at))).collect();
    assert_eq!(line_haul().learned(&own, NEVER), line_haul().shrunk(&own, NEVER));
    let one_more = [own, vec![took(30.0)]].concat();
    assert_ne!(line_haul().learned(&one_more, NEVER), line_haul().shrunk(&one_more, NEVER));
}

proptest! {
    #[test]
    fn survival_and_quantile_are_inverse(low in 0.1..20.0f64, times in 1.1..20.0f64, share in 0.001..0.999f64) {
        let it = Survival::from_range([low, low * times]);
        prop_assert!((it.longer_than(it.quantile(share)) - (1.0 - share)).abs() < 1e-6);
    }

    #[test]
    fn it_only_falls(low in 0.1..20.0f64, times in 1.1..20.0f64, days in 0.01..200.0f64, more in 0.0..50.0f64) {
        let it = Survival::from_range([low, low * times]);
        prop_assert!(it.longer_than(days + more) <= it.longer_than(days));
        prop_assert!(it.lost(days + more, NEVER) >= it.lost(days, NEVER));
    }

    #[test]
    fn an_eta_is_never_past_and_holds_its_share(days in 0.0..400.0f64, share in 0.05..0.95f64) {
        let eta = line_haul().eta(days, share);
        prop_assert!(eta.from >= 0.0 && eta.to >= eta.from);
        let inside = line_haul().longer_than(days + eta.from) - line_haul().longer_than(days + eta.to);
        prop_assert!((inside / line_haul().longer_than(days) - share).abs() < 1e-6);
    }

    #[test]
    fn a_calibrated_one_is_a_distribution_too(
        days in proptest::collection::vec((0.01..90.0f64, any::<bool>()), 20..60),
        share in 0.01..0.99f64,
        more in 0.001..0.5f64,
    ) {
        let own: Vec<Lasted> = days.iter().map(|(days, finished)| Lasted { days: *days, finished: *finished }).collect();
        let it = line_haul().learned(&own, NEVER);
        let at = it.quantile(share);
        prop_assert!(at.is_finite() && it.quantile((share + more).min(0.999)) >= at - 1e-9);
        prop_assert!(it.longer_than(at * (1.0 + more)) <= it.longer_than(at) + 1e-9);
        let (mean, variance) = it.left(at);
        prop_assert!(mean.is_finite() && variance >= -1e-6, "{mean} {variance}");
    }
}
