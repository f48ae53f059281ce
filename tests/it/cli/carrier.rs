//! Definitions from the command line, and answers read as the daemon would.

use std::{fs, path::Path};

use super::Home;

fn package(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}

#[test]
fn definitions_are_listed_shown_and_checked() {
    let home = Home::new();
    let good = fs::read_to_string(package("carriers/cainiao.toml")).unwrap();
    home.write("mine.toml", &good);
    let line = good.lines().position(|line| line.starts_with("batch")).unwrap() + 1;
    home.write("bad.toml", &good.replace("\nbatch", "\nbtch"));
    home.write("worse.toml", "schema = 1\nof = \n");
    home.walk(&[
        ("carrier list", 0, "Cainiao"),
        ("carrier show cainiao", 0, "global.cainiao.com"),
        ("carrier show nobody", 1, "there are: "),
        ("carrier check mine.toml", 0, "mine.toml: ok"),
        ("carrier check bad.toml", 1, &format!("bad.toml, line {line}, column 1: unknown field `btch`")),
        ("carrier check worse.toml", 1, "worse.toml, line 2, column 6"),
        ("carrier check nowhere.toml", 1, "nowhere.toml"),
        ("carrier check .", 1, "."),
    ]);
    fs::create_dir(home.path("config/posylka/carriers")).unwrap();
    home.write("config/posylka/carriers/cainiao.toml", &good.replace("name = \"Cainiao\"", "name = \"My own\""));
    home.walk(&[("carrier list", 0, "My own"), ("carrier show cainiao", 0, "carriers/cainiao.toml")]);
    home.write("config/posylka/carriers/cainiao.toml", "schema = 1\nwrong");
    home.walk(&[("carrier list", 1, "cainiao.toml"), ("list", 0, "No parcels")]);
    assert!(home.run("list").ends(0).err.contains("line 2"));
}

#[test]
fn every_fixture_is_read_and_says_what_it_is() {
    let home = Home::new();
    for source in ["cainiao", "korea-post", "russian-post", "russian-post-api"] {
        for entry in fs::read_dir(package(&format!("fixtures/{source}"))).unwrap() {
            let path = entry.unwrap().path();
            let heard = path.with_extension("heard");
            if path.extension().is_some_and(|it| it == "heard" || it == "tsv")
                || path.file_stem().is_some_and(|it| it == "batch")
            {
                continue;
            }
            let wanted = fs::read_to_string(&heard).unwrap();
            let head = |name: &str| wanted.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let (number, http) = (head("ask:").unwrap(), head("http:").unwrap_or("200"));
            let line = format!("carrier read {source} {} --number {number} --http {http}", path.display());
            let read = home.json(&line);
            let said = format!("{number} {}", read["outcome"].as_str().unwrap());
            assert!(wanted.lines().any(|line| line.starts_with(&said)), "{line}: {said} is not in\n{wanted}");
            let scans = wanted.lines().filter(|line| line.starts_with("  20")).count();
            assert_eq!(read["events"].as_array().unwrap().len(), scans, "{line}");
        }
    }
}

#[test]
fn a_batch_is_read_for_the_number_that_is_named() {
    let home = Home::new();
    let read = format!("carrier read cainiao {}", package("fixtures/cainiao/batch.json"));
    home.walk(&[
        (&read, 1, "LP00123456789012, LP00999999999999"),
        (&format!("{read} --number LP00123456789012"), 0, "PU_PICKUP_SUCCESS"),
        (&format!("{read} --number LP00999999999999"), 0, "does not know the number"),
        (&format!("{read} --number LP00777777777777"), 0, "unreadable answer"),
        (&format!("{read} --number '#'"), 1, "is no tracking number"),
        ("carrier read nobody x", 1, "x"),
        ("carrier read cainiao nowhere.json", 1, "nowhere.json"),
    ]);
    let handed = format!("carrier read cainiao {}", package("fixtures/cainiao/handed-over.json"));
    home.walk(&[(&handed, 0, "It also names 10100064123459 (Russian Post), at copyRealMailNo")]);
}
