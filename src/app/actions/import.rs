//! What files say of orders becomes parcels, and what is known of them is brought up to date: each order is looked for by
//! its number at the shop, then by its tracking numbers, and only what is found nowhere is new.

use super::add::{first_legs::first_legs_of, take_in};
use crate::{
    app::{
        state::App,
        views::imported::{Change, FileColumn, FileFault, Imported, WhatChanged},
    },
    import::orders::{self, Fault, Found, Read, ReadError, Standing},
    model::{Act, LegKey, Number, Order, ParcelId, ShopId, clean},
    store::{Listed, NewParcel},
};

/// The orders of files.
#[derive(Debug, Clone, Default)]
pub struct OrderFiles {
    found: Vec<Found>,
    faults: Vec<FileFault>,
    unknown_columns: Vec<FileColumn>,
    unsure_columns: Vec<FileColumn>,
}

impl OrderFiles {
    /// Reads one more file, or a link to an order.
    pub fn read(&mut self, app: &App, file: &str, bytes: &[u8]) -> Result<(), ReadError> {
        let Read { found, faults, unknown, unsure } = orders::read(&app.setup.registry, bytes, app.today())?;
        let fault = |it: Fault| FileFault { file: file.to_owned(), line: it.line, column: it.column, text: it.text };
        self.found.extend(found);
        self.faults.extend(faults.into_iter().map(fault));
        let column = |column: String| FileColumn { file: file.to_owned(), column };
        self.unknown_columns.extend(unknown.into_iter().map(column));
        self.unsure_columns.extend(unsure.into_iter().map(column));
        Ok(())
    }
}

impl OrderFiles {
    /// Whether no order was found in them.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl App {
    /// Carries out what files say, or only says what that would be. Where all was bought may be said, whatever the files
    /// say.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where a file names a shop that is not known.
    pub fn import(&mut self, files: OrderFiles, shop: Option<ShopId>, dry_run: bool) -> anyhow::Result<Imported> {
        self.import_telling(files, shop, dry_run, &|_, _| {})
    }

    /// The same, saying after each order how many of how many are done.
    ///
    /// # Errors
    /// As [`App::import`].
    pub fn import_telling(
        &mut self,
        files: OrderFiles,
        shop: Option<ShopId>,
        dry_run: bool,
        tell: &dyn Fn(usize, usize),
    ) -> anyhow::Result<Imported> {
        let OrderFiles { found, faults, unknown_columns, unsure_columns } = files;
        if shop.is_none() {
            for shop in found.iter().filter_map(|it| it.shop.as_ref()) {
                self.find_shop(Some(shop.as_str()))?;
            }
        }
        let default = self.setup.config.shop.clone();
        let shop_of = |it: &Found| shop.clone().or_else(|| it.shop.clone()).unwrap_or_else(|| default.clone());
        let passed = found.iter().filter(|it| it.standing != Standing::Open).count();
        let wanted = found.into_iter().map(|it| (shop_of(&it), it)).collect();
        let changes = self.carry_out(wanted, dry_run, tell)?;
        Ok(Imported { dry_run, changes, passed, faults, unknown_columns, unsure_columns })
    }

    /// Order by order.
    fn carry_out(
        &mut self,
        wanted: Vec<(ShopId, Found)>,
        dry: bool,
        tell: &dyn Fn(usize, usize),
    ) -> anyhow::Result<Vec<Change>> {
        let all = wanted.len();
        let mut changes: Vec<Change> = Vec::new();
        let mut made: Vec<Found> = Vec::new();
        for (shop, found) in wanted {
            let listed = self.alike(&found.numbers, [found.id.as_str()])?;
            let change = match parcel_of(&listed, &shop, &found) {
                Some(parcel) => self.update_order(parcel, &shop, &found, dry)?,
                None if found.standing != Standing::Open || (found.id.is_empty() && found.numbers.is_empty()) => {
                    change(None, &found, WhatChanged::Passed)
                }
                // In a dry run the first order of a parcel was not made.
                None if dry && made.iter().any(|it| it.numbers.iter().any(|number| found.numbers.contains(number))) => {
                    Change { fields: vec!["id"], ..change(None, &found, WhatChanged::Updated) }
                }
                None => self.add_order(shop, &found, dry)?,
            };
            made.push(found);
            changes.push(change);
            tell(changes.len(), all);
        }
        Ok(changes)
    }

    fn update_order(&mut self, parcel: &Listed, shop: &ShopId, found: &Found, dry: bool) -> anyhow::Result<Change> {
        let (id, told) = (parcel.parcel.id, found.order(shop.clone()));
        // Tracking alone names no order: what it says is the only order's.
        let only = parcel.orders.first().filter(|_| found.id.is_empty() && parcel.orders.len() == 1);
        let told = only.map_or(told.clone(), |order| Order { id: order.id.clone(), shop: order.shop.clone(), ..told });
        let old = parcel.orders.iter().find(|it| it.id == told.id && it.shop == told.shop);
        let mut fields = differences(old, &told);
        let numbers: Vec<&Number> =
            found.numbers.iter().filter(|it| !parcel.legs.iter().any(|leg| leg.key.number == **it)).collect();
        fields.extend((!numbers.is_empty()).then_some("number"));
        let renamed = nameless(parcel) && !found.title.is_empty() && found.title != parcel.parcel.title;
        fields.extend(renamed.then_some("title"));
        let what = if fields.is_empty() { WhatChanged::Same } else { WhatChanged::Updated };
        if !dry && !fields.is_empty() {
            let named = renamed.then(|| Act::Named { title: found.title.clone() });
            let linked = numbers.into_iter().filter_map(|number| {
                let leg = LegKey { number: number.clone(), carrier: self.likely_carrier(number)? };
                Some(self.attached(&parcel.legs, leg))
            });
            let acts =
                named.into_iter().chain([Act::Ordered { order: told, instead_of: None }]).chain(linked).collect();
            self.act(id, Act::Several { acts })?;
        }
        Ok(Change { fields, ..change(Some(id), found, what) })
    }

    fn add_order(&mut self, shop: ShopId, found: &Found, dry: bool) -> anyhow::Result<Change> {
        if dry {
            return Ok(change(None, found, WhatChanged::New));
        }
        let (setup, now) = (&self.setup, self.now);
        // Of one number the carrier named in its row is that one's; of several it may be any's.
        let called = Some(found.carrier.as_str()).filter(|it| found.numbers.len() == 1 && !it.is_empty());
        let legs = found.numbers.iter().flat_map(|number| first_legs_of(setup, number, called, now)).collect();
        let named = found.numbers.first().map(Number::to_string).unwrap_or_else(|| found.id.clone());
        let title = if found.title.is_empty() { named } else { found.title.clone() };
        let new = NewParcel { title, added: now, orders: vec![found.order(shop)], legs, due_at: now, postcode: None };
        let id = self.within(|tx, setup, now| take_in(tx, setup, &new, now))?;
        Ok(change(Some(id), found, WhatChanged::New))
    }
}

fn parcel_of<'a>(listed: &'a [Listed], shop: &ShopId, found: &Found) -> Option<&'a Listed> {
    let ordered = |it: &&Listed| it.orders.iter().any(|order| order.id == found.id && order.shop == *shop);
    let carried = |it: &&Listed| it.legs.iter().any(|leg| found.numbers.contains(&leg.key.number));
    let by_order = || listed.iter().find(ordered).filter(|_| !found.id.is_empty());
    by_order().or_else(|| listed.iter().find(carried))
}

fn change(parcel: Option<ParcelId>, found: &Found, what: WhatChanged) -> Change {
    let parcel = parcel.map(|id| id.to_string());
    Change { parcel, order: found.id.clone(), title: clean(&found.title), what, fields: Vec::new() }
}

/// Whether nobody has given it a title: it is called like its number or its order.
fn nameless(parcel: &Listed) -> bool {
    let title = &parcel.parcel.title;
    parcel.legs.iter().any(|leg| leg.key.number.as_str() == title) || parcel.orders.iter().any(|it| it.id == *title)
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
    fields.extend((!told.seller.is_empty() && old.seller != told.seller).then_some("seller"));
    fields.extend((told.price.is_some() && old.price != told.price).then_some("price"));
    fields
}
