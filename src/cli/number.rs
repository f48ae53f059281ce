//! `posylka number`

use super::{columns::table, global::Global, open, output::Reply};
use crate::{
    app::{
        Setup,
        views::recognised::{RecognisedNumber, hint_in_words, recognised},
    },
    carriers::Recognised,
    text::Phrasebook,
};

pub(super) fn run(global: &Global, text: &str) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let found = recognised(&setup, text);
    if found.is_empty() {
        return Ok(Reply::new(setup.phrases.label("number-nothing"), found));
    }
    Ok(Reply::new(found.iter().map(|it| in_words(&setup, it)).collect::<Vec<_>>().join("\n"), found))
}

/// What a person may want to know of a number, a line each.
pub(super) fn hints(phrases: &Phrasebook, found: &Recognised) -> String {
    found.hints.iter().map(|hint| format!("{}: {}\n", found.number, hint_in_words(phrases, hint))).collect()
}

fn in_words(setup: &Setup, it: &RecognisedNumber) -> String {
    let phrases = &setup.phrases;
    let mut text = format!("{} ({})\n", it.number, phrases.check(it.check));
    text += &hints(phrases, &it.found);
    if it.candidates.is_empty() {
        return text + &if it.found.order { String::new() } else { phrases.label("number-nothing") + "\n" };
    }
    let head = ["number-candidate", "number-confidence", "number-role", "number-flow", "number-rule"];
    let rows = it.candidates.iter().map(|it| {
        let confidence = format!("{:.0} %", it.confidence * 100.0);
        let (role, flow) = (phrases.role(it.role), phrases.flow(it.flow));
        [setup.name_of(&it.carrier), confidence, role, flow, it.rule.clone()]
    });
    text + &table(head.map(|id| phrases.label(id)), rows)
}
