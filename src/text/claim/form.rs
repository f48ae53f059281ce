//! What a shop's form asks, what to attach to a claim, and what comes next.

use jiff::civil::Date;

use super::{
    facts::{Answer, ClaimFacts, QUOTE},
    quote::latin,
};
use crate::{
    model::{Problem, Round, Wrong},
    text::{Lang, Phrasebook, Setting, one_line},
};

/// The longest answer, in characters.
const ANSWER: usize = 300;

impl Phrasebook {
    /// The form's questions, answered, in the order forms ask them.
    pub(super) fn form(&self, facts: &ClaimFacts) -> Vec<Answer> {
        let part = facts.goods().and_then(|wrong| wrong.amount.as_ref());
        let received = if facts.goods().is_some() { "answer-yes" } else { "answer-no" };
        let solution = if part.is_some() { "answer-part-refund" } else { "answer-full-refund" };
        let reason =
            facts.reason.map(|label| one_line(if self.lang() == Lang::Ru { label.ru } else { label.en }, QUOTE));
        let orders = facts.orders.iter().map(|order| order.id.as_str()).filter(|id| !id.is_empty());
        let numbers = facts.sure().map(|leg| leg.key.number.as_str());
        let or = |answer: Option<String>, id: &str| answer.unwrap_or_else(|| self.label(id));
        let answered = |(id, question, answer): (&'static str, &str, String)| {
            let question = self.label(question);
            Answer { id, question, answer: if self.lang() == Lang::En { latin(&answer) } else { answer } }
        };
        [
            ("received", "question-received", self.label(received)),
            ("reason", "question-reason", or(reason, "answer-reason-unknown")),
            ("solution", "question-solution", self.label(solution)),
            ("amount", "question-amount", or(facts.asked.map(|sum| self.money(sum)), "answer-unknown")),
            ("order", "question-order", or(joined(orders), "answer-unknown")),
            ("number", "question-number", or(joined(numbers), "answer-no-number")),
            ("last-scan", "question-last-scan", or(self.latest(facts), "answer-not-looked")),
        ]
        .map(answered)
        .into()
    }

    /// The last scan, or that where it was looked there was none; nothing where nobody has looked.
    fn latest(&self, facts: &ClaimFacts) -> Option<String> {
        let day = |day: Date| self.date(day, Date::ZERO);
        let read = || facts.sure().filter_map(|leg| leg.asks.answered).max();
        match facts.events.last() {
            Some(entry) => {
                let day = day(entry.event.wall.date());
                Some(one_line(&format!("{day}: {}", self.scan(&entry.event)), ANSWER))
            }
            None if facts.sure().any(|leg| facts.older_scan(leg).is_some()) => Some(self.label("answer-others-scans")),
            None => Some(self.phrase("answer-no-scan", &[("on", day((facts.day)(read()?)).into())])),
        }
    }

    pub(super) fn attached(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<String> {
        if facts.round == Round::Money {
            return vec![self.label("attach-statement"), self.label("attach-order"), self.label("attach-chat")];
        }
        let file = |name: &str, ending: &str| match facts.platform == facts.reader {
            true => format!("{name}.{ending}"),
            false => format!("{name}.{}.{ending}", facts.platform),
        };
        let mut attach = vec![
            self.phrase("attach-page", &[("file", file("dossier", "html").into())]),
            self.phrase("attach-picture", &[("file", file("timeline", "png").into())]),
        ];
        if let Some(wrong) = facts.goods() {
            attach.extend(self.proof_of(wrong));
        } else {
            let pages = facts.sure().map(|leg| {
                let args = [
                    ("number", leg.key.number.as_str().into()),
                    ("carrier", (setting.carrier)(&leg.key.carrier).into()),
                ];
                self.phrase("attach-carrier", &args)
            });
            attach.extend(pages);
            attach.extend(facts.denied().map(|_| self.label("attach-certificate")));
        }
        attach.extend([self.label("attach-order"), self.label("attach-chat")]);
        attach
    }

    /// What a claim about goods is proved by: the photos there are, and those still to be made.
    fn proof_of(&self, wrong: &Wrong) -> Vec<String> {
        let wanted: &[&str] = match wrong.problem {
            Problem::Defect => &["attach-video-fault", "attach-photo-goods"],
            Problem::Short => &["attach-photo-all", "attach-weight", "attach-label", "attach-video"],
            Problem::Damaged => &["attach-photo-goods", "attach-photo-package", "attach-label", "attach-video"],
            Problem::Fake => &["attach-photo-marks", "attach-label"],
            _ => &["attach-photo-goods", "attach-page-of-goods", "attach-label"],
        };
        let kept = joined(wrong.photos.iter().map(String::as_str));
        let kept = kept.map(|names| self.phrase("attach-photos", &[("names", names.into())]));
        kept.into_iter().chain(wanted.iter().map(|id| self.label(id))).collect()
    }

    pub(super) fn what_next(&self, facts: &ClaimFacts) -> Vec<String> {
        let seller = match facts.seller_reply_days {
            Some(days) => self.phrase("next-seller", &[("days", self.days(days).into())]),
            None => self.label("next-seller-unknown"),
        };
        let mut next = Vec::new();
        if facts.goods().is_some() && facts.round != Round::Money {
            next.extend([self.label("next-sure"), self.label("next-agree")]);
        }
        if facts.round == Round::First {
            next.extend([seller, self.label("next-proof"), self.label("next-tell")]);
        }
        // What is in hand already needs no warning to wait for it.
        let lies = |id: &&String| facts.goods().is_none() || *id != "confirm-receipt";
        let traps = facts.traps.iter().filter(lies).map(|id| format!("trap-{id}")).filter(|id| self.has(id));
        next.extend(traps.map(|id| self.label(&id)));
        next
    }
}

fn joined<'a>(pieces: impl Iterator<Item = &'a str>) -> Option<String> {
    let pieces: Vec<&str> = pieces.collect();
    (!pieces.is_empty()).then(|| one_line(&pieces.join(", "), ANSWER))
}
