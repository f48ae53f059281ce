//! What happened with a claim, as the user tells it, and the dossier for it.

use anyhow::Context;
use jiff::{Timestamp, civil::Date};

use super::{
    doubt::{self, Doubt},
    given_sum::GivenSum,
};
use crate::{
    app::{refusal::Refusal, state::App, views::dispute::DisputeAdvice},
    model::{Act, Dispute, DisputeState, Finding, Money, ParcelId, Problem, Step, Wrong, total, words},
    rules::dispute::{self, NoText, NotNow, settlement},
};

words! {
    /// What can happen with a claim.
    DisputeEvent {
        /// The user opened it, or repeated or changed it.
        Opened = "opened",
        /// The seller answered.
        Replied = "replied",
        /// The shop was called, or a decision objected to.
        Escalated = "escalated",
        /// The shop decided.
        Decided = "decided",
        /// The user sent the goods back.
        SentBack = "sent-back",
        /// The money came.
        Refunded = "refunded",
        /// The user withdrew it.
        Withdrawn = "withdrawn",
        /// The seller lengthened the protection.
        Extended = "extended",
        /// Tracking says delivered, the user has nothing.
        NotReceived = "not-received",
        /// It was delivered in another place.
        WrongPlace = "wrong-place",
    }
}

/// What happened with a claim, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DisputeStep {
    /// What.
    pub what: DisputeEvent,
    /// What was said, where somebody answered.
    pub finding: Option<Finding>,
    /// The day it happened; today without it.
    pub at: Option<Date>,
    /// The last day of what follows, as the order page shows it.
    pub until: Option<Date>,
    /// The sum that was asked for, offered, awarded or paid.
    pub amount: Option<GivenSum>,
    /// Units of the money that came for one unit of what was awarded, on that day.
    pub rate: Option<f64>,
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
}

impl App {
    /// What is doubtful of what is told of a claim.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody knows the currency of a sum.
    pub fn doubts_of_dispute(&mut self, id: ParcelId, told: &DisputeStep) -> anyhow::Result<Vec<Doubt>> {
        let case = self.case(id)?;
        let sum = told.amount.as_ref().map(|sum| self.sum_of_claim(&case, sum)).transpose()?;
        let came = case.dispute.steps.iter().filter(|step| step.state == DisputeState::Refunded);
        let came = came.filter(|_| told.what == DisputeEvent::Refunded).filter_map(|step| step.amount.as_ref());
        let in_all = sum.map(|sum| {
            let before = came.filter(|it| it.currency == sum.currency).map(|it| it.cents);
            Money { cents: before.fold(sum.cents, i64::saturating_add), currency: sum.currency.clone() }
        });
        let paid = total(&case.orders);
        let doubts = [
            self.over_before(told.until, told.at.unwrap_or_else(|| self.today())),
            in_all.and_then(|sum| self.more_than_paid(&sum, paid.as_ref())),
        ];
        Ok(doubts.into_iter().flatten().collect())
    }

    /// Tells a parcel what happened with its claim.
    ///
    /// # Errors
    /// A [`Refusal`] where it cannot follow what happened before, is in the future, or can hardly be meant.
    pub fn dispute_step(&mut self, id: ParcelId, told: DisputeStep) -> anyhow::Result<()> {
        if !told.sure {
            doubt::grave(self.doubts_of_dispute(id, &told)?)?;
        }
        let state = match told.what {
            DisputeEvent::Extended => {
                let until = told.until.ok_or_else(|| Refusal::new("dispute-extended-until"))?;
                self.act(id, Act::Extended { until })?;
                return Ok(());
            }
            DisputeEvent::NotReceived => return self.not_received(id, Problem::NotReceived, told.at),
            DisputeEvent::WrongPlace => return self.not_received(id, Problem::WrongPlace, told.at),
            DisputeEvent::Opened => DisputeState::Opened,
            DisputeEvent::Replied => DisputeState::Replied,
            DisputeEvent::Escalated => DisputeState::Escalated,
            DisputeEvent::Decided => DisputeState::Decided,
            DisputeEvent::SentBack => DisputeState::SentBack,
            DisputeEvent::Refunded => DisputeState::Refunded,
            DisputeEvent::Withdrawn => DisputeState::Withdrawn,
        };
        let case = self.case(id)?;
        let amount = told.amount.as_ref().map(|sum| self.sum_of_claim(&case, sum)).transpose()?;
        let before = case.dispute;
        let at = self.moment(told.at, before.steps.last().map(|step| step.at))?;
        let DisputeStep { finding, until, rate, .. } = told;
        if state == DisputeState::Decided && finding.is_none() {
            return Err(Refusal::new("dispute-decided-whom").into());
        }
        if rate.is_some() && state != DisputeState::Refunded {
            return Err(Refusal::new("dispute-rate").into());
        }
        if rate.is_some() && settlement::is_in_the_currency_due(&before, &case.orders, amount.as_ref()) {
            return Err(Refusal::new("dispute-rate-same").into());
        }
        let step = Step { finding, amount, until, rate, ..Step::new(state, at) };
        dispute::check(&before, &step, self.now).map_err(|why| self.not_now(why, &before, &step))?;
        self.act(id, Act::Disputed { step })?;
        Ok(())
    }

    /// Whether the shop's rules say how long the seller has to answer.
    pub fn seller_has_known_days(&mut self, id: ParcelId) -> anyhow::Result<bool> {
        let orders = self.case(id)?.orders;
        Ok(orders.iter().filter_map(|order| self.setup.knowledge.rules(order)).any(|shop| shop.reply.is_some()))
    }

    /// The user has nothing, whatever the tracking says. Said once more, it is so since it was first said.
    ///
    /// # Errors
    /// A [`Refusal`] where the day has not come yet.
    pub fn not_received(&mut self, id: ParcelId, problem: Problem, at: Option<Date>) -> anyhow::Result<()> {
        let said = self.case(id)?.dispute.denied().is_some_and(|wrong| wrong.problem == problem);
        if said && at.is_none() {
            return Ok(());
        }
        let at = self.moment(at, None)?;
        let wrong = Wrong { problem, at, amount: None, photos: Vec::new(), note: String::new() };
        self.act(id, Act::Wronged { wrong })?;
        Ok(())
    }

    /// Writes the dossier of a parcel, and says what it was made of.
    ///
    /// # Errors
    /// A [`Refusal`] where the user has to say first whether the parcel is there, or what is wrong with it.
    pub fn draft_dispute(&mut self, id: ParcelId) -> anyhow::Result<DisputeAdvice> {
        let evidence = self.evidence(id)?;
        let round = evidence.round().map_err(|why| no_text(why, id))?;
        let folder = evidence.write(&self.setup, round).context("the dossier could not be written")?;
        if evidence.case.dispute.state() == DisputeState::None {
            self.act(id, Act::Disputed { step: Step::new(DisputeState::Drafted, self.now) })?;
        }
        Ok(DisputeAdvice::with_dossier(self, &evidence, &folder))
    }

    /// Now, or noon of an earlier day; never before what happened last on that day.
    pub(super) fn moment(&self, day: Option<Date>, last: Option<Timestamp>) -> anyhow::Result<Timestamp> {
        let Some(day) = day.filter(|day| *day != self.today()) else { return Ok(self.now) };
        let noon = day.at(12, 0, 0, 0).to_zoned(self.setup.knowledge.zone.clone())?.timestamp();
        if noon > self.now {
            let day = self.setup.phrases.date(day, self.today());
            return Err(Refusal::new("not-now-future").with("day", day).into());
        }
        Ok(last.filter(|last| self.setup.knowledge.day(*last) == day).map_or(noon, |last| last.max(noon)))
    }

    fn not_now(&self, why: NotNow, before: &Dispute, step: &Step) -> Refusal {
        let day = |at: Timestamp| self.setup.phrases.date(self.setup.knowledge.day(at), self.today());
        match why {
            NotNow::NotOpened => Refusal::new("not-now-not-opened"),
            NotNow::Running => Refusal::new("not-now-running"),
            NotNow::Settled => Refusal::new("not-now-settled"),
            NotNow::Refunded => Refusal::new("not-now-refunded"),
            NotNow::Withdrawn => Refusal::new("not-now-withdrawn"),
            NotNow::Appealed => Refusal::new("not-now-appealed"),
            NotNow::NothingToSend => Refusal::new("not-now-nothing-to-send"),
            NotNow::Finding => Refusal::new("not-now-finding").with("state", step.state.word()),
            NotNow::Earlier => {
                let last = before.steps.last().map(|last| day(last.at)).unwrap_or_default();
                Refusal::new("not-now-earlier").with("last", last)
            }
            NotNow::Future => Refusal::new("not-now-future").with("day", day(step.at)),
        }
    }
}

fn no_text(why: NoText, parcel: ParcelId) -> Refusal {
    let id = match why {
        NoText::Nothing => return Refusal::new("dispute-nothing-to-write"),
        NoText::SayFirst => "dispute-say-first",
        NoText::AllIsWell => "dispute-all-is-well",
    };
    Refusal::new(id).with("id", parcel.to_string())
}
