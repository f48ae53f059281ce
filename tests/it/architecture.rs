//! ARCHITECTURE.md names only what is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

use crate::layers::source::walk;

/// Whether a path of modules with an item at its end (`rules::handover::settle`) names something that is there: each module
/// is a file or a folder below the one before, the item is defined or re-exported there.
fn is_there(path: &str) -> bool {
    let parts: Vec<&str> = path.split("::").collect();
    let mut at = PathBuf::from("src");
    for (index, part) in parts.iter().enumerate() {
        let part = part.split(['(', '.', '<']).next().unwrap_or(part);
        let (folder, file) = (at.join(part), at.join(format!("{part}.rs")));
        if folder.is_dir() || file.is_file() {
            at = folder;
            continue;
        }
        let text = [at.join("mod.rs"), at.with_extension("rs")].iter().find_map(|it| fs::read_to_string(it).ok());
        let defined = Regex::new(&format!(r"\b(?:fn|struct|enum|trait|type|mod|const)\s+{part}\b")).unwrap();
        let exported = Regex::new(&format!(r"(?s)pub use [^;]*\b{part}\b")).unwrap();
        let there = text.is_some_and(|text| defined.is_match(&text) || exported.is_match(&text));
        return there && index + 1 == parts.len();
    }
    true
}

/// Whether a type has a function of this name, or an enum a variant.
fn is_member(holder: &str, member: &str) -> bool {
    let mut files = Vec::new();
    walk(Path::new("src"), "rs", &mut files);
    let texts: Vec<String> = files.iter().map(|it| fs::read_to_string(it).unwrap()).collect();
    let holds = Regex::new(&format!(r"\b(?:struct|enum|impl(?:<[^>]*>)?)\s+{holder}\b")).unwrap();
    let has = Regex::new(&format!(r"\bfn {member}\b|(?m)^\s+(?:pub )?{member}\b\s*[:,({{]|^\s+{member}$")).unwrap();
    texts.iter().any(|text| holds.is_match(text) && has.is_match(text))
}

#[test]
fn every_path_and_function_of_the_page_is_there() {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let ticked: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let module = Regex::new(r"^[a-z_]+(?:::[a-zA-Z_]+)+").unwrap();
    let member = Regex::new(r"^([A-Z][a-zA-Z]+)(?:::|\.)([a-zA-Z_]+)").unwrap();
    let (mut missing, mut seen) = (Vec::new(), 0);
    for name in ticked {
        let bare = name.split([' ', '(']).next().unwrap_or(name);
        let there = if bare.contains('<') {
            continue;
        } else if let Some(found) = module.find(bare) {
            is_there(found.as_str())
        } else if let Some(found) = member.captures(bare) {
            is_member(&found[1], &found[2])
        } else if bare.contains('/') && !bare.contains('*') {
            Path::new(bare.trim_end_matches('/')).exists()
        } else {
            continue;
        };
        seen += 1;
        missing.extend((!there).then_some(bare));
    }
    assert!(seen > 40, "only {seen} names found");
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:#?}");
}

#[test]
fn what_is_not_there_is_found_out() {
    assert!(is_there("rules::handover::proposals") && is_there("app::look::book"));
    assert!(
        !is_there("rules::handover::proposal_of") && !is_there("daemon::round") && !is_there("rules::nowhere::settle")
    );
    assert!(is_member("Store", "within_lightly") && !is_member("Store", "within_darkly"));
}
