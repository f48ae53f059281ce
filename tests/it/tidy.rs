//! Small files, short functions, plain names, and no definition without fixtures.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::layers::source::{Source, sources, walk};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;
const EMPTY_WORDS: &[&str] = &["Manager", "Service", "Handler", "Helper", "Utils", "Util"];
/// What a person edits in this package, and where.
const FOLDERS: &[&str] = &["src", "tests", "carriers", "rules", "fixtures", "benches", "examples", "systemd"];
const ENDINGS: &[&str] = &["rs", "toml", "ftl", "sql", "md", "heard", "story", "service", "txt"];

#[test]
fn files_are_short() {
    let long = rust().into_iter().filter_map(|path| {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        (lines > FILE_LINES).then(|| format!("{}: {lines} lines, at most {FILE_LINES}", path.display()))
    });
    none(long.collect());
}

#[test]
fn functions_are_short() {
    let mut faults = Vec::new();
    for path in rust() {
        // Tests count here: an attribute nobody writes keeps them in.
        let text = fs::read_to_string(&path).unwrap().replace("#[cfg(test)]", "#[cfg(tst)]");
        let source = Source::new(path, &text);
        for (line, name, length) in functions(&source).into_iter().filter(|(_, _, length)| *length > FUNCTION_LINES) {
            let path = source.path.display();
            faults.push(format!("{path}:{line}: `{name}` has {length} lines, at most {FUNCTION_LINES}"));
        }
    }
    none(faults);
}

#[test]
fn types_are_called_what_they_are() {
    let mut faults = Vec::new();
    for source in sources() {
        for kind in ["struct ", "enum ", "trait ", "type "] {
            for (at, _) in source.code.match_indices(kind) {
                let name: String =
                    source.code[at + kind.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(word) = EMPTY_WORDS.iter().find(|word| name.ends_with(**word)) {
                    faults.push(format!(
                        "{}:{}: `{name}`: {word} says nothing",
                        source.path.display(),
                        source.line(at)
                    ));
                }
            }
        }
        if ["util", "utils", "helper", "helpers", "common", "misc"]
            .map(Some)
            .contains(&source.path.file_stem().and_then(|it| it.to_str()))
        {
            faults.push(format!("{}: a file is called what is in it", source.path.display()));
        }
    }
    none(faults);
}

#[test]
fn every_definition_has_fixtures() {
    let mut definitions = Vec::new();
    walk(Path::new("carriers"), "toml", &mut definitions);
    let bare = definitions.into_iter().filter_map(|path| {
        let definition: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        if definition.get("access").and_then(toml::Value::as_str) == Some("link-only") {
            return None;
        }
        let mut heard = Vec::new();
        let folder = Path::new("fixtures").join(path.file_stem().unwrap_or_default());
        walk(&folder, "heard", &mut heard);
        heard.is_empty().then(|| format!("{}: no {}/<case>.heard", path.display(), folder.display()))
    });
    none(bare.collect());
}

#[test]
fn every_file_ends_its_last_line() {
    let mut files: Vec<PathBuf> =
        ["Cargo.toml", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "rustfmt.toml"].map(PathBuf::from).into();
    for folder in FOLDERS {
        ENDINGS.iter().for_each(|ending| walk(Path::new(folder), ending, &mut files));
    }
    let open = files.into_iter().filter_map(|path| {
        let bytes = fs::read(&path).ok().filter(|bytes| !bytes.is_empty())?;
        (!bytes.ends_with(b"\n")).then(|| format!("{}: its last line does not end", path.display()))
    });
    none(open.collect());
}

fn rust() -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(Path::new("src"), "rs", &mut files);
    walk(Path::new("tests"), "rs", &mut files);
    files
}

/// Every function with a body: line, name, lines from its `fn` to its last brace.
fn functions(source: &Source) -> Vec<(usize, String, usize)> {
    let code = &source.code;
    let starts = code.match_indices("fn ").filter(|(at, _)| code[..*at].ends_with([' ', '\n', '(']) || *at == 0);
    let measured = starts.filter_map(|(at, _)| {
        let name: String = code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let length = body(&code[at..]).filter(|_| !name.is_empty())?;
        Some((source.line(at), name, code[at..at + length].lines().count()))
    });
    measured.collect()
}

/// How far the body of the function goes that `code` begins with; a mere signature has none.
fn body(code: &str) -> Option<usize> {
    let (mut depth, mut brackets) = (0, 0);
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets -= 1,
            ';' if depth == 0 && brackets == 0 => return None,
            _ => {}
        }
    }
    None
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn functions_are_measured_to_their_last_brace() {
    let text = "trait A { fn none(a: [u8; 2]); }\nfn two(a: [u8; 2]) {\n    if a[0] > 1 { \"}\"; }\n}\n";
    let source = Source::new("src/a.rs".into(), text);
    assert_eq!(functions(&source), [(2, "two".to_owned(), 3)]);
}
