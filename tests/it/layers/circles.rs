//! No file uses, by whatever way round, a file that uses it. Paths are followed through re-exports to the file in which a
//! thing is defined, so that a folder's `mod.rs` which only lists its files ties none of them together.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, sources};

/// A module of the crate by its path from the root: `["rules", "dispute"]`.
type Module = Vec<String>;

/// Every file as a module, with what it re-exports.
struct House {
    files: BTreeMap<Module, String>,
    /// For each module: a name, and the path it stands for.
    exports: BTreeMap<Module, Vec<(String, Vec<String>)>>,
}

impl House {
    fn of(sources: &[Source]) -> House {
        let mut house = House { files: BTreeMap::new(), exports: BTreeMap::new() };
        for source in sources {
            let module = module_of(source);
            let uses = uses(&source.code).into_iter().filter(|it| it.public);
            house.exports.insert(module.clone(), uses.map(|it| (it.name, it.path)).collect());
            house.files.insert(module, source.path.display().to_string());
        }
        house
    }

    /// The file in which the thing at a path, as `from` writes it, is defined; none for what is not of this crate.
    fn file_of(&self, from: &Module, path: &[String], depth: usize) -> Option<&str> {
        let mut at = from.clone();
        let mut rest = path;
        let first = rest.first()?;
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop();
            }
            name if self.files.contains_key(&child(from, name)) => at.push(name.to_owned()),
            _ => return None,
        }
        rest = &rest[1..];
        while let Some(name) = rest.first() {
            match name.as_str() {
                "super" => drop(at.pop()),
                "self" => {}
                name if self.files.contains_key(&child(&at, name)) => at.push(name.to_owned()),
                name => {
                    let exported = self.exports.get(&at).and_then(|all| all.iter().find(|(it, _)| it == name));
                    if let Some((_, path)) = exported.filter(|_| depth < 8) {
                        let through: Vec<String> = path.iter().chain(&rest[1..]).cloned().collect();
                        if let Some(file) = self.file_of(&at, &through, depth + 1) {
                            return Some(file);
                        }
                    }
                    break;
                }
            }
            rest = &rest[1..];
        }
        self.files.get(&at).map(String::as_str)
    }
}

fn child(module: &Module, name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

fn module_of(source: &Source) -> Module {
    let path = source.path.with_extension("");
    let mut parts: Module = path.iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// One name that a `use` brings in.
struct Use {
    name: String,
    path: Vec<String>,
    public: bool,
}

/// All of a file's `use`, groups taken apart.
fn uses(code: &str) -> Vec<Use> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].rsplit('\n').next().unwrap_or_default().trim_start();
        let starts = before.is_empty() || before.starts_with("pub");
        if !starts || !(code[..at].is_empty() || code[..at].ends_with(['\n', ' '])) {
            continue;
        }
        let tree = code[at + 4..].split(';').next().unwrap_or_default();
        let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
        take_apart(&tree, &mut Vec::new(), &mut |name, path| {
            found.push(Use { name, path, public: before.starts_with("pub") });
        });
    }
    found
}

fn take_apart(tree: &str, prefix: &mut Vec<String>, found: &mut impl FnMut(String, Vec<String>)) {
    let tree = tree.trim();
    match tree.split_once("::") {
        Some((head, rest)) if !head.contains('{') => {
            prefix.push(head.trim().to_owned());
            take_apart(rest, prefix, found);
            prefix.pop();
        }
        _ if tree.starts_with('{') => {
            let (mut depth, mut member) = (0, String::new());
            for c in tree[1..].chars() {
                match c {
                    ',' if depth == 0 => take_apart(&std::mem::take(&mut member), prefix, found),
                    '}' if depth == 0 => break,
                    c => {
                        depth += i32::from(c == '{') - i32::from(c == '}');
                        member.push(c);
                    }
                }
            }
            if !member.trim().is_empty() {
                take_apart(&member, prefix, found);
            }
        }
        _ => {
            let (real, name) = tree.split_once(" as ").unwrap_or((tree, tree));
            let mut path = prefix.clone();
            if real != "self" {
                path.push(real.trim().to_owned());
            }
            let name = if name == "self" { prefix.last().cloned().unwrap_or_default() } else { name.trim().to_owned() };
            found(name, path);
        }
    }
}

/// Paths in the code itself: `super::tell::tell(...)`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let path = code[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next();
            let path = path.unwrap_or_default();
            if path.ends_with(':') {
                // The head of a group: `use` is taken apart by itself.
                continue;
            }
            found.push(path.split("::").map(str::to_owned).filter(|it| !it.is_empty()).collect());
        }
    }
    found
}

/// What each file uses.
fn graph(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let house = House::of(sources);
    let mut graph = BTreeMap::new();
    for source in sources {
        let (module, own) = (module_of(source), source.path.display().to_string());
        // A re-export lists what a folder holds; it is no use of it.
        let used = uses(&source.code).into_iter().filter(|it| !it.public).map(|it| it.path);
        let named = used.chain(paths(&source.code));
        let files = named.filter_map(|path| house.file_of(&module, &path, 0)).filter(|file| *file != own);
        graph.insert(own.clone(), files.map(str::to_owned).collect());
    }
    graph
}

/// Every set of files that reach each other.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(next) = open.pop() {
            for file in graph.get(next).into_iter().flatten() {
                if seen.insert(file) {
                    open.push(file);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|file| (file, reach(file))).collect();
    let mut circles = BTreeSet::new();
    for (file, far) in reached.iter().filter(|(file, far)| far.contains(*file)) {
        let mut circle: Vec<String> =
            far.iter().filter(|it| reached[*it].contains(file)).map(|it| (*it).clone()).collect();
        circle.sort();
        circles.insert(circle);
    }
    circles.into_iter().collect()
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let circles = circles(&graph(&sources()));
    let shown: Vec<String> = circles.iter().map(|it| format!("{} files:\n  {}", it.len(), it.join("\n  "))).collect();
    assert!(circles.is_empty(), "\n{}", shown.join("\n"));
}

#[test]
fn a_circle_is_found_through_a_re_export() {
    let source = |path: &str, text: &str| Source::new(path.into(), text);
    let house = [
        source("src/lib.rs", "pub mod a;\npub mod b;\n"),
        source("src/a/mod.rs", "mod one;\nmod two;\npub use one::One;\npub use two::{self, Two};\n"),
        source("src/a/one.rs", "use super::Two;\n"),
        source("src/a/two.rs", "use std::fs;\nuse super::super::b::{self};\nfn f() { b::three(); }\n"),
        source("src/b.rs", "use crate::{a::One as First, model::x};\n"),
    ];
    let all = circles(&graph(&house));
    assert_eq!(all, [["src/a/one.rs", "src/a/two.rs", "src/b.rs"]]);
    let straight = [
        source("src/a/mod.rs", "mod one;\nmod two;\npub use one::One;\npub use two::Two;\n"),
        source("src/a/one.rs", "use super::Two;\n"),
        source("src/a/two.rs", ""),
    ];
    assert!(circles(&graph(&straight)).is_empty());
}
