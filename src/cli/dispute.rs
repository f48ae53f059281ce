//! `posylka dispute`

use clap::ValueEnum;
use jiff::civil::Date;

use super::{
    ask,
    columns::{item, paragraph, table},
    dates::day_of,
    output::Reply,
    parse,
    screen::{Paint, Screen},
};
use crate::{
    app::{
        App,
        actions::{
            dispute_step::{DisputeEvent, DisputeStep},
            given_sum::GivenSum,
        },
        typed,
        views::dispute::{DisputeAdvice, Draft},
    },
    import::orders::GivenDay,
    model::{Action, DisputeState, Finding, ParcelId, Round},
    text::{Answer, Lang},
};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  posylka dispute 7                                  what to do, and why\n  \
                        posylka dispute 7 draft                            the texts and the dossier\n  \
                        posylka dispute 7 opened --until 2026-05-01        you opened it; the seller has until then")]
pub(super) struct Dispute {
    /// Id, number, or a piece of the title; all parcels without it
    parcel: Option<String>,
    /// `draft` writes the dossier; the others tell what happened
    #[arg(value_enum)]
    what: Option<What>,
    /// What was said: accepted, rejected, counter, wait, replacement, return, refund by the seller; refund, return, against by
    /// the shop
    finding: Option<Finding>,
    /// The day it happened; today without it
    #[arg(long, value_name = "DAY", value_parser = parse::day, requires = "what")]
    at: Option<GivenDay>,
    /// The last day of what follows, as the order page shows it
    #[arg(long, value_name = "DAY", value_parser = parse::day, requires = "what")]
    until: Option<GivenDay>,
    /// The sum that you asked for, that was offered, awarded or paid; without a currency it is that of the price
    #[arg(long, value_name = "SUM", requires = "what", value_parser = parse::sum)]
    amount: Option<GivenSum>,
    /// With `refunded`, where the money came in another currency: so many units of it for one unit of what was awarded, on
    /// that day. Told alone, it belongs to the sum that was told last
    #[arg(long, value_name = "RATE", value_parser = parse::rate, requires = "what")]
    rate: Option<f64>,
    /// The days and sums are meant as they are, however doubtful
    #[arg(long)]
    sure: bool,
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
    let finding = args.finding.map_or_else(|| for_whom(app, what), |it| Ok(Some(it)))?;
    let until = match day_of(app, args.until.as_ref()) {
        None => until_when(app, id, what)?,
        until => until,
    };
    let at = day_of(app, args.at.as_ref());
    let (amount, rate, sure) = (args.amount.clone(), args.rate, args.sure);
    let mut step = DisputeStep { what, finding, at, until, amount, rate, sure };
    if !step.sure {
        let doubts = app.doubts_of_dispute(id, &step)?;
        ask::meant(app, &doubts)?;
        step.sure = true;
    }
    app.dispute_step(id, step)?;
    told(app, id)
}

/// For whom it was decided, asked at a terminal.
fn for_whom(app: &App, what: DisputeEvent) -> anyhow::Result<Option<Finding>> {
    if what != DisputeEvent::Decided {
        return Ok(None);
    }
    let answer = ask::answered(&app.label("dispute-ask-whom"))?.filter(|it| !it.is_empty());
    Ok(answer.map(|it| it.parse()).transpose()?)
}

/// The day of the seller's answer, asked at a terminal where no rule knows it.
fn until_when(app: &mut App, id: ParcelId, what: DisputeEvent) -> anyhow::Result<Option<Date>> {
    if what != DisputeEvent::Opened || app.seller_has_known_days(id)? {
        return Ok(None);
    }
    let answer = ask::answered(&app.label("dispute-ask-until"))?.filter(|it| !it.is_empty());
    let day = answer.map(|it| typed::day(&it)).transpose()?;
    Ok(day.map(|it| it.on(app.today())))
}

/// What to do and why, with the texts for it.
pub(super) fn told(app: &mut App, id: ParcelId) -> anyhow::Result<Reply> {
    let advice = app.dispute(id)?;
    Ok(Reply::new(in_words(app, &advice), advice))
}

fn in_words(app: &App, advice: &DisputeAdvice) -> String {
    let screen = Screen::here();
    let name = paragraph(screen, &format!("{} {}", advice.id, advice.title), Paint::Strong);
    let mut text = format!("{name}{}\n", paragraph(screen, &advice.sentence, Paint::Strong));
    let lines = |mark: &str, of: &[String]| -> String { of.iter().map(|line| item(screen, mark, line)).collect() };
    text += &(lines("-", &advice.because) + &lines("!", &advice.beware));
    text += &window(app, advice);
    text += &steps(app, advice);
    if let Some(message) = &advice.to_seller {
        text += &format!("\n{}\n{message}\n", app.label("dispute-to-seller"));
    }
    if let Some(draft) = &advice.draft {
        text += &texts(app, draft);
    }
    if advice.action == Action::AwaitSeller && advice.act_by.is_none() {
        text += &format!("\n{}\n", app.phrase("dispute-say-until", &[("id", advice.id.as_str().into())]));
    }
    if advice.part {
        text += &format!("\n{}\n", app.phrase("dispute-part", &[("id", advice.id.as_str().into())]));
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

/// What to look at first, the claim for the shop and in the reader's language, the form's answers, and what to attach.
fn texts(app: &App, draft: &Draft) -> String {
    let mut text = String::new();
    if !draft.first.is_empty() {
        text += &format!("\n{}\n", app.label("dispute-look-first"));
        text += &draft.first.iter().map(|line| format!("- {line}\n")).collect::<String>();
    }
    let (theirs, own) = if draft.platform == Lang::Ru { (&draft.ru, &draft.en) } else { (&draft.en, &draft.ru) };
    text += &format!("\n{}\n{theirs}\n\n", app.label("dispute-for-shop"));
    if draft.platform != app.setup.phrases.lang() {
        text += &format!("{}\n{own}\n\n", app.label("dispute-for-you"));
    }
    if draft.round == Round::First {
        text += &format!("{}\n", draft.own.answers.iter().map(Answer::line).collect::<String>());
    }
    text += &format!("{}\n", app.label("dossier-attach"));
    text + &draft.own.attach.iter().map(|line| format!("- {line}\n")).collect::<String>()
}

/// When a claim can be opened.
fn window(app: &App, advice: &DisputeAdvice) -> String {
    let day = |day: Date| app.setup.phrases.date(day, app.today());
    let Some(window) = advice.window.as_ref().filter(|_| !advice.runs && advice.state != DisputeState::Refunded) else {
        return String::new();
    };
    let closes = day(window.closes);
    let span = match window.opens {
        Some(opens) => app.phrase("dispute-window-span", &[("opens", day(opens).into()), ("closes", closes.into())]),
        None => app.phrase("dispute-window-until", &[("closes", closes.into())]),
    };
    paragraph(Screen::here(), &format!("{}: {span}", app.label("dispute-window")), Paint::Plain)
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
        let by = dispute.act_by.map(|day| phrases.day_and_distance(day, app.today())).unwrap_or_default();
        [parcel.id.clone(), parcel.title.clone(), action, by, day(it.closes), state]
    });
    Ok(Reply::new(table(head.map(|id| phrases.label(id)), rows), disputes))
}
