//! `posylka dispute`

use clap::ValueEnum;
use jiff::civil::Date;

use super::{
    output::{Reply, table},
    parse,
};
use crate::{
    app::{
        App,
        actions::dispute_step::{DisputeEvent, DisputeStep},
        views::dispute::{DisputeAdvice, Draft},
    },
    model::{DisputeState, Finding, Money, ParcelId},
    text::Answer,
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

impl What {
    /// What happened; nothing where the dossier is to be written.
    fn happened(self) -> Option<DisputeEvent> {
        Some(match self {
            What::Draft => return None,
            What::Opened => DisputeEvent::Opened,
            What::Replied => DisputeEvent::Replied,
            What::Escalated => DisputeEvent::Escalated,
            What::Decided => DisputeEvent::Decided,
            What::SentBack => DisputeEvent::SentBack,
            What::Refunded => DisputeEvent::Refunded,
            What::Withdrawn => DisputeEvent::Withdrawn,
            What::Extended => DisputeEvent::Extended,
            What::NotReceived => DisputeEvent::NotReceived,
            What::WrongPlace => DisputeEvent::WrongPlace,
        })
    }
}

pub(super) fn run(app: &mut App, args: &Dispute) -> anyhow::Result<Reply> {
    let Some(parcel) = &args.parcel else { return all(app) };
    let id = app.find_parcel(parcel)?;
    let Some(what) = args.what else { return told(app, id) };
    let Some(what) = what.happened() else {
        let advice = app.draft_dispute(id)?;
        return Ok(Reply::new(in_words(app, &advice), advice));
    };
    let (finding, amount) = (args.finding, args.amount.clone());
    app.dispute_step(id, DisputeStep { what, finding, at: args.at, until: args.until, amount })?;
    told(app, id)
}

/// What to do and why, with the texts for it.
pub(super) fn told(app: &mut App, id: ParcelId) -> anyhow::Result<Reply> {
    let advice = app.dispute(id)?;
    Ok(Reply::new(in_words(app, &advice), advice))
}

fn in_words(app: &App, advice: &DisputeAdvice) -> String {
    let mut text = format!("{} {}: {}\n\n", advice.id, advice.title, advice.sentence);
    text += &advice.because.iter().map(|line| format!("- {line}\n")).collect::<String>();
    text += &advice.beware.iter().map(|line| format!("! {line}\n")).collect::<String>();
    text += &window(app, advice);
    text += &steps(app, advice);
    if let Some(message) = &advice.to_seller {
        text += &format!("\n{}\n{message}\n", app.label("dispute-to-seller"));
    }
    if let Some(draft) = &advice.draft {
        text += &texts(app, draft);
    }
    if advice.denied_early {
        text += &format!("\n{}\n", app.label("dispute-denied-note"));
    }
    if advice.state == DisputeState::Withdrawn {
        text += &format!("\n{}\n", app.label("dispute-withdrawn-note"));
    }
    if let Some(folder) = &advice.dossier {
        text += &format!("\n{}\n", app.phrase("dispute-written", &[("folder", folder.as_str().into())]));
    }
    text
}

/// The claim in both languages, the form's answers, and what to attach.
fn texts(app: &App, draft: &Draft) -> String {
    let mut text = format!("\n{}\n\n{}\n\n", draft.en, draft.ru);
    text += &draft.own.answers.iter().map(Answer::line).collect::<String>();
    text += &format!("\n{}\n", app.label("dossier-attach"));
    text + &draft.own.attach.iter().map(|line| format!("- {line}\n")).collect::<String>()
}

/// When a claim can be opened.
fn window(app: &App, advice: &DisputeAdvice) -> String {
    let day = |day: Date| app.setup.phrases.date(day, app.today());
    let Some(window) = advice.window.as_ref().filter(|_| !advice.runs) else { return String::new() };
    let closes = day(window.closes);
    let span = match window.opens {
        Some(opens) => app.phrase("dispute-window-span", &[("opens", day(opens).into()), ("closes", closes.into())]),
        None => app.phrase("dispute-window-until", &[("closes", closes.into())]),
    };
    format!("{}: {span}\n", app.label("dispute-window"))
}

/// How far a claim is, a line for each step.
fn steps(app: &App, advice: &DisputeAdvice) -> String {
    let mut text = String::new();
    for step in &advice.steps {
        let day = app.setup.phrases.date(app.setup.knowledge.day(step.at), app.today());
        let sum = step.amount.as_ref().map(|sum| format!(", {}", app.setup.phrases.money(sum))).unwrap_or_default();
        let said = app.setup.phrases.dispute_state(step.state);
        let said = step
            .finding
            .map_or(said.clone(), |finding| format!("{said}: {}", app.label(&format!("finding-{finding}"))));
        text += &format!("{day}: {said}{sum}\n");
    }
    text
}

/// All parcels with what is to be done at the shop, the nearest day first.
fn all(app: &mut App) -> anyhow::Result<Reply> {
    let disputes = app.disputes()?;
    let phrases = &app.setup.phrases;
    let head = ["list-id", "dispute-parcel", "dispute-action", "dispute-act-by", "dispute-closes", "dispute-state"];
    let day = |day: Option<Date>| day.map(|day| phrases.date(day, app.today())).unwrap_or_default();
    let rows = disputes.iter().map(|it| {
        let (parcel, dispute) = (&it.parcel, &it.parcel.dispute);
        let (action, state) = (phrases.action(dispute.action), phrases.dispute_state(dispute.state));
        [parcel.id.clone(), parcel.title.clone(), action, day(dispute.act_by), day(it.closes), state]
    });
    Ok(Reply::new(table(head.map(|id| phrases.label(id)), rows), disputes))
}
