//! The article the project began from: each of its rules and numbers, where it lives now.

use jiff::civil::{Date, date};
use posylka::{
    model::{Action, DisputeState, Finding, Flag, Problem, Status},
    rules::{dispute::Marketplace, norms::Norms},
    text::{Lang, Phrasebook},
};

use super::Desk;

const POSTED: Date = date(2026, 4, 1);

fn shop() -> Marketplace {
    Marketplace::embedded().unwrap().remove(&"aliexpress-com".into()).unwrap()
}

/// What the article says, and where it holds: a rule that no longer did would fail by its name.
const RULES: &[(&str, fn() -> bool)] = &[
    ("average delivery takes three weeks", || norms().outermost.mean == 21),
    ("half a year means lost", || norms().outermost.lost == 180),
    ("sometimes there is no number at all", || {
        action(&mut Desk::at("aliexpress-com", POSTED).without_number(), 5) == Action::Wait
    }),
    ("the term is taken into account before a dispute", || action(&mut moving(), 30) == Action::Wait),
    ("the seller has five days", || shop().reply.is_some_and(|it| it.seller_days == 5)),
    ("no answer closes it in the buyer's favour", || action(opened().pass(26), 26) == Action::CheckPage),
    ("the seller asks to wait: the claim is repeated", || {
        let mut it = opened();
        it.step(23, DisputeState::Replied, Finding::Counter);
        action(&mut it, 23) == Action::AnswerSeller
    }),
    ("a repeated claim gives the seller his days anew", || {
        let mut it = opened();
        it.step(24, DisputeState::Opened, None);
        it.advised().2 == Some(29)
    }),
    ("not settled: the administration decides", || {
        let mut it = opened();
        it.step(23, DisputeState::Replied, Finding::Rejected);
        action(&mut it, 28) == Action::AwaitDecision
    }),
    ("close only when it is really solved", || phrase("next-agree").contains("really")),
    ("never on mere demand", || opened().case.advice.beware.iter().any(|trap| trap.starts_with("cancel"))),
    ("do not accept to wait longer", || opened().case.advice.beware.contains(&"wait-longer".to_owned())),
    ("an agreement may be another item", || {
        let mut it = opened();
        it.step(23, DisputeState::Replied, Finding::Replacement);
        action(&mut it, 30) == Action::AwaitReplacement
    }),
    ("decided for the seller: it is over, but for one objection", || {
        let mut it = opened();
        it.step(23, DisputeState::Decided, Finding::Against);
        action(&mut it, 24) == Action::Appeal && action(&mut it, 40) == Action::Elsewhere
    }),
    ("the money within 5 to 10 banking days; newer sources say 3 to 20", || {
        shop().refund.is_some_and(|it| it.banking && it.days[0] <= 5 && it.days[1] >= 10)
    }),
    ("overdue money: support, then the bank", || {
        let text = phrase_of("do-ask-refund");
        text.contains("support") && text.contains("bank")
    }),
    ("a dollar payment returns by that day's rate, and what hangs is not lost", || {
        let text = phrase_of("do-ask-refund");
        text.contains("dollar") && text.contains("not lost")
    }),
    ("at the price of purchase, to where it was paid from", || {
        let text = phrase_of("do-ask-refund");
        text.contains("price of purchase") && text.contains("paid from")
    }),
    ("a full refund or a part", || phrase("answer-full-refund") != phrase("answer-part-refund")),
    ("two branches: it did not come, or it is not right", || {
        let mut it = moving();
        it.scan(40, Status::Delivered).wrong(41, Problem::Defect);
        action(&mut it, 41) == Action::ClaimGoods
    }),
    ("the wrong thing too", || {
        let mut it = moving();
        it.scan(40, Status::Delivered).wrong(41, Problem::WrongItem);
        it.advised().1 == Some("not_as_described")
    }),
    ("only if you are sure: proof will be asked for", || {
        phrase_of("do-claim-goods").contains("sure") && phrase("next-sure").contains("proof")
    }),
    ("look before confirming receipt", || {
        let mut it = moving();
        it.scan(40, Status::Delivered);
        action(&mut it, 40) == Action::Inspect
    }),
    ("the number changes after customs: that is looked for first", || {
        let mut it = moving();
        it.scan(30, Status::ReleasedByCustoms);
        action(&mut it, 36) == Action::FindNumber
            && !it.case.verdict.has(Flag::Stalled)
            && !it.case.verdict.has(Flag::ProbablyLost)
    }),
    ("a claim forced by the clock says what was not looked for", || {
        let mut it = moving();
        it.scan(95, Status::ReleasedByCustoms);
        it.quiet(101);
        it.case.advice.because.contains(&posylka::model::Why::HandoverOpen)
    }),
];

#[test]
fn every_rule_of_the_article_has_its_home() {
    let broken: Vec<&str> = RULES.iter().filter(|(_, holds)| !holds()).map(|(name, _)| *name).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

fn norms() -> Norms {
    Norms::embedded().unwrap()
}

fn moving() -> Desk {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.scan(3, Status::Accepted).scan(8, Status::Exported);
    desk
}

fn opened() -> Desk {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.quiet(20);
    desk.step(20, DisputeState::Opened, None);
    desk
}

fn action(desk: &mut Desk, day: i32) -> Action {
    desk.quiet(day).advised().0
}

fn phrase(id: &str) -> String {
    Phrasebook::new(Lang::En).label(id)
}

fn phrase_of(id: &str) -> String {
    Phrasebook::new(Lang::En).phrase(id, &[("by", "".into()), ("order", "the order".into()), ("reason", "".into())])
}
