//! What codes and texts mean.

use std::collections::BTreeMap;

use super::{columns::Column, draft::Draft, guess::Guesser};
use crate::{carriers::Definition, model::Status};

impl Guesser<'_, '_> {
    /// What codes and texts mean: by another source's tables if they know them, else by their words.
    pub(super) fn tables(&self, columns: &[Column], draft: &mut Draft) {
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
        let knows = |definition: &Definition, liked: bool| {
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
}
