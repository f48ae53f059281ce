//! Puts the data folders into the binary, so that adding a carrier, a norm or a shop is adding a file.

use std::{
    env,
    fmt::Write,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

#[path = "carriers/numbers/bounds.rs"]
mod bounds;

use serde_json::{Map, Value, json};

/// What judgements follow from: a change of any of it is a reason to look at every parcel anew.
const SOURCES: [&str; 3] = ["src", "carriers", "rules"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let at = |name: &str| Path::new(&out).join(name);
    let write = |name: &str, text: String| fs::write(at(name), text).expect("OUT_DIR can be written");
    write("messages.rs", embed(&Path::new(&root).join("rules/messages"), |path| format!("include_str!({path:?})")));
    let shops = Path::new(&root).join("rules/marketplaces");
    write("marketplaces.rs", embed(&shops, |path| format!("{:?}", as_json(path).to_string())));
    for rules in ["norms", "seasons", "customs", "evidence"] {
        write(&format!("{rules}.json"), as_json(&Path::new(&root).join(format!("rules/{rules}.toml"))).to_string());
    }
    let (carriers, briefs) = definitions(&Path::new(&root).join("carriers"));
    write("carriers.rs", carriers);
    write("briefs.json", briefs);
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
        let Value::Object(table) = as_json(&path) else { panic!("{}: no table", path.display()) };
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
    let (mut examples, mut shapes) = (Vec::new(), Vec::new());
    for rule in brief.get_mut("numbers").and_then(Value::as_array_mut).into_iter().flatten() {
        let rule = rule.as_object_mut().expect("a rule is a table");
        examples.extend(rule.remove("valid").and_then(|it| it.as_array().cloned()).unwrap_or_default());
        rule.remove("invalid");
        let (least, most, first) = bounds::bounds(rule["pattern"].as_str().expect("a pattern is text"));
        shapes.push(json!({ "least": least, "most": most, "first": [first as u64, (first >> 64) as u64] }));
    }
    let requests = [&["request"][..], &["token", "request"], &["register", "request"], &["register", "then"]];
    let request = |way: &[&str]| {
        let first = table.get(way[0]);
        way[1..].iter().fold(first, |at, key| at?.get(key)).map(Value::to_string)
    };
    let takes = requests.iter().filter_map(|way| request(way)).any(|text| text.contains("{postcode}"));
    let dashed = |it: &Value| it.as_str().is_some_and(|it| it.contains('-'));
    brief.insert("id".to_owned(), id.into());
    brief.insert("bounds".to_owned(), shapes.into());
    brief.insert("has_request".to_owned(), table.contains_key("request").into());
    brief.insert("takes_postcode".to_owned(), takes.into());
    brief.insert("is_a_shops".to_owned(), (!examples.is_empty() && examples.iter().all(dashed)).into());
    Value::Object(brief)
}

/// A Rust array of `(id, text)` for every TOML file of a folder, by name; `text` says how its text is written.
fn embed(folder: &Path, text: impl Fn(&Path) -> String) -> String {
    let mut list = String::from("&[\n");
    for (id, path) in files(folder) {
        writeln!(list, "    ({id:?}, {}),", text(&path)).expect("a String takes everything");
    }
    list + "]\n"
}

/// What a TOML file says, as JSON.
fn as_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file of ours is text");
    toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
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
