//! Advice as sentences, and what to write to the seller.

use jiff::civil::Date;

use super::{Phrasebook, Setting};
use crate::model::{Action, Advice, Number, Order, Why};

/// The last day of a claim is named beside what comes before it, if it is no more days away than this.
const NEAR: i32 = 21;

/// What the seller is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// A number that works.
    Number,
    /// A longer protection.
    Extension,
    /// The number the local carrier gave.
    LocalNumber,
}

impl Phrasebook {
    /// What to do, by when, and why: one or two sentences. It names no button of the shop and no term of its own.
    pub fn advice(&self, advice: &Advice, orders: &[Order], setting: &Setting) -> String {
        self.advice_beside("", advice, orders, setting)
    }

    /// The same beside a sentence, which is not said once more.
    pub fn advice_beside(&self, said: &str, advice: &Advice, orders: &[Order], setting: &Setting) -> String {
        let todo = self.todo(advice, orders, setting);
        let why = advice.because.first().filter(|_| advice.action != Action::None);
        match why.map(|why| self.reasoned(why, setting)).filter(|why| why != said) {
            Some(why) => format!("{todo} {why}."),
            None => todo,
        }
    }

    /// What to do and by when, without why.
    pub fn todo(&self, advice: &Advice, orders: &[Order], setting: &Setting) -> String {
        let reason = advice.reason.as_ref().map(|id| (setting.reason)(advice).unwrap_or_else(|| id.clone()));
        let args = [
            ("by", self.by(advice.action, advice.act_by, setting).into()),
            ("else", self.otherwise(advice, orders, setting).into()),
            ("order", self.order_named(orders).into()),
            (
                "reason",
                reason.map_or(String::new(), |it| self.phrase("advice-reason", &[("reason", it.into())])).into(),
            ),
        ];
        let unlooked = advice.because.iter().any(|why| matches!(why, Why::WithoutNews { .. }));
        match advice.action {
            Action::Wait if unlooked => self.label("do-wait-for-a-look"),
            action => self.phrase(&format!("do-{action}"), &args),
        }
    }

    /// What to beware of at this moment, a sentence each.
    pub fn traps(&self, advice: &Advice) -> Vec<String> {
        let ids = advice.beware.iter().map(|id| format!("trap-{id}"));
        ids.filter(|id| self.has(id)).map(|id| self.label(&id)).collect()
    }

    /// A message to the seller; in English for the seller, in Russian to know what it says.
    pub fn asking(&self, asking: Asking, orders: &[Order], number: Option<&Number>) -> String {
        let number = number.map_or_else(|| self.label("seller-no-number"), |it| it.to_string());
        let args = [("order", self.order_named(orders).into()), ("number", number.into())];
        match asking {
            Asking::Number => self.phrase("seller-number", &args),
            Asking::Extension => self.phrase("seller-extension", &args),
            Asking::LocalNumber => self.phrase("seller-local-number", &args),
        }
    }

    /// The first order that has a number, as it stands after the word for an order.
    pub(super) fn order_named(&self, orders: &[Order]) -> String {
        match orders.iter().find(|order| !order.id.is_empty()) {
            Some(order) => self.phrase("advice-order", &[("id", (&order.id).into())]),
            None => self.label("advice-order-none"),
        }
    }

    /// What is left where that does not help, while it is near enough to matter.
    fn otherwise(&self, advice: &Advice, orders: &[Order], setting: &Setting) -> String {
        let id = format!("do-{}-else", advice.action);
        let near = |day: &Date| (0..=NEAR).contains(&(*day - setting.today).get_days());
        let closes = advice.window.map(|it| it.closes).filter(|day| self.has(&id) && near(day));
        let args = |day| [("date", self.date(day, setting.today).into()), ("order", self.order_named(orders).into())];
        closes.map_or(String::new(), |day| self.phrase(&id, &args(day)))
    }

    fn by(&self, action: Action, day: Option<Date>, setting: &Setting) -> String {
        let id = if action.awaits() { "advice-until" } else { "advice-by" };
        let args = |day| {
            let (date, distance) = (self.date(day, setting.today), self.distance(day, setting.today));
            [("date", date.into()), ("distance", distance.into())]
        };
        day.map_or(String::new(), |day| self.phrase(id, &args(day)))
    }
}
