//! Learns every recorded answer of a folder as if its carrier were unknown, and holds the draft against the definition there is.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use posylka::{
    carriers::{Answered, Definition, Registry, definition::spelling::same_code, numbers_in, read},
    mend::learn::{Sample, learn},
    model::{Event, Number, Outcome},
};

/// Of the scans of a source: time, text, place, code, and all of these in their fields; how many there are.
type Right = [usize; 6];

/// Prints how many fields stand right, by source. The share of scans that are right as a whole is given back.
pub fn run(registry: &Registry, folder: &Path, show: bool) -> f64 {
    let mut files = Vec::new();
    walk(folder, &mut files);
    files.sort();
    let mut by_source: BTreeMap<String, Right> = BTreeMap::new();
    for file in &files {
        let Ok(body) = fs::read(file) else { continue };
        let Some((definition, number, scans)) = known(registry, &body) else { continue };
        let right = held(registry, definition, &number, &body, &scans, show.then_some(file));
        let sum = by_source.entry(definition.id.to_string()).or_default();
        sum.iter_mut().zip(right).for_each(|(sum, more)| *sum += more);
    }
    let mut all = Right::default();
    println!("{:24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}", "source", "scans", "time", "text", "place", "code", "whole");
    for (source, right) in &by_source {
        line(source, right);
        all.iter_mut().zip(right).for_each(|(sum, more)| *sum += more);
    }
    line("all", &all);
    let share = 100.0 * all[4] as f64 / all[5].max(1) as f64;
    println!("{share:.1}% of {} scans stand in the right fields", all[5]);
    share
}

fn line(name: &str, [time, text, place, code, whole, scans]: &Right) {
    println!("{name:24} {scans:>6} {time:>6} {text:>6} {place:>6} {code:>6} {whole:>6}");
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|it| ["json", "xml", "html"].iter().any(|end| it == *end)) {
            files.push(path);
        }
    }
}

/// The definition that reads an answer best, for which number, and what it says.
fn known<'r>(registry: &'r Registry, body: &[u8]) -> Option<(&'r Definition, Number, Vec<Event>)> {
    let mut best: Option<(usize, &Definition, Number, Vec<Event>)> = None;
    for definition in registry.iter().filter(|it| it.answer.is_some()) {
        let mut numbers = numbers_in(definition, body);
        if numbers.is_empty() {
            numbers.extend(Number::new("0000"));
        }
        for number in numbers.into_iter().take(5) {
            let said = read(registry, definition, std::slice::from_ref(&number), &Answered::whole(200, body));
            let Some((_, Outcome::Events(heard))) = said.into_iter().next() else { continue };
            let says = |it: &&Event| it.status.is_some() && !it.is_undated();
            let worth = heard.events.iter().filter(says).count();
            if worth > 0 && best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                let dated = heard.events.into_iter().filter(|it| !it.is_undated()).collect();
                best = Some((worth, definition, number, dated));
            }
        }
    }
    best.map(|(_, definition, number, scans)| (definition, number, scans))
}

fn held(
    registry: &Registry,
    definition: &Definition,
    number: &Number,
    body: &[u8],
    scans: &[Event],
    show: Option<&PathBuf>,
) -> Right {
    let named = !definition.answer.as_ref().is_none_or(|it| it.identity.is_empty()) && number.as_str() != "0000";
    let sample = Sample {
        registry,
        body,
        number: named.then(|| number.clone()),
        like: None,
        except: Some(&definition.id),
        id: "unknown-carrier",
        chosen: BTreeMap::new(),
    };
    let learned = match learn(&sample) {
        Ok(learned) => learned,
        Err(refused) => {
            if let Some(file) = show {
                println!("{}: {refused:?}", file.display());
            }
            return [0, 0, 0, 0, 0, scans.len()];
        }
    };
    let said = read(registry, &learned.definition, std::slice::from_ref(number), &Answered::whole(200, body));
    let read: Vec<Event> =
        said.into_iter().next().and_then(|(_, it)| it.heard().map(|it| it.events.clone())).unwrap_or_default();
    let mut right = [0, 0, 0, 0, 0, scans.len()];
    let mut left: Vec<&Event> = read.iter().collect();
    for scan in scans {
        // Of several at one moment the one that fits best.
        let best = (0..left.len())
            .filter(|at| left[*at].wall == scan.wall)
            .max_by_key(|at| fits(scan, left[*at]).iter().filter(|it| **it).count());
        let fits = best.map(|at| fits(scan, left.remove(at))).unwrap_or_default();
        fits.iter().enumerate().for_each(|(at, is)| right[at] += usize::from(*is));
        right[4] += usize::from(fits.iter().all(|it| *it));
    }
    if let Some(file) = show.filter(|_| right[4] < right[5]) {
        println!("{} as {}: {right:?} of {} read\n{}", file.display(), definition.id, read.len(), learned.text);
        scans.iter().take(2).for_each(|it| println!("  want {} | {} | {} | {}", it.wall, it.code, it.text, it.place));
        read.iter().take(2).for_each(|it| println!("  read {} | {} | {} | {}", it.wall, it.code, it.text, it.place));
    }
    right
}

/// Time, text, place and code: whether what the definition reads there is read in the same field. What it does not read counts
/// as right.
fn fits(want: &Event, is: &Event) -> [bool; 4] {
    let alike = |want: &str, is: &str| want.is_empty() || (!is.is_empty() && (want.contains(is) || is.contains(want)));
    let code = want.code.is_empty() || same_code(&want.code, &want.text) || same_code(&want.code, &is.code);
    let code = code || (!is.code.is_empty() && alike(&want.code, &is.code));
    let text = same_code(&want.text, &want.code) && alike(&want.text, &is.code) || alike(&want.text, &is.text);
    let place = alike(&want.place, &is.place)
        || (!is.place.is_empty() && is.place.split(", ").all(|it| want.place.contains(it)));
    [true, text, place, code]
}
