//! Rows for what has arrived, or is said to have.

use super::situation::Situation;
use crate::{
    model::{Action, Advice, Problem, Stage, Term, Why},
    rules::days::plus,
};

/// Neighbours and the office are asked for so many days, then the claim is opened within one more.
const SEARCH: i32 = 2;

impl Situation<'_> {
    /// Rows 5 and 6: tracking says delivered, the user has nothing. The clock is cut by the delivery, so this cannot wait.
    pub fn denied(&self) -> Option<Advice> {
        let wrong = self.dispute.denied().filter(|_| self.progress.stage == Stage::Delivered)?;
        let on = self.day(wrong.at);
        let (ground, last) = (wrong.problem.into(), plus(on, SEARCH + 1));
        let said = Why::Wronged { problem: wrong.problem, on };
        let hurry = self.left().is_some_and(|left| left <= SEARCH);
        let mut advice = match self.left() {
            Some(left) if left < 0 => return None,
            _ if wrong.problem == Problem::NotReceived && self.since(on) < SEARCH && !hurry => {
                self.say(Action::AskPost).by(Some(plus(on, SEARCH))).within(Term::Search, last, self.today)
            }
            _ => {
                let claim = self.claim(Action::Open, ground);
                // A day that is past is no deadline: what is left is the end of the window.
                let last = Some(last).filter(|last| *last >= self.today);
                let by = [last, claim.act_by].into_iter().flatten().min();
                claim.by(by)
            }
        };
        advice.because.insert(0, said);
        Some(advice)
    }

    /// Something says that it came, and nothing says for sure that it was this parcel: the user is asked before anything is
    /// claimed.
    pub fn said_to_have_ended(&self) -> Option<Advice> {
        let asked = self.verdict.because.iter().any(|why| matches!(why, Why::SaidToHaveEnded { .. }));
        asked.then(|| self.say(Action::TellArrival).by(self.closes().filter(|day| *day >= self.today)))
    }

    /// The goods came and are not as they should be.
    pub fn wrong_goods(&self) -> Option<Advice> {
        let wrong = self.dispute.goods().filter(|_| self.received.is_some())?;
        let said = Why::Wronged { problem: wrong.problem, on: self.day(wrong.at) };
        if self.left().is_some_and(|left| left < 0) {
            return Some(self.plain(Action::Elsewhere, vec![said]));
        }
        let mut advice = self.claim(Action::ClaimGoods, wrong.problem.into());
        advice.because = vec![said];
        Some(match self.closes() {
            Some(closes) => advice.within(Term::Goods, closes, self.today),
            None => advice,
        })
    }

    /// It came: the goods are looked at before receipt is confirmed, while a claim can still be opened.
    pub fn arrived(&self) -> Option<Advice> {
        if self.progress.stage != Stage::Delivered {
            return None;
        }
        match self.left() {
            Some(left) if left < 0 => Some(Advice { window: self.window, ..Advice::nothing() }),
            _ => Some(self.say(Action::Inspect).by(self.closes())),
        }
    }
}
