//! The parcels of a round: what they are called, and what their carriers have to say of them.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::date};
use posylka::{
    demo::{Life, life::What},
    model::{Case, ParcelId},
    store::{Store, StoreError},
};

/// Parcels in a round; so many are there from the start.
pub const PARCELS: usize = 36;
pub const AT_FIRST: usize = 24;

/// The number a parcel sets out under.
pub fn placeholder(index: usize) -> String {
    format!("LP{:014}", 700_000_000 + index)
}

/// The number it has in Russia.
pub fn domestic(index: usize) -> String {
    let serial = format!("1010007{index:06}");
    let sum: u32 = serial.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * [3, 1][at % 2]).sum();
    format!("{serial}{}", (10 - sum % 10) % 10)
}

/// A scan every day or so; every third parcel goes on at the Russian Post.
pub fn life(index: usize) -> Life {
    let (number, domestic) = (placeholder(index), domestic(index));
    let mut wall = date(2026, 3, 1).at(6, 0, 0, 0) + i64::try_from(index * 37).unwrap().minutes();
    let mut script = format!("title Parcel {index}\n");
    let mut write = |rest: String| {
        script.push_str(&format!("{} {rest}\n", wall.strftime("%Y-%m-%d %H:%M")));
        wall += 19.hours();
    };
    let codes = ["PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_SUCCESS"];
    for code in codes {
        write(format!("cainiao {number} {code} \"Scanned\" at Shenzhen"));
    }
    let goes_on = index.is_multiple_of(3);
    let names = if goes_on { format!("names {domestic}") } else { String::new() };
    write(format!("cainiao {number} CC_HO_OUT_SUCCESS \"Departed from customs\" {names}"));
    for code in ["8:3", "8:4", "8:2"].iter().filter(|_| goes_on) {
        write(format!("russian-post {domestic} {code} \"Сортировка\" at \"102976\""));
    }
    Life::read("killed", &script).unwrap()
}

/// Every scan of a life.
pub fn truth(life: &Life) -> BTreeSet<String> {
    let scans = life.lines.iter().filter_map(|line| match &line.what {
        What::Scan(it) => Some(scan(&line.wall.to_string(), it.number.as_str(), &it.code)),
        _ => None,
    });
    scans.collect()
}

/// The scans of a parcel that were heard: each is true, and none is there twice.
pub fn heard(case: &Case, life: &Life) -> Result<BTreeSet<String>, String> {
    let name = |it: &posylka::model::Entry| scan(&it.event.wall.to_string(), it.leg.number.as_str(), &it.event.code);
    let scans: BTreeSet<String> = case.entries.iter().map(name).collect();
    if scans.len() != case.entries.len() {
        return Err(format!("a scan of {} is there twice", case.parcel.title));
    }
    match scans.difference(&truth(life)).next() {
        Some(invented) => Err(format!("invented: {invented}")),
        None => Ok(scans),
    }
}

/// The parcels in a store, each by its place among the lives.
pub fn parcels(store: &mut Store) -> Result<Vec<(usize, ParcelId)>, String> {
    let listed = store
        .reading(|tx| Ok::<_, StoreError>((tx.list(posylka::store::Which::All)?, tx.count()?)))
        .map_err(|it| it.to_string());
    let (listed, many) = listed?;
    let mut parcels = Vec::new();
    for index in 0..PARCELS {
        let number = placeholder(index);
        let mut found = listed.iter().filter(|it| it.legs.iter().any(|leg| leg.key.number.as_str() == number));
        parcels.extend(found.next().map(|it| (index, it.parcel.id)));
        if found.next().is_some() {
            return Err(format!("parcel {number} is there twice"));
        }
    }
    if parcels.len() == many { Ok(parcels) } else { Err(format!("{many} parcels, but nobody added so many")) }
}

fn scan(wall: &str, number: &str, code: &str) -> String {
    format!("{wall} {number} {code}")
}
