//! `posylka dispute`

use anyhow::Context;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Reply, args::Claim, desk::Desk, reply::table, view::ParcelView};
use crate::{
    daemon::claim::{self, Evidence},
    model::{Act, Action, DisputeState, ParcelId, Window, clean},
    text::{self, Asking, Lang, Phrasebook},
};

#[derive(Serialize)]
struct Advised {
    id: String,
    action: Action,
    reason: Option<String>,
    act_by: Option<Date>,
    window: Option<Window>,
    because: Vec<String>,
    state: DisputeState,
    draft: Option<Value>,
    /// Where the dossier was written, if it was.
    dossier: Option<String>,
}

pub(super) fn run(desk: &mut Desk, parcel: Option<&str>, what: Option<Claim>) -> anyhow::Result<Reply> {
    let Some(parcel) = parcel else { return all(desk) };
    let id = desk.which(parcel)?;
    if let Some(state) = what.and_then(Claim::state) {
        desk.act(id, Act::Disputed { state })?;
    }
    let evidence = evidence(desk, id)?;
    let mut folder = None;
    if matches!(what, Some(Claim::Draft)) {
        let written = evidence.write(&desk.setup).context("the dossier could not be written")?;
        folder = Some(written.display().to_string());
        if evidence.case.dispute.state() == DisputeState::None {
            desk.act(id, Act::Disputed { state: DisputeState::Drafted })?;
        }
    }
    let drafted = folder.is_some() || evidence.case.advice.action.drafts();
    Ok(said(desk, &evidence, drafted, folder))
}

fn evidence(desk: &mut Desk, id: ParcelId) -> anyhow::Result<Evidence> {
    let now = desk.now;
    desk.store.reading(|tx| claim::evidence(tx, id, now))?.with_context(|| format!("parcel {id} is gone"))
}

fn said(desk: &Desk, evidence: &Evidence, drafted: bool, dossier: Option<String>) -> Reply {
    let (case, phrases) = (&evidence.case, &desk.setup.phrases);
    let claims = drafted.then(|| {
        let claim = |lang| evidence.claim(&desk.setup, &Phrasebook::new(lang));
        (claim(Lang::En), claim(Lang::Ru))
    });
    let (sentence, because) = desk.setup.telling(desk.today(), |setting| {
        let because: Vec<String> = case.advice.because.iter().map(|why| phrases.why(why, setting)).collect();
        (phrases.advice(&case.advice, &case.orders, setting), because)
    });
    let mut text = format!("{} {}: {sentence}\n\n", case.parcel.id, clean(&case.parcel.title));
    text += &because.iter().map(|line| format!("- {line}\n")).collect::<String>();
    text += &window(desk, evidence);
    if let Some(asking) = asking(case.advice.action) {
        let number = case.legs.first().map(|leg| &leg.key.number);
        let message = Phrasebook::new(Lang::En).asking(asking, &case.orders, number);
        text += &format!("\n{}\n{message}\n", desk.label("dispute-to-seller"));
    }
    if let Some((en, ru)) = &claims {
        let answers = if phrases.lang() == Lang::Ru { ru } else { en };
        text += &format!("\n{}\n\n{}\n\n", en.text, ru.text);
        text += &answers.answers.iter().map(text::Answer::line).collect::<String>();
    }
    if let Some(folder) = &dossier {
        text += &format!("\n{}\n", desk.say("dispute-written", &[("folder", folder.as_str().into())]));
    }
    let advised = Advised {
        id: case.parcel.id.to_string(),
        action: case.advice.action,
        reason: case.advice.reason.clone(),
        act_by: case.advice.act_by,
        window: case.advice.window,
        because,
        state: case.dispute.state(),
        draft: claims.map(|(en, ru)| json!({ "en": en.text, "ru": ru.text, "answers": answers(&en) })),
        dossier,
    };
    Reply::new(text, advised)
}

/// The ready message to the seller that belongs to an advice.
fn asking(action: Action) -> Option<Asking> {
    match action {
        Action::AskNumber => Some(Asking::Number),
        Action::AskExtension => Some(Asking::Extension),
        Action::FindNumber => Some(Asking::LocalNumber),
        _ => None,
    }
}

/// When a claim can be opened, and how far this one is.
fn window(desk: &Desk, evidence: &Evidence) -> String {
    let (advice, state) = (&evidence.case.advice, evidence.case.dispute.state());
    let mut text = String::new();
    if let Some(window) = &advice.window {
        let day = |day: Date| desk.setup.phrases.date(day, desk.today());
        let closes = day(window.closes);
        let span = match window.opens {
            Some(opens) => desk.say("dispute-window-span", &[("opens", day(opens).into()), ("closes", closes.into())]),
            None => desk.say("dispute-window-until", &[("closes", closes.into())]),
        };
        text += &format!("{}: {span}\n", desk.label("dispute-window"));
    }
    if state != DisputeState::None {
        text += &format!("{}: {}\n", desk.label("dispute-state"), desk.setup.phrases.dispute_state(state));
    }
    text
}

fn answers(claim: &text::Claim) -> Map<String, Value> {
    claim.answers.iter().map(|it| (it.id.to_owned(), it.answer.clone().into())).collect()
}

/// All parcels with what is to be done at the shop.
fn all(desk: &mut Desk) -> anyhow::Result<Reply> {
    let listed = desk.list()?;
    let views: Vec<ParcelView> = listed.iter().map(|it| ParcelView::of(desk, it)).collect();
    let phrases = &desk.setup.phrases;
    let head = ["list-id", "dispute-parcel", "dispute-action", "dispute-act-by", "dispute-state"];
    let rows = views.iter().map(|it| {
        let by = it.dispute.act_by.map(|day| phrases.date(day, desk.today())).unwrap_or_default();
        let (action, state) = (phrases.action(it.dispute.action), phrases.dispute_state(it.dispute.state));
        [it.id.clone(), it.title.clone(), action, by, state]
    });
    Ok(Reply::new(table(head.map(|id| phrases.label(id)), rows), views))
}
