//! Lives of parcels that differ in nothing but their numbers: what benches and measurements feed the product with.

use std::fmt::Write;

use jiff::{ToSpan, civil::DateTime};
use posylka::demo::Life;

/// What Cainiao scans, in order.
const ABROAD: [&str; 10] = [
    "PU_PICKUP_SUCCESS",
    "SC_INBOUND_SUCCESS",
    "SC_OUTBOUND_SUCCESS",
    "CC_EX_START",
    "CC_EX_SUCCESS",
    "LH_DEPART",
    "LH_ARRIVE",
    "CC_HO_IN_SUCCESS",
    "CC_IM_SUCCESS",
    "CC_HO_OUT_SUCCESS",
];

/// The number a parcel sets out under.
pub fn placeholder(index: usize) -> String {
    format!("LP{:014}", 500_000_000 + index)
}

/// The number it has in Russia.
pub fn domestic(index: usize) -> String {
    let serial = format!("1010006{:06}", index);
    let sum: u32 = serial.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * [3, 1][at % 2]).sum();
    format!("{serial}{}", (10 - sum % 10) % 10)
}

/// A life whose last scan is at `end`: ten scans by Cainiao, and after them so many by the Russian Post under a number
/// that Cainiao names; with none it names no number.
pub fn life(index: usize, posted: usize, end: DateTime) -> Life {
    let (placeholder, domestic) = (placeholder(index), domestic(index));
    let mut script = format!("title Parcel {index}\n");
    let scans = ABROAD.len() + posted;
    let mut write = |nth: usize, scan: &str| {
        let at = end - i64::try_from(scans - nth).expect("a life is short").days();
        writeln!(script, "{} {scan}", at.strftime("%Y-%m-%d %H:%M")).expect("a string takes all");
    };
    for (nth, code) in ABROAD.iter().enumerate() {
        let names = if posted > 0 && nth + 1 == ABROAD.len() { format!("names {domestic}") } else { String::new() };
        write(nth + 1, &format!("cainiao {placeholder} {code} \"Scanned by the carrier\" at Shenzhen {names}"));
    }
    for nth in 0..posted {
        let code = ["8:3", "8:4"][nth % 2];
        write(ABROAD.len() + nth + 1, &format!("russian-post {domestic} {code} \"Сортировка\" at \"102976, Москва\""));
    }
    Life::read("bench", &script).expect("the script is written in the words of lives")
}
