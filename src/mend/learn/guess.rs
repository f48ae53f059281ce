//! Guesses field by field.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    super::{
        Refused, edit,
        frame::{Frame, Shape},
        moments::{self, Written},
        places,
        site::parsed,
        tree::{Step, Tree},
    },
    Learned, Sample,
    columns::{self, Column},
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
        time::{TimeFormat, Told},
        validate,
    },
    model::{Number, Status},
};

/// So many other readings are told.
const OTHERS: usize = 3;

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

struct Guesser<'g, 'd> {
    sample: &'g Sample<'g>,
    tree: &'g Tree<'d>,
    document: &'d Document<'d>,
    names: &'g Names,
    words: &'g Words<'g>,
    format: Format,
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
            sureness(group.score, 7.0),
            Vec::new(),
        );
        Ok(found)
    }

    fn time(&self, group: &Group, columns: &[Column], draft: &mut Draft) {
        let leaf_texts: Vec<&str> = group.leaves.iter().filter_map(|it| self.tree.0[*it].text.as_deref()).collect();
        let tells = |column: &Column| ways_of(column).first().cloned();
        // Of one moment told twice the local wall time is wanted: not a count, not the clock of a server.
        let score = |column: &Column| {
            let counted = column.share(&|it| it.bytes().all(|it| it.is_ascii_digit()) && it.len() >= 10);
            let of_server = column.share(&|it| it.ends_with('Z') || it.ends_with("+00:00") || it.ends_with("+0000"));
            let hour = column.share(&|it| it.contains(':'));
            let own = column.said().next().is_some_and(|it| leaf_texts.contains(&it));
            self.names.like("time", column.name()) + 0.3 * f64::from(u8::from(own)) + 1.5 * column.filled() + hour
                - counted
                - of_server
        };
        let mut times: Vec<(&Column, f64)> =
            columns.iter().filter(|it| tells(it).is_some()).map(|it| (it, score(it))).collect();
        times.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let Some(chosen) = self.sample.chosen.get("answer.time") {
            times.sort_by_key(|(column, _)| column.place != *chosen);
        }
        let Some((column, _)) = times.first() else { return };
        let all_ways = ways_of(column);
        let hour = all_ways.iter().any(|it| it.hour);
        let texts: Vec<&str> = column.said().collect();
        // A day beside its hour.
        let is_hour = |text: &str| moments::ways(text).iter().any(|way| !way.day);
        let is_clock =
            |it: &&Column| !hour && it.place != column.place && it.filled() > 0.3 && it.share(&is_hour) > 0.9;
        let clock_like = |it: &&Column| it.share(&|text| text.contains(':')) + self.names.like("time", it.name());
        let clock = columns.iter().filter(is_clock).max_by(|a, b| clock_like(a).total_cmp(&clock_like(b)));
        let mut ways: Vec<String> = in_time(&all_ways, &texts);
        let mut place = column.place.clone();
        draft.time_places.push(column.place.clone());
        if let Some(clock) = clock {
            let of_hour = clock.said().flat_map(moments::ways).find(|way| !way.day).map(|it| it.format);
            place = format!("{{{}}} {{{}}}", column.place, clock.place);
            draft.time_places.push(clock.place.clone());
            if let Some(of_hour) = of_hour {
                ways = ways.iter().filter(|it| it.starts_with('%')).map(|day| format!("{day} {of_hour}")).collect();
            }
        }
        let others = times.iter().skip(1).take(OTHERS).map(|(it, _)| it.place.clone()).collect();
        // What one leaves out another may tell.
        if column.filled() < 1.0 {
            let spare = times.iter().skip(1).map(|(it, _)| *it).filter(|it| it.filled() > column.filled());
            draft.time_spare = spare.map(|it| it.place.clone()).next();
        }
        draft.guess("answer.time", &place, column.said().next().unwrap_or_default(), 90, others);
        draft.time = place;
        draft.format_guess(&ways, &texts, self.sample.chosen.get("answer.time_format"));
    }

    fn text(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
        let score = |column: &Column| {
            let scan = column.share(&|it| self.words.is_scan(it));
            let wording = column.share(&|it| words::is_wording(it));
            let place = column.share(&words::is_country);
            let long =
                column.said().map(|it| it.chars().count()).sum::<usize>() as f64 / column.said().count().max(1) as f64;
            let many = column.distinct().len() as f64 / column.said().count().max(1) as f64;
            let deep = column.depth();
            2.0 * scan
                + 1.5 * wording
                + 2.0 * self.names.like("text", column.name())
                + 1.5 * (long / 45.0).min(1.0)
                + 1.5 * many
                + 2.0 * column.filled()
                - 2.0 * place
                - deep
        };
        self.choose("answer.text", columns, taken, draft, &score, 4.0);
        draft.text = draft.chosen("answer.text");
        // Words of one piece are a code where nothing else is.
        let column = columns.iter().find(|it| draft.text.as_deref() == Some(&it.place));
        if column.is_some_and(|it| it.share(&|text| words::is_code(text) && !text.contains(' ')) > 0.9) {
            taken.remove(draft.text.as_deref().unwrap_or_default());
        }
    }

    fn code(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
        let text = columns.iter().find(|it| draft.text.as_deref() == Some(&it.place));
        let score = |column: &Column| {
            let code = column.share(&words::is_code);
            let known = column.share(&|it| self.words.is_known_code(it));
            let country = column.share(&|it| it.len() <= 3 && words::is_country(it));
            let number = column.share(&|it| it.len() > 9 && it.bytes().filter(u8::is_ascii_digit).count() > 6);
            let offset = column.share(&words::is_offset);
            let beside = text.is_some_and(|text| !column.above().is_empty() && text.above() == column.above());
            let tells = text.map_or(0.5, |text| follows(column, text)) + 0.8 * f64::from(u8::from(beside));
            let counts = counts(column);
            let deep = column.depth();
            2.0 * code + 1.5 * known + 2.0 * self.names.like("code", column.name()) + tells + 2.5 * column.filled()
                - 2.0 * country
                - 2.0 * number
                - 2.0 * offset
                - deep
                - 2.0 * f64::from(u8::from(counts))
        };
        self.choose("answer.code", columns, taken, draft, &score, 5.2);
        draft.code = draft.chosen("answer.code");
    }

    fn place(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
        // Cells of a table have no names.
        let least = if self.format == Format::Html { 1.2 } else { 2.2 };
        self.choose("answer.place", columns, taken, draft, &|column| self.place_score(column), least);
        let Some(first) = draft.chosen("answer.place") else {
            // Some write it before the words, in brackets.
            let brackets = Pattern::from(words::BRACKETS.to_owned());
            let text = columns.iter().find(|it| draft.text.as_deref() == Some(&it.place));
            draft.place_in_text = text.is_some_and(|it| it.said().any(|it| brackets.is_in(it)));
            return;
        };
        draft.places = self.parts_of_place(&first, columns, taken);
        taken.extend(draft.places.iter().flat_map(|it| edit::places_in(it)).map(str::to_owned));
    }

    fn place_score(&self, column: &Column) -> f64 {
        let country = column.share(&words::is_country);
        let bare = column.share(&words::is_bare_country);
        let place = column.share(&words::is_place);
        let scan = column.share(&|it| self.words.is_scan(it) || self.words.is_known_code(it));
        let short = column.share(&words::is_short_code);
        let above = column.names.iter().rev().skip(1).map(|it| self.names.like("place", it)).fold(0.0, f64::max);
        let deep = column.depth();
        country + place + 2.5 * self.names.like("place", column.name()) + 0.5 * above + 0.5 * column.filled()
            - 1.3 * bare
            - 2.0 * scan
            - 1.2 * short
            - deep
    }

    /// The place with its country, where that stands beside it.
    fn parts_of_place(&self, first: &str, columns: &[Column], taken: &BTreeSet<String>) -> Vec<String> {
        let Some(own) = columns.iter().find(|it| it.place == first) else { return vec![first.to_owned()] };
        let is_country = |column: &Column| {
            let named = column.name().to_lowercase().contains("country");
            column.filled() > 0.0 && named && column.share(&words::is_bare_country) > 0.9
        };
        let beside = |it: &&Column| it.above() == own.above() && it.place != first && !taken.contains(&it.place);
        let country = columns.iter().filter(beside).find(|it| is_country(it));
        match country {
            _ if own.share(&words::is_bare_country) > 0.9 => {
                let town = |it: &&Column| {
                    it.place != first && !taken.contains(&it.place) && it.share(&words::is_bare_country) < 0.5
                };
                let towns =
                    columns.iter().filter(town).map(|it| (self.place_score(it), it)).filter(|(score, _)| *score > 2.0);
                let town = towns.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, it)| it.place.clone());
                town.into_iter().chain([first.to_owned()]).chain(country.map(|it| it.place.clone())).collect()
            }
            Some(country) => {
                vec![format!("{{{first}}}, {{{}}}", country.place), first.to_owned(), country.place.clone()]
            }
            None => vec![first.to_owned()],
        }
    }

    /// Chooses the column with the highest score over a least; a person's choice comes first.
    fn choose(
        &self,
        key: &str,
        columns: &[Column],
        taken: &mut BTreeSet<String>,
        draft: &mut Draft,
        score: &dyn Fn(&Column) -> f64,
        least: f64,
    ) {
        let mut all: Vec<(f64, &Column)> = columns
            .iter()
            .filter(|it| !taken.contains(&it.place) && it.said().next().is_some())
            .map(|it| (score(it), it))
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        if let Some(chosen) = self.sample.chosen.get(key) {
            all.sort_by_key(|(_, it)| it.place != *chosen);
        } else {
            all.retain(|(score, _)| *score >= least);
        }
        let Some((best, column)) = all.first() else { return };
        let near: Vec<String> = all
            .iter()
            .skip(1)
            .filter(|(score, _)| score + 0.6 > *best)
            .take(OTHERS)
            .map(|(_, it)| it.place.clone())
            .collect();
        taken.insert(column.place.clone());
        let sure = if near.is_empty() { sureness(*best, 2.0 * least) } else { 55 };
        draft.guess(key, &column.place, column.said().next().unwrap_or_default(), sure, near);
    }

    fn zone(&self, columns: &[Column], draft: &mut Draft) {
        let offset = columns.iter().find(|it| it.filled() > 0.0 && it.share(&words::is_offset) > 0.9);
        if let Some(column) = offset {
            draft.zone = Some(("place", column.place.clone()));
            draft.guess("answer.zone", &column.place, column.said().next().unwrap_or_default(), 80, Vec::new());
        }
    }

    /// What codes and texts mean: by another source's tables if they know them, else by their words.
    fn tables(&self, columns: &[Column], draft: &mut Draft) {
        let column = |place: &Option<String>| columns.iter().find(|it| place.as_deref() == Some(&it.place));
        let (code, text) = (column(&draft.code.clone()), column(&draft.text.clone()));
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        for index in 0..draft.rows {
            let value = |column: Option<&Column>| column.and_then(|it| it.values.get(index).cloned().flatten());
            if let Some(code) = value(code) {
                said.entry(code).or_insert_with(|| value(text).unwrap_or_default());
            }
        }
        if let Some(id) = self.whose_tables(&said) {
            draft.tables_of = Some(id);
            return;
        }
        let mut statuses: BTreeMap<Status, Vec<(String, String)>> = BTreeMap::new();
        for (code, text) in said {
            match self.words.status(&text) {
                Some(status) => statuses.entry(status).or_default().push((code, text)),
                None => draft.unknown.push((code, text)),
            }
        }
        if code.is_none() {
            let texts = text.map(Column::distinct).unwrap_or_default();
            let unsaid = texts.iter().filter(|it| self.words.status(it).is_none());
            draft.unknown.extend(unsaid.map(|it| ((*it).to_owned(), String::new())));
        }
        draft.statuses = statuses;
    }

    /// The source whose tables know the codes, and say of them what their words say.
    fn whose_tables(&self, said: &BTreeMap<String, String>) -> Option<String> {
        let registry = self.sample.registry;
        let liked = self.sample.like.into_iter();
        let others = registry.iter().filter(|it| self.sample.except != Some(&it.id) && it.tables_of.is_none());
        let knows = |definition: &crate::carriers::Definition, liked: bool| {
            let known: Vec<(Status, &String)> = said
                .iter()
                .filter_map(|(code, text)| Some((registry.tables(definition).status(code)?, text)))
                .collect();
            let agree =
                known.iter().filter(|(status, text)| self.words.status(text).is_none_or(|it| it == *status)).count();
            let enough = if liked { 1 } else { 3 };
            // Bare figures are everybody's codes.
            let telling = liked || said.keys().any(|it| it.chars().any(char::is_alphabetic));
            telling && known.len() >= enough && known.len() * 10 >= said.len() * 7 && agree * 10 >= known.len() * 8
        };
        liked
            .map(|it| (it, true))
            .chain(others.map(|it| (it, false)))
            .find(|(it, liked)| knows(it, *liked))
            .map(|(it, _)| it.id.to_string())
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

/// The share of rows whose text is the usual one of their code: a code stands for a meaning.
fn follows(code: &Column, text: &Column) -> f64 {
    let mut pairs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (code, text) in code.values.iter().zip(&text.values) {
        if let (Some(code), Some(text)) = (code, text) {
            pairs.entry(code).or_default().insert(text);
        }
    }
    let texts: usize = pairs.values().map(BTreeSet::len).sum();
    if pairs.is_empty() { 0.0 } else { pairs.len() as f64 / texts.max(1) as f64 }
}

/// The ways that read most of a column as days.
fn ways_of(column: &Column) -> Vec<Written> {
    let said: Vec<&str> = column.said().take(60).collect();
    let mut ways: Vec<Written> = Vec::new();
    for text in said.iter().take(8) {
        for way in moments::ways(text).into_iter().filter(|it| it.day) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    let count = |way: &Written| said.iter().filter(|it| moments::reads(way, it)).count();
    let most = ways.iter().map(count).max().unwrap_or_default();
    ways.retain(|way| count(way) == most && most > 0 && most * 10 >= said.len() * 6);
    ways
}

/// The formats, the likelier first: that by which the scans lie nearer together. Half days are American, and so is the month
/// before the day.
fn in_time(ways: &[Written], texts: &[&str]) -> Vec<String> {
    let span = |way: &Written| {
        let format = TimeFormat::try_from(way.format.clone()).ok()?;
        let walls: Vec<jiff::civil::DateTime> = texts
            .iter()
            .filter_map(|it| match format.read(it)? {
                Told::Wall(wall, _) => Some(wall),
                Told::Instant(instant) => Some(jiff::tz::Offset::UTC.to_datetime(instant)),
            })
            .collect();
        let (first, last) = (walls.iter().min()?, walls.iter().max()?);
        Some((last.duration_since(*first).as_hours(), !walls.is_sorted() && !walls.iter().rev().is_sorted()))
    };
    let american = |way: &Written| !(way.format.contains("%p") && way.format.find("%m") < way.format.find("%d"));
    let mut keyed: Vec<_> = ways.iter().map(|it| (!it.format.starts_with('%'), span(it), american(it), it)).collect();
    keyed.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| a.1.map(|it| (it.1, it.0)).cmp(&b.1.map(|it| (it.1, it.0))))
            .then_with(|| a.2.cmp(&b.2))
    });
    keyed.into_iter().map(|(.., it)| it.format.clone()).collect()
}

/// Whether a column counts its rows.
fn counts(column: &Column) -> bool {
    let figures: Option<Vec<u32>> = column.values.iter().map(|it| it.as_ref()?.parse().ok()).collect();
    let steps = |it: &[u32]| it[0].abs_diff(it[1]) == 1;
    figures.is_some_and(|it| it.len() > 1 && it.windows(2).all(steps))
}

fn sureness(score: f64, full: f64) -> u8 {
    (50.0 + 45.0 * (score / full).clamp(0.0, 1.0)) as u8
}

impl Draft {
    /// The formats that read the times: two orders of day and month cannot both be right.
    fn format_guess(&mut self, ways: &[String], texts: &[&str], chosen: Option<&String>) {
        let clear: Vec<&String> = ways.iter().filter(|it| !it.starts_with('%')).collect();
        let offset_is_zero =
            texts.iter().all(|it| it.ends_with('Z') || it.ends_with("+00:00") || it.ends_with("+0000"));
        let patterns: Vec<&String> = ways.iter().filter(|it| it.starts_with('%')).collect();
        let best = match (chosen, clear.first()) {
            (Some(chosen), _) => chosen.clone(),
            // Many write a zone that is not true: until it is known, it is not believed.
            (None, Some(_)) if offset_is_zero && clear.iter().any(|it| *it == "iso false zone") => {
                "iso false zone".to_owned()
            }
            (None, Some(first)) => (*first).clone(),
            (None, None) => patterns.first().map(|it| (*it).clone()).unwrap_or_default(),
        };
        let others: Vec<String> = match (best.as_str(), clear.is_empty()) {
            ("iso false zone", _) => vec!["iso".to_owned()],
            (_, true) => patterns.iter().filter(|it| **it != &best).map(|it| (*it).clone()).collect(),
            _ => Vec::new(),
        };
        let sure = if others.is_empty() || chosen.is_some() { 95 } else { 50 };
        self.guess("answer.time_format", &best, texts.first().copied().unwrap_or_default(), sure, others);
        self.time_format = best;
    }
}
