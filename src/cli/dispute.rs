//! `posylka dispute`

use anyhow::{Context, bail};
use clap::ValueEnum;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    output::{Reply, table},
    parse,
};
use crate::{
    app::evidence::{self, Evidence},
    app::{App, views::parcel::ParcelView},
    model::{
        Act, Action, Dispute as State, DisputeState, Finding, Money, ParcelId, Problem, Stage, Step, Window, Wrong,
        clean,
    },
    rules::dispute::{self, NotNow},
    text::{self, Asking, Lang, Phrasebook},
};

#[derive(Debug, clap::Args)]
pub(super) struct Dispute {
    /// Id, number, or a piece of the title; all parcels without it
    parcel: Option<String>,
    /// `draft` writes the dossier; the others tell what happened
    #[arg(value_enum)]
    what: Option<What>,
    /// What was said: accepted, rejected, counter, replacement, return, refund by the seller; refund, return, against by
    /// the shop
    finding: Option<Finding>,
    /// The day it happened; today without it
    #[arg(long, value_name = "DAY", value_parser = parse::day, requires = "what")]
    at: Option<Date>,
    /// The last day of what follows, as the order page shows it
    #[arg(long, value_name = "DAY", value_parser = parse::day, requires = "what")]
    until: Option<Date>,
    /// The sum that was offered, awarded or paid
    #[arg(long, value_name = "SUM", requires = "what")]
    amount: Option<Money>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Write the dossier
    Draft,
    /// You opened it, or repeated or changed it
    Opened,
    /// The seller answered
    Replied,
    /// The shop was called, or a decision objected to
    Escalated,
    /// The shop decided
    Decided,
    /// You sent the goods back
    SentBack,
    /// The money came
    Refunded,
    /// You withdrew it
    Withdrawn,
    /// The seller lengthened the protection, up to --until
    Extended,
    /// Tracking says delivered, you have nothing
    NotReceived,
    /// It was delivered in another place
    WrongPlace,
}

#[derive(Serialize)]
struct Advised {
    id: String,
    action: Action,
    reason: Option<String>,
    act_by: Option<Date>,
    window: Option<Window>,
    because: Vec<String>,
    /// What to beware of just now.
    beware: Vec<String>,
    state: DisputeState,
    steps: Vec<Step>,
    wrong: Option<Wrong>,
    draft: Option<Value>,
    /// Where the dossier was written, if it was.
    dossier: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Dispute) -> anyhow::Result<Reply> {
    let Some(parcel) = &args.parcel else { return all(app) };
    let id = app.find_parcel(parcel)?;
    let drafting = matches!(args.what, Some(What::Draft));
    if let Some(act) = act(app, id, args)? {
        app.act(id, act)?;
    }
    let evidence = evidence(app, id)?;
    let mut folder = None;
    if drafting {
        let written = evidence.write(&app.setup).context("the dossier could not be written")?;
        folder = Some(written.display().to_string());
        if evidence.case.dispute.state() == DisputeState::None {
            app.act(id, Act::Disputed { step: Step::new(DisputeState::Drafted, app.now) })?;
        }
    }
    let drafted = folder.is_some() || evidence.case.advice.action.drafts();
    Ok(said(app, &evidence, drafted, folder))
}

/// What the user tells, where it makes sense.
fn act(app: &mut App, id: ParcelId, args: &Dispute) -> anyhow::Result<Option<Act>> {
    let Some(what) = args.what else { return Ok(None) };
    let before = evidence(app, id)?.case.dispute;
    let state = match what {
        What::Draft => return Ok(None),
        What::Extended => {
            let until = args.until.with_context(|| app.label("dispute-extended-until"))?;
            return Ok(Some(Act::Extended { until }));
        }
        What::NotReceived => return Ok(Some(denied(app, Problem::NotReceived, args.at)?)),
        What::WrongPlace => return Ok(Some(denied(app, Problem::WrongPlace, args.at)?)),
        What::Opened => DisputeState::Opened,
        What::Replied => DisputeState::Replied,
        What::Escalated => DisputeState::Escalated,
        What::Decided => DisputeState::Decided,
        What::SentBack => DisputeState::SentBack,
        What::Refunded => DisputeState::Refunded,
        What::Withdrawn => DisputeState::Withdrawn,
    };
    let at = moment(app, args.at, before.steps.last().map(|step| step.at))?;
    let (finding, amount, until) = (args.finding, args.amount.clone(), args.until);
    let step = Step { finding, amount, until, ..Step::new(state, at) };
    if let Err(not_now) = dispute::check(&before, &step, app.now) {
        bail!(refusal(app, not_now, &before, &step));
    }
    Ok(Some(Act::Disputed { step }))
}

/// The user has nothing, whatever the tracking says.
pub(super) fn denied(app: &App, problem: Problem, at: Option<Date>) -> anyhow::Result<Act> {
    let at = moment(app, at, None)?;
    Ok(Act::Wronged { wrong: Wrong { problem, at, amount: None, photos: Vec::new(), note: String::new() } })
}

/// Now, or noon of an earlier day; never before what happened last on that day.
pub(super) fn moment(app: &App, day: Option<Date>, last: Option<Timestamp>) -> anyhow::Result<Timestamp> {
    let Some(day) = day.filter(|day| *day != app.today()) else { return Ok(app.now) };
    let noon = day.at(12, 0, 0, 0).to_zoned(app.setup.knowledge.zone.clone())?.timestamp();
    if noon > app.now {
        let day = app.setup.phrases.date(day, app.today());
        bail!(app.phrase("not-now-future", &[("day", day.into())]));
    }
    Ok(last.filter(|last| app.setup.knowledge.day(*last) == day).map_or(noon, |last| last.max(noon)))
}

fn refusal(app: &App, not_now: NotNow, before: &State, step: &Step) -> String {
    let day = |at: Timestamp| app.setup.phrases.date(app.setup.knowledge.day(at), app.today());
    match not_now {
        NotNow::Finding => app.phrase("not-now-finding", &[("state", step.state.word().into())]),
        NotNow::Future => app.phrase("not-now-future", &[("day", day(step.at).into())]),
        NotNow::Earlier => {
            let last = before.steps.last().map(|last| day(last.at)).unwrap_or_default();
            app.phrase("not-now-earlier", &[("last", last.into())])
        }
        other => app.label(&format!("not-now-{other}")),
    }
}

fn evidence(app: &mut App, id: ParcelId) -> anyhow::Result<Evidence> {
    let now = app.now;
    app.store.reading(|tx| evidence::evidence(tx, id, now))?.with_context(|| format!("parcel {id} is gone"))
}

/// What to do and why, with the texts for it.
pub(super) fn told(app: &mut App, id: ParcelId) -> anyhow::Result<Reply> {
    let evidence = evidence(app, id)?;
    let drafted = evidence.case.advice.action.drafts();
    Ok(said(app, &evidence, drafted, None))
}

fn said(app: &App, evidence: &Evidence, drafted: bool, dossier: Option<String>) -> Reply {
    let (case, phrases) = (&evidence.case, &app.setup.phrases);
    let claims = drafted.then(|| {
        let claim = |lang| evidence.claim(&app.setup, &Phrasebook::new(lang));
        (claim(Lang::En), claim(Lang::Ru))
    });
    let (sentence, because) = app.setup.telling(app.today(), |setting| {
        let because: Vec<String> = case.advice.because.iter().map(|why| phrases.why(why, setting)).collect();
        (phrases.advice(&case.advice, &case.orders, setting), because)
    });
    let beware = phrases.traps(&case.advice);
    let mut text = format!("{} {}: {sentence}\n\n", case.parcel.id, clean(&case.parcel.title));
    text += &because.iter().map(|line| format!("- {line}\n")).collect::<String>();
    text += &beware.iter().map(|line| format!("! {line}\n")).collect::<String>();
    text += &window(app, evidence);
    if let Some(asking) = asking(case.advice.action) {
        let number = case.legs.first().map(|leg| &leg.key.number);
        let message = Phrasebook::new(Lang::En).asking(asking, &case.orders, number);
        text += &format!("\n{}\n{message}\n", app.label("dispute-to-seller"));
    }
    if let Some((en, ru)) = &claims {
        text += &drafts(phrases, en, ru);
    }
    if case.dispute.denied().is_some() && case.verdict.stage != Stage::Delivered {
        text += &format!("\n{}\n", app.label("dispute-denied-note"));
    }
    if case.dispute.state() == DisputeState::Withdrawn {
        text += &format!("\n{}\n", app.label("dispute-withdrawn-note"));
    }
    if let Some(folder) = &dossier {
        text += &format!("\n{}\n", app.phrase("dispute-written", &[("folder", folder.as_str().into())]));
    }
    let advised = Advised {
        id: case.parcel.id.to_string(),
        action: case.advice.action,
        reason: case.advice.reason.clone(),
        act_by: case.advice.act_by,
        window: case.advice.window,
        because,
        beware,
        state: case.dispute.state(),
        steps: case.dispute.steps.clone(),
        wrong: case.dispute.wrong.clone(),
        draft: claims.map(|(en, ru)| json!({ "en": en.text, "ru": ru.text, "answers": answers(&en) })),
        dossier,
    };
    Reply::new(text, advised)
}

/// The claim in both languages, the form's answers, and what to attach.
fn drafts(phrases: &Phrasebook, en: &text::Claim, ru: &text::Claim) -> String {
    let own = if phrases.lang() == Lang::Ru { ru } else { en };
    let mut text = format!("\n{}\n\n{}\n\n", en.text, ru.text);
    text += &own.answers.iter().map(text::Answer::line).collect::<String>();
    text += &format!("\n{}\n", phrases.label("dossier-attach"));
    text + &own.attach.iter().map(|line| format!("- {line}\n")).collect::<String>()
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
fn window(app: &App, evidence: &Evidence) -> String {
    let (advice, dispute) = (&evidence.case.advice, &evidence.case.dispute);
    let day = |day: Date| app.setup.phrases.date(day, app.today());
    let mut text = String::new();
    if let Some(window) = advice.window.as_ref().filter(|_| !dispute.runs()) {
        let closes = day(window.closes);
        let span = match window.opens {
            Some(opens) => {
                app.phrase("dispute-window-span", &[("opens", day(opens).into()), ("closes", closes.into())])
            }
            None => app.phrase("dispute-window-until", &[("closes", closes.into())]),
        };
        text += &format!("{}: {span}\n", app.label("dispute-window"));
    }
    for step in &dispute.steps {
        let sum = step.amount.as_ref().map(|sum| format!(", {}", app.setup.phrases.money(sum))).unwrap_or_default();
        let said = app.setup.phrases.dispute_state(step.state);
        let said = step
            .finding
            .map_or(said.clone(), |finding| format!("{said}: {}", app.label(&format!("finding-{finding}"))));
        text += &format!("{}: {said}{sum}\n", day(app.setup.knowledge.day(step.at)));
    }
    text
}

fn answers(claim: &text::Claim) -> Map<String, Value> {
    claim.answers.iter().map(|it| (it.id.to_owned(), it.answer.clone().into())).collect()
}

/// All parcels with what is to be done at the shop, the nearest day first.
fn all(app: &mut App) -> anyhow::Result<Reply> {
    let mut listed = app.list()?;
    listed.sort_by_key(|it| (it.advice.act_by.unwrap_or(Date::MAX), it.parcel.id));
    let views: Vec<ParcelView> = listed.iter().map(|it| ParcelView::of(app, it)).collect();
    let phrases = &app.setup.phrases;
    let head = ["list-id", "dispute-parcel", "dispute-action", "dispute-act-by", "dispute-closes", "dispute-state"];
    let day = |day: Option<Date>| day.map(|day| phrases.date(day, app.today())).unwrap_or_default();
    let rows = views.iter().zip(&listed).map(|(view, it)| {
        let closes = it.advice.window.map(|window| window.closes);
        let (action, state) = (phrases.action(it.advice.action), phrases.dispute_state(it.dispute.state()));
        [view.id.clone(), view.title.clone(), action, day(it.advice.act_by), day(closes), state]
    });
    Ok(Reply::new(table(head.map(|id| phrases.label(id)), rows), views))
}
