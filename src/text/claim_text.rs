//! A claim in words: facts of one parcel, nothing else.

use jiff::civil::Date;

use super::{
    Arg, Phrasebook, Setting,
    one_line::{fit, one_line},
    reasons::tail,
};
use crate::model::{Advice, Entry, Event, Leg, Money, Order, Problem, Verdict, Why, Wrong};

/// The shop's words for a reason of its list.
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
    /// What the user calls the parcel.
    pub title: &'a str,
    /// The purchases in it.
    pub orders: &'a [Order],
    /// Its legs.
    pub legs: &'a [Leg],
    /// Its merged events, oldest first.
    pub events: &'a [Entry],
    /// What is thought of it.
    pub verdict: &'a Verdict,
    /// What is advised.
    pub advice: &'a Advice,
    /// What the user found wrong with the goods or their delivery.
    pub wrong: Option<&'a Wrong>,
    /// The day the user got them.
    pub received: Option<Date>,
    /// The shop's words for the advised reason.
    pub reason: Option<Label<'a>>,
    /// Days the seller has to answer, where the shop's rules are known.
    pub seller_reply_days: Option<i32>,
    /// The shop's traps, ids of the phrases `trap-*`.
    pub traps: &'a [String],
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
const NOTE: usize = 400;

impl Phrasebook {
    /// The claim in this language. Its text has at most `limit` characters: what weighs least is left out first, by
    /// whole sentences.
    pub fn claim(&self, facts: &ClaimFacts, setting: &Setting, limit: usize) -> Claim {
        Claim {
            text: bounded(self.sentences(facts, setting), limit),
            answers: self.form(facts, setting),
            attach: self.attached(facts, setting),
            next: self.what_next(facts),
        }
    }

    /// The sentences in their order, each with its weight; 0 weighs most.
    fn sentences(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<(u8, String)> {
        if let Some(wrong) = facts.goods() {
            return self.goods_are_wrong(facts, wrong, setting);
        }
        let mut said =
            vec![(0, self.opening(facts)), (2, self.numbers_named(facts, setting)), (2, self.last_scan(facts))];
        for (weight, why) in (1..).zip(proof(facts)) {
            let args = [("fact", self.reasoned(why, setting).into())];
            said.push((if weight == 1 { 1 } else { 4 }, self.phrase("claim-fact", &args)));
        }
        let dated = |id: &str, name: &str, day: Option<Date>| {
            day.map(|day| self.phrase(id, &[(name, self.date(day, setting.today).into())]))
        };
        let first = |of: fn(&Order) -> Option<Date>| facts.orders.iter().filter_map(of).min();
        let dates = [
            (5, dated("claim-bought", "on", first(|order| order.ordered))),
            (5, dated("claim-shipped", "on", first(|order| order.shipped))),
            (4, dated("claim-promised", "on", first(|order| order.promised))),
            (3, dated("claim-protection", "ends", first(|order| order.protection_ends))),
        ];
        said.extend(dates.into_iter().filter_map(|(weight, said)| Some((weight, said?))));
        if handover_open(facts) {
            said.push((1, self.label("claim-not-looked")));
        }
        said.push((0, self.phrase("claim-ask", &[("price", self.priced(facts, "claim-ask-price").into())])));
        said
    }

    /// The sentences of a claim about goods that came.
    fn goods_are_wrong(&self, facts: &ClaimFacts, wrong: &Wrong, setting: &Setting) -> Vec<(u8, String)> {
        let problem = self.label(&format!("claim-{}", wrong.problem));
        let args: [(&str, Arg); 4] = [
            ("order", self.order_named(facts.orders).into()),
            ("title", one_line(facts.title, QUOTE).into()),
            ("price", self.priced(facts, "claim-price").into()),
            ("problem", problem.into()),
        ];
        let note = one_line(&wrong.note, NOTE);
        let photos = [("count", wrong.photos.len().into())];
        let day = |day: Date| [("on", self.date(day, setting.today).into())];
        let ask = match &wrong.amount {
            Some(sum) => self.phrase("claim-ask-part", &[("price", self.money(sum).into())]),
            None => self.phrase("claim-ask", &[("price", self.priced(facts, "claim-ask-price").into())]),
        };
        let said = [
            (0, Some(self.phrase("claim-goods", &args))),
            (1, (!note.is_empty()).then(|| self.phrase("claim-note", &[("note", note.into())]))),
            (3, facts.received.map(|on| self.phrase("claim-received", &day(on)))),
            (2, (!wrong.photos.is_empty()).then(|| self.phrase("claim-photos", &photos))),
            (4, Some(self.numbers_named(facts, setting))),
            (0, Some(ask)),
        ];
        said.into_iter().filter_map(|(weight, said)| Some((weight, said?))).collect()
    }

    fn opening(&self, facts: &ClaimFacts) -> String {
        let args: [(&str, Arg); 3] = [
            ("order", self.order_named(facts.orders).into()),
            ("title", one_line(facts.title, QUOTE).into()),
            ("price", self.priced(facts, "claim-price").into()),
        ];
        let delivered = because(facts).any(|why| matches!(why, Why::Delivered { .. }));
        match facts.wrong.map(|wrong| wrong.problem) {
            Some(Problem::WrongPlace) => self.phrase("claim-elsewhere", &args),
            _ if delivered => self.phrase("claim-delivered", &args),
            _ => self.phrase("claim-ordered", &args),
        }
    }

    fn numbers_named(&self, facts: &ClaimFacts, setting: &Setting) -> String {
        let named: Vec<String> = facts
            .legs
            .iter()
            .filter(|leg| leg.sure())
            .take(4)
            .map(|leg| {
                let carrier = one_line(&(setting.carrier)(&leg.key.carrier), 40);
                self.phrase(
                    "claim-number-at",
                    &[("number", leg.key.number.as_str().into()), ("carrier", carrier.into())],
                )
            })
            .collect();
        let id = match named.len() {
            0 => "claim-no-number",
            1 => "claim-number",
            _ => "claim-numbers",
        };
        self.phrase(id, &[("numbers", named.join(", ").into())])
    }

    fn last_scan(&self, facts: &ClaimFacts) -> String {
        let Some(entry) = facts.events.last() else { return self.label("claim-no-scan") };
        let event = &entry.event;
        let text = self.scanned(event);
        let wall = event.wall.strftime("%Y-%m-%d %H:%M").to_string();
        let place = tail(", ", &one_line(&event.place, QUOTE));
        self.phrase("claim-last-scan", &[("wall", wall.into()), ("text", text.into()), ("place", place.into())])
    }

    /// The source's own words for a scan, or what its code means, or the code itself.
    pub(super) fn scanned(&self, event: &Event) -> String {
        match (event.text.trim(), event.status) {
            ("", Some(status)) => self.status(status),
            ("", None) => one_line(&event.code, QUOTE),
            (text, _) => one_line(text, QUOTE),
        }
    }

    fn priced(&self, facts: &ClaimFacts, id: &str) -> String {
        total(facts.orders).map_or(String::new(), |sum| self.phrase(id, &[("price", self.money(&sum).into())]))
    }
}

impl ClaimFacts<'_> {
    /// What is wrong with the goods, where the user has them.
    pub(super) fn goods(&self) -> Option<&Wrong> {
        self.wrong.filter(|wrong| !wrong.problem.denies())
    }
}

fn because<'a>(facts: &ClaimFacts<'a>) -> impl Iterator<Item = &'a Why> {
    facts.verdict.because.iter().chain(&facts.advice.because)
}

/// The reasons that speak for the buyer, each once, at most four.
fn proof<'a>(facts: &ClaimFacts<'a>) -> Vec<&'a Why> {
    let mut said: Vec<&Why> = Vec::new();
    for why in because(facts).filter(|why| speaks(why)) {
        if said.len() < 4 && !said.contains(&why) {
            said.push(why);
        }
    }
    said
}

fn speaks(why: &Why) -> bool {
    matches!(
        why,
        Why::Quiet { .. }
            | Why::Unscanned { .. }
            | Why::Promise { .. }
            | Why::Held { .. }
            | Why::Refused { .. }
            | Why::Back { .. }
            | Why::Delivered { .. }
            | Why::Older { .. }
            | Why::TooFast { .. }
            | Why::TooLong { .. }
            | Why::CameElsewhere { .. }
            | Why::Shipped { .. }
    )
}

fn handover_open(facts: &ClaimFacts) -> bool {
    because(facts).any(|why| matches!(why, Why::HandoverOpen | Why::Changed { looked: false, .. }))
}

/// What all orders cost together, where every price is known and in one currency.
pub(super) fn total(orders: &[Order]) -> Option<Money> {
    let (first, rest) = orders.split_first()?;
    rest.iter().try_fold(first.price.clone()?, |sum, order| {
        let price = order.price.as_ref().filter(|price| price.currency == sum.currency)?;
        Some(Money { cents: sum.cents.checked_add(price.cents)?, currency: sum.currency })
    })
}

/// The sentences that fit, the weightiest first, told in their order.
fn bounded(mut said: Vec<(u8, String)>, limit: usize) -> String {
    let length = |said: &[(u8, String)]| said.iter().map(|(_, it)| it.chars().count() + 1).sum::<usize>();
    while length(&said) > limit + 1 {
        let lightest = said.iter().map(|(weight, _)| *weight).max().filter(|weight| *weight > 0);
        match said.iter().rposition(|(weight, _)| Some(*weight) == lightest) {
            Some(at) => said.remove(at),
            None => break,
        };
    }
    fit(said.into_iter().map(|(_, it)| it), limit)
}
