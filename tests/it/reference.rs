//! `carriers/README.md` names every key of a definition, and nothing that is none.

use std::{collections::BTreeSet, fs, path::Path};

use posylka::{
    carriers::{
        Definition,
        definition::{CheckKind, Evidence},
        document_node::Format,
        place::Pick,
        validate,
    },
    model::{Access, Flow, OutcomeKind, Role},
};

/// Where a section's keys are told, and a text that makes the strict parser name them.
const SECTIONS: &[(&str, &str)] = &[
    ("Head", ""),
    ("`[[numbers]]`", "[[numbers]]"),
    ("`numbers.digits`", "[[numbers]]\n[numbers.digits]"),
    ("`[pace]`", "[pace]"),
    ("`[secrets.NAME]`", "[secrets.key]"),
    ("`[carrier_codes]`", "[carrier_codes]"),
    ("`[request]`", "[request]"),
    ("`request.body`", "[request.body]"),
    ("`[token]`", "[token]"),
    ("`[register]`", "[register]"),
    ("`[[outcome]]`", "[[outcome]]"),
    ("`outcome.header`", "[[outcome]]\n[outcome.header]"),
    ("`outcome.where`", "[[outcome]]\n[[outcome.where]]"),
    ("`[answer]`", "[answer]"),
    ("A field", "[answer.code]"),
    ("`answer.zone`", "[[answer.zone]]"),
    ("`answer.zone.distrust`", "[[answer.zone]]\n[answer.zone.distrust]"),
    ("`answer.latest`", "[answer.latest]"),
    ("`[[linked]]`", "[[linked]]"),
    ("`[facts]`", "[facts]"),
    ("`[statuses]` and `[texts]`", "[statuses]"),
    ("`[statuses]` and `[texts]`", "[texts]"),
    ("`[reasons]`", "[reasons]"),
];

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("carriers/README.md")).unwrap()
}

/// What stands below a heading, to the next.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let start = page.lines().find(|it| it.starts_with('#') && it.trim_start_matches(['#', ' ']) == heading);
    let start = start.unwrap_or_else(|| panic!("no heading {heading}"));
    let (_, below) = page.split_once(&format!("\n{start}\n")).unwrap_or_else(|| panic!("{heading} stands first"));
    let end = ["\n# ", "\n## ", "\n### "].iter().filter_map(|it| below.find(it)).min();
    &below[..end.unwrap_or(below.len())]
}

/// What stands between backticks.
fn ticked(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys in the first cells of a section's table.
fn told(section: &str) -> BTreeSet<String> {
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    cells.flat_map(ticked).collect()
}

/// The keys the parser would have taken in place of one that is none.
fn taken(text: &str) -> BTreeSet<String> {
    let error = Definition::parse("x", &format!("{text}\nbogus = [\"\"]\n"), None).unwrap_err().to_string();
    if let Some((_, words)) = error.split_once("is none of: ") {
        return words.trim().split(", ").map(str::to_owned).collect();
    }
    let (_, keys) = error.split_once("expected ").unwrap_or_else(|| panic!("{text}: {error}"));
    ticked(keys)
}

#[test]
fn every_key_is_told_and_none_that_is_not_there() {
    let page = page();
    for (heading, text) in SECTIONS {
        assert_eq!(told(section(&page, heading)), taken(text), "{heading}");
    }
}

#[test]
fn every_word_a_key_can_be_is_told() {
    let page = page();
    let words: [(&str, Vec<&str>); 8] = [
        ("Head", Access::ALL.iter().map(|it| it.word()).collect()),
        ("Head", Evidence::ALL.iter().map(|it| it.word()).collect()),
        ("`[[numbers]]`", CheckKind::ALL.iter().map(|it| it.word()).collect()),
        ("`[[numbers]]`", Flow::ALL.iter().map(|it| it.word()).collect()),
        ("`[[numbers]]`", Role::ALL.iter().map(|it| it.word()).collect()),
        ("`[[outcome]]`", OutcomeKind::ALL.iter().map(|it| it.word()).collect()),
        ("`[answer]`", Format::ALL.iter().map(|it| it.word()).collect()),
        ("A field", Pick::ALL.iter().map(|it| it.word()).collect()),
    ];
    for (heading, words) in words {
        let known = ticked(section(&page, heading));
        for word in words {
            assert!(known.contains(word), "{heading} does not tell of `{word}`");
        }
    }
}

#[test]
fn its_examples_together_are_a_definition() {
    let page = page();
    let blocks = page.split("```toml\n").skip(1).filter_map(|it| it.split("```").next());
    let text: String = blocks.collect();
    let definition = validate("example-post", &text, None).unwrap();
    assert!(definition.register.is_some() && definition.answer.is_some() && definition.numbers.len() == 2);
}
