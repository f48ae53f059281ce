//! Every transition of a claim, every timer, every reminder.

use jiff::civil::{Date, date};
use posylka::{
    model::{
        Act,
        Action::{
            self, AnswerSeller, Appeal, AskRefund, AwaitDecision, AwaitRefund, AwaitReplacement, AwaitSeller,
            CheckPage, Elsewhere, Recommend, SendBack,
        },
        DisputeState::{self, Decided, Drafted, Escalated, Opened, Refunded, Replied, Withdrawn},
        Finding::{self, Accepted, Against, Counter, Refund, Rejected, Replacement, Return},
        Problem, Status, Step,
    },
    rules::dispute::{NotNow, check},
};

use super::Desk;

const POSTED: Date = date(2026, 4, 1);

/// A claim opened at noon of day 20, by a number that shows nothing.
fn opened() -> Desk {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.quiet(20);
    desk.step(20, Opened, None);
    desk
}

type Steps = &'static [(i32, DisputeState, Option<Finding>)];

/// What happened after opening on day 20, the day, and what is advised by which day.
const TIMERS: &[(&str, Steps, i32, Action, Option<i32>)] = &[
    ("the seller has five days", &[], 25, AwaitSeller, Some(25)),
    ("then silence is the buyer's win", &[], 26, CheckPage, None),
    ("a repeated claim begins them anew", &[(24, Opened, None)], 29, AwaitSeller, Some(29)),
    ("the seller agrees: money in 20 banking days", &[(22, Replied, Some(Accepted))], 23, AwaitRefund, Some(50)),
    ("no money by then", &[(22, Replied, Some(Accepted))], 51, AskRefund, None),
    ("the seller refuses: the shop steps in on day 7", &[(22, Replied, Some(Rejected))], 27, AnswerSeller, Some(27)),
    ("and then decides", &[(22, Replied, Some(Rejected))], 28, AwaitDecision, None),
    ("another thing is promised", &[(22, Replied, Some(Replacement))], 40, AwaitReplacement, None),
    ("the seller wants the goods back", &[(22, Replied, Some(Return))], 32, SendBack, Some(32)),
    ("and they were not sent", &[(22, Replied, Some(Return))], 33, Elsewhere, Some(32)),
    ("they are under way", &[(22, Replied, Some(Return)), (25, DisputeState::SentBack, None)], 60, AwaitRefund, None),
    ("the shop decides, no day is known", &[(27, Escalated, None)], 60, AwaitDecision, None),
    ("it decides for the buyer", &[(27, Escalated, None), (30, Decided, Some(Refund))], 58, AwaitRefund, Some(58)),
    ("it wants the goods back", &[(27, Escalated, None), (30, Decided, Some(Return))], 40, SendBack, Some(40)),
    ("it decides for the seller: seven days to object", &[(30, Decided, Some(Against))], 37, Appeal, Some(37)),
    ("nobody objected", &[(30, Decided, Some(Against))], 38, Elsewhere, None),
    ("it looks again", &[(30, Decided, Some(Against)), (33, Escalated, None)], 50, AwaitDecision, None),
    (
        "and stays with it",
        &[(30, Decided, Some(Against)), (33, Escalated, None), (40, Decided, Some(Against))],
        41,
        Elsewhere,
        None,
    ),
    ("the money came", &[(22, Replied, Some(Accepted)), (30, Refunded, None)], 31, Action::None, None),
    ("withdrawn while protection lasts: under way again", &[(22, Withdrawn, None)], 23, Recommend, Some(104)),
    ("withdrawn after its end: final", &[(92, Withdrawn, None)], 93, Elsewhere, None),
];

#[test]
fn every_timer_runs_to_its_day() {
    let mut faults = Vec::new();
    for (name, steps, day, action, by) in TIMERS {
        let mut desk = opened();
        for (day, state, finding) in *steps {
            desk.quiet(*day).step(*day, *state, *finding);
        }
        desk.quiet(*day);
        let (found, _, until) = desk.advised();
        if (found, until) != (*action, *by) {
            faults.push(format!("{name}: {found} by {until:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_day_on_the_order_page_stands_before_the_rules() {
    let mut desk = opened();
    let step = Step { until: Some(desk.date(40)), finding: Some(Accepted), ..Step::new(Replied, desk.now()) };
    desk.act(22, Act::Disputed { step });
    assert_eq!(desk.quiet(23).advised().2, Some(40));
    // A shop whose rules are not known has no days of its own.
    let mut desk = Desk::at("aliexpress-ru", POSTED).order(|it| it.protection_ends = Some(date(2026, 6, 30)));
    desk.quiet(80).step(80, Opened, None);
    assert_eq!((desk.advised().0, desk.advised().2), (AwaitSeller, None));
    desk.step(81, Replied, Rejected);
    assert_eq!((desk.advised().0, desk.advised().2), (AnswerSeller, None));
}

/// What was told, what is told now, and why that cannot be.
const REFUSED: &[(Steps, DisputeState, Option<Finding>, NotNow)] = &[
    (&[], Replied, None, NotNow::NotOpened),
    (&[], Escalated, None, NotNow::NotOpened),
    (&[], Decided, Some(Refund), NotNow::NotOpened),
    (&[], DisputeState::SentBack, None, NotNow::NotOpened),
    (&[], Withdrawn, None, NotNow::NotOpened),
    (&[], DisputeState::None, None, NotNow::NotOpened),
    (&[(20, Drafted, None)], Replied, None, NotNow::NotOpened),
    (&[(20, Opened, None)], Drafted, None, NotNow::Running),
    (&[(20, Opened, None)], DisputeState::SentBack, None, NotNow::NothingToSend),
    (&[(20, Opened, None)], Replied, Some(Against), NotNow::Finding),
    (&[(20, Opened, None)], Decided, Some(Counter), NotNow::Finding),
    (&[(20, Opened, None)], Withdrawn, Some(Refund), NotNow::Finding),
    (&[(20, Opened, None), (21, Escalated, None)], Escalated, None, NotNow::Running),
    (&[(20, Opened, None), (21, Replied, Some(Accepted))], Withdrawn, None, NotNow::Settled),
    (&[(20, Opened, None), (21, Replied, Some(Accepted))], Escalated, None, NotNow::Settled),
    (&[(20, Opened, None), (21, Decided, Some(Refund))], Withdrawn, None, NotNow::Settled),
    (&[(20, Opened, None), (21, Decided, Some(Refund))], Escalated, None, NotNow::Settled),
    (&[(20, Opened, None), (21, Decided, Some(Refund))], Opened, None, NotNow::Settled),
    (
        &[(20, Opened, None), (21, Decided, Some(Against)), (22, Escalated, None), (23, Decided, Some(Against))],
        Escalated,
        None,
        NotNow::Appealed,
    ),
    (&[(20, Opened, None), (21, Withdrawn, None)], Replied, None, NotNow::Withdrawn),
    (&[(20, Opened, None), (21, Refunded, None)], Opened, None, NotNow::Refunded),
    (&[(20, Opened, None), (21, Refunded, None)], Refunded, None, NotNow::Refunded),
];

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    for (steps, state, finding, why) in REFUSED {
        let mut desk = Desk::at("aliexpress-com", POSTED);
        for (day, state, finding) in *steps {
            desk.step(*day, *state, *finding);
        }
        desk.pass(30);
        let step = Step { finding: *finding, ..Step::new(*state, desk.now()) };
        assert_eq!(check(&desk.case.dispute, &step, desk.now()), Err(*why), "{steps:?} then {state} {finding:?}");
        let before = desk.case.dispute.clone();
        desk.act(30, Act::Disputed { step });
        assert_eq!(desk.case.dispute, before);
    }
    let mut desk = opened();
    desk.pass(22);
    let (early, late) =
        (Step::new(Replied, POSTED.to_zoned(desk.knowledge.zone.clone()).unwrap().timestamp()), desk.now());
    assert_eq!(check(&desk.case.dispute, &early, late), Err(NotNow::Earlier));
    let ahead = Step::new(Replied, late + jiff::SignedDuration::from_hours(1));
    assert_eq!(check(&desk.case.dispute, &ahead, late), Err(NotNow::Future));
}

#[test]
fn reminders_come_in_daylight_and_the_last_ones_may_not_wait() {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.scan(3, Status::Accepted).scan(40, Status::Delivered).wrong(42, Problem::Defect);
    desk.quiet(70);
    // Received on day 42: complete since, 15 days to claim, one of them for safety.
    assert_eq!((desk.advised().0, desk.advised().2), (Elsewhere, None));
    let said = desk.told("reminded:claim-goods:2026-05-27:");
    let hours: Vec<&str> = said.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(hours, ["05-20 09", "05-24 09", "05-26 09", "05-27 18"]);
    let urgent = |key: &str| desk.told.iter().find(|it| it.key.ends_with(key)).unwrap().urgent;
    assert_eq!(["7d", "3d", "1d", "6h"].map(urgent), [false, false, true, true]);
    assert_eq!(desk.told("advised:claim-goods:").len(), 1);
}

#[test]
fn a_machine_that_slept_reminds_once_and_of_what_is_left() {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.scan(3, Status::Accepted).scan(40, Status::Delivered).wrong(42, Problem::Defect);
    let late = date(2026, 5, 27).at(20, 0, 0, 0).to_zoned(desk.knowledge.zone.clone()).unwrap().timestamp();
    desk.tell(&posylka::model::Told::Time, late);
    let said = desk.told("reminded:");
    assert_eq!(said, [("05-27 20".to_owned(), "reminded:claim-goods:2026-05-27:6h".to_owned())]);
}

#[test]
fn a_reminder_that_no_longer_holds_is_withdrawn() {
    let mut desk = Desk::at("aliexpress-com", POSTED);
    desk.scan(3, Status::Accepted).scan(40, Status::Delivered).wrong(42, Problem::Defect).quiet(50);
    desk.case.notices.iter_mut().filter(|it| it.key.starts_with("reminded:")).for_each(|it| it.shown = false);
    let step = Step::new(Opened, desk.now());
    let told = posylka::model::Told::User(Act::Disputed { step });
    let ruling = posylka::rules::digest(&desk.case, &told, &desk.knowledge, desk.now());
    assert_eq!(ruling.withdrawn, ["reminded:claim-goods:2026-05-27:7d"]);
}

/// The night in which clocks change is an hour longer or shorter; days and hours on the wall stay what they are.
#[test]
fn a_change_of_summer_time_moves_no_deadline() {
    for (posted, last) in [(date(2026, 1, 20), date(2026, 3, 30)), (date(2026, 8, 18), date(2026, 10, 26))] {
        let mut desk = Desk::in_zone("other", posted, "Europe/Berlin").order(|it| it.protection_ends = Some(last));
        desk.scan(3, Status::Accepted).scan(50, Status::Imported);
        desk.quiet(75);
        let by = last - jiff::Span::new().days(1);
        let said = desk.told(&format!("reminded:open-dispute:{by}:"));
        let day = |before: i32, hour: &str| format!("{} {hour}", super::desk::plus(by, -before).strftime("%m-%d"));
        let wanted = [day(1, "09"), day(0, "18")];
        assert_eq!(said.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>(), wanted);
        assert_eq!(desk.told("advised:open-dispute:")[0].0, day(3, "00"));
    }
}

/// The shop's days are Pacific days: they end later than the user's, except where the user lives further west still.
#[test]
fn the_window_is_the_users_own_wherever_the_shop_keeps_its_clock() {
    let ends =
        [("Asia/Kamchatka", 104), ("Europe/Moscow", 104), ("America/Los_Angeles", 104), ("Pacific/Honolulu", 104)];
    for (zone, last) in ends {
        let mut desk = Desk::in_zone("aliexpress-com", POSTED, zone);
        desk.scan(3, Status::Accepted).scan(60, Status::Exported).quiet(95);
        let window = desk.case.advice.window.unwrap();
        assert_eq!((window.closes - POSTED).get_days(), last, "{zone}");
    }
    let mut desk = Desk::in_zone("other", POSTED, "Pacific/Honolulu");
    let shop = desk.knowledge.shops.get_mut(&"other".into()).unwrap();
    shop.clock.zone = Some("Asia/Shanghai".into());
    desk.case.orders[0].protection_ends = Some(desk.date(60));
    // The shop's day 60 ends while it is still day 60 there and day 59 has its evening in Honolulu: day 58 is safe.
    desk.pass(1);
    assert_eq!((desk.case.advice.window.unwrap().closes - POSTED).get_days(), 59);
}

/// From the order to the money, the user's clock hours away from the shop's, and over the night in which clocks change:
/// every day and every hour stays the user's own.
#[test]
fn a_life_from_order_to_refund_keeps_the_users_days() {
    for (zone, posted) in
        [("Asia/Kamchatka", POSTED), ("Europe/Berlin", date(2026, 1, 5)), ("Europe/Berlin", date(2026, 7, 31))]
    {
        let mut desk = Desk::in_zone("aliexpress-com", posted, zone);
        desk.scan(3, Status::Accepted).scan(8, Status::Exported).quiet(75);
        desk.scan(76, Status::Delivered).wrong(77, Problem::Damaged);
        assert_eq!(desk.advised(), (Action::ClaimGoods, Some("damaged"), Some(91)), "{zone}");
        desk.quiet(80).step(80, Opened, None);
        assert_eq!(desk.quiet(84).advised(), (AwaitSeller, Some("damaged"), Some(85)), "{zone}");
        desk.step(84, Replied, Rejected);
        assert_eq!(desk.quiet(85).advised().2, Some(87), "{zone}");
        desk.step(86, Escalated, None).step(90, Decided, Return);
        assert_eq!(desk.quiet(95).advised(), (SendBack, Some("damaged"), Some(100)), "{zone}");
        desk.step(96, DisputeState::SentBack, None).step(120, Refunded, None);
        assert_eq!(desk.advised(), (Action::None, None, None), "{zone}");
        let hours: Vec<String> = desk.told("reminded:").into_iter().map(|(at, _)| at[6..].to_owned()).collect();
        assert!(hours.len() >= 3 && hours.iter().all(|hour| hour == "09" || hour == "18"), "{zone}: {hours:?}");
    }
}
