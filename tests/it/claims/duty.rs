//! What is to be paid at the border, by a day that a message told.

use jiff::civil::date;
use posylka::model::{Action, Event, Facts, Heard, Money, NoticeKind, Reason, Status, Told, Why};

use super::Desk;

fn told(desk: &Desk, day: i32) -> Told {
    let event = Event {
        wall: desk.date(day).at(12, 0, 0, 0),
        zone: None,
        status: Some(Status::CustomsHeld),
        reason: Some(Reason::DutyUnpaid),
        by_words: false,
        code: "words".into(),
        text: String::new(),
        place: String::new(),
    };
    let duty = Some(Money { cents: 154_320, currency: "RUB".into() });
    let facts = Facts { duty, duty_by: Some(date(2026, 3, 20)), ..Facts::default() };
    let leg = desk.case.legs[0].key.clone();
    let heard = Heard { events: vec![event], facts, ..Heard::default() };
    Told::Heard { leg, by: "message:russian-post".into(), sure: true, heard }
}

fn held(mut desk: Desk) -> Desk {
    desk.scan(5, Status::Accepted).scan(8, Status::Exported).pass(9);
    let message = told(&desk, 9);
    let now = desk.date(9).at(13, 0, 0, 0).to_zoned(desk.knowledge.zone.clone()).unwrap().timestamp();
    desk.tell(&message, now);
    desk
}

/// Days on which something was told that begins so.
fn reminded(desk: &Desk) -> Vec<String> {
    let lead = desk.told.iter().filter(|it| matches!(it.kind, NoticeKind::Reminded { .. }));
    lead.map(|it| it.key.clone()).collect()
}

#[test]
fn what_customs_wants_is_said_with_its_last_day_and_reminded_of() {
    let begins = date(2026, 3, 1);
    let bought = Desk::at("aliexpress-ru", begins);
    let mut given = Desk::at("aliexpress-ru", begins);
    given.case.orders.clear();
    for (what, desk) in [("bought", bought), ("without an order", given)] {
        let mut desk = held(desk);
        let why = desk.case.verdict.because.iter().find(|why| matches!(why, Why::Held { .. })).cloned();
        let Some(Why::Held { duty: Some(duty), until, .. }) = why else { panic!("{what}: {:?}", desk.case.verdict) };
        assert_eq!((duty.cents, until), (154_320, Some(date(2026, 3, 20))), "{what}");
        assert_eq!(
            (desk.case.advice.action, desk.case.advice.act_by),
            (Action::AnswerCustoms, Some(date(2026, 3, 20))),
            "{what}"
        );
        desk.pass(19);
        let want = ["7d", "3d", "1d"].map(|lead| format!("reminded:answer-customs:2026-03-20:{lead}"));
        assert_eq!(reminded(&desk), want, "{what}");
        desk.pass(20);
        assert_eq!(desk.case.advice.act_by, None, "{what}: a day that is over is no last day");
    }
}
