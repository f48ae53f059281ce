//! Puts the data folders into the binary, so that adding a carrier, a norm or a shop is adding a file.

use std::{
    env,
    fmt::Write,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

/// What judgements follow from: a change of any of it is a reason to look at every parcel anew.
const SOURCES: [&str; 3] = ["src", "carriers", "rules"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let at = |name: &str| Path::new(&out).join(name);
    for (folder, list) in [("rules/marketplaces", "marketplaces.rs"), ("rules/messages", "messages.rs")] {
        println!("cargo::rerun-if-changed={folder}");
        fs::write(at(list), embed(&Path::new(&root).join(folder))).expect("OUT_DIR can be written");
    }
    let (carriers, briefs) = definitions(&Path::new(&root).join("carriers"));
    fs::write(at("carriers.rs"), carriers).expect("OUT_DIR can be written");
    fs::write(at("briefs.json"), briefs).expect("OUT_DIR can be written");
    let mut hasher = DefaultHasher::new();
    for folder in SOURCES {
        println!("cargo::rerun-if-changed={folder}");
        hash(&Path::new(&root).join(folder), &mut hasher);
    }
    println!("cargo::rustc-env=POSYLKA_SOURCES={:016x}", hasher.finish());
}

/// Hashes every file below a folder, in the order of their names.
fn hash(folder: &Path, hasher: &mut DefaultHasher) {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => hash(&path, hasher),
            false => fs::read(&path).unwrap_or_default().hash(hasher),
        }
    }
}

/// A Rust array of `(id, TOML, JSON)` for every definition, by id; and what is asked of each of them, as JSON.
fn definitions(folder: &Path) -> (String, String) {
    let (mut list, mut briefs) = (String::from("&[\n"), Vec::new());
    for (id, path) in files(folder) {
        let text = fs::read_to_string(&path).expect("a definition is text");
        let table: Map<String, Value> =
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        briefs.push(brief(&id, &table));
        let json = Value::Object(table).to_string();
        writeln!(list, "    ({id:?}, include_str!({path:?}), {json:?}),").expect("a String takes everything");
    }
    (list + "]\n", Value::Array(briefs).to_string())
}

/// What is asked of every definition: the fields of `carriers::Brief`.
fn brief(id: &str, table: &Map<String, Value>) -> Value {
    const KEPT: [&str; 13] = [
        "of",
        "name",
        "name_ru",
        "also_called",
        "post_of",
        "page",
        "access",
        "preference",
        "asked_through",
        "numbers",
        "pace",
        "secrets",
        "carrier_codes",
    ];
    let mut brief: Map<String, Value> =
        KEPT.iter().filter_map(|key| Some(((*key).to_owned(), table.get(*key)?.clone()))).collect();
    let mut examples = Vec::new();
    for rule in brief.get_mut("numbers").and_then(Value::as_array_mut).into_iter().flatten() {
        let rule = rule.as_object_mut().expect("a rule is a table");
        examples.extend(rule.remove("valid").and_then(|it| it.as_array().cloned()).unwrap_or_default());
        rule.remove("invalid");
    }
    let requests = [&["request"][..], &["token", "request"], &["register", "request"], &["register", "then"]];
    let request = |way: &[&str]| {
        let first = table.get(way[0]);
        way[1..].iter().fold(first, |at, key| at?.get(key)).map(Value::to_string)
    };
    let takes = requests.iter().filter_map(|way| request(way)).any(|text| text.contains("{postcode}"));
    let dashed = |it: &Value| it.as_str().is_some_and(|it| it.contains('-'));
    brief.insert("id".to_owned(), id.into());
    brief.insert("has_request".to_owned(), table.contains_key("request").into());
    brief.insert("takes_postcode".to_owned(), takes.into());
    brief.insert("is_a_shops".to_owned(), (!examples.is_empty() && examples.iter().all(dashed)).into());
    Value::Object(brief)
}

/// A Rust array of `(id, text)` for every TOML file of a folder, by name.
fn embed(folder: &Path) -> String {
    let mut list = String::from("&[\n");
    for (id, path) in files(folder) {
        writeln!(list, "    ({id:?}, include_str!({path:?})),").expect("a String takes everything");
    }
    list + "]\n"
}

/// The TOML files of a folder, by id.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    let id = |path: &Path| path.file_stem().and_then(|it| it.to_str()).expect("file names are ASCII").to_owned();
    let mut files: Vec<_> = paths.into_iter().map(|path| (id(&path), path)).collect();
    files.sort();
    files
}
