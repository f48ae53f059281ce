//! Rows while a claim runs: whom one waits for and until when, and what is the user's to do.

use jiff::civil::Date;

use super::{Escalation, Ground, settlement, situation::Situation, step::appealed};
use crate::{
    model::{Action, Advice, DisputeState, Finding, Step, Term, Why},
    rules::days::plus,
};

impl Situation<'_> {
    /// What a claim that runs asks for; `None` where none does.
    pub fn claim_under_way(&self) -> Option<Advice> {
        let step = self.dispute.steps.last().filter(|_| self.dispute.runs())?;
        let mut advice = self.changed(step).or_else(|| self.came_after_all(step)).unwrap_or_else(|| self.next(step));
        let opened = self.dispute.step(DisputeState::Opened);
        advice.reason = advice.reason.or_else(|| opened.and_then(|it| it.reason.clone()));
        Some(advice)
    }

    /// The money came: it is held against what was due.
    pub fn money_came(&self) -> Option<Advice> {
        let refunded = self.dispute.state() == DisputeState::Refunded;
        let came = settlement::came(self.dispute, self.orders, self.rates).filter(|_| refunded)?;
        match came {
            Why::Came { missing: Some(_), .. } => Some(self.plain(Action::AskRest, vec![came])),
            _ => Some(Advice { because: vec![came], ..Advice::nothing() }),
        }
    }

    /// The user withdrew the claim after protection had ended: nothing can be opened again.
    pub fn withdrawn_too_late(&self) -> Option<Advice> {
        let late = self.withdrawn() && self.until_end().is_some_and(|left| left < 0);
        let on = self.day(self.dispute.since(DisputeState::Withdrawn)?);
        late.then(|| self.plain(Action::Elsewhere, vec![Why::Said { state: DisputeState::Withdrawn, on }]))
    }

    /// What was found after the claim was opened speaks another language than the claim.
    fn changed(&self, step: &Step) -> Option<Advice> {
        let open = matches!(step.state, DisputeState::Opened | DisputeState::Replied | DisputeState::Escalated);
        let opened = self.dispute.since(DisputeState::Opened)?;
        let wrong = self.dispute.wrong.as_ref().filter(|it| open && it.at > opened)?;
        let mut advice = self.claim(Action::ChangeClaim, wrong.problem.into());
        advice.because = vec![Why::Wronged { problem: wrong.problem, on: self.day(wrong.at) }, self.said(step)];
        advice.act_by = self.seller_until(self.day(opened), step);
        Some(advice)
    }

    /// Row 21: it arrives while a claim runs that says it did not.
    fn came_after_all(&self, step: &Step) -> Option<Advice> {
        let open = matches!(step.state, DisputeState::Opened | DisputeState::Replied | DisputeState::Escalated);
        (open && self.is_there() && self.dispute.wrong.is_none()).then(|| {
            let mut because = vec![self.said(step)];
            because.extend(self.verdict.because.iter().cloned());
            self.plain(Action::Settle, because)
        })
    }

    fn next(&self, step: &Step) -> Advice {
        let on = self.day(step.at);
        match step.state {
            DisputeState::Opened => self.seller_is_asked(step, on),
            DisputeState::Replied => match step.finding {
                Some(Finding::Accepted | Finding::Refund) => self.money(step, on),
                Some(Finding::Return) => self.goods_go_back(step, on),
                Some(Finding::Replacement) => {
                    self.plain(Action::AwaitReplacement, vec![self.said(step)]).by(step.until)
                }
                _ => self.no_agreement(step),
            },
            DisputeState::Escalated => self.shop_decides(step, on),
            DisputeState::SentBack => self.plain(Action::AwaitRefund, vec![self.said(step)]).by(step.until),
            _ => match step.finding {
                Some(Finding::Return) => self.goods_go_back(step, on),
                Some(Finding::Against) => self.objects(step, on),
                _ => self.objects_to_a_part(step, on).unwrap_or_else(|| self.money(step, on)),
            },
        }
    }

    /// The seller's days: silence is the buyer's win, and where the buyer calls the shop, enough of it lets him.
    fn seller_is_asked(&self, step: &Step, on: Date) -> Advice {
        if let Some(advice) = self.may_call_the_shop(on, step) {
            return advice;
        }
        let Some(ends) = self.seller_until(on, step) else {
            return self.plain(Action::AwaitSeller, vec![self.said(step)]);
        };
        let over = ends < self.today;
        let advice = self.plain(if over { Action::CheckPage } else { Action::AwaitSeller }, vec![self.said(step)]);
        let term = if self.shop.reply.is_some() { Term::Seller } else { Term::Answer };
        advice.within(term, ends, self.today).by(Some(ends).filter(|_| !over))
    }

    /// The seller refused or offers something else: the claim is repeated, until the shop steps in or can be called.
    fn no_agreement(&self, step: &Step) -> Advice {
        let opened = self.dispute.since(DisputeState::Opened).map_or(self.day(step.at), |at| self.day(at));
        if let Some(advice) = self.may_call_the_shop(opened, step) {
            return advice;
        }
        let Some(ends) = step.until.or_else(|| self.shop_from(opened)) else {
            return self.plain(Action::AnswerSeller, vec![self.said(step)]);
        };
        let action = if ends < self.today { Action::AwaitDecision } else { Action::AnswerSeller };
        let advice = self.plain(action, vec![self.said(step)]).within(Term::Shop, ends, self.today);
        advice.by(Some(ends).filter(|_| action == Action::AnswerSeller))
    }

    /// Row 23: where the buyer has to call the shop, and may by now.
    fn may_call_the_shop(&self, opened: Date, step: &Step) -> Option<Advice> {
        let manual = self.shop.reply.as_ref().is_some_and(|it| it.escalation == Escalation::Manual);
        let from = self.shop_from(opened).filter(|from| manual && *from <= self.today)?;
        Some(self.plain(Action::Escalate, vec![self.said(step)]).within(Term::Shop, from, self.today))
    }

    /// From which day on the shop decides, or can be called to.
    fn shop_from(&self, opened: Date) -> Option<Date> {
        let reply = self.shop.reply.as_ref()?;
        let day = plus(opened, reply.escalates_after_days);
        let reason = self.dispute.step(DisputeState::Opened).and_then(|step| step.reason.as_deref());
        let moving = reason.is_some() && reason == self.shop.claim(Ground::InTransit).map(|it| it.id.as_str());
        Some(if moving && reply.in_transit_at_end { self.ends.map_or(day, |ends| day.max(ends)) } else { day })
    }

    fn shop_decides(&self, step: &Step, on: Date) -> Advice {
        match self.term(step.until, on, self.shop.decision.map(|it| it.days)) {
            None => self.plain(Action::AwaitDecision, vec![self.said(step)]),
            Some(ends) => {
                let over = ends < self.today;
                let action = if over { Action::CheckPage } else { Action::AwaitDecision };
                let advice = self.plain(action, vec![self.said(step)]).within(Term::Decision, ends, self.today);
                advice.by(Some(ends).filter(|_| !over))
            }
        }
    }

    /// The goods go back within the shop's days, or the money stays with the seller.
    fn goods_go_back(&self, step: &Step, on: Date) -> Advice {
        match self.term(step.until, on, self.shop.send_back.map(|it| it.days)) {
            None => self.plain(Action::SendBack, vec![self.said(step)]),
            Some(ends) => {
                let action = if ends < self.today { Action::Elsewhere } else { Action::SendBack };
                self.plain(action, vec![self.said(step)]).within(Term::Return, ends, self.today).by(Some(ends))
            }
        }
    }

    /// A decision against the buyer: one objection, while there is time.
    fn objects(&self, step: &Step, on: Date) -> Advice {
        let first = !appealed(self.dispute);
        let ends = self.term(step.until, on, self.shop.appeal.map(|it| it.days));
        let open = first && ends.is_none_or(|ends| ends >= self.today);
        let advice = self.plain(if open { Action::Appeal } else { Action::Elsewhere }, vec![self.said(step)]);
        match ends {
            Some(ends) if first => advice.within(Term::Appeal, ends, self.today).by(Some(ends).filter(|_| open)),
            _ => advice,
        }
    }

    /// A decision for a part: one objection while the day is known and not over; after that the part is waited for.
    fn objects_to_a_part(&self, step: &Step, on: Date) -> Option<Advice> {
        let part = settlement::partial(self.dispute, self.orders).filter(|_| !appealed(self.dispute))?;
        let ends = self.shop.appeal.map(|it| plus(on, it.days)).filter(|ends| *ends >= self.today)?;
        let advice = self.plain(Action::Appeal, vec![part, self.said(step)]);
        Some(advice.within(Term::Appeal, ends, self.today).by(Some(ends)))
    }

    /// The money that was awarded is waited for, then asked for.
    fn money(&self, step: &Step, on: Date) -> Advice {
        let mut advice = self.money_by(step, on);
        advice.because.extend(settlement::partial(self.dispute, self.orders));
        advice
    }

    fn money_by(&self, step: &Step, on: Date) -> Advice {
        let latest = step.until.or_else(|| self.shop.refund.as_ref().map(|it| it.latest(on)));
        let Some(latest) = latest else { return self.plain(Action::AwaitRefund, vec![self.said(step)]) };
        let over = latest < self.today;
        let advice = self.plain(if over { Action::AskRefund } else { Action::AwaitRefund }, vec![self.said(step)]);
        advice.within(Term::Refund, latest, self.today).by(Some(latest).filter(|_| !over))
    }

    /// The last day of a term of so many days from a day, unless the order page says another.
    fn term(&self, said: Option<Date>, from: Date, days: Option<i32>) -> Option<Date> {
        said.or(days.map(|days| plus(from, days)))
    }

    fn seller_until(&self, opened: Date, step: &Step) -> Option<Date> {
        let said = step.until.filter(|_| step.state == DisputeState::Opened);
        self.term(said, opened, self.shop.reply.as_ref().map(|it| it.seller_days))
    }

    /// What happened last, as a reason.
    fn said(&self, step: &Step) -> Why {
        let on = self.day(step.at);
        match step.finding {
            Some(finding) => Why::Found { finding, on },
            None => Why::Said { state: step.state, on },
        }
    }
}
