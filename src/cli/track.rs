//! `posylka track`, also a bare `posylka NUMBER`

use serde_json::Value;

use super::{
    add,
    global::Global,
    look::Looking,
    output::{Reply, in_words},
    parse, show,
};
use crate::{
    app::{
        App,
        actions::add::Purchase,
        views::{
            looked_at::LookedAt,
            parcel::{ParcelDetails, details},
        },
    },
    model::ParcelId,
};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 every number was answered, now or within the pause its carrier wants; 1 one was not."
)]
pub(super) struct Track {
    /// Tracking numbers, links, sentences
    #[arg(required = true, value_name = "NUMBER")]
    pub numbers: Vec<String>,
    /// Whose number it is, by id or name, or what a source calls it as 17track:3011; recognised without it
    #[arg(long)]
    pub carrier: Option<String>,
    /// The recipient's postcode, told only to sources that want it
    #[arg(long, value_parser = parse::postcode)]
    pub postcode: Option<parse::Postcode>,
    /// Watch them from now on
    #[arg(long)]
    pub add: bool,
}

/// One number as it was found: what is shown of it, and what came of looking.
struct Found {
    text: String,
    json: Value,
    answered: bool,
}

pub(super) async fn run(global: &Global, args: &Track) -> anyhow::Result<Reply> {
    let looking = Looking::open(global, true).await?;
    let phrases = looking.app.setup.phrases.clone();
    tracked(looking, args).await.map_err(|error| in_words(error, &phrases))
}

async fn tracked(mut looking: Looking, args: &Track) -> anyhow::Result<Reply> {
    let app = &mut looking.app;
    let carrier = args.carrier.as_deref().map(|it| app.find_whose(it)).transpose()?;
    let given = add::given(app, &args.numbers, carrier.is_some())?;
    let postcode = args.postcode.clone().and_then(|it| it.0);
    let purchase = Purchase { carrier, postcode, ..Purchase::untold(app.find_shop(None)?) };
    if args.add {
        let added = app.add(given, &purchase)?;
        let ids: Vec<ParcelId> = added.parcels.iter().chain(&added.known).copied().collect();
        return Ok(reply(watched(&mut looking, &ids).await?));
    }
    let (known, new) = app.would_add(given, &purchase)?;
    let mut found = watched(&mut looking, &known).await?;
    if !new.is_empty() {
        let (mut unwatched, looked) = looking.look_unwatched(&new, &args.numbers.join(" ")).await?;
        for id in unwatched.parcels.clone() {
            let shown = details(&mut unwatched.app, id)?;
            found.push(of(&unwatched.app, &shown, &looked, false));
        }
    }
    Ok(reply(found))
}

/// Those that are watched already are asked for anew.
async fn watched(looking: &mut Looking, ids: &[ParcelId]) -> anyhow::Result<Vec<Found>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let before = looking.app.await_daemon(Some(ids), looking.at_home())?;
    for id in ids {
        looking.app.refresh(Some(*id))?;
    }
    let looked = looking.look(Some(ids), before).await?;
    let mut found = Vec::new();
    for id in ids {
        let shown = details(&mut looking.app, *id)?;
        found.push(of(&looking.app, &shown, &looked, true));
    }
    Ok(found)
}

fn of(app: &App, shown: &ParcelDetails, looked: &[LookedAt], watched: bool) -> Found {
    let own = |it: &&LookedAt| shown.parcel.numbers.iter().any(|number| number.number == it.number);
    let looked: Vec<&LookedAt> = looked.iter().filter(own).collect();
    let mut json = serde_json::to_value(shown).unwrap_or_default();
    json["looked"] = serde_json::to_value(&looked).unwrap_or_default();
    let mut text = show::found(app, shown, watched);
    if !watched {
        json["id"] = Value::Null;
        let number = shown.parcel.title.as_str();
        text += &format!("\n{}\n", app.phrase("track-not-kept", &[("number", number.into())]));
    }
    Found { text, json, answered: looked.iter().any(|it| it.is_answered()) }
}

fn reply(found: Vec<Found>) -> Reply {
    let answered = found.iter().all(|it| it.answered);
    let text = found.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n");
    let json: Vec<Value> = found.into_iter().map(|it| it.json).collect();
    let mut reply = Reply::new(text, json);
    reply.code = u8::from(!answered);
    reply
}
