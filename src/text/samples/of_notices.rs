//! One notice of every kind.

use jiff::civil::date;

use super::*;

/// Every kind of notice with something its text must show.
pub fn notices() -> Vec<(NoticeKind, &'static str)> {
    let (from, to) = (number("LP00123456789012"), number("10100064123459"));
    let because: Vec<Why> = reasons().into_iter().take(2).map(|(why, _)| why).collect();
    let advice = Advice { act_by: Some(date(2026, 4, 5)), because: because.clone(), ..advice(Action::Open) };
    vec![
        (
            NoticeKind::Moved {
                stage: Stage::Delivered, text: "Вручено".into(), place: "Tver".into(), on: TODAY
            },
            "Tver",
        ),
        (NoticeKind::HandedOver { from, to, carrier: carrier(), sure: true, by: "cainiao".into() }, "10100064123459"),
        (NoticeKind::Raised { flag: Flag::Stalled, because }, "23"),
        (NoticeKind::Lowered { flag: Flag::Slow }, ""),
        (NoticeKind::Advised { advice: advice.clone(), missed: None }, "5 "),
        (
            NoticeKind::Advised {
                advice: advice.clone(),
                missed: Some(Missed { action: Action::Open, act_by: date(2024, 4, 9) }),
            },
            "2024",
        ),
        (NoticeKind::Reminded { advice, hours: 6 }, "5 "),
        (
            NoticeKind::IsItThere {
                why: Why::SaidToHaveEnded { status: Status::Delivered, on: TODAY, place: "Perm".into() },
            },
            "Perm",
        ),
        (NoticeKind::OrderOff { reason: Reason::Cancelled, on: date(2024, 4, 9) }, "2024"),
        (NoticeKind::DutyAhead { why: Why::BoundElsewhere { country: "KZ".into(), home: "RU".into() } }, "KZ"),
        (
            NoticeKind::MessageUnmatched {
                sender: "cdek".into(),
                status: Some(Status::ReadyForPickup),
                number: Some(number("1234567890")),
                order: None,
                file: Some("/home/me/sms.txt".into()),
            },
            "1234567890",
        ),
        (NoticeKind::MessageNotUnderstood { sender: "cdek".into(), file: Some("/home/me/1.eml".into()) }, "cdek"),
        (NoticeKind::Alive { parcels: 3, next: Some((date(2026, 4, 9), "Чехол".into())) }, "Чехол"),
    ]
    .into_iter()
    .chain(of_numbers())
    .chain(of_troubles())
    .chain(of_sources())
    .collect()
}

fn of_sources() -> Vec<(NoticeKind, &'static str)> {
    vec![
        (
            NoticeKind::SourceFails {
                carrier: carrier(),
                outcome: OutcomeKind::NeedsInput,
                detail: "phone".into(),
                page: None,
            },
            "phone",
        ),
        (NoticeKind::SourceIsBack { carrier: carrier() }, ""),
        (mended(MendingStep::Found), "41"),
        (mended(MendingStep::InForce), "--undo"),
        (mended(MendingStep::TakenBack), "posylka carrier mend cainiao"),
    ]
}

fn mended(step: MendingStep) -> NoticeKind {
    NoticeKind::SourceMended {
        source: "cainiao".into(),
        told: Mended { carrier: carrier(), step, given_back: 41, known: 41 },
    }
}

fn of_numbers() -> Vec<(NoticeKind, &'static str)> {
    vec![
        (
            NoticeKind::Together {
                number: number("10100064123459"),
                this: ParcelId(8),
                other: ParcelId(5),
                by: "cainiao".into(),
            },
            "posylka join 8 5",
        ),
        (
            NoticeKind::Corrected {
                wrong: number("RB123456784CN"),
                right: number("RB123456785CN"),
                by: "message:cdek".into(),
            },
            "RB123456785CN",
        ),
        (
            NoticeKind::AtForwarder { why: Why::AtForwarder { on: TODAY, place: "Guangzhou".into(), id: ParcelId(8) } },
            "Guangzhou",
        ),
        (
            NoticeKind::Conflict { number: number("10100064123459"), other: ParcelId(8), by: "message:5post".into() },
            "10100064123459",
        ),
    ]
}

/// What cannot be reached or written, and that it can again.
fn of_troubles() -> Vec<(NoticeKind, &'static str)> {
    vec![
        (NoticeKind::NobodyInReach { since: date(2024, 4, 9) }, "2024"),
        (NoticeKind::InReachAgain { since: date(2024, 4, 9) }, "2024"),
        (
            NoticeKind::ChannelFails {
                channel: "telegram".into(),
                since: date(2024, 4, 9),
                detail: "refused: 401 Unauthorized".into(),
            },
            "401",
        ),
        (NoticeKind::ChannelIsBack { channel: "telegram".into() }, "telegram"),
        (
            NoticeKind::BackupFails {
                since: date(2024, 4, 9),
                detail: "/mnt/copies: No such file or directory".into(),
            },
            "/mnt/copies",
        ),
        (NoticeKind::BackupIsBack, ""),
        (
            NoticeKind::OutletFails {
                outlet: Outlet::Folder,
                since: date(2024, 4, 9),
                detail: "/srv/parcels: No space left on device".into(),
            },
            "/srv/parcels",
        ),
        (NoticeKind::OutletIsBack { outlet: Outlet::Folder }, ""),
        (NoticeKind::OutletIsBack { outlet: Outlet::Broker }, ""),
        (
            NoticeKind::OutletFails {
                outlet: Outlet::Broker,
                since: date(2024, 4, 9),
                detail: "broker.home: Connection refused, return code: `NotAuthorized`".into(),
            },
            "NotAuthorized",
        ),
    ]
}

/// Which variant a notice is.
pub fn notice_of(kind: &NoticeKind) -> usize {
    match kind {
        NoticeKind::Moved { .. } => 0,
        NoticeKind::HandedOver { .. } => 1,
        NoticeKind::Raised { .. } => 2,
        NoticeKind::Lowered { .. } => 3,
        NoticeKind::Advised { .. } => 4,
        NoticeKind::SourceFails { .. } => 5,
        NoticeKind::SourceIsBack { .. } => 6,
        NoticeKind::Conflict { .. } => 7,
        NoticeKind::DutyAhead { .. } => 8,
        NoticeKind::MessageUnmatched { .. } => 9,
        NoticeKind::Alive { .. } => 10,
        NoticeKind::Reminded { .. } => 11,
        NoticeKind::NobodyInReach { .. } => 12,
        NoticeKind::IsItThere { .. } => 13,
        NoticeKind::OrderOff { .. } => 14,
        NoticeKind::MessageNotUnderstood { .. } => 15,
        NoticeKind::Corrected { .. } => 16,
        NoticeKind::Together { .. } => 17,
        NoticeKind::AtForwarder { .. } => 18,
        NoticeKind::InReachAgain { .. } => 19,
        NoticeKind::ChannelFails { .. } => 20,
        NoticeKind::ChannelIsBack { .. } => 21,
        NoticeKind::OutletFails { .. } => 22,
        NoticeKind::OutletIsBack { .. } => 23,
        NoticeKind::BackupFails { .. } => 24,
        NoticeKind::BackupIsBack => 25,
        NoticeKind::SourceMended { .. } => 26,
    }
}
