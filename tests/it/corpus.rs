//! Tracking numbers seen elsewhere, recognised where the list of them is at hand; and every rule's own examples.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use posylka::{
    carriers::{
        Hint, Recognised, Registry,
        definition::{CheckKind, NumberRule},
        numbers::holds,
        recognise,
    },
    model::CarrierId,
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

/// What the list calls otherwise than we do.
const CALLED: &[(&str, &[&str])] = &[
    ("dhl", &["dhl", "dhl-express", "dhl-ecommerce"]),
    ("canada_post", &["canada-post"]),
    ("s10", &["upu", "russian-post"]),
    ("s10:YP", &["yanwen", "russian-post"]),
];

struct Line {
    number: String,
    valid: bool,
    carrier: String,
    format: String,
}

/// The lines of the list, or nothing where it is not here.
fn corpus() -> Vec<Line> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/numbers");
    let folder = std::env::var("SHARED_NUMBERS").map_or(beside, Into::into);
    let Ok(text) = fs::read_to_string(folder.join("corpus.tsv")) else {
        println!("skipped: ../shared/numbers is not here");
        return Vec::new();
    };
    let line = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Line { number: next(), valid: next() == "yes", carrier: next(), format: next() }
    };
    text.lines().skip(1).map(line).collect()
}

fn only(text: &str) -> Option<Recognised> {
    let mut found = recognise(&REGISTRY, text);
    (found.len() == 1).then(|| found.remove(0))
}

/// The carriers that are right for a line. The suffix of S10 names the post that issued a number: that one, and the one
/// that delivers it here.
fn right(line: &Line) -> Vec<CarrierId> {
    if let Some((_, ours)) = CALLED.iter().find(|(theirs, _)| *theirs == line.carrier) {
        return ours.iter().map(|it| CarrierId::from(*it)).collect();
    }
    match line.carrier.strip_prefix("s10:") {
        None => vec![CarrierId::from(line.carrier.replace('_', "-").as_str())],
        Some(country) => {
            let posts = REGISTRY.iter().filter(|it| it.post_of.iter().any(|of| of == country || of == "RU"));
            posts.map(|it| it.of.clone()).collect()
        }
    }
}

fn rules_of(carriers: &[CarrierId]) -> Vec<&'static NumberRule> {
    REGISTRY.iter().filter(|it| carriers.contains(&it.of)).flat_map(|it| &it.numbers).collect()
}

#[test]
fn the_right_carrier_stands_among_the_first_two() {
    let (mut known, mut wrong, mut nobodys) = (0, Vec::new(), BTreeMap::<String, usize>::new());
    for line in corpus().iter().filter(|line| line.valid) {
        let right = right(line);
        let Some(found) = only(&line.number) else {
            *nobodys.entry(line.format.clone()).or_default() += 1;
            continue;
        };
        if !rules_of(&right).iter().any(|rule| holds(rule, found.number.as_str())) {
            *nobodys.entry(line.format.clone()).or_default() += 1;
            continue;
        }
        known += 1;
        if !found.candidates.iter().take(2).any(|it| right.contains(&it.carrier)) {
            let told: Vec<_> = found.candidates.iter().map(|it| format!("{} {}", it.rule, it.confidence)).collect();
            wrong.push(format!("{} of {}: {}", line.number, line.carrier, told.join(", ")));
        }
    }
    println!("{known} numbers of defined rules, {} wrong; of no rule: {nobodys:?}", wrong.len());
    assert!(wrong.len() * 100 <= known * 3, "{} of {known}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_wrong_digit_is_never_believed() {
    for line in corpus().iter().filter(|line| !line.valid) {
        let (right, Some(found)) = (right(line), only(&line.number)) else { continue };
        let checked = |name: &str| rules_of(&right).iter().any(|it| it.rule == name && it.check != CheckKind::None);
        let mut own = found.candidates.iter().filter(|it| checked(&it.rule));
        assert!(own.all(|it| it.confidence < 0.9), "{}: {:?}", line.number, found.candidates);
    }
}

#[test]
fn fourteen_digits_of_the_list_are_the_russian_posts_first() {
    for line in corpus().iter().filter(|line| line.format == "ru14") {
        let found = only(&line.number).unwrap_or_else(|| panic!("{}: not one number", line.number));
        if line.valid {
            assert_eq!(found.candidates[0].carrier.as_str(), "russian-post", "{}", line.number);
        }
        assert!(found.candidates.iter().any(|it| it.carrier.as_str() == "5post"), "{}", line.number);
        let hinted = found.hints.iter().any(|it| matches!(it, Hint::WrongCheckDigit { .. }));
        assert_eq!(hinted, !line.valid, "{}", line.number);
    }
}

#[test]
fn a_failing_digit_keeps_5post_beside_the_hint() {
    let found = only("10000224944799").unwrap();
    let carriers: Vec<_> = found.candidates.iter().map(|it| it.carrier.as_str()).collect();
    assert!(carriers.starts_with(&["russian-post"]) && carriers.contains(&"5post"), "{carriers:?}");
    assert!(matches!(found.hints.as_slice(), [Hint::WrongCheckDigit { .. }]));
}

/// A number two carriers claim with the same firmness is a toss of a coin: it is meant, or a rule is too wide.
#[test]
fn no_two_rules_claim_the_same_number_unawares() {
    let rules: Vec<_> = REGISTRY.iter().flat_map(|it| it.numbers.iter().map(|rule| (&it.of, rule))).collect();
    let mut collisions = Vec::new();
    for (carrier, rule) in &rules {
        let mut others = rules.iter().filter(|(other, it)| other != carrier && it.confidence >= rule.confidence);
        let meets = |it: &&(&CarrierId, &NumberRule)| rule.valid.iter().any(|example| holds(it.1, example));
        let declared = |a: &NumberRule, b: &NumberRule| a.shares.iter().any(|it| *it == b.rule || it == "*");
        others.by_ref().filter(meets).filter(|(_, it)| !declared(rule, it) && !declared(it, rule)).for_each(
            |(_, it)| {
                collisions.push(format!(
                    "`{}` ({}) is claimed by `{}` ({})",
                    rule.rule, rule.confidence, it.rule, it.confidence
                ));
            },
        );
    }
    assert!(collisions.is_empty(), "declare them with `shares`, or mend a rule:\n{}", collisions.join("\n"));
}
