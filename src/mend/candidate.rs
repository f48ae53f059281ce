//! One way to mend: a definition with rows, time and fields where they are now.

use super::{
    Question, beside,
    body::Body,
    edit::{self, Change, Key},
    element::{self, Element},
    fields::{self, Renames},
    frame::{self, Frame, Shape},
    known::FIELDS,
    outcomes::{self, Moved},
    rows::Rows,
    site::Site,
    time_field,
    times::Times,
    told_apart,
};
use std::collections::BTreeSet;

use crate::carriers::{
    Definition,
    definition::Answer,
    document_node::Format,
    document_path::Trail,
    place::{Place, Places},
    validate,
};

/// A definition that may be the mended one.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) definition: Definition,
    /// How many values it changes.
    pub(super) changes: usize,
    /// Which.
    pub(super) keys: Vec<String>,
    /// Fields that were not found.
    pub(super) missing: Vec<String>,
    /// A field of which two readings are possible.
    pub(super) doubt: Option<String>,
    /// In which order a new way of writing times has day, month and year; nothing where that is clear.
    pub(super) order: String,
}

/// Where a definition looks for rows, with the element and the identity where they are now.
pub(super) fn shape(shape: &Shape, element: &Element) -> Shape {
    let mut new = element.place.as_ref().map_or_else(|| shape.clone(), |place| shape.with_element(place));
    new.identity = element::with(&shape.identity, element.identity.as_ref());
    new
}

/// Makes a candidate of rows and times.
pub(super) fn build(
    question: &Question<'_>,
    bodies: &[Body<'_>],
    element: &Element,
    times: &Times,
    set: &Rows,
    rows: Option<Vec<String>>,
    seen: &mut BTreeSet<String>,
) -> Option<Candidate> {
    let answer = question.definition.answer.as_ref()?;
    let main = bodies.first()?;
    // Rows that were told from others by a condition must be so again: stages that lie ahead are no scans.
    if answer.format != Format::Html
        && let Some(places) = &rows
        && !told_apart::as_before(answer.rows.0.iter().map(Place::source), places)
    {
        return None;
    }
    let mut work = Work { text: question.text.to_owned(), keys: Vec::new() };
    let mut shape = shape(&Shape::of(answer), element);
    work.element(element, main, &Shape::of(answer))?;
    let rows = rows.map(|it| with_sisters(it, &answer.rows, main, &shape));
    if let Some(rows) = &rows {
        shape = shape.with_rows(rows);
        work.rows(rows, main, answer.rows.0.len(), &shape)?;
    }
    let frame = Frame::of(main.document, &shape, &main.case.number)?;
    let read = work.time(question, main, &frame, set, times)?;
    let mut sites = Vec::new();
    let mut of_sites = Vec::new();
    for body in bodies {
        let Some(frame) = Frame::of(body.document, &shape, &body.case.number) else { continue };
        let walls = time_field::walls(&read, &frame);
        sites.push(Site::new(frame, &body.tree, &body.index, &body.rows, &walls));
        of_sites.push(body);
    }
    let mut renames = Renames::default();
    let mut missing = Vec::new();
    for (key, path) in field_paths(answer) {
        match fields::find(&work.text, &path, &key, &sites, &mut renames) {
            Some(changes) => work.change(&path, &key, &changes)?,
            None => missing.push(key),
        }
    }
    let moved = beside::moved(question.definition, work.text.clone(), &sites, &of_sites);
    work.put("facts, linked", moved);
    let places = Moved { element: element.place.as_deref(), rows: rows.as_deref() };
    let with = outcomes::beside(question.definition, &work.text, &places)?;
    work.put("outcome", with);
    if !seen.insert(work.text.clone()) {
        return None;
    }
    let definition = validate(question.definition.id.as_str(), &work.text, question.definition.origin.clone()).ok()?;
    let changes = edit::differences(question.text, &work.text);
    Some(Candidate {
        text: work.text,
        definition,
        changes,
        keys: work.keys,
        missing,
        doubt: renames.doubts.into_iter().next(),
        order: order(times),
    })
}

/// The order of day, month and year in new ways of writing times.
fn order(times: &Times) -> String {
    let parts = |format: &String| {
        let mut pieces = format.split('%').skip(1).filter_map(|it| it.chars().next());
        pieces.by_ref().filter(|it| "dmyYbB".contains(*it)).collect::<String>()
    };
    times.formats.iter().map(parts).collect()
}

/// The rows with those of the definition's other lists, where one of these has moved and they with it.
fn with_sisters(mut rows: Vec<String>, old: &Places, main: &Body<'_>, shape: &Shape) -> Vec<String> {
    if old.0.len() < 2 {
        return rows;
    }
    let mut trail = Trail::new(main.document.root());
    let Some(element) = frame::element(&mut trail, shape, &main.case.number) else { return rows };
    let Some(first) = rows.first().cloned() else { return rows };
    for sister in &old.0 {
        for moved in old.0.iter().filter_map(|it| moved_alike(it.source(), &first, sister.source())) {
            let there = Place::new(&moved).is_named(trail.scope(element));
            if there && !rows.contains(&moved) && old.0.iter().all(|it| it.source() != moved) {
                rows.push(moved);
            }
        }
    }
    rows
}

/// Where a place is, if it moved as another did: `new/to/items`, where `old/from/items` is `new/from/items` now.
fn moved_alike(old: &str, new: &str, other: &str) -> Option<String> {
    let (mut a, mut b): (Vec<&str>, Vec<&str>) = (old.split('/').collect(), new.split('/').collect());
    while a.last().is_some() && a.last() == b.last() {
        a.pop();
        b.pop();
    }
    let rest = match a.is_empty() {
        true => other,
        false => other.strip_prefix(&a.join("/"))?.strip_prefix('/')?,
    };
    let before = if b.is_empty() { String::new() } else { b.join("/") + "/" };
    (a != b).then(|| format!("{before}{rest}"))
}

/// The fields of rows, each with its key and where it stands in the text.
fn field_paths(answer: &Answer) -> Vec<(String, edit::Path)> {
    let mut paths: Vec<(String, edit::Path)> =
        FIELDS.iter().map(|it| ((*it).to_owned(), edit::path(["answer", it]))).collect();
    for index in 0..answer.zone.len() {
        for name in ["place", "country"] {
            let path = vec![Key::Name("answer"), Key::Name("zone"), Key::At(index), Key::Name(name)];
            paths.push((format!("zone.{index}.{name}"), path));
        }
    }
    paths
}

/// The text while it is changed.
struct Work {
    text: String,
    keys: Vec<String>,
}

impl Work {
    fn put(&mut self, key: &str, text: String) {
        if text != self.text {
            self.text = text;
            self.keys.push(key.to_owned());
        }
    }

    fn change(&mut self, path: &edit::Path, key: &str, changes: &[Change]) -> Option<()> {
        let text = edit::changed(&self.text, path, changes)?;
        self.put(&format!("answer.{key}"), text);
        Some(())
    }

    /// The element where it is now: beside the old place if nothing stands there any more, else instead of it.
    fn element(&mut self, element: &Element, main: &Body<'_>, old: &Shape) -> Option<()> {
        if let Some(place) = &element.place {
            let mut trail = Trail::new(main.document.root());
            let still = old.element.as_ref().is_some_and(|it| !it.rows(&mut trail, 0).is_empty());
            let path = edit::path(["answer", "element"]);
            let many = old.element.as_ref().map_or(0, |it| it.0.len());
            let text = match still {
                true => edit::put(&self.text, &path, &edit::quoted(place))?,
                false => {
                    edit::changed(&self.text, &path, &[Change::Behind(many.checked_sub(1)?, edit::quoted(place))])?
                }
            };
            self.put("answer.element", text);
        }
        if let Some(identity) = &element.identity {
            let path = edit::path(["answer", "identity"]);
            let many = old.identity.0.len();
            let text = match many.checked_sub(1) {
                Some(last) => edit::changed(&self.text, &path, &[Change::Behind(last, identity.clone())])?,
                None => {
                    edit::add_line(&self.text, &edit::path(["answer", "format"]), &format!("identity = {identity}"))?
                }
            };
            self.put("answer.identity", text);
        }
        Some(())
    }

    /// The rows where they are now, likewise.
    fn rows(&mut self, rows: &[String], main: &Body<'_>, many: usize, shape: &Shape) -> Option<()> {
        let path = edit::path(["answer", "rows"]);
        let quoted: Vec<String> = rows.iter().map(|it| edit::quoted(it)).collect();
        let (_, _, items) = edit::items(&self.text, &path)?;
        let old: Vec<String> = items.into_iter().flat_map(|it| it.places).map(|(_, it)| it).collect();
        let frame = Frame::of(main.document, &shape.with_rows(&old), &main.case.number);
        let still = frame.is_some_and(|it| !it.groups.is_empty());
        let text = match (still, quoted.as_slice()) {
            (true, [one]) => edit::put(&self.text, &path, one)?,
            (true, all) => edit::put(&self.text, &path, &format!("[{}]", all.join(", ")))?,
            (false, all) => {
                let last = many.checked_sub(1)?;
                edit::changed(&self.text, &path, &[Change::Behind(last, all.join(", "))])?
            }
        };
        self.put("answer.rows", text);
        Some(())
    }

    /// The time where it is now; how the definition reads it.
    fn time(
        &mut self,
        question: &Question<'_>,
        main: &Body<'_>,
        frame: &Frame<'_>,
        set: &Rows,
        times: &Times,
    ) -> Option<Answer> {
        for text in time_field::texts(question.definition, &self.text, main, frame, set, times) {
            let Some(answer) = time_field::answer_of(&text) else { continue };
            if time_field::reads(&answer, frame, main) {
                self.put("answer.time", text);
                return Some(answer);
            }
        }
        None
    }
}
