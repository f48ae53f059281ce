//! What the documented lists of codes say against what the definitions know: `fixtures/<source>/codes.tsv` holds each
//! list with what a code means and where that is published.

use std::{collections::BTreeMap, fs};

use posylka::model::{Reason, Status};

use super::{REGISTRY, root};

/// Known of documented, in per cent, that a source has at least; the first three decide over money.
const WHOLE: [&str; 5] = ["cainiao", "russian-post", "russian-post-api", "cdek", "cdek-api"];
const LEAST: usize = 95;

/// One line of a list.
struct Documented {
    code: String,
    status: Status,
    reason: Option<Reason>,
    places: usize,
}

fn list(source: &str, text: &str) -> Vec<Documented> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let head = lines.next().map(|(_, line)| line);
    assert_eq!(head, Some("code\tmeaning\tstatus\treason\tpublished"), "{source}");
    let mut seen = BTreeMap::new();
    let read = |(at, line): (usize, &str)| {
        let place = format!("fixtures/{source}/codes.tsv:{}", at + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, meaning, status, reason, published] = fields[..] else { panic!("{place}: five fields") };
        assert!(!meaning.is_empty() && !published.is_empty(), "{place}: what it means and where that stands");
        assert!(seen.insert(code.to_owned(), at).is_none(), "{place}: {code} stands twice");
        let status = status.parse().unwrap_or_else(|_| panic!("{place}: {status} is no status"));
        let reason = (!reason.is_empty()).then(|| reason.parse().unwrap_or_else(|_| panic!("{place}: {reason}")));
        let places = published.split("; ").count() - usize::from(published.contains("(one place)"));
        Documented { code: code.to_owned(), status, reason, places: places.max(1) }
    };
    lines.map(read).collect()
}

#[test]
fn documented_codes_are_known_and_mean_what_their_lists_say() {
    let mut table = format!("{:<22} {:>5} {:>10} {:>5} {:>12}\n", "source", "known", "documented", "%", "in 2 places");
    let mut faults = Vec::new();
    for definition in REGISTRY.iter().filter(|it| it.answer.is_some()) {
        let source = definition.id.as_str();
        let Ok(text) = fs::read_to_string(root(&format!("fixtures/{source}/codes.tsv"))) else { continue };
        let tables = REGISTRY.tables(definition);
        let documented = list(source, &text);
        let mut known = 0;
        for it in &documented {
            let status = tables.status(&it.code).or_else(|| tables.status_of_text(&it.code));
            known += usize::from(status.is_some());
            if status.is_none() && (WHOLE.contains(&source) || std::env::var_os("UNKNOWN").is_some()) {
                faults.push(format!("{source}: {} ({}) is not known", it.code, it.status));
            }
            if let Some(status) = status.filter(|status| *status != it.status) {
                faults.push(format!("{source}: {} is read as {status}, its list says {}", it.code, it.status));
            }
            let reason = tables.reason(&it.code);
            if let Some(reason) = reason.filter(|reason| Some(*reason) != it.reason) {
                let wanted = it.reason.map_or("none", |it| it.word());
                faults.push(format!("{source}: {} has the reason {reason}, its list says {wanted}", it.code));
            }
        }
        let twice = documented.iter().filter(|it| it.places > 1).count();
        let share = known * 100 / documented.len().max(1);
        table += &format!("{source:<22} {known:>5} {:>10} {share:>5} {twice:>12}\n", documented.len());
        let least = if WHOLE.contains(&source) { 100 } else { LEAST };
        if share < least {
            faults.push(format!("{source}: {share} % of its documented codes are known, at least {least} are wanted"));
        }
    }
    println!("{table}");
    assert!(faults.is_empty(), "\n{table}\n{}", faults.join("\n"));
}
