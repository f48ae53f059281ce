//! What a shop's form asks, what to attach to a claim, and what comes next.

use super::{
    Answer, ClaimFacts, Lang, Phrasebook, Setting,
    claim_text::{QUOTE, total},
    one_line::one_line,
    reasons::tail,
};
use crate::model::{Leg, Problem, Wrong};

/// The longest answer, in characters.
const ANSWER: usize = 300;

impl Phrasebook {
    /// The form's questions, answered, in the order forms ask them.
    pub(super) fn form(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<Answer> {
        let part = facts.goods().and_then(|wrong| wrong.amount.clone());
        let received = if facts.goods().is_some() { "answer-yes" } else { "answer-no" };
        let solution = if part.is_some() { "answer-part-refund" } else { "answer-full-refund" };
        let sum = part.or_else(|| total(facts.orders));
        let reason =
            facts.reason.map(|label| one_line(if self.lang() == Lang::Ru { label.ru } else { label.en }, QUOTE));
        let orders = facts.orders.iter().map(|order| order.id.as_str()).filter(|id| !id.is_empty());
        let numbers = sure(facts).map(|leg| leg.key.number.as_str());
        let or = |answer: Option<String>, id: &str| answer.unwrap_or_else(|| self.label(id));
        let answered = |(id, question, answer): (&'static str, &str, String)| {
            let question = self.label(question);
            Answer { id, question, answer }
        };
        [
            ("received", "question-received", self.label(received)),
            ("reason", "question-reason", or(reason, "answer-reason-unknown")),
            ("solution", "question-solution", self.label(solution)),
            ("amount", "question-amount", or(sum.map(|sum| self.money(&sum)), "answer-unknown")),
            ("order", "question-order", or(joined(orders), "answer-unknown")),
            ("number", "question-number", or(joined(numbers), "answer-no-number")),
            ("last-scan", "question-last-scan", or(self.latest(facts, setting), "answer-no-scan")),
        ]
        .map(answered)
        .into()
    }

    fn latest(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let event = &facts.events.last()?.event;
        let day = self.date(event.wall.date(), setting.today);
        Some(one_line(&format!("{day}: {}{}", self.scanned(event), tail(", ", &event.place)), ANSWER))
    }

    pub(super) fn attached(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<String> {
        let mut attach = vec![self.label("attach-page"), self.label("attach-picture")];
        if let Some(wrong) = facts.goods() {
            attach.extend(self.proof_of(wrong));
        } else {
            let pages = sure(facts).map(|leg| {
                let args = [
                    ("number", leg.key.number.as_str().into()),
                    ("carrier", (setting.carrier)(&leg.key.carrier).into()),
                ];
                self.phrase("attach-carrier", &args)
            });
            attach.extend(pages);
            let certificate = facts.wrong.is_some_and(|wrong| wrong.problem.denies());
            attach.extend(certificate.then(|| self.label("attach-certificate")));
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
        if facts.goods().is_some() {
            next.extend([self.label("next-sure"), self.label("next-agree")]);
        }
        next.extend([seller, self.label("next-proof"), self.label("next-tell")]);
        // What is in hand already needs no warning to wait for it.
        let lies = |id: &&String| facts.goods().is_none() || *id != "confirm-receipt";
        let traps = facts.traps.iter().filter(lies).map(|id| format!("trap-{id}")).filter(|id| self.has(id));
        next.extend(traps.map(|id| self.label(&id)));
        next
    }
}

fn sure<'a>(facts: &ClaimFacts<'a>) -> impl Iterator<Item = &'a Leg> {
    facts.legs.iter().filter(|leg| leg.sure())
}

fn joined<'a>(pieces: impl Iterator<Item = &'a str>) -> Option<String> {
    let pieces: Vec<&str> = pieces.collect();
    (!pieces.is_empty()).then(|| one_line(&pieces.join(", "), ANSWER))
}
