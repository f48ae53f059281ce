//! What is published reads as published, and the most particular norm wins.

use super::*;
use crate::model::{Asks, Facts, Flow, Leg, LegState, Number, Role, Witness};

fn leg(number: &str, carrier: &str, facts: Facts) -> Leg {
    let at = Timestamp::UNIX_EPOCH;
    Leg {
        key: LegKey { number: Number::new(number).unwrap(), carrier: carrier.into() },
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Unknown,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at },
        facts,
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(at),
    }
}

fn norm_of(stage: Stage, number: &str, facts: Facts) -> String {
    let norms = Norms::embedded().unwrap();
    let legs = [leg(number, "cainiao", facts)];
    norms.norm(stage, &Travel::of(&legs, &norms.classes, "RU")).unwrap().id.clone()
}

#[test]
fn the_line_haul_reads_as_published() {
    let norms = Norms::embedded().unwrap();
    let travel = Travel { to: "RU", ..Travel::default() };
    let it = norms.norm(Stage::Exported, &travel).unwrap().published();
    assert!((it.longer_than(50.0) - 0.05).abs() < 0.001, "{}", it.longer_than(50.0));
    assert!((it.longer_than(7.0) - 0.95).abs() < 0.001);
    let lost = it.lost_after(norms.never);
    assert!((it.lost(lost, norms.never) - 0.5).abs() < 0.01, "{lost}");
    assert!((75.0..100.0).contains(&lost), "heavier than the log-normal's 75 days: {lost}");
}

#[test]
fn the_most_particular_norm_wins() {
    let service = |text: &str| Facts { service: Some(text.into()), ..Facts::default() };
    let from = |country: &str| Facts { origin: Some(country.into()), ..Facts::default() };
    assert_eq!(norm_of(Stage::Accepted, "ZA123456785CN", Facts::default()), "srm-silence");
    assert_eq!(norm_of(Stage::Accepted, "LP00123456789012", Facts::default()), "china-handling");
    assert_eq!(norm_of(Stage::Exported, "LP00123456789012", from("CN")), "line-haul");
    assert_eq!(norm_of(Stage::Exported, "LP00123456789012", from("US")), "line-haul-elsewhere");
    assert_eq!(norm_of(Stage::Exported, "RB123456785US", Facts::default()), "line-haul-elsewhere");
    assert_eq!(norm_of(Stage::Exported, "LP00123456789012", service("DHL Express")), "express-line-haul");
    assert_eq!(norm_of(Stage::Exported, "LP00123456789012", service("AliExpress Standard")), "line-haul");
}

#[test]
fn every_stage_of_the_way_has_a_norm_wherever_it_goes() {
    let norms = Norms::embedded().unwrap();
    for &stage in Stage::ALL.iter().filter(|stage| **stage < Stage::ReadyForPickup) {
        for from in [None, Some("CN"), Some("DE")] {
            for to in ["RU", "KZ"] {
                let class = norms.classes.iter().map(|it| Some(it.id.as_str())).chain([None]);
                for class in class {
                    assert!(
                        norms.norm(stage, &Travel { from, to, class }).is_some(),
                        "{stage} {from:?} {to} {class:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_outermost_prior_is_the_articles() {
    let norms = Norms::embedded().unwrap();
    let it = norms.trip_survival(None);
    assert!((it.quantile(0.05) - 7.0).abs() < 1e-6, "a week at the least: {}", it.quantile(0.05));
    assert!((it.mean() - 21.0).abs() < 0.01, "three weeks on average: {}", it.mean());
    assert_eq!(norms.outermost.lost, 180);
    assert!((norms.trip_survival(Some("economy")).quantile(0.95) - 60.0).abs() < 1e-6);
}

#[test]
fn what_the_post_keeps_longest_is_a_small_packet() {
    let norms = Norms::embedded().unwrap();
    let kept = |number: &str, carrier: &str| norms.kept(Some(&leg(number, carrier, Facts::default()).key)).0;
    assert_eq!(kept("RB123456785CN", "russian-post"), 30);
    assert_eq!(kept("CB123456785CN", "russian-post"), 15);
    assert_eq!(kept("10100064123459", "russian-post"), 15);
    assert_eq!(kept("10100064123459", "5post"), 7);
    assert_eq!(norms.kept(None).0, 15);
}

#[test]
fn a_file_that_makes_no_sense_says_where() {
    let text = include_str!("../../../rules/norms.toml");
    for (old, new, says) in [
        ("days = [7, 50]", "days = [50, 7]", "the shorter first"),
        ("never = 0.011", "never = 1.5", "above 0 and below 1"),
        ("class = \"srm\"", "class = \"nobody\"", "no [[class]]"),
        ("stage = \"exported\"", "stage = \"flown\"", "`flown` is none of"),
        ("as_of", "as_off", "as_off"),
    ] {
        assert!(text.contains(old), "{old}");
        let fault = Norms::read(&text.replacen(old, new, 1), "own/norms.toml").unwrap_err().to_string();
        assert!(fault.contains(says) && fault.contains("own/norms.toml"), "{fault}");
        assert!(fault.contains("line ") || new.contains("nobody"), "{fault}");
    }
}
