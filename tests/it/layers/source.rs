//! Rust text as the tests about the sources see it: code without comments, strings apart, tests left out.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One file under `src/`.
pub struct Source {
    /// From the package's root.
    pub path: PathBuf,
    /// The code: comments, strings and test-only items are blank, lines stay where they are.
    pub code: String,
    /// What stands between quotes, with its line; not that of tests.
    pub quoted: Vec<(usize, String)>,
}

impl Source {
    /// Takes the text of a file apart.
    pub fn new(path: PathBuf, text: &str) -> Source {
        let (code, quoted) = apart(text);
        let tests = test_items(&code);
        let line_of = |at: usize| 1 + code[..at].matches('\n').count();
        let spans: Vec<_> = tests.iter().map(|(from, to)| line_of(*from)..=line_of(*to)).collect();
        let quoted = quoted.into_iter().filter(|(line, _)| !spans.iter().any(|span| span.contains(line))).collect();
        let mut bytes = code.clone().into_bytes();
        for (from, to) in tests {
            bytes[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        }
        Source { path, code: String::from_utf8(bytes).unwrap_or_default(), quoted }
    }

    /// The room a file belongs to: `rules` for `src/rules/pace.rs`, `wire` for `src/wire.rs`.
    pub fn room(&self) -> &str {
        self.path.iter().nth(1).and_then(|part| part.to_str()).unwrap_or_default().trim_end_matches(".rs")
    }

    /// The lines on which a word or path stands by itself.
    pub fn says(&self, word: &str) -> Vec<usize> {
        let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let found = self.code.match_indices(word).filter(|(at, _)| {
            apart(self.code[..*at].chars().next_back()) && apart(self.code[at + word.len()..].chars().next())
        });
        found.map(|(at, _)| self.line(at)).collect()
    }

    /// What is named right under `root`, with its line: `use root::{a::B, c}` names `a` and `c`.
    pub fn names_under(&self, root: &str) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for (at, _) in self.code.match_indices(&format!("{root}::")) {
            let after = at + root.len() + 2;
            match self.code[after..].strip_prefix('{') {
                Some(group) => names.extend(heads(group).map(|name| (self.line(at), name))),
                None => names.push((self.line(at), word(&self.code[after..]))),
            }
        }
        names
    }

    /// The line of a place in the code.
    pub fn line(&self, at: usize) -> usize {
        1 + self.code[..at].matches('\n').count()
    }
}

/// Every file under `src/` that is not a test alone.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk(Path::new("src"), "rs", &mut files);
    let texts: Vec<_> = files.into_iter().map(|path| (fs::read_to_string(&path).unwrap(), path)).collect();
    let tests: Vec<PathBuf> = texts.iter().flat_map(|(text, path)| test_files(path, text)).collect();
    let own = texts.into_iter().filter(|(_, path)| !tests.iter().any(|test| path.starts_with(test)));
    own.map(|(text, path)| Source::new(path, &text)).collect()
}

/// The files of an ending under a folder, in order; none where there is no such folder.
pub fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => walk(&path, ending, found),
            false if path.extension().is_some_and(|it| it == ending) => found.push(path),
            false => {}
        }
    }
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of a group's members, whatever is nested in them.
fn heads(group: &str) -> impl Iterator<Item = String> {
    let (mut depth, mut members) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            other if depth == 0 => members.last_mut().unwrap().push(other),
            _ => {}
        }
    }
    members.into_iter().map(|member| word(member.trim())).filter(|name| !name.is_empty())
}

/// From `#[cfg(test)]` to the end of the item under it.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let ends = |from: usize| {
        let mut depth = 0;
        for (at, c) in code[from..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => return from + at + 1,
                '}' => depth -= 1,
                ';' if depth == 0 => return from + at + 1,
                _ => {}
            }
        }
        code.len()
    };
    code.match_indices("#[cfg(test)]").map(|(from, _)| (from, ends(from))).collect()
}

/// The files of `#[cfg(test)] mod name;`.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let (code, _) = apart(text);
    let folder = match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => path.with_file_name(""),
        _ => path.with_extension(""),
    };
    let items = test_items(&code).into_iter().map(|(from, to)| code[from..to].to_owned());
    let names = items.filter_map(|item| item.strip_suffix(';')?.rsplit_once("mod ").map(|(_, name)| name.to_owned()));
    names.flat_map(|name| [folder.join(format!("{name}.rs")), folder.join(name)]).collect()
}

/// Code with comments and strings blanked, and the strings with their lines.
fn apart(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut code, mut quoted, mut rest, mut line) = (String::new(), Vec::new(), text, 1);
    while let Some(c) = rest.chars().next() {
        let before = code.chars().next_back();
        let (length, inside) = piece(rest, before);
        let (taken, after) = rest.split_at(length.max(c.len_utf8()));
        match inside {
            Piece::Code => code.push_str(taken),
            Piece::Comment => blank(taken, &mut code),
            Piece::Quoted => {
                quoted.push((line, taken.to_owned()));
                blank(taken, &mut code);
            }
        }
        line += taken.matches('\n').count();
        rest = after;
    }
    (code, quoted)
}

fn blank(text: &str, code: &mut String) {
    code.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

enum Piece {
    Code,
    Comment,
    Quoted,
}

/// How long the piece is that `rest` begins with, and what it is.
fn piece(rest: &str, before: Option<char>) -> (usize, Piece) {
    let to = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    let hashes = rest.strip_prefix('r').map(|raw| raw.chars().take_while(|c| *c == '#').count());
    match hashes {
        Some(count) if rest[1 + count..].starts_with('"') && !before.is_some_and(char::is_alphanumeric) => {
            return (to(&format!("\"{}", "#".repeat(count)), count + 2), Piece::Quoted);
        }
        _ => {}
    }
    if rest.starts_with("//") {
        return (to("\n", 0) - usize::from(rest.contains('\n')), Piece::Comment);
    }
    if rest.starts_with("/*") {
        return (to("*/", 2), Piece::Comment);
    }
    if rest.starts_with('"') {
        return (closing(rest, '"'), Piece::Quoted);
    }
    let mut chars = rest.chars().skip(1);
    match (rest.starts_with('\''), chars.next(), chars.next()) {
        (true, Some('\\'), _) | (true, Some(_), Some('\'')) => (closing(rest, '\''), Piece::Quoted),
        _ => (0, Piece::Code),
    }
}

/// Where a quoted piece ends, escapes minded.
fn closing(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn sources_are_taken_apart_as_the_compiler_does() {
    let text = r##"
use crate::{model::{Number, Flow}, store}; // use crate::cli;
/* "no" */ const A: &str = r#"say "SELECT""#; fn f<'a>(x: &'a str) -> char { '"' }
const B: &str = "a \" // b";
#[cfg(test)]
mod tests { const C: &str = "Тест"; use crate::daemon; }
fn g() { std::env::var("D"); }
"##;
    let source = Source::new("src/rules/x.rs".into(), text);
    assert_eq!(source.room(), "rules");
    assert_eq!(source.names_under("crate"), [(2, "model".to_owned()), (2, "store".to_owned())]);
    let quoted: Vec<&str> = source.quoted.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(quoted, [r##"r#"say "SELECT""#"##, "'\"'", r#""a \" // b""#, "\"D\""]);
    assert_eq!((source.says("std::env"), source.says("env::va")), (vec![7], vec![]));
}
