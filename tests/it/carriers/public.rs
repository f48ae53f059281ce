//! Answers of the kinds that were read wrong elsewhere: `fixtures/public/answers`, each with the right reading beside it.
//! Where each kind was seen stands in `fixtures/public/LOG.md`.

use std::{fs, path::Path};

use posylka::{
    carriers::{Answered, read},
    model::Outcome,
};

use super::{REGISTRY, number, root, source};

/// What a `.right` file says.
#[derive(Default)]
struct Right {
    number: String,
    http: u16,
    outcome: String,
    events: Vec<String>,
    links: Vec<String>,
    complaints: Option<Vec<String>>,
}

fn right(text: &str) -> Right {
    let mut right = Right { http: 200, ..Right::default() };
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
        let value = value.trim();
        match key {
            "number" => right.number = value.to_owned(),
            "http" => right.http = value.parse().unwrap(),
            "outcome" => right.outcome = value.to_owned(),
            "event" => right.events.push(value.to_owned()),
            "link" => right.links.push(value.to_owned()),
            "complaint" => {
                let all = right.complaints.get_or_insert_default();
                all.extend((value != "none").then(|| value.to_owned()));
            }
            other => panic!("`{other}` says nothing: {line}"),
        }
    }
    right
}

/// The reading in the words of such a file. A day whose hour nobody knows stands as its midnight.
fn seen(outcome: &Outcome) -> Vec<String> {
    let Some(heard) = outcome.heard() else { return Vec::new() };
    let event = |it: &posylka::model::Event| {
        let time = match it.is_undated() {
            true => "-".to_owned(),
            false => it.wall.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        };
        format!("{} {} {}", time, it.status.map_or("-", |it| it.word()), it.place).trim_end().to_owned()
    };
    heard.events.iter().map(event).collect()
}

fn dated(event: &str) -> String {
    match event.split_once(' ') {
        Some((day, rest)) if day.len() == 10 => format!("{day}T00:00:00 {rest}"),
        _ => event.to_owned(),
    }
}

fn faults(path: &Path) -> Vec<String> {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let right = right(&fs::read_to_string(path.with_extension("right")).unwrap());
    let id = REGISTRY.iter().map(|it| it.id.as_str()).filter(|id| name.starts_with(&format!("{id}-")));
    let id = id.max_by_key(|id| id.len()).unwrap_or_else(|| panic!("{name}: no source is called so"));
    let answered = Answered::whole(right.http, fs::read(path).unwrap());
    let asked = number(&right.number);
    let outcome = read(&REGISTRY, source(id), &[asked], &answered).remove(0).1;
    let mut faults = Vec::new();
    if outcome.kind().word() != right.outcome {
        faults.push(format!("{} ({}), {} is right", outcome.kind(), outcome.detail(), right.outcome));
    }
    let (seen, wanted) = (seen(&outcome), right.events.iter().map(|it| dated(it)).collect::<Vec<_>>());
    let same = seen.len() == wanted.len() && seen.iter().zip(&wanted).all(|(seen, wanted)| alike(seen, wanted));
    if !same {
        faults.push(format!("events {seen:#?}, right are {wanted:#?}"));
    }
    let Some(heard) = outcome.heard() else { return named(&name, faults) };
    let links: Vec<String> = heard.numbers.iter().map(|it| it.number.to_string()).collect();
    if links != right.links {
        faults.push(format!("other numbers {links:?}, right are {:?}", right.links));
    }
    if let Some(wanted) = &right.complaints {
        let kinds: Vec<String> = heard.complaints.iter().map(|it| it.kind.to_string()).collect();
        if !wanted.iter().all(|it| kinds.contains(it)) || wanted.is_empty() && !kinds.is_empty() {
            faults.push(format!("complaints {:?}, right are {wanted:?}", heard.complaints));
        }
    }
    named(&name, faults)
}

/// A place may be left out of the right reading where only time and status matter.
fn alike(seen: &str, wanted: &str) -> bool {
    let bare = wanted.split(' ').count() == 2;
    seen == wanted || bare && seen.split(' ').take(2).eq(wanted.split(' '))
}

fn named(name: &str, faults: Vec<String>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

#[test]
fn answers_of_kinds_seen_elsewhere_are_read_right() {
    let mut paths: Vec<_> =
        fs::read_dir(root("fixtures/public/answers")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it != "right"));
    paths.sort();
    let all: Vec<Vec<String>> = paths.iter().map(|path| faults(path)).collect();
    let wrong = all.iter().filter(|it| !it.is_empty()).count();
    println!("{} of {} answers are read right", paths.len() - wrong, paths.len());
    assert!(paths.len() > 100, "only {} answers", paths.len());
    let faults: Vec<String> = all.into_iter().flatten().collect();
    assert!(faults.is_empty(), "{wrong} of {}\n{}", paths.len(), faults.join("\n"));
}
