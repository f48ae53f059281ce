//! What is asked of the database is found by an index: the demo's lives are lived and looked at, every statement that was run is
//! written down, and SQLite says how it would go about each.

use std::{collections::BTreeSet, path::Path, process::Command};

use rusqlite::{Connection, OpenFlags};

/// Tables that grow with the parcels there ever were.
const GROWING: [&str; 10] =
    ["parcels", "orders", "legs", "events", "notices", "answers", "registered", "deeds", "messages", "stays"];

/// Walking these is no walk over all there ever was: they hold what is in sight, or waits.
const OF_WHAT_IS_IN_SIGHT: [&str; 5] =
    ["parcels_in_sight", "parcels_that_need_the_user", "parcels_shown", "legs_that_want_input", "parcels_by_change"];

/// What may be walked whole, and why.
const ALLOWED: [(&str, &str); 5] = [
    ("WHERE parcels.joined IS NULL AND ?1 IS NULL", "who asks for all parcels gets all"),
    ("SELECT id, title FROM parcels WHERE in_sight <> 1", "a piece of a title, when nothing in sight has it"),
    ("FROM parcels WHERE joined IS NULL ORDER BY id DESC LIMIT", "the end of the key, and no more than the limit"),
    ("FROM stays ORDER BY parcel DESC, position DESC LIMIT", "the end of the key, and no more than the limit"),
    ("FROM deeds ORDER BY id DESC LIMIT 1", "the end of the key, one row"),
];

fn run(data: &Path, args: &[&str]) -> BTreeSet<String> {
    let out = Command::new(env!("CARGO_BIN_EXE_posylka"))
        .args(args)
        .args(["--data".as_ref(), data.as_os_str(), "--config".as_ref(), data.as_os_str()])
        .env("POSYLKA_LOG", "posylka::statements=trace")
        .env("POSYLKA_LANG", "en")
        .output()
        .unwrap();
    let log = String::from_utf8(out.stderr).unwrap();
    let mut statements = BTreeSet::new();
    // A statement goes on over lines until the next entry, which begins with a moment.
    let entry = regex::Regex::new(r"(?m)^\S*\d{4}-\d\d-\d\dT[0-9:.]+Z").unwrap();
    for piece in entry.split(&log) {
        if let Some((_, sql)) = piece.split_once("posylka::statements: ") {
            let sql = sql.split("\nposylka: ").next().unwrap();
            statements.insert(sql.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    assert!(!statements.is_empty(), "{args:?}: {log}");
    statements
}

#[test]
fn no_statement_walks_over_a_table_that_grows() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut statements = run(&data, &["demo"]);
    let looks: [&[&str]; 11] = [
        &["list"],
        &["status"],
        &["show", "2"],
        &["show", "Lamp"],
        &["explain", "3"],
        &["pickup"],
        &["dispute", "2"],
        &["refresh"],
        &["add", "RB123456785CN", "--title", "Another"],
        &["edit", "2", "--title", "Mine"],
        &["undo"],
    ];
    for args in looks {
        statements.extend(run(&data, args));
    }
    assert!(statements.len() > 60, "{}", statements.len());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let sql = Connection::open_with_flags(data.join("posylka.db"), flags).unwrap();
    let mut walks = Vec::new();
    for statement in &statements {
        if ALLOWED.iter().any(|(piece, _)| statement.contains(piece)) {
            continue;
        }
        let mut plan =
            sql.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap_or_else(|e| panic!("{statement}: {e}"));
        let mut rows = plan.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let detail: String = row.get("detail").unwrap();
            let walked = detail.strip_prefix("SCAN ").and_then(|it| it.split(' ').next());
            let hot = OF_WHAT_IS_IN_SIGHT.iter().any(|index| detail.ends_with(index));
            if walked.is_some_and(|table| GROWING.contains(&table)) && !hot {
                walks.push(format!("{statement}\n    {detail}"));
            }
        }
    }
    assert!(walks.is_empty(), "{} of {} statements:\n{}", walks.len(), statements.len(), walks.join("\n"));
}
