//! A mended definition as others can look at it: with what changes, answers of nobody, and the proof.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::Mending;
use crate::{
    app::{Setup, look::fixture},
    carriers::{redact, validate},
    mend::Case,
    model::Number,
    text::{Lang, Phrasebook},
};

/// No more answers of one shape prove more.
const ANSWERS: usize = 5;

/// Writes it to a folder that is empty or not there. The files, in the order in which one reads them.
///
/// # Errors
/// Something is in the folder, or it cannot be written.
pub fn write(setup: &Setup, mending: &Mending, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let place = || folder.display().to_string();
    if folder.exists() && fs::read_dir(folder).with_context(place)?.next().is_some() {
        anyhow::bail!(setup.phrases.phrase("bundle-not-empty", &[("path", place().into())]));
    }
    let (id, mut made) = (&mending.id, Bundle { folder, files: Vec::new() });
    let mended = validate(id, &mending.text, None)?;
    let proven: Vec<_> = mending.cases.iter().filter(|it| mending.numbers.contains(&it.number)).take(ANSWERS).collect();
    let named = |it: &&Case| fixture::named(setup, &mended, &it.number, &it.answered);
    let mut numbers: Vec<Number> = mending.heard.iter().map(|it| it.number.clone()).collect();
    numbers.extend(proven.iter().flat_map(named));
    let numbers = redact::made_up(&setup.registry, &numbers);
    let made_fixture = |it: &Case| fixture::fixture_with(setup, &mended, &it.number, &it.answered, &numbers);
    let shown = |text: &str| redact::redacted(text, &numbers);
    made.put("proof.txt", &shown(&proof(mending)))?;
    made.put(&format!("{id}.diff"), &shown(&mending.diff))?;
    made.put(&format!("carriers/{id}.toml"), &shown(&mending.text))?;
    for (index, fixture) in proven.into_iter().map(made_fixture).enumerate() {
        let name = format!("fixtures/{id}/mended-{}", index + 1);
        made.put(&format!("{name}.{}", fixture.ending), &fixture.answer)?;
        made.put(&format!("{name}.heard"), &fixture.heard)?;
    }
    Ok(made.files)
}

struct Bundle<'a> {
    folder: &'a Path,
    files: Vec<PathBuf>,
}

impl Bundle<'_> {
    fn put(&mut self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let place = || path.display().to_string();
        fs::create_dir_all(path.parent().unwrap_or(self.folder)).with_context(place)?;
        fs::write(&path, text).with_context(place)?;
        self.files.push(path);
        Ok(())
    }
}

/// What is given back, number by number, in the language of definitions.
fn proof(mending: &Mending) -> String {
    let phrases = Phrasebook::new(Lang::En);
    let count = |figure: usize| (figure as i64).into();
    let given = [("given", count(mending.given_back)), ("known", count(mending.known))];
    let mut text = format!("{}: {}\n", mending.id, phrases.phrase("mend-given-back", &given));
    for it in &mending.heard {
        let (number, before, after) = (number_of(&it.number), it.before.as_str().into(), it.after.as_str().into());
        let args = [("number", number), ("before", before), ("after", after), ("scans", count(it.scans))];
        text += &format!("{}\n", phrases.phrase("mend-heard", &args));
    }
    let lines = [
        ("mend-changes", "what", mending.changes.join(", ")),
        ("mend-lost", "what", mending.lost.join(", ")),
        ("mend-older", "numbers", mending.older.iter().map(|it| it.to_string()).collect::<Vec<_>>().join(", ")),
    ];
    for (id, arg, value) in lines.into_iter().filter(|(.., value)| !value.is_empty()) {
        text += &format!("{}\n", phrases.phrase(id, &[(arg, value.into())]));
    }
    text
}

fn number_of(number: &Number) -> crate::text::Arg<'_> {
    number.as_str().into()
}
