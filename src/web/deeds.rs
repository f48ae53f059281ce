//! What a person does to a parcel, from the fields of a form or of the API: words become arguments, and nothing else.

use jiff::civil::Date;

use super::{fields::Fields, photos};
use crate::{
    app::{
        App, Refusal,
        actions::{
            dispute_step::{DisputeEvent, DisputeStep},
            edit::Edit,
            event::{UserEvent, may_be_said},
            mute::parse_span,
            received::WrongGoods,
        },
        typed,
    },
    model::{Finding, ParcelId, PersonId, Problem, Status, words},
};

words! {
    /// What can be done to a parcel.
    Deed {
        /// The user has it.
        Received = "received",
        /// It is said to be delivered, and the user has nothing.
        NotReceived = "not-received",
        /// Something is wrong with the goods.
        Problem = "problem",
        /// An app or a person said what happened.
        Event = "event",
        /// It goes under another number too.
        Link = "link",
        /// A number is not its own.
        Unlink = "unlink",
        /// It travels together with another.
        Join = "join",
        /// A step of a claim.
        Dispute = "dispute",
        /// The dossier is written.
        Draft = "draft",
        /// Dates, its name, the price.
        Edit = "edit",
        /// It is these people's.
        Give = "give",
        /// It is due now.
        Refresh = "refresh",
        /// Nothing is told of it for a while.
        Mute = "mute",
        /// Everything is told of it again.
        Unmute = "unmute",
        /// It goes out of sight, or comes back.
        Archive = "archive",
        /// It is taken away.
        Remove = "remove",
        /// The last deed is undone.
        Undo = "undo",
    }
}

/// Does it.
///
/// # Errors
/// A [`Refusal`] where it cannot be done, or a field is not what it should be.
pub(super) fn act(app: &mut App, id: ParcelId, deed: Deed, fields: &Fields) -> anyhow::Result<()> {
    match deed {
        Deed::Received => app.received(id),
        Deed::NotReceived => app.not_received(id, Problem::NotReceived, day(app, fields, "at")?),
        Deed::Problem => problem(app, id, fields),
        Deed::Event => event(app, id, fields),
        Deed::Link => {
            let number = app.parse_number(fields.text("number"))?;
            let carrier = fields.given("carrier").map(|meant| app.find_whose(meant)).transpose()?;
            match fields.given("instead_of").map(|wrong| app.parse_number(wrong)).transpose()? {
                Some(wrong) => app.correct(id, &wrong, number, carrier).map(drop),
                None => app.link(id, number, carrier).map(drop),
            }
        }
        Deed::Unlink => {
            let number = app.parse_number(fields.text("number"))?;
            app.unlink(id, number)
        }
        Deed::Join => {
            let other = app.find_parcel(fields.text("parcel"))?;
            app.join(id, &[other])
        }
        Deed::Dispute => dispute(app, id, fields),
        Deed::Draft => app.draft_dispute(id).map(drop),
        Deed::Edit => edit(app, id, fields),
        Deed::Refresh => app.refresh(Some(id)).map(drop),
        Deed::Give => {
            let names = app.setup.names();
            let ticked = names.iter().filter(|it| fields.ticked(&give_to(it))).map(PersonId::to_string);
            let named = fields.text("people").split([',', ' ']).filter(|it| !it.is_empty()).map(str::to_owned);
            let names: Vec<String> = ticked.chain(named).collect();
            app.give(id, &names)
        }
        Deed::Mute => match fields.given("for") {
            Some(span) => {
                let span = parse_span(span)?;
                app.snooze(id, span).map(drop)
            }
            None => {
                let until = day(app, fields, "until")?;
                app.mute(id, until).map(drop)
            }
        },
        Deed::Unmute => app.unmute(id).map(drop),
        Deed::Archive => match fields.ticked("off") {
            true => app.unarchive(id),
            false => app.archive(id, fields.ticked("anyway")),
        },
        Deed::Remove => app.remove(id).map(drop),
        Deed::Undo => app.undo(Some(id)).map(drop),
    }
}

/// The box of a form that gives a parcel to somebody.
pub(super) fn give_to(person: &PersonId) -> String {
    format!("person-{person}")
}

/// The deed of a path.
///
/// # Errors
/// A [`Refusal`] where nobody can do that.
pub(super) fn named(word: &str) -> Result<Deed, Refusal> {
    word.parse().map_err(|_| Refusal::new("web-no-deed").with("deed", word.to_owned()))
}

/// Whether somebody is asked after it.
pub(super) fn looks(deed: Deed) -> bool {
    matches!(deed, Deed::Refresh | Deed::Link)
}

fn day(app: &App, fields: &Fields, name: &str) -> Result<Option<Date>, Refusal> {
    fields.given(name).map(|text| app.typed_day(text)).transpose()
}

fn word<T: std::str::FromStr>(fields: &Fields, name: &'static str) -> Result<Option<T>, Refusal> {
    let parse = |text: &str| text.parse().map_err(|_| wrong_word(name, text));
    fields.given(name).map(parse).transpose()
}

fn wrong_word(name: &'static str, text: &str) -> Refusal {
    Refusal::new("web-wrong-word").with("field", name).with("text", text.to_owned())
}

fn problem(app: &mut App, id: ParcelId, fields: &Fields) -> anyhow::Result<()> {
    let problem: Problem = word(fields, "problem")?.ok_or_else(|| wrong_word("problem", ""))?;
    if problem == Problem::WrongPlace {
        return app.not_received(id, problem, day(app, fields, "at")?);
    }
    let note = fields.given("note").map(typed::note).transpose()?.unwrap_or_default();
    let wrong = WrongGoods {
        problem,
        at: day(app, fields, "at")?,
        amount: fields.given("amount").map(typed::sum).transpose()?,
        note,
        photos: photos::taken(&fields.files)?,
        sure: fields.ticked("sure"),
    };
    app.wrong_goods(id, wrong)
}

fn event(app: &mut App, id: ParcelId, fields: &Fields) -> anyhow::Result<()> {
    let status: Status = word(fields, "status")?
        .filter(|it| may_be_said(*it))
        .ok_or_else(|| wrong_word("status", fields.text("status")))?;
    let said = UserEvent {
        status,
        at: fields.given("at").map(|text| app.typed_moment(text)).transpose()?,
        until: day(app, fields, "until")?,
        place: fields.given("place").map(typed::title).transpose()?,
        text: fields.given("text").map(typed::title).transpose()?,
    };
    app.add_event(id, &said)
}

fn dispute(app: &mut App, id: ParcelId, fields: &Fields) -> anyhow::Result<()> {
    let what: DisputeEvent = word(fields, "what")?.ok_or_else(|| wrong_word("what", ""))?;
    let finding: Option<Finding> = word(fields, "finding")?;
    let step = DisputeStep {
        what,
        finding,
        at: day(app, fields, "at")?,
        until: day(app, fields, "until")?,
        amount: fields.given("amount").map(typed::sum).transpose()?,
        rate: fields.given("rate").map(typed::rate).transpose()?,
        sure: fields.ticked("sure"),
    };
    app.dispute_step(id, step)
}

fn edit(app: &mut App, id: ParcelId, fields: &Fields) -> anyhow::Result<()> {
    let edit = Edit {
        title: fields.given("title").map(typed::title).transpose()?,
        seller: fields.given("seller").map(typed::title).transpose()?,
        order: fields.given("order").map(typed::order).transpose()?,
        order_id: fields.given("order_id").map(typed::order).transpose()?,
        shop: fields.given("shop").map(|shop| app.find_shop(Some(shop))).transpose()?,
        price: fields.given("price").map(typed::sum).transpose()?,
        ordered: day(app, fields, "ordered")?,
        shipped: day(app, fields, "shipped")?,
        promised: day(app, fields, "promised")?,
        protection_ends: day(app, fields, "protection_ends")?,
        postcode: fields.given("postcode").map(typed::postcode).transpose()?,
        to_forwarder: fields.given("to_forwarder").map(|it| it != "no"),
        code: fields.given("code").map(|meant| app.find_code(meant)).transpose()?,
        sure: fields.ticked("sure"),
    };
    app.edit(id, edit)
}
