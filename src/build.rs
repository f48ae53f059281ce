//! Puts the data folders into the binary, so that adding a carrier, a norm or a shop is adding a file.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    for (folder, list) in
        [("carriers", "carriers.rs"), ("rules/marketplaces", "marketplaces.rs"), ("rules/messages", "messages.rs")]
    {
        println!("cargo::rerun-if-changed={folder}");
        let text = embed(&Path::new(&root).join(folder));
        fs::write(Path::new(&out).join(list), text).expect("OUT_DIR can be written");
    }
}

/// A Rust array of `(id, text)` for every TOML file of a folder, by name.
fn embed(folder: &Path) -> String {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    paths.sort();
    let mut list = String::from("&[\n");
    for path in paths {
        let id = path.file_stem().and_then(|it| it.to_str()).expect("file names are ASCII");
        writeln!(list, "    ({id:?}, include_str!({path:?})),").expect("a String takes everything");
    }
    list + "]\n"
}
