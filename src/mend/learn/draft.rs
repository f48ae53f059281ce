//! A draft as TOML, with comments that say why, and with questions where nothing is known.

use std::{collections::BTreeMap, fmt::Write};

use super::{super::edit::quoted, Guess, words::BRACKETS};
use crate::{carriers::document_node::Format, model::Status};

/// What is guessed of a definition.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) format: Format,
    pub(super) bytes: usize,
    pub(super) rows: usize,
    pub(super) element: Option<String>,
    pub(super) identity: Option<String>,
    pub(super) rows_at: Vec<String>,
    pub(super) newest_first: bool,
    pub(super) time: String,
    /// Where the time is told that is not told there.
    pub(super) time_spare: Option<String>,
    pub(super) time_places: Vec<String>,
    pub(super) time_format: String,
    pub(super) code: Option<String>,
    pub(super) text: Option<String>,
    pub(super) places: Vec<String>,
    /// Whether the place stands in brackets before the words.
    pub(super) place_in_text: bool,
    /// Where the document lies in the text.
    pub(super) extract: Option<String>,
    pub(super) zone: Option<(&'static str, String)>,
    pub(super) linked: Vec<String>,
    pub(super) tables_of: Option<String>,
    pub(super) statuses: BTreeMap<Status, Vec<(String, String)>>,
    pub(super) unknown: Vec<(String, String)>,
    pub(super) guesses: Vec<Guess>,
    /// Keys of what is not sure.
    pub(super) open: Vec<String>,
}

impl Draft {
    pub(super) fn new(id: &str, format: Format) -> Draft {
        Draft {
            id: id.to_owned(),
            format,
            bytes: 0,
            rows: 0,
            element: None,
            identity: None,
            rows_at: Vec::new(),
            newest_first: false,
            time: String::new(),
            time_spare: None,
            time_places: Vec::new(),
            time_format: String::new(),
            code: None,
            text: None,
            places: Vec::new(),
            place_in_text: false,
            extract: None,
            zone: None,
            linked: Vec::new(),
            tables_of: None,
            statuses: BTreeMap::new(),
            unknown: Vec::new(),
            guesses: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Notes a guess; one that has others beside it is open.
    pub(super) fn guess(&mut self, key: &str, value: &str, sample: &str, sure: u8, others: Vec<String>) {
        if !others.is_empty() && sure < 80 {
            self.open.push(key.to_owned());
        }
        let sample = sample.chars().take(60).collect();
        self.guesses.push(Guess { key: key.to_owned(), value: value.to_owned(), sample, sure, others });
    }

    /// What was chosen for a key.
    pub(super) fn chosen(&self, key: &str) -> Option<String> {
        self.guesses.iter().find(|it| it.key == key).map(|it| it.value.clone())
    }

    /// Why a line is as it is: what stands there, and what else is possible.
    fn why(&self, key: &str) -> String {
        let Some(guess) = self.guesses.iter().find(|it| it.key == key) else { return String::new() };
        let sample: String = guess.sample.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let others = match guess.others.is_empty() {
            true => String::new(),
            false => format!("; or {}", guess.others.join(", ")),
        };
        format!(" # {}%: {sample}{others}", guess.sure)
    }
}

/// The text of the definition.
pub(super) fn written(draft: &Draft) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write(draft, &mut text);
    text
}

fn write(draft: &Draft, to: &mut String) -> std::fmt::Result {
    writeln!(to, "schema = 1\nrevision = 1\ndraft = true")?;
    let mut open = draft.open.clone();
    open.dedup();
    if !open.is_empty() {
        writeln!(to, "open = {}", list(&open))?;
    }
    writeln!(to, "of = {0}\nname = {0}", quoted(&draft.id))?;
    writeln!(to, "access = \"keyless\"\nevidence = \"recorded\"")?;
    writeln!(to, "evidence_note = \"one answer of {} bytes\"", draft.bytes)?;
    if let Some(id) = &draft.tables_of {
        writeln!(to, "tables_of = {}", quoted(id))?;
    }
    writeln!(to, "\n[answer]\nformat = \"{}\"", draft.format)?;
    if let Some(extract) = &draft.extract {
        writeln!(to, "extract = {}", quoted(extract))?;
    }
    if let Some(element) = &draft.element {
        writeln!(to, "element = {}", quoted(element))?;
    }
    if let Some(identity) = &draft.identity {
        writeln!(to, "identity = {}{}", quoted(identity), draft.why("answer.identity"))?;
    }
    writeln!(to, "rows = {} # {}", one_or_list(&draft.rows_at), draft.rows)?;
    if draft.newest_first {
        writeln!(to, "newest_first = true")?;
    }
    if let Some(code) = &draft.code {
        writeln!(to, "code = {}{}", quoted(code), draft.why("answer.code"))?;
    }
    if let Some(text) = &draft.text {
        writeln!(to, "text = {}{}", quoted(text), draft.why("answer.text"))?;
    }
    if !draft.places.is_empty() {
        writeln!(to, "place = {}{}", one_or_list(&draft.places), draft.why("answer.place"))?;
    }
    if let (true, Some(text)) = (draft.place_in_text, &draft.text) {
        writeln!(to, "place = {{ place = {}, pattern = {} }}", quoted(text), quoted(BRACKETS))?;
    }
    let times: Vec<String> = [&draft.time].into_iter().chain(&draft.time_spare).cloned().collect();
    writeln!(to, "time = {}{}", one_or_list(&times), draft.why("answer.time"))?;
    writeln!(to, "time_format = [{}]{}", quoted(&draft.time_format), draft.why("answer.time_format"))?;
    if let Some((key, place)) = &draft.zone {
        writeln!(to, "\n[[answer.zone]]\n{key} = {}{}", quoted(place), draft.why("answer.zone"))?;
    }
    for place in &draft.linked {
        writeln!(to, "\n[[linked]]\nnumber = {}", quoted(place))?;
    }
    if !draft.statuses.is_empty() {
        writeln!(to, "\n[statuses]")?;
    }
    for (status, codes) in &draft.statuses {
        writeln!(to, "{status} = [")?;
        for (code, words) in codes {
            writeln!(to, "  {}, # {}", quoted(code), one_line(words))?;
        }
        writeln!(to, "]")?;
    }
    if !draft.unknown.is_empty() {
        writeln!(to, "\n# ?")?;
    }
    for (code, words) in &draft.unknown {
        writeln!(to, "#   {} # {}", quoted(&one_line(code)), one_line(words))?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", "))
}

fn one_or_list(items: &[String]) -> String {
    match items {
        [one] => quoted(one),
        several => list(several),
    }
}
