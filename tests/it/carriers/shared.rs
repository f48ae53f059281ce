//! Recorded and documented answers, read where they are at hand.

use std::{
    fs,
    path::{Path, PathBuf},
};

use posylka::{
    carriers::Answered,
    model::{Outcome, OutcomeKind},
};

use super::{heard, number, one, root};

/// What an answer holds: source, file, number, outcome, events, other numbers.
pub(super) type Row = (&'static str, &'static str, &'static str, OutcomeKind, usize, usize);

pub(super) const SHARED: &[Row] = &[
    ("cainiao", "customs_ukraine_second_number_2026.json", "RC000000002EE", OutcomeKind::Events, 4, 1),
    ("cainiao", "economy_untracked_after_handover_bangladesh_2026.json", "UG251542831MV", OutcomeKind::Events, 3, 0),
    ("cainiao", "intransit_customs_israel_RS0814398526Y.json", "RS0814398526Y", OutcomeKind::Events, 14, 0),
    ("cainiao", "not_yet_seller_preparing_UZ0556033196Y.json", "UZ0556033196Y", OutcomeKind::NoHistory, 0, 0),
    ("cainiao", "placeholder_AP_pivots_to_AP_seller_preparing.json", "AP00841686101438", OutcomeKind::NoHistory, 0, 1),
    ("cainiao", "unknown_number_external.json", "LP00000000000", OutcomeKind::NotFound, 0, 0),
    ("korea-post", "page-egg-delivered.html", "EBCOMPLETE0KR", OutcomeKind::Events, 13, 0),
    ("korea-post", "page-egg-in-transit.html", "EBINTRANSITKR", OutcomeKind::Events, 7, 0),
    ("korea-post", "page-egg-pending.html", "EBPENDING00KR", OutcomeKind::NotFound, 0, 0),
    ("korea-post", "page-egg-invalid-number.html", "1230", OutcomeKind::NotFound, 0, 0),
    ("russian-post", "web_by_barcodes_delivered_CN_to_RU.json", "ZA298249753CN", OutcomeKind::Events, 3, 0),
    ("russian-post-api", "soap_history_demo_RA644000001RU.xml", "RA644000001RU", OutcomeKind::Events, 0, 0),
    (
        "russian-post-api",
        "soap_history_doc_example_MALFORMED_AS_PUBLISHED.xml",
        "EA123456789RU",
        OutcomeKind::Unreadable,
        0,
        0,
    ),
    ("russian-post-api", "SYNTHETIC_soap_fault_authorization.xml", "RA644000001RU", OutcomeKind::NeedsInput, 0, 0),
    ("russian-post-api", "SYNTHETIC_soap_fault_bad_number.xml", "LP00123456789012", OutcomeKind::NotFound, 0, 0),
    ("russian-post-api", "SYNTHETIC_soap_fault_language.xml", "RA644000001RU", OutcomeKind::Unreadable, 0, 0),
    ("russian-post-api", "SYNTHETIC_soap_history_empty_not_found.xml", "RA644000001RU", OutcomeKind::NotFound, 0, 0),
];

#[test]
fn shared_answers_read_right() {
    all_read_right(SHARED);
}

/// Where the answers are, if they are at hand.
pub(super) fn folder() -> Option<PathBuf> {
    let beside = root("../shared/payloads");
    let folder =
        if beside.is_dir() { beside } else { PathBuf::from(std::env::var("SHARED_PAYLOADS").unwrap_or_default()) };
    if !folder.is_dir() {
        println!("skipped: ../shared/payloads is not here");
    }
    folder.is_dir().then_some(folder)
}

/// What a row reads as. A file without a folder stands in its source's.
pub(super) fn outcome(folder: &Path, (id, file, asked, ..): &Row) -> Outcome {
    let own = folder.join(id.trim_end_matches("-api"));
    let from = if file.contains('/') { folder.join(file) } else { own.join(file) };
    one(id, asked, &Answered::whole(200, fs::read(&from).unwrap()))
}

/// Reads the answers, where they are at hand, and compares.
pub(super) fn all_read_right(rows: &[Row]) {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    for row in rows {
        let (id, file, asked, kind, events, numbers) = row;
        let outcome = outcome(&folder, row);
        println!("{id:18} {file:60} {}", outcome.kind());
        let (told, other, bad) =
            outcome.heard().map_or((0, 0, 0), |it| (it.events.len(), it.numbers.len(), it.complaints.len()));
        let count = if *events == 0 && *kind == OutcomeKind::Events { told } else { *events };
        if outcome.kind() != *kind || told != count || other != *numbers || bad > 0 {
            wrong.push(format!("{file}\n{}", heard(&number(asked), &outcome)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
