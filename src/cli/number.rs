//! `posylka number`

use serde::Serialize;

use super::{
    global::Global,
    open,
    output::{Reply, table},
};
use crate::{
    app::Setup,
    carriers::{Hint, Recognised, recognise},
    model::{Candidate, Check},
    text::Phrasebook,
};

#[derive(Serialize)]
struct Seen {
    number: String,
    check: Check,
    hints: Vec<&'static str>,
    /// Numbers one slip away whose digit fits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repairs: Vec<String>,
    candidates: Vec<Candidate>,
}

pub(super) fn run(global: &Global, text: &str) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let found = recognise(&setup.registry, text);
    let seen: Vec<Seen> = found.iter().map(see).collect();
    if found.is_empty() {
        return Ok(Reply::new(setup.phrases.label("number-nothing"), seen));
    }
    Ok(Reply::new(found.iter().map(|it| in_words(&setup, it)).collect::<Vec<_>>().join("\n"), seen))
}

fn see(found: &Recognised) -> Seen {
    let repairs = found.hints.iter().flat_map(|hint| match hint {
        Hint::WrongCheckDigit { repairs } => repairs.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    });
    Seen {
        number: found.number.to_string(),
        check: found.check,
        hints: found.hints.iter().map(word).collect(),
        repairs: repairs.collect(),
        candidates: found.candidates.clone(),
    }
}

fn word(hint: &Hint) -> &'static str {
    match hint {
        Hint::CyrillicLetters => "cyrillic-letters",
        Hint::WrongCheckDigit { .. } => "wrong-check-digit",
        Hint::OrderNumber => "order-number",
    }
}

/// What a person may want to know of a number, a line each.
pub(super) fn hints(phrases: &Phrasebook, found: &Recognised) -> String {
    let sentence = |hint: &Hint| match hint {
        Hint::CyrillicLetters => phrases.label("hint-cyrillic"),
        Hint::OrderNumber => phrases.label("hint-order-number"),
        Hint::WrongCheckDigit { repairs } if repairs.is_empty() => phrases.label("hint-check-digit"),
        Hint::WrongCheckDigit { repairs } => {
            let repairs: Vec<String> = repairs.iter().take(5).map(ToString::to_string).collect();
            phrases.phrase("hint-repairs", &[("repairs", repairs.join(", ").as_str().into())])
        }
    };
    found.hints.iter().map(|hint| format!("{}: {}\n", found.number, sentence(hint))).collect()
}

fn in_words(setup: &Setup, found: &Recognised) -> String {
    let phrases = &setup.phrases;
    let mut text = format!("{} ({})\n", found.number, phrases.check(found.check));
    text += &hints(phrases, found);
    if found.candidates.is_empty() {
        return text + &if found.order { String::new() } else { phrases.label("number-nothing") + "\n" };
    }
    let head = ["number-candidate", "number-confidence", "number-role", "number-flow", "number-rule"];
    let rows = found.candidates.iter().map(|it| {
        let confidence = format!("{:.0} %", it.confidence * 100.0);
        let (role, flow) = (phrases.role(it.role), phrases.flow(it.flow));
        [setup.name_of(&it.carrier), confidence, role, flow, it.rule.clone()]
    });
    text + &table(head.map(|id| phrases.label(id)), rows)
}
