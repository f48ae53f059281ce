//! What the README says of carriers is what the definitions say.

use std::{fs, path::Path};

use posylka::{
    carriers::{Definition, Registry},
    model::Access,
};

/// `README=write cargo test readme` brings the table up to date.
#[test]
fn the_table_of_carriers_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- carriers -->\n").unwrap();
    let (table, after) = rest.split_once("<!-- /carriers -->").unwrap();
    let wanted = wanted();
    if std::env::var("README").is_ok_and(|it| it == "write") {
        fs::write(&path, format!("{before}<!-- carriers -->\n{wanted}<!-- /carriers -->{after}")).unwrap();
        return;
    }
    assert!(table == wanted, "the table is old; bring it up to date: README=write cargo test readme");
}

fn wanted() -> String {
    let registry = Registry::embedded().unwrap();
    let mut rows: Vec<&Definition> = registry.iter().collect();
    rows.sort_by_key(|it| (it.name.to_lowercase(), it.preference, it.id.clone()));
    let reads = rows.iter().filter(|it| it.answer.is_some()).count();
    let asked = rows.iter().filter(|it| it.access != Access::LinkOnly).count();
    let links = rows.len() - reads;
    let mut text = format!(
        "{asked} sources are asked; of {} more an answer that you saved is read (`carrier read`); {links} are links.\n\n",
        reads - asked
    );
    text += "| carrier | source | asked | rests on | hosts |\n|---|---|---|---|---|\n";
    for it in rows {
        let asked = match it.access {
            Access::Keyless => "openly",
            Access::Key => "with your key",
            Access::LinkOnly => "no, its page only",
        };
        let hosts = it.request.as_ref().map(|request| request.hosts.join(", ")).unwrap_or_default();
        let rests = if it.answer.is_some() { it.evidence.to_string() } else { String::new() };
        text += &format!("| {} | `{}` | {asked} | {rests} | {hosts} |\n", it.name, it.id);
    }
    text
}
