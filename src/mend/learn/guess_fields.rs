//! Which column is the text, which the code, which the place.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::edit,
    columns::{Column, sureness},
    draft::Draft,
    guess::{Guesser, OTHERS},
    words,
};
use crate::carriers::{definition::Pattern, document_node::Format};

impl Guesser<'_, '_> {
    pub(super) fn text(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
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

    pub(super) fn code(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
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

    pub(super) fn place(&self, columns: &[Column], taken: &mut BTreeSet<String>, draft: &mut Draft) {
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

    pub(super) fn zone(&self, columns: &[Column], draft: &mut Draft) {
        let offset = columns.iter().find(|it| it.filled() > 0.0 && it.share(&words::is_offset) > 0.9);
        if let Some(column) = offset {
            draft.zone = Some(("place", column.place.clone()));
            draft.guess("answer.zone", &column.place, column.said().next().unwrap_or_default(), 80, Vec::new());
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

/// Whether a column counts its rows.
fn counts(column: &Column) -> bool {
    let figures: Option<Vec<u32>> = column.values.iter().map(|it| it.as_ref()?.parse().ok()).collect();
    let steps = |it: &[u32]| it[0].abs_diff(it[1]) == 1;
    figures.is_some_and(|it| it.len() > 1 && it.windows(2).all(steps))
}
