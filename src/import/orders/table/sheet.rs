//! The rows of a table and what its columns are: which sign parts them, which line is the heading.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    found::line,
    vocabulary::{Field, Words},
};

/// As many rows are looked at for the heading.
const HEADING: usize = 80;
/// As much of a text decides which sign parts the columns, in bytes.
const LOOK: usize = 50_000;
/// The most rows and columns.
const ROWS: usize = 50_000;
const COLUMNS: usize = 200;
/// A cell of more lines than this began with a quotation mark that was none.
const LINES: usize = 30;

/// A table, read.
#[derive(Debug)]
pub(super) struct Sheet {
    pub columns: Vec<Column>,
    /// Below the heading.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub head: String,
    pub field: Option<Field>,
    /// Whether its prices are for the whole of an order.
    pub whole: bool,
    /// The currency its heading names.
    pub currency: Option<String>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// From 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// The table whose heading is best understood, whichever sign parts its columns.
pub(super) fn read(words: &Words, text: &str) -> Option<Sheet> {
    let (said, text) = said_separator(text);
    let begin = text.get(..LOOK.min(text.len())).or_else(|| (0..4).find_map(|it| text.get(..LOOK - it)))?;
    let signs = said.map_or(vec![b',', b';', b'\t', b'|'], |sign| vec![sign]);
    let score = |sign: &u8| heading(words, &rows(begin, *sign, true)).map(|it| (it.known, it.columns));
    let best = signs.into_iter().rev().filter_map(|sign| Some((score(&sign)?, sign))).max_by_key(|it| it.0)?.1;
    let mut all = rows(&text, best, true);
    let bare = rows(&text, best, false);
    if runs_away(&all, &bare) {
        all = bare;
        all.iter_mut().flat_map(|it| &mut it.cells).for_each(|it| *it = it.trim().trim_matches('"').to_owned());
    }
    let heading = heading(words, &all)?;
    let mut rows = all.split_off(heading.at + 1);
    if rows.first().is_some_and(explains) {
        rows.remove(0);
    }
    let columns = columns(words, &all.pop()?.cells);
    Some(Sheet { columns, rows })
}

/// Whether a row below the heading says in words what its columns hold: no order and no number is without a figure.
fn explains(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|it| !it.trim().is_empty()).count();
    let figures = row.cells.iter().any(|it| it.contains(|c: char| c.is_ascii_digit()));
    filled > 2 && !figures && row.cells.iter().any(|it| it.split_whitespace().count() > 2)
}

/// Whether a quotation mark that was none swallowed rows: then each line is a whole row without them, or a cell has more
/// lines than people write.
fn runs_away(quoted: &[Row], bare: &[Row]) -> bool {
    let wide = bare.last().map_or(0, |it| it.cells.len());
    let regular = wide > 1 && bare.iter().all(|it| it.cells.len() == wide);
    let long = || quoted.iter().flat_map(|it| &it.cells).any(|it| it.lines().count() > LINES);
    quoted.len() < bare.len() && (regular || long())
}

/// A table of objects: every key of any of them is a column.
pub(super) fn of_objects(words: &Words, objects: &[BTreeMap<&str, String>]) -> Sheet {
    let keys: BTreeSet<&str> = objects.iter().flat_map(|it| it.keys().copied()).collect();
    let keys: Vec<&str> = keys.into_iter().take(COLUMNS).collect();
    let cells =
        |object: &BTreeMap<&str, String>| keys.iter().map(|key| object.get(key).cloned().unwrap_or_default()).collect();
    let rows = objects.iter().take(ROWS).enumerate().map(|(at, it)| Row { line: at + 1, cells: cells(it) });
    Sheet { columns: keys.iter().map(|key| column(words, key)).collect(), rows: rows.collect() }
}

/// `sep=;` in the first line, as one spreadsheet tells another. It stays a line, so that lines count right.
fn said_separator(text: &str) -> (Option<u8>, std::borrow::Cow<'_, str>) {
    let first = text.lines().next().unwrap_or_default().trim_end_matches(['\r', '"']).trim_start_matches('"');
    let sign =
        first.get(..4).filter(|it| it.eq_ignore_ascii_case("sep=")).and_then(|_| first.as_bytes().get(4)).copied();
    match sign.filter(|it| it.is_ascii() && !it.is_ascii_alphanumeric()) {
        Some(sign) => (Some(sign), text.replacen(first, "", 1).into()),
        None => (None, text.into()),
    }
}

fn rows(text: &str, sign: u8, quoting: bool) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .flexible(true)
        .has_headers(false)
        .quoting(quoting && sign != b'|')
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Vec::new(), csv::StringRecord::new());
    while rows.len() < ROWS && reader.read_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
        let cells: Vec<String> = record.iter().take(COLUMNS).map(str::to_owned).collect();
        // The line below the heading of a table with bars.
        let rule = sign == b'|' && cells.iter().all(|it| it.trim().chars().all(|c| matches!(c, '-' | ':')));
        if !rule && cells.iter().any(|it| !it.trim().is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    rows
}

struct Heading {
    at: usize,
    known: usize,
    columns: usize,
}

/// The row most of whose cells are headings, one of them of a number or an order.
fn heading(words: &Words, rows: &[Row]) -> Option<Heading> {
    let of = |(at, row): (usize, &Row)| {
        let fields: Vec<Field> = columns(words, &row.cells).into_iter().filter_map(|it| it.field).collect();
        let names = fields.iter().any(|it| matches!(it, Field::Number | Field::Order));
        names.then_some(Heading { at, known: fields.len(), columns: row.cells.len() })
    };
    rows.iter().take(HEADING).enumerate().filter_map(of).rev().max_by_key(|it| it.known)
}

/// In the export of a shop's own system the name is the order's, where each thing in it has a name of its own.
fn columns(words: &Words, heads: &[String]) -> Vec<Column> {
    let itemised = heads.iter().any(|head| words.is_item(head));
    let of_order = |head: &str| itemised && words.is_name(head);
    let one = |head: &String| Column { field: field(words, head, of_order(head)), ..column(words, head) };
    heads.iter().map(one).collect()
}

fn field(words: &Words, head: &str, of_order: bool) -> Option<Field> {
    if of_order { Some(Field::Order) } else { words.column(head) }
}

fn column(words: &Words, head: &str) -> Column {
    let whole = words.is_whole(head);
    Column { head: line(head), field: words.column(head), whole, currency: words.currency_in(head) }
}
