//! Guesses where the scans stand and what speaks of the number; then field by field.

use std::collections::{BTreeSet, HashMap};

use super::{
    super::{
        Refused, edit,
        frame::{Frame, Shape},
        places,
        site::parsed,
        tree::{Step, Tree},
    },
    Learned, Sample, columns,
    draft::{self, Draft},
    names::Names,
    rows::{self, Group},
    words::{self, Words},
};
use crate::{
    carriers::{
        Answered,
        answer::{Document, text_of},
        definition::{Alternatives, Pattern},
        document_node::Format,
        document_path::Trail,
        numbers,
        place::{Pick, Place, Places},
        validate,
    },
    model::Number,
};

/// So many other readings are told.
pub(super) const OTHERS: usize = 3;

/// Makes a draft of a definition from one answer.
pub fn learn(sample: &Sample<'_>) -> Result<Learned, Refused> {
    let answered = Answered::whole(200, sample.body);
    let text = text_of(&answered);
    let format = format_of(&text);
    match (from_text(sample, format, &text, None), in_script(format, &text)) {
        (Err(Refused::NoKnownScan), Some((extract, table))) => from_text(sample, format, table, Some(extract)),
        (learned, _) => learned,
    }
}

fn from_text(sample: &Sample<'_>, format: Format, text: &str, extract: Option<String>) -> Result<Learned, Refused> {
    let document = Document::parse(format, text).map_err(|it| Refused::IsNoAnswer(it.detail().to_owned()))?;
    let tree = Tree::of(document.root()).ok_or(Refused::TooLarge)?;
    let names = Names::of(sample.registry, sample.except);
    let words = Words::new(sample.registry, sample.except);
    let is_text = |text: &str| words::is_wording(text) || words.is_known_code(text);
    let groups = rows::find(&tree, &is_text, &|it| names.like("time", it));
    let group = rows::best(&tree, &groups).ok_or(Refused::NoKnownScan)?;
    let mut found = Guesser { sample, tree: &tree, document: &document, names: &names, words: &words, format }
        .draft(&groups, group)?;
    (found.bytes, found.extract) = (sample.body.len(), extract);
    let text = draft::written(&found);
    let definition = validate(sample.id, &text, None).map_err(|it| Refused::NotProven(it.to_string()))?;
    let unknown = found.unknown;
    Ok(Learned { text, definition, guesses: found.guesses, rows: found.rows, unknown })
}

fn format_of(text: &str) -> Format {
    let head: String = text.trim_start().chars().take(200).flat_map(char::to_lowercase).collect();
    match head.starts_with('<') {
        false => Format::Json,
        true if head.starts_with("<!doctype html") || head.contains("<html") => Format::Html,
        true if roxmltree::Document::parse(text.trim_start()).is_ok() => Format::Xml,
        true => Format::Html,
    }
}

/// A table that a page brings in a script, with the pattern that finds it.
fn in_script(format: Format, text: &str) -> Option<(String, &str)> {
    const TABLE: &str = r#"([A-Za-z_$][\w$]*)\s*=\s*"([^"]*<tr[^"]*<td[^"]*)""#;
    let found = Pattern::from(TABLE.to_owned());
    let captures = found.regex().filter(|_| format == Format::Html)?.captures(text)?;
    let (name, table) = (captures.get(1)?.as_str(), captures.get(2)?.as_str());
    Some((format!(r#"{}\s*=\s*"([^"]*)""#, regex::escape(name)), table))
}

/// An answer while it is learned.
pub(super) struct Guesser<'g, 'd> {
    pub(super) sample: &'g Sample<'g>,
    pub(super) tree: &'g Tree<'d>,
    pub(super) document: &'d Document<'d>,
    pub(super) names: &'g Names,
    pub(super) words: &'g Words<'g>,
    pub(super) format: Format,
}

impl<'d> Guesser<'_, 'd> {
    fn draft(&self, groups: &[Group], group: &Group) -> Result<Draft, Refused> {
        let mut draft = Draft::new(self.sample.id, self.format);
        let (number, element) = self.number(group, &mut draft);
        let at = element.as_ref().map_or(0, |(at, _)| *at);
        let rows_at = self.rows(groups, group, at, element.as_ref(), number.as_ref(), &mut draft)?;
        let shape = Shape {
            element: element.map(|(_, place)| Places(vec![Place::new(&place)])),
            identity: draft.identity.as_ref().and_then(|it| parsed(&[edit::quoted(it)])).unwrap_or_default(),
            rows: Places(rows_at.iter().map(|it| Place::new(it)).collect()),
            stride: 1,
        };
        let any = Number::new("0000").map_err(|_| Refused::NoKnownScan)?;
        let frame = Frame::of(self.document, &shape, number.as_ref().unwrap_or(&any)).ok_or(Refused::NoKnownScan)?;
        let columns = columns::of(self.tree, &group.rows, &frame);
        draft.rows = frame.groups.len();
        self.time(group, &columns, &mut draft);
        let mut taken: BTreeSet<String> = draft.time_places.iter().cloned().collect();
        self.text(&columns, &mut taken, &mut draft);
        self.code(&columns, &mut taken, &mut draft);
        self.place(&columns, &mut taken, &mut draft);
        self.zone(&columns, &mut draft);
        self.tables(&columns, &mut draft);
        draft.newest_first = group.walls.first() > group.walls.last();
        self.linked(number.as_ref(), &group.rows, at, &mut draft);
        Ok(draft)
    }

    /// The number the answer speaks of, and the piece that speaks of it, if that is one of a list.
    fn number(&self, group: &Group, draft: &mut Draft) -> (Option<Number>, Option<(usize, String)>) {
        let is = |text: &str| match &self.sample.number {
            Some(number) => numbers::parse(text).is_ok_and(|it| it == *number),
            None => {
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                digits >= 6 && text.len() <= 40 && numbers::candidates_for_text(self.sample.registry, text)
            }
        };
        let outside = |leaf: usize| group.rows.iter().all(|row| !self.tree.is_in(leaf, *row));
        let mut leaves: Vec<usize> =
            self.tree.leaves(0).filter(|(at, text)| outside(*at) && is(text)).map(|(at, _)| at).collect();
        leaves.sort_by(|a, b| {
            let like = |at: &usize| self.names.like("identity", self.tree.name(*at));
            like(b).total_cmp(&like(a))
        });
        let Some(leaf) = leaves.first().copied() else {
            draft.open.push("answer.identity".to_owned());
            return (self.sample.number.clone(), None);
        };
        let number = self.tree.0[leaf].text.as_deref().and_then(|it| numbers::parse(it).ok());
        // The smallest piece with the number and a row in it; one of a list is an element.
        let mut at = self.tree.0[leaf].above;
        while at != 0 && !group.rows.iter().any(|row| self.tree.is_in(*row, at) && *row != at) {
            at = self.tree.0[at].above;
        }
        // One that stands beside others for the same number does not speak of it alone.
        let holds =
            |at: usize| self.tree.leaves(at).any(|(_, text)| number.as_ref().is_some_and(|it| text == it.as_str()));
        while at != 0 && self.beside(at).filter(|it| holds(*it)).count() > 1 {
            at = self.tree.0[at].above;
        }
        let listed = match self.tree.0[at].step {
            Step::Item(_) | Step::Key(_) => true,
            Step::Name(_) if self.format == Format::Xml => self.beside(at).count() > 1,
            _ => false,
        };
        let element = listed.then(|| places::to_rows(self.tree, 0, &[at]).into_iter().next()).flatten();
        let from = if element.is_some() { at } else { 0 };
        let identity = places::to_leaf(self.tree, from, leaf).into_iter().find(|it| self.leads(from, it, leaf));
        let others: Vec<String> = leaves
            .iter()
            .skip(1)
            .take(OTHERS)
            .filter_map(|it| places::to_leaf(self.tree, from, *it).into_iter().next())
            .collect();
        if let Some(place) = &identity {
            let sure = if self.sample.number.is_some() { 95 } else { 60 };
            draft.guess("answer.identity", place, self.tree.0[leaf].text.as_deref().unwrap_or_default(), sure, others);
        }
        draft.identity = identity;
        draft.element.clone_from(&element);
        (number, element.map(|it| (at, it)))
    }

    /// Whether a place leads to a leaf, and to no other before it.
    fn leads(&self, from: usize, place: &str, leaf: usize) -> bool {
        let mut trail = Trail::new(self.document.root());
        let at = if from == 0 { 0 } else { trail.push(self.tree.0[from].node, 0) };
        let value = Place::new(place).value(trail.scope(at), Pick::First);
        value.as_deref() == self.tree.0[leaf].text.as_deref()
    }

    /// The pieces beside one that are called the same, and itself.
    fn beside(&self, at: usize) -> impl Iterator<Item = usize> {
        let is_item = |it: usize| matches!(self.tree.0[it].step, Step::Item(_) | Step::Key(_));
        let same = move |it: &usize| is_item(*it) && is_item(at) || self.tree.0[*it].step == self.tree.0[at].step;
        self.tree.below(self.tree.0[at].above).filter(same)
    }

    fn rows(
        &self,
        groups: &[Group],
        group: &Group,
        at: usize,
        element: Option<&(usize, String)>,
        number: Option<&Number>,
        draft: &mut Draft,
    ) -> Result<Vec<String>, Refused> {
        let inside: Vec<usize> = group.rows.iter().copied().filter(|it| self.tree.is_in(*it, at)).collect();
        let shape = Shape {
            element: element.map(|(_, place)| Places(vec![Place::new(place)])),
            identity: Alternatives::default(),
            rows: Places::default(),
            stride: 1,
        };
        let any = Number::new("0000").map_err(|_| Refused::NoKnownScan)?;
        let number = number.unwrap_or(&any);
        let of = |rows: &[usize]| super::super::rows::places(self.document, self.tree, at, rows, &shape, number);
        let mut found = of(&inside)
            .into_iter()
            .next()
            .or_else(|| places::to_rows(self.tree, at, &inside).into_iter().next().map(|it| vec![it]));
        // The same kind of rows in another list.
        let name = |group: &Group| group.leaves.first().map(|it| self.tree.name(*it));
        for other in groups.iter().filter(|it| it.leaves != group.leaves && name(it) == name(group)) {
            let apart = other.rows.iter().all(|it| self.tree.is_in(*it, at) && !inside.contains(it));
            let alike = other.ways.iter().any(|it| group.ways.contains(it));
            let within = other.rows.iter().any(|it| inside.iter().any(|row| self.tree.is_in(*it, *row)));
            let listed = other.rows.iter().all(|it| !matches!(self.tree.0[*it].step, Step::Name(_)));
            if let (true, true, false, true, Some(found)) = (apart, alike, within, listed, &mut found) {
                found.extend(of(&other.rows).into_iter().next().into_iter().flatten());
            }
        }
        let found = found.ok_or(Refused::FieldMissing("answer.rows".to_owned()))?;
        draft.rows_at.clone_from(&found);
        draft.guess(
            "answer.rows",
            &found.join(", "),
            &format!("{}", group.rows.len()),
            columns::sureness(group.score, 7.0),
            Vec::new(),
        );
        Ok(found)
    }

    /// Other numbers beside the rows.
    fn linked(&self, number: Option<&Number>, rows: &[usize], at: usize, draft: &mut Draft) {
        let mut seen: HashMap<String, ()> = HashMap::new();
        for (leaf, text) in
            self.tree.leaves(at).filter(|(leaf, _)| rows.iter().all(|row| !self.tree.is_in(*leaf, *row)))
        {
            let Ok(other) = numbers::parse(text) else { continue };
            let shaped =
                text.len() <= 30 && text.bytes().filter(u8::is_ascii_digit).count() >= 8 && Some(&other) != number;
            let letters = text.chars().any(|c| c.is_ascii_uppercase());
            if shaped
                && letters
                && numbers::candidates_for_text(self.sample.registry, text)
                && seen.insert(text.to_owned(), ()).is_none()
            {
                let place = places::to_leaf(self.tree, at, leaf).into_iter().next();
                draft.linked.extend(place.filter(|_| draft.linked.len() < 3));
            }
        }
    }
}
