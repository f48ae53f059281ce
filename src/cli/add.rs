//! `posylka add`

use std::io::Read;

use anyhow::bail;
use jiff::{Timestamp, civil::Date};

use super::{
    list,
    output::{Reply, aside},
    parse,
};
use crate::{
    app::{App, tell, views::parcel::ParcelView},
    carriers::{self, Recognised},
    import,
    model::{
        Act, Asks, Candidate, CarrierId, Check, Facts, Flow, Leg, LegKey, LegState, Money, Number, Order, Role, ShopId,
        Told, Witness,
    },
    store::{Listed, NewParcel, StoreError},
};

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// Tracking numbers, links, sentences; `-` reads stdin
    #[arg(required_unless_present = "order", value_name = "NUMBER")]
    pub numbers: Vec<String>,
    /// What you call it
    #[arg(long, value_parser = parse::title)]
    pub title: Option<String>,
    /// Whose number it is, by id or name; recognised without it
    #[arg(long)]
    pub carrier: Option<String>,
    /// Where it was bought: aliexpress-ru, aliexpress-com, joom, ozon-global, other
    #[arg(long)]
    pub shop: Option<String>,
    /// The shop's order number; enough without a tracking number
    #[arg(long, value_parser = parse::order)]
    pub order: Option<String>,
    /// What was paid: 990, 12.50USD, "1 234,56 ₽"
    #[arg(long, value_name = "SUM")]
    pub price: Option<Money>,
    /// Day of purchase, as 2026-02-28
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub ordered: Option<Date>,
    #[command(flatten)]
    pub dates: super::dates::Dates,
}

/// A candidate as sure as this, and alone in that, is taken without asking.
const SURE: f32 = 0.85;
/// The best so many are asked where none is sure.
const ASKED: usize = 3;
/// What is shorter is hardly a tracking number in a text that holds other things too.
const SHORTEST: usize = 8;
/// What stdin may hold: a thousand messages.
const STDIN_MAX: u64 = 4_000_000;

/// One parcel to be: its number, its order, or both.
struct Wanted {
    number: Option<Recognised>,
    order: String,
}

/// Adds everything or, where anything is wrong, nothing. What is watched already is told and passed over.
pub(super) fn run(app: &mut App, args: &Add) -> anyhow::Result<Reply> {
    let shop = shop(app, args.shop.as_deref())?;
    let carrier = args.carrier.as_deref().map(|it| app.find_carrier(it)).transpose()?;
    let wanted = wanted(pieces(app, &args.numbers, carrier.is_some())?, args.order.as_deref());
    if wanted.is_empty() {
        bail!(app.label("add-nothing"));
    }
    let all = app.list()?;
    let (mut new, mut hints, mut passed) = (Vec::new(), String::new(), Vec::new());
    for it in &wanted {
        match watched(app, &all, it) {
            Some(told) => passed.push(told),
            None => {
                new.push(parcel(app, args, &shop, carrier.as_ref(), it)?);
                hints += &it.number.iter().map(|it| super::number::hints(&app.setup.phrases, it)).collect::<String>();
            }
        }
    }
    if new.is_empty() {
        bail!(passed.join("\n"));
    }
    passed.iter().for_each(|told| aside(told));
    let added = app.within(|tx, setup, now| {
        let add = |new: &NewParcel| {
            let id = tx.add(new)?;
            tell::tell(tx, setup, id, &Told::User(Act::Added), now)?;
            Ok(id)
        };
        new.iter().map(add).collect::<Result<Vec<_>, StoreError>>()
    })?;
    let listed = app.list()?;
    let views: Vec<ParcelView> =
        listed.iter().filter(|it| added.contains(&it.parcel.id)).map(|it| ParcelView::of(app, it)).collect();
    Ok(Reply::new(list::text(app, &views) + &hints, views))
}

/// What was given, piece by piece: an argument each, or a line each of stdin. One number in groups comes as several
/// arguments and is one piece.
fn pieces(app: &App, texts: &[String], chosen: bool) -> anyhow::Result<Vec<Vec<Recognised>>> {
    let recognise = |text: &str| carriers::recognise(&app.setup.registry, text);
    if texts.len() > 1 && !texts.iter().any(|text| recognise(text).iter().any(known)) {
        let whole = recognise(&texts.join(" "));
        if whole.iter().any(known) {
            return Ok(vec![whole]);
        }
    }
    let mut pieces = Vec::new();
    for text in texts {
        match text.as_str() {
            "-" => pieces.extend(read(app)?),
            text => pieces.push(typed(app, text, recognise(text), chosen)?),
        }
    }
    Ok(pieces)
}

/// Whether it is an order or may be somebody's number.
fn known(found: &Recognised) -> bool {
    found.order || !found.candidates.is_empty()
}

/// What stdin holds. A message has figures that are no numbers; what looks like one and is nobody's is told.
fn read(app: &App) -> anyhow::Result<Vec<Vec<Recognised>>> {
    let mut pieces = import::pasted(&app.setup.registry, &stdin()?);
    for found in pieces.iter().flatten().filter(|it| !known(it) && it.number.as_str().len() >= SHORTEST) {
        aside(&app.phrase("add-whose", &[("number", found.number.as_str().into())]));
    }
    pieces.iter_mut().for_each(|piece| piece.retain(known));
    Ok(pieces)
}

/// What a person typed. Where they say whose number it is, it is taken as it is.
fn typed(app: &App, text: &str, found: Vec<Recognised>, chosen: bool) -> anyhow::Result<Vec<Recognised>> {
    // An order number at a carrier that is named is meant as that carrier's number.
    let meant = |it: &Recognised| !(chosen && it.order);
    if found.iter().any(meant) {
        return Ok(found);
    }
    let (check, order) = (Check::None, false);
    Ok(vec![Recognised {
        number: app.parse_number(text)?,
        check,
        hints: Vec::new(),
        candidates: Vec::new(),
        order,
        order_id: String::new(),
    }])
}

fn stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().take(STDIN_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every number once, with the order that is given, the only one there is, or the one beside it; then the orders that
/// belong to no number.
fn wanted(pieces: Vec<Vec<Recognised>>, given: Option<&str>) -> Vec<Wanted> {
    let named = || pieces.iter().flatten().filter(|it| it.order).map(|it| it.number.to_string());
    let mut orders: Vec<String> = given.map_or_else(|| named().collect(), |order| vec![order.to_owned()]);
    orders.sort();
    orders.dedup();
    let mut wanted: Vec<Wanted> = Vec::new();
    for piece in pieces {
        let beside = piece.iter().find(|it| it.order).map(|it| it.number.to_string());
        let order = if let [only] = orders.as_slice() { Some(only.clone()) } else { beside };
        for number in piece.into_iter().filter(|it| !it.order) {
            if !wanted.iter().any(|it| it.number.as_ref().is_some_and(|it| it.number == number.number)) {
                wanted.push(Wanted { number: Some(number), order: order.clone().unwrap_or_default() });
            }
        }
    }
    orders.retain(|order| !wanted.iter().any(|it| it.order == *order));
    wanted.extend(orders.into_iter().map(|order| Wanted { number: None, order }));
    wanted
}

/// Which parcel has the number already, or waits for it under the same order.
fn watched(app: &App, all: &[Listed], wanted: &Wanted) -> Option<String> {
    let number = wanted.number.as_ref().map(|it| &it.number);
    let has = |it: &&Listed| it.legs.iter().any(|leg| Some(&leg.key.number) == number);
    if let (Some(number), Some(parcel)) = (number, all.iter().find(has)) {
        return Some(
            app.phrase("add-known", &[("number", number.as_str().into()), ("id", parcel.parcel.id.to_string().into())]),
        );
    }
    let same = |it: &&Listed| !wanted.order.is_empty() && it.orders.iter().any(|order| order.id == wanted.order);
    let parcel = all.iter().filter(same).find(|it| number.is_none() || it.legs.is_empty())?;
    let (order, id) = (wanted.order.as_str(), parcel.parcel.id.to_string());
    Some(match number {
        None => app.phrase("add-known", &[("number", order.into()), ("id", id.into())]),
        Some(number) => {
            app.phrase("add-waits", &[("order", order.into()), ("id", id.into()), ("number", number.as_str().into())])
        }
    })
}

/// The shop a person names, or the one of orders that name none.
pub(super) fn shop(app: &App, wanted: Option<&str>) -> anyhow::Result<ShopId> {
    let shop = wanted.map_or_else(|| app.setup.config.shop.clone(), ShopId::from);
    if !app.setup.knowledge.shops.contains_key(&shop) {
        let known: Vec<&str> = app.setup.knowledge.shops.keys().map(ShopId::as_str).collect();
        bail!(app.phrase("add-no-shop", &[("shop", shop.as_str().into()), ("known", known.join(", ").into())]));
    }
    Ok(shop)
}

fn parcel(
    app: &App,
    args: &Add,
    shop: &ShopId,
    carrier: Option<&CarrierId>,
    wanted: &Wanted,
) -> anyhow::Result<NewParcel> {
    let legs = wanted.number.as_ref().map_or_else(Vec::new, |number| legs(app, number, carrier));
    let named = wanted.number.as_ref().map(|it| it.number.to_string());
    if let (Some(number), []) = (&named, legs.as_slice()) {
        bail!(app.phrase("add-whose", &[("number", number.as_str().into())]));
    }
    let order = Order {
        id: wanted.order.clone(),
        shop: shop.clone(),
        price: args.price.clone(),
        ordered: args.ordered,
        shipped: args.dates.shipped,
        promised: args.dates.promised,
        protection_ends: args.dates.protection_ends,
    };
    let title = args.title.clone().or(named).unwrap_or_else(|| order.id.clone());
    Ok(NewParcel { title, added: app.now, orders: vec![order], legs, due_at: app.now })
}

/// The legs a number begins with, whoever it may be of; none where nobody knows its shape.
pub(super) fn legs_of(app: &App, number: &Number) -> Vec<Leg> {
    let found = carriers::recognise(&app.setup.registry, number.as_str()).into_iter().find(|it| it.number == *number);
    found.map_or_else(Vec::new, |found| legs(app, &found, None))
}

/// The legs a number begins with: the carrier the user names, or the one it surely is; else the best few, and who answers
/// with something recent is believed.
fn legs(app: &App, found: &Recognised, chosen: Option<&CarrierId>) -> Vec<Leg> {
    if let Some(carrier) = chosen {
        let known = found.candidates.iter().find(|it| it.carrier == *carrier).cloned();
        let (flow, role) = (Flow::Unknown, Role::International);
        let named = Candidate { carrier: carrier.clone(), rule: "user".into(), confidence: 1.0, flow, role };
        return vec![leg(&found.number, &known.unwrap_or(named), LegState::Current, app.now)];
    }
    match found.candidates.as_slice() {
        [] => Vec::new(),
        [only] => vec![leg(&found.number, only, LegState::Current, app.now)],
        [first, second, ..] if first.confidence >= SURE && second.confidence < SURE => {
            vec![leg(&found.number, first, LegState::Current, app.now)]
        }
        [first, ..] => {
            let askable = found.candidates.iter().filter(|it| app.setup.knowledge.askable(&it.carrier)).take(ASKED);
            let mut asked: Vec<&Candidate> = askable.collect();
            if asked.is_empty() {
                asked.push(first);
            }
            asked.into_iter().map(|it| leg(&found.number, it, LegState::Proposed, app.now)).collect()
        }
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
