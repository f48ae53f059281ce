//! Evidence bundles: one folder per dispute with the claim in two languages, a page to print, the timeline, the
//! deadlines for a calendar, and the carriers' answers as they came.
//!
//! Belongs here: files for a dispute: page, picture, texts, calendar, answers. Does not belong here: what a claim
//! says (`text`), and when one is due (`rules::dispute`).

mod calendar;
mod clocks;
mod deadlines;
mod page;
pub mod photo;
mod picture;
mod raw_answers;
mod timeline;

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use jiff::{Zoned, civil::Date};

pub use self::{
    calendar::{Deadline, Revision, calendar, subscription},
    clocks::{ProtectionClock, Silence},
    deadlines::deadlines,
    page::policy,
    raw_answers::RawAnswer,
};
use crate::{
    model::{Advice, Entry, Leg, Order, Parcel, Verdict},
    text::{Answer, Claim, Lang, Phrasebook, Setting},
};

/// All that goes into the folder of one dispute.
#[derive(Clone, Copy)]
pub struct Dossier<'a> {
    /// The language of the page, the timeline and the deadlines.
    pub phrases: &'a Phrasebook,
    /// What sentences are told with.
    pub setting: Setting<'a>,
    /// The language of those who read it at the shop.
    pub platform: &'a Phrasebook,
    /// What sentences for them are told with.
    pub their_setting: Setting<'a>,
    /// When it was made, by the reader's clock.
    pub made: &'a Zoned,
    /// The parcel.
    pub parcel: &'a Parcel,
    /// The purchases in it.
    pub orders: &'a [Order],
    /// Its legs.
    pub legs: &'a [Leg],
    /// Its merged events, oldest first.
    pub events: &'a [Entry],
    /// What is thought of it.
    pub verdict: &'a Verdict,
    /// What is advised.
    pub advice: &'a Advice,
    /// The last day of protection as the order page shows it, lengthened or not.
    pub protection: Option<Date>,
    /// The claim in English.
    pub en: &'a Claim,
    /// The claim in Russian.
    pub ru: &'a Claim,
    /// The answers of carriers the case rests on, oldest first.
    pub answers: &'a [RawAnswer],
}

impl Dossier<'_> {
    /// The days the user must not miss, the nearest first.
    pub fn deadlines(&self) -> Vec<Deadline> {
        deadlines(self.phrases, self.parcel, self.verdict, self.advice, self.protection)
    }

    /// The claim in a language.
    fn claim(&self, lang: Lang) -> &Claim {
        if lang == Lang::Ru { self.ru } else { self.en }
    }

    /// The same for those who decide at the shop, where they read another language than the user.
    fn theirs(&self) -> Option<Dossier<'_>> {
        let other = self.platform.lang() != self.phrases.lang();
        other.then_some(Dossier { phrases: self.platform, setting: self.their_setting, ..*self })
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The files in it, by their paths inside it.
    pub files: Vec<String>,
}

/// Writes the folder of a dispute. It is put together beside its place and then takes it, so a reader never sees half
/// of one; what the user laid into an older one stays there. Files are readable by their owner alone.
///
/// # Errors
/// The first that reading or writing a file gives; the folder that stood there before is then still there.
pub fn write(folder: &Path, dossier: &Dossier) -> io::Result<Written> {
    let (new, old) = (beside(folder, "new")?, beside(folder, "old")?);
    recover(folder, &old)?;
    remove(&new)?;
    DirBuilder::new().recursive(true).mode(0o700).create(new.join("answers"))?;
    let files = files(dossier)?;
    for (name, bytes) in &files {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(new.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    if folder.exists() {
        fs::rename(folder, &old)?;
    }
    fs::rename(&new, folder)?;
    recover(folder, &old)?;
    Ok(Written { folder: folder.to_owned(), files: files.into_iter().map(|(name, _)| name).collect() })
}

fn files(dossier: &Dossier) -> io::Result<Vec<(String, Vec<u8>)>> {
    let named = raw_answers::named(dossier.answers);
    let sheet = picture::drawing(dossier, dossier.phrases);
    let drawing = picture::svg(&sheet);
    let mut files = vec![
        ("claim.en.txt".to_owned(), pasted(dossier.en).into_bytes()),
        ("claim.ru.txt".to_owned(), pasted(dossier.ru).into_bytes()),
        ("dossier.html".to_owned(), page::page(dossier, &named, &drawing).into_bytes()),
        ("timeline.png".to_owned(), picture::pixels(&sheet)?),
        ("timeline.svg".to_owned(), drawing.into_bytes()),
        ("timeline.txt".to_owned(), timeline::timeline(dossier).into_bytes()),
        ("deadlines.ics".to_owned(), calendar(&dossier.deadlines(), dossier.made.timestamp()).into_bytes()),
        ("answers/MANIFEST.txt".to_owned(), raw_answers::manifest(&named).into_bytes()),
    ];
    if let Some(theirs) = dossier.theirs() {
        let (lang, sheet) = (theirs.phrases.lang(), picture::drawing(&theirs, theirs.phrases));
        files.push((format!("dossier.{lang}.html"), page::page(&theirs, &named, &picture::svg(&sheet)).into_bytes()));
        files.push((format!("timeline.{lang}.png"), picture::pixels(&sheet)?));
    }
    files.extend(named.iter().map(|it| (format!("answers/{}", it.file), it.answer.bytes.clone())));
    Ok(files)
}

/// A claim as one pastes it: the text, then the answers to the form.
fn pasted(claim: &Claim) -> String {
    let answers: String = claim.answers.iter().map(Answer::line).collect();
    format!("{}\n\n{answers}", claim.text)
}

fn beside(folder: &Path, ending: &str) -> io::Result<PathBuf> {
    let name =
        folder.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a dossier wants a name"))?;
    Ok(folder.with_file_name(format!(".{}.{ending}", name.to_string_lossy())))
}

/// Brings back what an earlier writing set aside: the whole folder where none took its place, else the user's own
/// things in it.
fn recover(folder: &Path, old: &Path) -> io::Result<()> {
    if !old.exists() {
        return Ok(());
    }
    if !folder.exists() {
        return fs::rename(old, folder);
    }
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let place = folder.join(entry.file_name());
        if !place.exists() {
            fs::rename(entry.path(), place)?;
        }
    }
    fs::remove_dir_all(old)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
