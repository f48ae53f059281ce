//! `posylka refresh|link|unlink|edit|archive`: acts of the user on one parcel.

use anyhow::bail;

use super::{
    Reply,
    args::{Dates, Edit},
    desk::Desk,
    list,
    view::ParcelView,
};
use crate::{
    carriers::numbers,
    model::{Act, LegKey, LegState, ParcelId},
};

pub(super) fn refresh(desk: &mut Desk, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let ids = match parcel {
        Some(parcel) => vec![desk.which(parcel)?],
        None => desk.store.reading(|tx| tx.parcels())?,
    };
    for id in &ids {
        desk.act(*id, Act::Refresh)?;
    }
    after(desk, &ids)
}

pub(super) fn link(desk: &mut Desk, parcel: &str, number: &str, carrier: Option<String>) -> anyhow::Result<Reply> {
    let id = desk.which(parcel)?;
    let number = desk.number(number)?;
    let carrier = match carrier {
        Some(carrier) => desk.carrier(&carrier)?,
        None => match numbers::candidates_for(&desk.setup.registry, &number, None).into_iter().next() {
            Some(candidate) => candidate.carrier,
            None => bail!(desk.say("add-whose", &[("number", number.as_str().into())])),
        },
    };
    let others = desk.store.reading(|tx| tx.find_by_number(&number))?;
    if let Some(other) = others.iter().find(|other| **other != id) {
        bail!(desk.say("add-known", &[("number", number.as_str().into()), ("id", other.to_string().into())]));
    }
    desk.act(id, Act::Linked { leg: LegKey { number, carrier } })?;
    after(desk, &[id])
}

pub(super) fn unlink(desk: &mut Desk, parcel: &str, number: &str) -> anyhow::Result<Reply> {
    let id = desk.which(parcel)?;
    let number = desk.number(number)?;
    let case = desk.store.reading(|tx| tx.case(id))?;
    if !case.is_some_and(|case| case.legs.iter().any(|leg| leg.key.number == number && leg.state != LegState::Rejected))
    {
        bail!(desk.say("unlink-none", &[("number", number.as_str().into())]));
    }
    desk.act(id, Act::Unlinked { number })?;
    after(desk, &[id])
}

pub(super) fn edit(desk: &mut Desk, args: &Edit) -> anyhow::Result<Reply> {
    let id = desk.which(&args.parcel)?;
    let Dates { shipped, promised, protection_ends, .. } = args.dates;
    let named = args.title.clone().map(|title| Act::Named { title });
    let dated = Act::Dated { shipped, promised, protection_ends };
    desk.act(id, Act::Several { acts: named.into_iter().chain([dated]).collect() })?;
    after(desk, &[id])
}

pub(super) fn archive(desk: &mut Desk, parcel: &str, off: bool, anyway: bool) -> anyhow::Result<Reply> {
    let id = desk.which(parcel)?;
    let case = desk.store.reading(|tx| tx.case(id))?;
    let open = case.and_then(|case| {
        let closes = case.advice.window.map(|it| it.closes).filter(|_| case.parcel.received.is_none());
        closes.filter(|day| *day >= desk.today())
    });
    if let (Some(closes), false) = (open, off || anyway) {
        let closes = desk.setup.phrases.date(closes, desk.today());
        bail!(desk.say("archive-window", &[("closes", closes.into())]));
    }
    desk.act(id, Act::Archived { away: !off })?;
    after(desk, &[id])
}

/// How the parcels stand now.
pub(super) fn after(desk: &mut Desk, ids: &[ParcelId]) -> anyhow::Result<Reply> {
    let listed = desk.list()?;
    let views: Vec<ParcelView> =
        listed.iter().filter(|it| ids.contains(&it.parcel.id)).map(|it| ParcelView::of(desk, it)).collect();
    Ok(Reply::new(list::text(desk, &views), views))
}
