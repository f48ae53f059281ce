//! All files as they should be now, and that they come to be so.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;

use super::{
    feed,
    folder::{Folder, Known, Written},
    parcels::{Parcels, Published, SCHEMA, SCHEMA_FILE},
};
use crate::{
    app::{
        App,
        views::{
            deadlines::{DeadlineView, deadlines},
            list::{self, Sort, Wanted},
            listed_parcel::ParcelView,
            told::told_lately,
        },
    },
    config::Publish,
    dossier::{Deadline, Revision, subscription},
    model::{ParcelId, sha256},
    web::{figures, still},
};

/// Brings a folder up to date with the parcels others may see, as far as the settings let them. What is as it should be is not
/// touched.
///
/// # Errors
/// The folder does not take it; the database cannot be read.
pub fn publish(app: &mut App, settings: &Publish, folder: &Path) -> anyhow::Result<Written> {
    app.see_for_others(&settings.people)?;
    app.show_as(settings.shown());
    let folder = Folder::open(folder)?;
    let mut known = folder.known.clone();
    let files = files(app, settings, &mut known)?;
    known.files = files.keys().cloned().collect();
    Ok(folder.bring(&files, &known)?)
}

/// Which parcels others see; nothing of any other is said.
pub(super) fn published(app: &mut App) -> anyhow::Result<Vec<ParcelId>> {
    Ok(app.in_sight()?)
}

fn files(app: &mut App, settings: &Publish, known: &mut Known) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let (ids, veil) = (published(app)?, app.veil()?);
    let mut views = list::list(app, &Wanted { sort: Sort::Need, ..Wanted::every(false) })?.parcels;
    views.retain(|it| ids.iter().any(|id| id.to_string() == it.id));
    views.iter_mut().for_each(|it| veil.over(it));
    let mut files: BTreeMap<String, Vec<u8>> = still::pages(app, &veil, &ids, &views)?.into_iter().collect();
    let mut days = deadlines(app)?.deadlines;
    days.retain(|it| ids.contains(&it.parcel));
    days.iter_mut().for_each(|it| it.what = veil.words(&it.what));
    let base = settings.url.as_ref().map(|url| format!("{url}/")).unwrap_or_default();
    let told = told_lately(app, &ids, feed::MOST)?;
    let mut put = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
    put(SCHEMA_FILE, SCHEMA.to_owned());
    put("parcels.json", parcels(app, &views, &days)?);
    put("feed.atom", feed::feed(app, &veil, &told, &base)?);
    put("deadlines.ics", subscription(&app.label("feed-title"), &revised(&days, &mut known.deadlines, app.now)));
    put("posylka.prom", figures::of_file(app)?);
    Ok(files)
}

fn parcels(app: &App, views: &[ParcelView], days: &[DeadlineView]) -> anyhow::Result<String> {
    let all = Parcels {
        schema: SCHEMA_FILE,
        as_of: app.today(),
        language: app.setup.phrases.lang(),
        parcels: views.iter().map(Published::of).collect(),
        deadlines: days,
    };
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// Each deadline with its revision: one more where it says something else than before.
fn revised(
    days: &[DeadlineView],
    known: &mut BTreeMap<String, (String, Revision)>,
    now: Timestamp,
) -> Vec<(Deadline, Revision)> {
    let before = std::mem::take(known);
    let revised = days.iter().map(|it| {
        let print = sha256(format!("{} {}", it.day, it.what).as_bytes());
        let revision = match before.get(&it.key) {
            Some((was, revision)) if *was == print => *revision,
            Some((_, revision)) => Revision { sequence: revision.sequence.saturating_add(1), modified: now },
            None => Revision { sequence: 0, modified: now },
        };
        known.insert(it.key.clone(), (print, revision));
        (Deadline { key: it.key.clone(), day: it.day, what: it.what.clone() }, revision)
    });
    revised.collect()
}
