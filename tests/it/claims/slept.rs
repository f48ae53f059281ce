//! A machine that slept over a last day, or wakes when hardly any time is left.

use jiff::{Timestamp, civil::date};
use posylka::model::{Action, Missed, Notice, NoticeKind, Problem, Status, Told};

use super::desk::Desk;

/// Goods that came broken; the claim for them can be made until 27 May.
fn broken() -> Desk {
    let mut desk = Desk::at("aliexpress-com", date(2026, 4, 1));
    desk.scan(3, Status::Accepted).scan(40, Status::Delivered).wrong(42, Problem::Defect);
    desk
}

fn moscow(day: jiff::civil::Date, hour: i8) -> Timestamp {
    day.at(hour, 0, 0, 0).to_zoned(jiff::tz::TimeZone::get("Europe/Moscow").unwrap()).unwrap().timestamp()
}

fn told<'a>(desk: &'a Desk, key: &str) -> &'a Notice {
    desk.told.iter().find(|it| it.key.starts_with(key)).unwrap_or_else(|| panic!("{key}: {:?}", desk.told))
}

fn missed(notice: &Notice) -> Option<&Missed> {
    match &notice.kind {
        NoticeKind::Advised { missed, .. } => missed.as_ref(),
        _ => None,
    }
}

#[test]
fn a_last_day_that_was_slept_through_is_urgent_and_named() {
    let mut desk = broken();
    let last = desk.case.advice.act_by.unwrap();
    let action = desk.case.advice.action;
    desk.tell(&Told::Time, moscow(last, 23) + jiff::SignedDuration::from_hours(50));
    let elsewhere = told(&desk, "advised:claim-elsewhere:");
    assert_eq!(missed(elsewhere), Some(&Missed { action, act_by: last }));
    assert_eq!((elsewhere.urgent, elsewhere.insists(), elsewhere.act_by()), (true, false, Some(last)));

    let mut awake = broken();
    awake.quiet(70);
    let elsewhere = told(&awake, "advised:claim-elsewhere:");
    assert_eq!((missed(elsewhere), elsewhere.urgent), (None, false), "whoever was reminded knows");

    let mut deaf = broken();
    let end = moscow(last, 23) + jiff::SignedDuration::from_hours(50);
    while let Some(at) = deaf.changes_at().filter(|at| *at < end) {
        deaf.tell(&Told::Time, at);
        deaf.case.notices.iter_mut().for_each(|it| it.shown = false);
    }
    assert!(missed(told(&deaf, "advised:claim-elsewhere:")).is_some(), "no way out worked");
}

/// A window of which nobody had to speak before it closed: the parcel moved on, and the claim was days away.
#[test]
fn a_window_that_closed_meanwhile_is_the_last_day() {
    let mut desk = Desk::at("other", date(2026, 4, 1)).order(|it| it.protection_ends = Some(date(2026, 5, 20)));
    desk.scan(3, Status::Accepted).scan(40, Status::Imported);
    assert!(!desk.case.advice.action.drafts(), "{:?}", desk.case.advice);
    let closes = desk.case.advice.window.unwrap().closes;
    desk.tell(&Told::Time, moscow(date(2026, 5, 23), 9));
    let elsewhere = told(&desk, "advised:claim-elsewhere:");
    assert_eq!(elsewhere.act_by(), Some(closes));
    assert!(elsewhere.urgent);
}

#[test]
fn what_has_a_day_left_may_not_wait() {
    for (hour, urgent) in [(48, false), (24, true), (2, true)] {
        let mut desk = Desk::at("aliexpress-com", date(2026, 4, 1));
        desk.scan(3, Status::Accepted).scan(40, Status::Delivered);
        let window = desk.case.advice.window.unwrap();
        let now = moscow(window.closes, 23) - jiff::SignedDuration::from_hours(hour);
        desk.tell(&Told::Time, now);
        let wrong = posylka::model::Wrong {
            problem: Problem::Defect,
            at: now,
            note: String::new(),
            amount: None,
            photos: Vec::new(),
        };
        desk.tell(&Told::User(posylka::model::Act::Wronged { wrong }), now);
        let advised = told(&desk, &format!("advised:{}:", Action::ClaimGoods));
        assert_eq!((advised.urgent, advised.act_by()), (urgent, Some(window.closes)), "{hour} hours before");
    }
}
