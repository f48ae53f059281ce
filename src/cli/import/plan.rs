//! What an import changes: each order is looked for by its number at the shop, then by its tracking numbers, and only
//! what is found nowhere is new.

use serde::Serialize;

use crate::{
    app::App,
    app::tell,
    carriers::numbers,
    cli::add,
    import::orders::{Found, Standing},
    model::{Act, LegKey, Number, Order, ParcelId, ShopId, Told, clean},
    store::{Listed, NewParcel},
};

/// What becomes of one order of a file.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Change {
    /// The parcel, where it is there already or was made.
    pub parcel: Option<String>,
    /// The order number.
    pub order: String,
    /// What was bought.
    pub title: String,
    /// `new`, `updated`, `same` or `passed`.
    pub what: &'static str,
    /// What is new of it.
    pub fields: Vec<&'static str>,
}

impl Change {
    /// Whether anything is otherwise than before.
    pub fn changes(&self) -> bool {
        matches!(self.what, "new" | "updated")
    }
}

/// Carries out what the files say, order by order, or only says what that would be.
pub(super) fn carry_out(app: &mut App, wanted: Vec<(ShopId, Found)>, dry: bool) -> anyhow::Result<Vec<Change>> {
    let mut changes: Vec<Change> = Vec::new();
    let mut made: Vec<Found> = Vec::new();
    for (shop, found) in wanted {
        let listed = app.list()?;
        let change = match parcel_of(&listed, &shop, &found) {
            Some(parcel) => update(app, parcel, &shop, &found, dry)?,
            None if found.standing != Standing::Open || (found.id.is_empty() && found.numbers.is_empty()) => {
                change(None, &found, "passed")
            }
            // In a dry run the first order of a parcel was not made.
            None if dry && made.iter().any(|it| it.numbers.iter().any(|number| found.numbers.contains(number))) => {
                Change { fields: vec!["id"], ..change(None, &found, "updated") }
            }
            None => add(app, shop, &found, dry)?,
        };
        made.push(found);
        changes.push(change);
    }
    Ok(changes)
}

fn parcel_of<'a>(listed: &'a [Listed], shop: &ShopId, found: &Found) -> Option<&'a Listed> {
    let ordered = |it: &&Listed| it.orders.iter().any(|order| order.id == found.id && order.shop == *shop);
    let carried = |it: &&Listed| it.legs.iter().any(|leg| found.numbers.contains(&leg.key.number));
    let by_order = || listed.iter().find(ordered).filter(|_| !found.id.is_empty());
    by_order().or_else(|| listed.iter().find(carried))
}

fn change(parcel: Option<ParcelId>, found: &Found, what: &'static str) -> Change {
    let parcel = parcel.map(|id| id.to_string());
    Change { parcel, order: found.id.clone(), title: clean(&found.title), what, fields: Vec::new() }
}

fn update(app: &mut App, parcel: &Listed, shop: &ShopId, found: &Found, dry: bool) -> anyhow::Result<Change> {
    let (id, told) = (parcel.parcel.id, found.order(shop.clone()));
    // Tracking alone names no order: what it says is the only order's.
    let only = parcel.orders.first().filter(|_| found.id.is_empty() && parcel.orders.len() == 1);
    let told = only.map_or(told.clone(), |order| Order { id: order.id.clone(), shop: order.shop.clone(), ..told });
    let old = parcel.orders.iter().find(|it| it.id == told.id && it.shop == told.shop);
    let mut fields = differences(old, &told);
    let numbers: Vec<&Number> =
        found.numbers.iter().filter(|it| !parcel.legs.iter().any(|leg| leg.key.number == **it)).collect();
    fields.extend((!numbers.is_empty()).then_some("number"));
    let nameless = parcel.legs.iter().any(|leg| leg.key.number.as_str() == parcel.parcel.title)
        || parcel.orders.iter().any(|order| order.id == parcel.parcel.title);
    let renamed = nameless && !found.title.is_empty() && found.title != parcel.parcel.title;
    fields.extend(renamed.then_some("title"));
    let what = if fields.is_empty() { "same" } else { "updated" };
    if !dry && !fields.is_empty() {
        let named = renamed.then(|| Act::Named { title: found.title.clone() });
        let linked = numbers.into_iter().filter_map(|number| {
            let carrier = numbers::candidates_for(&app.setup.registry, number, None).into_iter().next()?.carrier;
            Some(Act::Linked { leg: LegKey { number: number.clone(), carrier } })
        });
        let acts = named.into_iter().chain([Act::Ordered { order: told }]).chain(linked).collect();
        app.act(id, Act::Several { acts })?;
    }
    Ok(Change { fields, ..change(Some(id), found, what) })
}

/// What a file says of an order that was not known, or was known otherwise.
fn differences(old: Option<&Order>, told: &Order) -> Vec<&'static str> {
    let Some(old) = old else { return vec!["id"] };
    let days = [
        ("ordered", old.ordered, told.ordered),
        ("shipped", old.shipped, told.shipped),
        ("promised", old.promised, told.promised),
        ("protection", old.protection_ends, told.protection_ends),
    ];
    let mut fields: Vec<&str> =
        days.into_iter().filter(|(_, old, new)| new.is_some() && old != new).map(|(name, ..)| name).collect();
    fields.extend((told.price.is_some() && old.price != told.price).then_some("price"));
    fields
}

fn add(app: &mut App, shop: ShopId, found: &Found, dry: bool) -> anyhow::Result<Change> {
    let legs: Vec<_> = found.numbers.iter().flat_map(|number| add::legs_of(app, number)).collect();
    let named = found.numbers.first().map(Number::to_string).unwrap_or_else(|| found.id.clone());
    let title = if found.title.is_empty() { named } else { found.title.clone() };
    let (added, orders) = (app.now, vec![found.order(shop)]);
    let new = NewParcel { title, added, orders, legs, due_at: added };
    if dry {
        return Ok(change(None, found, "new"));
    }
    let id = app.within(|tx, setup, now| {
        let id = tx.add(&new)?;
        tell::tell(tx, setup, id, &Told::User(Act::Added), now)?;
        Ok(id)
    })?;
    Ok(change(Some(id), found, "new"))
}
