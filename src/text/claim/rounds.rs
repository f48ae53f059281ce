//! How a text begins and what it asks for, round by round.

use jiff::civil::Date;

use super::{
    facts::{ClaimFacts, QUOTE, Said},
    quote::quoted,
};
use crate::{
    model::{DisputeState, Finding, Money, Problem, Round, Step, Term, Why},
    text::{Arg, Lang, Phrasebook},
};

type Args<'a> = Vec<(&'a str, Arg<'static>)>;

impl Phrasebook {
    /// What the text answers, and what the claim is about.
    pub(super) fn opening(&self, facts: &ClaimFacts) -> Vec<Said> {
        let mut said = match facts.round {
            Round::First => return vec![(0, self.first(facts))],
            Round::Wait => vec![self.on_the_day("claim-wait", facts)],
            Round::Counter => vec![self.offer(facts)],
            Round::Refused => vec![self.on_the_day("claim-refused", facts)],
            Round::Escalation => vec![self.before_the_shop(facts)],
            Round::Appeal => vec![self.objection(facts)],
            Round::Money => return self.award(facts),
        };
        let said_by_seller = (facts.round == Round::Escalation).then(|| self.sellers_word(facts));
        said.extend(said_by_seller.flatten());
        let (mut said, about) = (said.into_iter().map(|it| (0, it)).collect::<Vec<Said>>(), self.about(facts));
        said.push((0, about));
        said
    }

    /// The first claim: what is wrong with which purchase.
    fn first(&self, facts: &ClaimFacts) -> String {
        let mut args = self.named(facts);
        match facts.goods() {
            None => self.phrase("claim-ordered", &args),
            Some(wrong) => {
                let on = facts.received.map(|day| self.phrase("claim-on", &[("on", self.day_of(day))]));
                args.extend([("on", on.unwrap_or_default().into()), ("problem", self.wrong(wrong.problem))]);
                self.phrase("claim-goods", &args)
            }
        }
    }

    /// The same where the purchase was named already.
    fn about(&self, facts: &ClaimFacts) -> String {
        match facts.goods() {
            None => self.label("claim-still"),
            Some(wrong) => self.phrase("claim-still-goods", &[("problem", self.wrong(wrong.problem))]),
        }
    }

    fn wrong(&self, problem: Problem) -> Arg<'static> {
        self.label(&format!("claim-{problem}")).into()
    }

    /// The seller's offer beside what was asked for, in figures where they can be compared.
    fn offer(&self, facts: &ClaimFacts) -> String {
        let mut args = self.of_last_step(facts);
        let Some(offered) = facts.dispute.steps.last().and_then(|step| step.amount.as_ref()) else {
            return self.phrase("claim-offer", &args);
        };
        args.push(("offered", self.money(offered).into()));
        match short(facts.asked, offered) {
            None => self.phrase("claim-offer-sum", &args),
            Some((asked, missing, percent)) => {
                args.extend(self.compared(asked, &missing, percent));
                self.phrase("claim-offer-short", &args)
            }
        }
    }

    fn compared(&self, asked: &Money, missing: &Money, percent: i64) -> [(&'static str, Arg<'static>); 3] {
        let sum = |it: &Money| Arg::from(self.money(it));
        [("asked", sum(asked)), ("missing", sum(missing)), ("percent", percent.into())]
    }

    fn before_the_shop(&self, facts: &ClaimFacts) -> String {
        let shop = facts.shop.map(|shop| if self.lang() == Lang::Ru { shop.ru } else { shop.en });
        let shop = shop.map_or_else(|| self.label("claim-the-shop"), str::to_owned);
        let withdrawn = facts.dispute.steps.iter().rposition(|step| step.state == DisputeState::Withdrawn);
        let running = &facts.dispute.steps[withdrawn.map_or(0, |at| at + 1)..];
        let opened = running.iter().find(|step| step.state == DisputeState::Opened);
        let opened = opened.map(|step| self.day_of((facts.day)(step.at)));
        let mut args = self.named(facts);
        args.extend([("shop", shop.into()), ("opened", opened.unwrap_or_else(|| "".into()))]);
        self.phrase("claim-escalation", &args)
    }

    /// What the seller said to the claim that runs, or that nothing was heard.
    fn sellers_word(&self, facts: &ClaimFacts) -> Option<String> {
        let steps = &facts.dispute.steps;
        let opened = steps.iter().rposition(|step| step.state == DisputeState::Opened)?;
        let Some(step) = steps[opened..].iter().rev().find(|step| step.state == DisputeState::Replied) else {
            let until = facts.seller_until?;
            return Some(self.phrase("claim-seller-silent", &[("until", self.day_of(until))]));
        };
        let mut args: Args = vec![("on", self.day_of((facts.day)(step.at)))];
        let offered = step.amount.as_ref().filter(|_| step.finding == Some(Finding::Counter));
        if let Some((asked, missing, percent)) = offered.and_then(|it| short(facts.asked, it)) {
            args.push(("offered", offered.map_or(String::new(), |it| self.money(it)).into()));
            args.extend(self.compared(asked, &missing, percent));
            return Some(self.phrase("claim-seller-offered", &args));
        }
        args.push(("finding", step.finding.map_or("", Finding::word).into()));
        Some(self.phrase("claim-seller-said", &args))
    }

    fn objection(&self, facts: &ClaimFacts) -> String {
        let decided = facts.dispute.step(DisputeState::Decided);
        let mut args = self.named(facts);
        args.push(("on", decided.map_or("".into(), |step| self.day_of((facts.day)(step.at)))));
        let awarded = decided.filter(|step| step.finding != Some(Finding::Against)).and_then(|it| it.amount.as_ref());
        match awarded.and_then(|sum| Some((sum, short(facts.asked, sum)?))) {
            None => self.phrase("claim-appeal", &args),
            Some((awarded, (asked, missing, percent))) => {
                args.push(("awarded", self.money(awarded).into()));
                args.extend(self.compared(asked, &missing, percent));
                self.phrase("claim-appeal-part", &args)
            }
        }
    }

    /// What was awarded, and what came of it by when.
    fn award(&self, facts: &ClaimFacts) -> Vec<Said> {
        let gives = |step: &&Step| matches!(step.finding, Some(Finding::Accepted | Finding::Refund | Finding::Return));
        let awarded = facts.dispute.steps.iter().rev().find(gives);
        let mut args = self.named(facts);
        args.push(("on", awarded.map_or("".into(), |step| self.day_of((facts.day)(step.at)))));
        let sum = awarded.and_then(|step| step.amount.as_ref());
        let first = match (awarded, sum) {
            (None, _) => self.phrase("claim-ordered-refund", &args),
            (_, None) => self.phrase("claim-awarded", &args),
            (_, Some(sum)) => {
                args.push(("awarded", self.money(sum).into()));
                self.phrase("claim-awarded-sum", &args)
            }
        };
        let late = facts.advice.because.iter().find_map(|why| match why {
            Why::Term { term: Term::Refund, ends, .. } => Some(*ends),
            _ => None,
        });
        let second = match facts.came {
            Some(Why::Came { came, rate, missing: Some(missing), due, .. }) => {
                let rate = rate.map(|rate| self.rate(rate, &came.currency, &due.currency));
                let rate = rate.map(|rate| self.phrase("claim-rate", &[("rate", rate.into())])).unwrap_or_default();
                let refunded = facts.dispute.since(DisputeState::Refunded);
                let args = [
                    ("when", refunded.map_or("".into(), |at| self.day_of((facts.day)(at)))),
                    ("came", self.money(came).into()),
                    ("rate", rate.into()),
                    ("missing", self.money(missing).into()),
                ];
                Some(self.phrase("claim-came-short", &args))
            }
            _ => late.map(|until| self.phrase("claim-overdue", &[("until", self.day_of(until))])),
        };
        [Some(first), second].into_iter().flatten().map(|it| (0, it)).collect()
    }

    /// What the text asks for; the sum where it was not `told`.
    pub(super) fn ask(&self, facts: &ClaimFacts, told: bool) -> String {
        let part = facts.goods().is_some_and(|wrong| wrong.amount.is_some());
        let last = facts.dispute.steps.last().and_then(|step| step.amount.as_ref());
        let compared = last.and_then(|sum| short(facts.asked, sum)).is_some();
        let asked = facts.asked.filter(|_| !told);
        let price = asked.map(|sum| self.phrase("claim-ask-price", &[("price", self.money(sum).into())]));
        let args = [("kind", if part { "part" } else { "full" }.into()), ("price", price.unwrap_or_default().into())];
        match facts.round {
            Round::First | Round::Escalation => self.phrase("claim-ask", &args),
            Round::Counter if compared => self.label("claim-keep-whole"),
            Round::Wait | Round::Counter | Round::Refused => self.phrase("claim-keep", &args),
            Round::Appeal if facts.dispute.state() == DisputeState::Decided && compared => self.label("claim-ask-rest"),
            Round::Appeal => self.phrase("claim-ask-again", &args),
            Round::Money => self.label(if facts.came.is_some() { "claim-pay-rest" } else { "claim-pay" }),
        }
    }

    /// The order and what is in it.
    fn named(&self, facts: &ClaimFacts) -> Args<'static> {
        let title = quoted(facts.title, QUOTE, self.lang());
        vec![("order", self.order_named(facts.orders).into()), ("title", title.into())]
    }

    fn of_last_step(&self, facts: &ClaimFacts) -> Args<'static> {
        let mut args = self.named(facts);
        args.push(("on", facts.last_step().map_or("".into(), |day| self.day_of(day))));
        args
    }

    fn on_the_day(&self, id: &str, facts: &ClaimFacts) -> String {
        let finding = facts.dispute.steps.last().and_then(|step| step.finding).map_or("", Finding::word);
        let mut args = self.of_last_step(facts);
        args.push(("finding", finding.into()));
        self.phrase(id, &args)
    }

    fn day_of(&self, day: Date) -> Arg<'static> {
        self.date(day, Date::ZERO).into()
    }
}

/// What was asked for, what is missing of it at a sum, and how many of 100 that is.
fn short<'a>(asked: Option<&'a Money>, sum: &Money) -> Option<(&'a Money, Money, i64)> {
    let asked = asked.filter(|it| it.currency == sum.currency && it.cents > sum.cents)?;
    let cents = asked.cents.checked_sub(sum.cents)?;
    let percent = (cents as f64 * 100.0 / asked.cents as f64).round() as i64;
    Some((asked, Money { cents, currency: asked.currency.clone() }, percent))
}

impl Phrasebook {
    /// Whether an offer is as much as was asked for, so that nothing speaks against it.
    pub(super) fn suffices(&self, facts: &ClaimFacts) -> bool {
        let offered = facts.dispute.steps.last().and_then(|step| step.amount.as_ref());
        let enough =
            |(asked, offered): (&Money, &Money)| asked.currency == offered.currency && offered.cents >= asked.cents;
        facts.round == Round::Counter && facts.asked.zip(offered).is_some_and(enough)
    }
}
