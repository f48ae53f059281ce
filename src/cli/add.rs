//! `posylka add`

use std::io::Read;

use anyhow::bail;
use jiff::Timestamp;

use super::{Reply, args::Add, desk::Desk, list, view::ParcelView};
use crate::{
    carriers::{self, Recognised, numbers},
    import,
    model::{
        Act, Asks, Candidate, CarrierId, Facts, Flow, Leg, LegKey, LegState, Number, Order, ParcelId, Role, ShopId,
        Witness,
    },
    store::NewParcel,
};

/// A candidate as sure as this, and alone in that, is taken without asking.
const SURE: f32 = 0.85;
/// The best so many are asked where none is sure.
const ASKED: usize = 3;
/// What stdin may hold: a thousand messages.
const STDIN_MAX: u64 = 4_000_000;

pub(super) fn run(desk: &mut Desk, args: &Add) -> anyhow::Result<Reply> {
    let shop = shop(desk, args.shop.as_deref())?;
    let mut found = Vec::new();
    for text in &args.numbers {
        match text.as_str() {
            "-" => found.extend(import::pasted(&desk.setup.registry, &stdin()?)),
            text => found.extend(numbers_in(desk, text, args.carrier.is_some())?),
        }
    }
    let (orders, numbers): (Vec<_>, Vec<_>) = found.into_iter().partition(|it: &Recognised| it.order);
    let order_id = args.order.clone().or(orders.first().map(|it| it.number.to_string()));
    if numbers.is_empty() && order_id.is_none() {
        bail!(desk.label("add-nothing"));
    }
    let order = order(args, shop, order_id.unwrap_or_default());
    let mut added = Vec::new();
    match numbers.as_slice() {
        [] => added.push(add(desk, args, &order, None)?),
        numbers => {
            for number in numbers {
                refuse_twice(desk, &number.number)?;
                added.push(add(desk, args, &order, Some(number))?);
            }
        }
    }
    let listed = desk.list()?;
    let views: Vec<ParcelView> =
        listed.iter().filter(|it| added.contains(&it.parcel.id)).map(|it| ParcelView::of(desk, it)).collect();
    let mut text = list::text(desk, &views);
    for number in &numbers {
        text += &super::number::hints(&desk.setup.phrases, number);
    }
    Ok(Reply::new(text, &views))
}

/// What a person typed. Where they say whose number it is, it is taken as it is.
fn numbers_in(desk: &Desk, text: &str, chosen: bool) -> anyhow::Result<Vec<Recognised>> {
    let found = carriers::recognise(&desk.setup.registry, text);
    let only_orders = found.iter().all(|it| it.order);
    if !found.is_empty() && (!chosen || !only_orders) {
        return Ok(found);
    }
    match numbers::parse(text) {
        Ok(number) => Ok(vec![Recognised {
            number,
            check: crate::model::Check::None,
            hints: Vec::new(),
            candidates: Vec::new(),
            order: false,
        }]),
        Err(fault) => {
            let shown: String = text.chars().take(40).collect();
            bail!(
                desk.say(
                    "add-no-number",
                    &[("text", shown.as_str().into()), ("why", fault.to_string().as_str().into())]
                )
            )
        }
    }
}

fn stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().take(STDIN_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn shop(desk: &Desk, wanted: Option<&str>) -> anyhow::Result<ShopId> {
    let shop = wanted.map_or_else(|| desk.setup.config.shop.clone(), ShopId::from);
    if !desk.setup.book.shops.contains_key(&shop) {
        let known: Vec<&str> = desk.setup.book.shops.keys().map(ShopId::as_str).collect();
        bail!(desk.say("add-no-shop", &[("shop", shop.as_str().into()), ("known", known.join(", ").as_str().into())]));
    }
    Ok(shop)
}

fn order(args: &Add, shop: ShopId, id: String) -> Order {
    Order {
        id,
        shop,
        price: args.price.clone(),
        ordered: args.ordered,
        shipped: args.dates.shipped,
        promised: args.dates.promised,
        protection_ends: args.dates.protection_ends,
    }
}

/// The same number twice is one parcel; the user is told which.
fn refuse_twice(desk: &mut Desk, number: &Number) -> anyhow::Result<()> {
    let known = desk.store.reading(|tx| tx.find_by_number(number))?;
    match known.first() {
        None => Ok(()),
        Some(id) => {
            bail!(desk.say("add-known", &[("number", number.as_str().into()), ("id", id.to_string().as_str().into())]))
        }
    }
}

fn add(desk: &mut Desk, args: &Add, order: &Order, number: Option<&Recognised>) -> anyhow::Result<ParcelId> {
    let legs = number.map_or_else(Vec::new, |number| legs(desk, number, args.carrier.as_deref()));
    if let (Some(number), true) = (number, legs.is_empty()) {
        bail!(desk.say("add-whose", &[("number", number.number.as_str().into())]));
    }
    let named = || number.map_or_else(|| order.id.clone(), |it| it.number.to_string());
    let new = NewParcel {
        title: args.title.clone().unwrap_or_else(named),
        added: desk.now,
        orders: vec![order.clone()],
        legs,
        due_at: desk.now,
    };
    desk.within(|tx, setup, now| {
        let id = tx.add(&new)?;
        crate::daemon::tell::tell(tx, setup, id, &crate::model::Told::User(Act::Added), now)?;
        Ok(id)
    })
}

/// The legs a number begins with: the carrier the user names, or the one it surely is; else the best few, and who answers
/// with something recent is believed.
fn legs(desk: &Desk, found: &Recognised, chosen: Option<&str>) -> Vec<Leg> {
    if let Some(chosen) = chosen {
        let carrier = CarrierId::from(chosen);
        let known = found.candidates.iter().find(|it| it.carrier == carrier).cloned();
        let named =
            Candidate { carrier, rule: "user".into(), confidence: 1.0, flow: Flow::Unknown, role: Role::International };
        return vec![leg(&found.number, &known.unwrap_or(named), LegState::Current, desk.now)];
    }
    match found.candidates.as_slice() {
        [] => Vec::new(),
        [only] => vec![leg(&found.number, only, LegState::Current, desk.now)],
        [first, second, ..] if first.confidence >= SURE && second.confidence < SURE => {
            vec![leg(&found.number, first, LegState::Current, desk.now)]
        }
        several => several.iter().take(ASKED).map(|it| leg(&found.number, it, LegState::Proposed, desk.now)).collect(),
    }
}

fn leg(number: &Number, candidate: &Candidate, state: LegState, now: Timestamp) -> Leg {
    Leg {
        key: LegKey { number: number.clone(), carrier: candidate.carrier.clone() },
        role: candidate.role,
        state,
        flow: candidate.flow,
        witness: Witness { by: "user".into(), place: candidate.rule.clone(), of: None, at: now },
        facts: Facts::default(),
        asks: Asks::new(now),
    }
}
