//! `posylka carrier capture`: asks once and writes a redacted fixture with what was heard.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{global::Global, health, open, output::Reply};
use crate::{
    app::{
        Setup,
        look::{
            ask,
            book::{self as round, Ask},
        },
    },
    carriers::{self, Definition, heard_file, numbers, redact},
    model::{Number, SourceId},
    store::Booking,
    wire::Wire,
};

/// `--source` chooses the source; without it the likeliest that can be asked is.
pub(super) async fn run(global: &Global, number: &str, source: Option<&str>, folder: &Path) -> anyhow::Result<Reply> {
    let setup = super::daemon::setup(global.clone()).await?;
    let number = numbers::parse(number).with_context(|| number.to_owned())?;
    let definition = choose(&setup, &number, source)?;
    let ask = book(global, &setup, definition, &number)?;
    let came = ask::send(&setup, &Wire::new(open::var("POSYLKA_CLOCK").is_some()), &ask).await;
    let answered = came.answered.as_ref().map_err(|fault| anyhow!("{}: {fault}", definition.id))?;
    let made_up = redact::made_up(&setup.registry, &number);
    let body = redact::redacted(&String::from_utf8_lossy(&answered.body), &number, &made_up);
    let shown = carriers::Answered { body: body.clone().into_bytes(), ..answered.clone() };
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(&made_up), &shown);
    let mut text = format!("ask: {made_up}\nhttp: {}\n", answered.status);
    text.extend(said.iter().map(|(number, outcome)| heard_file::in_words(number, outcome)));
    let (answer, heard) = write(folder, definition, &body, &text)?;
    let lines = format!("{}\n{}\n{}\n\n{text}", answer.display(), heard.display(), setup.phrases.label("capture-read"));
    let facts = json!({ "source": definition.id, "answer": answer, "heard": heard, "outcome": said.first().map(|it| it.1.kind()) });
    Ok(Reply::new(lines, facts))
}

fn choose<'a>(setup: &'a Setup, number: &Number, source: Option<&str>) -> anyhow::Result<&'a Definition> {
    if let Some(id) = source {
        let found = setup.registry.source(&SourceId::from(id));
        return found
            .with_context(|| setup.phrases.phrase("carrier-unknown", &[("id", id.into()), ("known", "".into())]));
    }
    let candidates = carriers::candidates_for(&setup.registry, number, None);
    let sources = candidates.iter().filter_map(|it| setup.knowledge.carriers.get(&it.carrier)?.askable().next());
    let first = sources.filter_map(|source| setup.registry.source(&source.id)).next();
    first.ok_or_else(|| anyhow!(setup.phrases.phrase("add-whose", &[("number", number.as_str().into())])))
}

/// The ask counts like any other: the gap to the host and the day's quota hold for it too.
fn book(global: &Global, setup: &Setup, definition: &Definition, number: &Number) -> anyhow::Result<Ask> {
    let mut app = open::app(global)?;
    let host = definition.request.as_ref().and_then(|it| it.hosts.first()).context("this source has only a page")?;
    let day = round::day(app.now);
    let later = |wait: SignedDuration| app.now.saturating_add(wait).unwrap_or(Timestamp::MAX);
    let (free_at, again) = (later(setup.gap(definition)), later(definition.pace.floor));
    let now = app.now;
    let refused = app.store.within(|tx| -> anyhow::Result<Option<Timestamp>> {
        let used = tx.asked_today(&definition.id, day)?;
        let quota = definition.pace.per_day;
        let closed = tx.closed(now)?.get(&definition.id).copied();
        let busy = closed.or(tx.host_free_at(host)?.filter(|free| *free > now));
        if busy.is_some() || (quota > 0 && used >= quota) {
            return Ok(Some(busy.unwrap_or(again)));
        }
        let source = &definition.id;
        tx.book(&Booking { host, source, day, legs: &[], now, host_free_at: free_at, leg_again_at: again })?;
        Ok(None)
    })?;
    if let Some(free) = refused {
        bail!(setup.phrases.phrase("capture-later", &[("at", health::moment(setup, free).into())]));
    }
    let numbers = vec![number.clone()];
    Ok(Ask {
        source: definition.id.clone(),
        host: host.clone(),
        legs: Vec::new(),
        numbers,
        registered: Default::default(),
        day,
    })
}

fn write(folder: &Path, definition: &Definition, body: &str, heard: &str) -> anyhow::Result<(PathBuf, PathBuf)> {
    let ending = definition.answer.as_ref().map_or("txt", |it| it.format.word());
    let folder = folder.join(definition.id.as_str());
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let free = (1..1000).map(|n| folder.join(format!("captured-{n}.{ending}"))).find(|path| !path.exists());
    let answer = free.with_context(|| format!("{}: a thousand captures are enough", folder.display()))?;
    let said = answer.with_extension("heard");
    std::fs::write(&answer, body).with_context(|| answer.display().to_string())?;
    std::fs::write(&said, heard).with_context(|| said.display().to_string())?;
    Ok((answer, said))
}
