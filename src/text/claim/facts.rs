//! What a claim is made of, and what becomes of it.

use jiff::{Timestamp, civil::Date};

use crate::model::{
    Advice, Dispute, Entry, Lang, Leg, LegState, Money, Order, ParcelId, Round, Stage, Verdict, Why, Wrong,
};

/// The shop's words for a reason of its list, or its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// In English.
    pub en: &'a str,
    /// In Russian.
    pub ru: &'a str,
}

/// What a claim is made of. Nothing enters it that does not stand here.
#[derive(Clone, Copy)]
pub struct ClaimFacts<'a> {
    /// What the text is for.
    pub round: Round,
    /// The parcel's short id.
    pub parcel: ParcelId,
    /// What the user calls the parcel.
    pub title: &'a str,
    /// The purchases in it.
    pub orders: &'a [Order],
    /// Its legs.
    pub legs: &'a [Leg],
    /// Its merged events, oldest first.
    pub events: &'a [Entry],
    /// Scans under its numbers that are older than the purchase, and so of another parcel.
    pub older: &'a [Entry],
    /// What is thought of it.
    pub verdict: &'a Verdict,
    /// What is advised.
    pub advice: &'a Advice,
    /// What happened with the claim, and what the user found wrong.
    pub dispute: &'a Dispute,
    /// The day the user got the goods.
    pub received: Option<Date>,
    /// The sum that is asked for.
    pub asked: Option<&'a Money>,
    /// What came of the money beside what was due, where it is not enough.
    pub came: Option<&'a Why>,
    /// The last day the seller had to answer, where it is over.
    pub seller_until: Option<Date>,
    /// The shop.
    pub shop: Option<Label<'a>>,
    /// The shop's words for the advised reason.
    pub reason: Option<Label<'a>>,
    /// Days the seller has to answer, where the shop's rules are known.
    pub seller_reply_days: Option<i32>,
    /// The shop's traps, ids of the phrases `trap-*`.
    pub traps: &'a [String],
    /// The language of those who read it at the shop.
    pub platform: Lang,
    /// The user's language.
    pub reader: Lang,
    /// The user's calendar day of a moment.
    pub day: &'a dyn Fn(Timestamp) -> Date,
}

/// A question of the shop's form, answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `received`, `reason`, `solution`, `amount`, `order`, `number`, `last-scan` or `problem`.
    pub id: &'static str,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

impl Answer {
    /// Both in one line; not every question has its own mark.
    pub fn line(&self) -> String {
        let colon = if self.question.ends_with('?') { "" } else { ":" };
        format!("{}{colon} {}\n", self.question, self.answer)
    }
}

/// A claim in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What to look at or to tell before it is sent.
    pub first: Vec<String>,
    /// What to paste into the form.
    pub text: String,
    /// The form's questions, answered, in the order forms ask them.
    pub answers: Vec<Answer>,
    /// What to attach.
    pub attach: Vec<String>,
    /// What comes next, and what not to do.
    pub next: Vec<String>,
}

/// Characters of a title, an event's text and a place that a claim quotes.
pub(super) const QUOTE: usize = 100;
/// Characters of the user's own words.
pub(super) const NOTE: usize = 400;

/// A sentence with its weight; 0 weighs most, and 0 is never left out.
pub(super) type Said = (u8, String);

impl<'a> ClaimFacts<'a> {
    /// What is wrong with the goods, where the user has them.
    pub(super) fn goods(&self) -> Option<&'a Wrong> {
        self.dispute.goods()
    }

    /// Whether tracking says that it was delivered, and the user that they have nothing.
    pub(super) fn denied(&self) -> Option<&'a Wrong> {
        self.dispute.denied().filter(|_| self.verdict.stage == Stage::Delivered)
    }

    pub(super) fn because(&self) -> impl Iterator<Item = &'a Why> {
        self.verdict.because.iter().chain(&self.advice.because)
    }

    /// The legs that are the parcel's own.
    pub(super) fn sure(&self) -> impl Iterator<Item = &'a Leg> {
        self.legs.iter().filter(|leg| leg.sure())
    }

    /// The events of a leg.
    pub(super) fn scans(&self, leg: &Leg) -> impl DoubleEndedIterator<Item = &'a Entry> {
        let key = leg.key.clone();
        self.events.iter().filter(move |entry| entry.leg == key)
    }

    /// The day of the last scan of a leg that is of another parcel, from before the purchase.
    pub(super) fn older_scan(&self, leg: &Leg) -> Option<Date> {
        let older = self.older.iter().filter(|entry| entry.leg == leg.key);
        older.map(|entry| entry.event.wall.date()).max()
    }

    /// The legs under which nobody has looked yet and nothing was told; an old one needs no look any more.
    pub(super) fn unread(&self) -> impl Iterator<Item = &'a Leg> {
        let untold = |leg: &&Leg| leg.asks.answered.is_none() && self.scans(leg).next().is_none();
        self.sure().filter(|leg| leg.state != LegState::Old).filter(untold)
    }

    /// The day of the last step.
    pub(super) fn last_step(&self) -> Option<Date> {
        self.dispute.steps.last().map(|step| (self.day)(step.at))
    }
}
