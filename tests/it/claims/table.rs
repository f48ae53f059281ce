//! Every row of the decision table.

use jiff::civil::{Date, date};
use posylka::model::{
    Act,
    Action::{
        self, AnswerCustoms, AnswerSeller, AskExtension, AskNumber, AskPickup, AskPost, AskSeller, CancelOrder,
        ChangeClaim, Collect, Elsewhere, Escalate, FindNumber, Inspect, Open, Prepare, Recommend, Settle, Wait,
    },
    DisputeState, Finding, Problem, Status,
};

use super::Desk;

/// Posted on this day at a shop whose days are known: protection for 90 days, claims for 14 days after.
const POSTED: Date = date(2026, 4, 1);

type Row = (&'static str, fn() -> Desk, i32, Action, Option<&'static str>, Option<i32>);

fn com() -> Desk {
    Desk::at("aliexpress-com", POSTED)
}

/// An order nobody has sent.
fn unsent(shop: &str) -> Desk {
    Desk::at(shop, POSTED).order(|it| it.shipped = None).without_number()
}

fn scanned(scans: &[(i32, Status)]) -> Desk {
    let mut desk = com();
    for (day, status) in scans {
        desk.scan(*day, *status);
    }
    desk
}

const ACCEPTED: (i32, Status) = (3, Status::Accepted);
const EXPORTED: (i32, Status) = (8, Status::Exported);

/// What it is called, the life so far, the day (of 104 there are), what is advised, with which reason, and by which day.
const ROWS: &[Row] = &[
    ("1 last call", || scanned(&[ACCEPTED, EXPORTED]), 101, Open, Some("in_transit_expired"), Some(104)),
    ("1 last call, never scanned", com, 101, Open, Some("no_tracking"), Some(104)),
    ("2 the window is over", || scanned(&[ACCEPTED, EXPORTED]), 105, Elsewhere, None, None),
    (
        "3 not posted in time",
        || com().order(|it| it.shipped = None).without_number(),
        11,
        CancelOrder,
        Some("not_shipped"),
        None,
    ),
    ("3 not posted, still in time", || com().order(|it| it.shipped = None).without_number(), 9, Wait, None, None),
    ("3 the shop states no time, usual", || unsent("aliexpress-ru"), 9, Wait, None, None),
    ("3 the shop states no time, unusual", || unsent("aliexpress-ru"), 12, AskNumber, None, None),
    ("3 the shop states no time, twice the usual", || unsent("joom"), 22, CancelOrder, Some("not_shipped"), Some(98)),
    ("3 the same after months", || unsent("aliexpress-ru"), 71, CancelOrder, Some("not_shipped"), None),
    ("4 at the office", || scanned(&[ACCEPTED, (30, Status::ReadyForPickup)]), 31, Collect, None, Some(47)),
    (
        "4 at the office in the last days of the window",
        || scanned(&[ACCEPTED, (99, Status::ReadyForPickup)]),
        102,
        Collect,
        None,
        Some(104),
    ),
    (
        "4 its time at the office is over",
        || scanned(&[ACCEPTED, (30, Status::ReadyForPickup)]),
        50,
        AskPickup,
        None,
        None,
    ),
    ("5 said to be delivered: ask around", || denied(Problem::NotReceived), 41, AskPost, None, Some(43)),
    (
        "5 said to be delivered: claim",
        || denied(Problem::NotReceived),
        43,
        Open,
        Some("delivered_not_received"),
        Some(44),
    ),
    ("6 delivered elsewhere", || denied(Problem::WrongPlace), 41, Open, Some("wrong_address"), Some(44)),
    ("7 goes back", || scanned(&[ACCEPTED, (30, Status::Returning)]), 30, Open, Some("returned"), Some(104)),
    (
        "7 goes back before day 11",
        || scanned(&[ACCEPTED, (8, Status::Returning)]),
        8,
        Prepare,
        Some("returned"),
        Some(104),
    ),
    (
        "8 customs wants something",
        || scanned(&[ACCEPTED, EXPORTED, (30, Status::CustomsHeld)]),
        40,
        AnswerCustoms,
        None,
        None,
    ),
    (
        "8 customs, and protection is over",
        || scanned(&[ACCEPTED, EXPORTED, (30, Status::CustomsHeld)]),
        91,
        Recommend,
        Some("customs"),
        Some(104),
    ),
    ("9 never scanned for ten days", com, 15, AskNumber, None, None),
    ("10 never scanned for more than 15 days", com, 16, Recommend, Some("no_tracking"), Some(104)),
    ("10 the same over a holiday", || Desk::at("aliexpress-com", date(2026, 2, 10)), 25, AskNumber, None, None),
    (
        "10 the same after a holiday",
        || Desk::at("aliexpress-com", date(2026, 2, 10)),
        26,
        Recommend,
        Some("no_tracking"),
        Some(104),
    ),
    ("11 stuck in China", || scanned(&[ACCEPTED]), 15, AskSeller, None, None),
    ("12 between export and import", || scanned(&[ACCEPTED, EXPORTED]), 40, Wait, None, None),
    (
        "13 too long between export and import",
        || scanned(&[ACCEPTED, (14, Status::Exported)]),
        91,
        Prepare,
        Some("in_transit_expired"),
        Some(104),
    ),
    (
        "14 the number changed",
        || scanned(&[ACCEPTED, EXPORTED, (30, Status::ReleasedByCustoms)]),
        36,
        FindNumber,
        None,
        None,
    ),
    ("15 stuck inside the country", at_home, 60, AskPost, None, None),
    (
        "16 five to seven days before the end",
        || scanned(&[ACCEPTED, EXPORTED, (80, Status::Imported)]),
        84,
        AskExtension,
        None,
        Some(90),
    ),
    ("17 the seller lengthened it", extended, 91, Wait, None, None),
    (
        "18 on the last day of protection",
        || scanned(&[ACCEPTED, EXPORTED, (88, Status::Imported)]),
        90,
        Prepare,
        Some("in_transit_expired"),
        Some(104),
    ),
    (
        "18 six days past it",
        || scanned(&[ACCEPTED, EXPORTED, (88, Status::Imported)]),
        96,
        Prepare,
        Some("in_transit_expired"),
        Some(104),
    ),
    (
        "19 ten days past it",
        || scanned(&[ACCEPTED, EXPORTED, (98, Status::Imported)]),
        100,
        Open,
        Some("in_transit_expired"),
        Some(104),
    ),
    (
        "20 seven days past it",
        || scanned(&[ACCEPTED, EXPORTED, (95, Status::Imported)]),
        97,
        Recommend,
        Some("in_transit_expired"),
        Some(104),
    ),
    ("21 arrives while the claim runs", arrives_late, 100, Settle, Some("in_transit_expired"), None),
    (
        "21 and is not what was bought",
        || {
            let mut it = arrives_late();
            it.wrong(101, Problem::WrongItem);
            it
        },
        101,
        ChangeClaim,
        Some("not_as_described"),
        Some(102),
    ),
    ("23 the buyer calls the shop", by_hand, 68, Escalate, None, None),
    ("23 not before the third day", by_hand, 66, AnswerSeller, None, Some(67)),
];

#[test]
fn every_row_of_the_table_holds() {
    let mut faults = Vec::new();
    for (name, life, day, action, reason, by) in ROWS {
        let mut desk = life();
        desk.quiet(*day);
        let found = desk.advised();
        if found != (*action, *reason, *by) {
            faults.push(format!("{name}: {found:?}\n   {:?}", desk.case.verdict));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Row 22: each trap is pointed out where it lies, and no other.
#[test]
fn traps_are_pointed_out_where_they_lie() {
    let mut desk = scanned(&[ACCEPTED, EXPORTED]);
    desk.quiet(100);
    assert_eq!(desk.case.advice.beware, ["confirm-receipt"]);
    desk.step(100, DisputeState::Opened, None);
    assert_eq!(desk.case.advice.beware, ["accept-zero", "changed-reason", "wait-longer", "cancel-late"]);
    desk.step(101, DisputeState::Replied, Finding::Counter);
    assert_eq!(desk.case.advice.beware, ["accept-zero", "wait-longer", "changed-reason", "refund-outside"]);
    desk.scan(101, Status::Delivered);
    assert_eq!(desk.case.advice.beware, ["accept-zero", "cancel-late"]);
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (80, Status::Imported)]);
    assert_eq!(desk.quiet(84).case.advice.beware, ["wait-longer"]);
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (40, Status::Delivered)]);
    desk.act(40, Act::Refresh);
    assert_eq!((desk.advised().0, desk.case.advice.beware.as_slice()), (Inspect, &["confirm-receipt".to_owned()][..]));
}

fn denied(problem: Problem) -> Desk {
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (40, Status::Delivered)]);
    desk.wrong(41, problem);
    desk
}

/// The day by which it was to be claimed passes: what is left is the end of the window, not today and today again.
#[test]
fn a_deadline_that_passed_does_not_move_from_day_to_day() {
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (40, Status::Delivered)]);
    desk.case.orders[0].shop = "aliexpress-ru".into();
    desk.case.orders[0].protection_ends = Some(desk.date(90));
    desk.wrong(41, Problem::NotReceived);
    assert_eq!(desk.quiet(43).advised().2, Some(44));
    for day in 45..49 {
        let (action, _, by) = desk.quiet(day).advised();
        assert_eq!((action, by), (Open, Some(89)), "day {day}");
    }
    assert_eq!(desk.told("advised:open-dispute").len(), 2);
}

fn at_home() -> Desk {
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (28, Status::ReleasedByCustoms)]);
    desk.case.legs[0].role = posylka::model::Role::Domestic;
    desk.case.legs[0].state = posylka::model::LegState::Confirmed;
    desk.scan(30, Status::InTransit);
    desk
}

fn extended() -> Desk {
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (84, Status::Imported)]);
    let until = desk.date(120);
    desk.act(86, Act::Extended { until });
    desk.scan(90, Status::AtCustoms);
    desk
}

fn arrives_late() -> Desk {
    let mut desk = scanned(&[ACCEPTED, EXPORTED, (90, Status::Imported)]);
    desk.quiet(97);
    desk.step(97, DisputeState::Opened, None);
    desk.scan(100, Status::Delivered);
    desk
}

fn by_hand() -> Desk {
    let mut desk = Desk::at("aliexpress-com", date(2016, 4, 1));
    desk.scan(3, Status::Accepted).scan(8, Status::Exported);
    desk.step(64, DisputeState::Opened, None).step(65, DisputeState::Replied, Finding::Rejected);
    desk
}
