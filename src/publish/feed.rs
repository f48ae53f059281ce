//! The notices as a feed: RFC 4287. What was said once stays as it was said, under the same id.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::Timestamp;

use crate::app::{App, veil::Veil, views::told::Told};

/// So many notices are in it.
pub(super) const MOST: usize = 100;

/// The feed of these notices, the newest first. `base` is how the folder is reached, with a slash at its end; nothing where that
/// is not known: then links are relative.
pub(super) fn feed(app: &mut App, veil: &Veil, told: &[Told], base: &str) -> anyhow::Result<String> {
    let id = format!("urn:posylka:{}", app.feed_id()?);
    let lang = app.setup.phrases.lang().word().to_owned();
    let link = |rel: &str, to: String| Link { href: to, rel: rel.to_owned(), ..Link::default() };
    let entry = |it: &Told| Entry {
        id: format!("{id}:{}", it.id),
        title: Text::plain(veil.words(&it.title)),
        updated: moment(it.at),
        published: Some(moment(it.at)),
        links: vec![link("alternate", format!("{base}parcels/{}.html", it.parcel))],
        content: Some(Content {
            value: Some(veil.words(&it.body)),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    };
    let feed = Feed {
        entries: told.iter().map(entry).collect(),
        title: Text::plain(app.label("feed-title")),
        // What happened last, never when somebody looked.
        updated: moment(told.first().map_or(Timestamp::UNIX_EPOCH, |it| it.at)),
        authors: vec![Person { name: "posylka".to_owned(), ..Person::default() }],
        generator: Some(Generator { value: "posylka".to_owned(), ..Generator::default() }),
        links: vec![link("self", format!("{base}feed.atom")), link("alternate", format!("{base}index.html"))],
        id,
        lang: Some(lang),
        ..Feed::default()
    };
    let mut text = Vec::new();
    feed.write_to(&mut text)?;
    Ok(String::from_utf8(text)?)
}

/// To the second: that is how long notices last.
fn moment(at: Timestamp) -> FixedDateTime {
    chrono::DateTime::from_timestamp(at.as_second(), 0).unwrap_or_default().fixed_offset()
}
