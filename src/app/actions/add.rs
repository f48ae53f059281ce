//! Parcels are added: everything that was given or, where anything is wrong, nothing.

pub mod first_legs;
pub mod given_numbers;

use jiff::{Timestamp, civil::Date};

use self::{first_legs::first_legs, given_numbers::GivenNumbers};
use super::{
    doubt::{self, Doubt, ToldOfPurchase},
    given_sum::GivenSum,
    link::Linked,
};
use crate::{
    app::{
        find_parcel::NamedCarrier,
        look::kept_answers,
        refusal::Refusal,
        setup::Setup,
        state::App,
        tell,
        views::statistics::{self, SellerView},
    },
    carriers::Recognised,
    model::{Act, Deed, Number, Order, ParcelId, Role, ShopId, Told},
    store::{Listed, NewParcel, StoreError, Tx, UndoStep},
};

/// What a person says of a purchase beside its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase {
    /// What the user calls it; its number without it.
    pub title: Option<String>,
    /// Whose the numbers are; recognised without it.
    pub carrier: Option<NamedCarrier>,
    /// Whether it goes to a forwarder, who sends it on under another number.
    pub to_forwarder: bool,
    /// Where it was bought.
    pub shop: ShopId,
    /// From whom, where that is told.
    pub seller: Option<String>,
    /// The shop's order number; enough without a tracking number.
    pub order: Option<String>,
    /// What was paid.
    pub price: Option<GivenSum>,
    /// The day of purchase.
    pub ordered: Option<Date>,
    /// The day of posting.
    pub shipped: Option<Date>,
    /// The day the shop promises.
    pub promised: Option<Date>,
    /// The last day of buyer protection, as the order page shows it.
    pub protection_ends: Option<Date>,
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
    /// The recipient's postcode.
    pub postcode: Option<String>,
}

impl Purchase {
    /// Nothing is said but the numbers.
    pub fn untold(shop: ShopId) -> Purchase {
        Purchase {
            title: None,
            carrier: None,
            to_forwarder: false,
            shop,
            seller: None,
            order: None,
            price: None,
            ordered: None,
            shipped: None,
            promised: None,
            protection_ends: None,
            sure: true,
            postcode: None,
        }
    }
}

/// What was added.
#[derive(Debug, Clone, Default)]
pub struct Added {
    /// The new parcels; none where all that was given is watched already.
    pub parcels: Vec<ParcelId>,
    /// The parcels that have what was given already.
    pub known: Vec<ParcelId>,
    /// Their numbers, as they were recognised.
    pub numbers: Vec<Recognised>,
    /// The new parcels that are an order alone, without a tracking number yet, and its number.
    pub orders_alone: Vec<(ParcelId, String)>,
    /// The parcels that went under a number with a wrong digit, and what took its place.
    pub corrected: Vec<(ParcelId, Linked)>,
    /// New numbers that may be the right form of one that is watched already.
    pub near: Vec<Refusal>,
    /// Why the rest was passed over: it is watched already.
    pub passed: Vec<Refusal>,
    /// What became of what was bought from this seller before, where something went wrong.
    pub seller: Option<SellerView>,
}

/// Parcels that might be added.
#[derive(Debug, Clone, Default)]
pub struct NotAdded(pub(in crate::app) Vec<NewParcel>);

impl NotAdded {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One parcel to be: its number, its order, or both.
struct Wanted {
    number: Option<Recognised>,
    order: String,
}

impl App {
    /// Adds a parcel for every number and every order. What is watched already is passed over.
    ///
    /// # Errors
    /// A [`Refusal`] where there is neither a number nor an order, a number may be nobody's, or a day can hardly be meant.
    pub fn add(&mut self, given: GivenNumbers, purchase: &Purchase) -> anyhow::Result<Added> {
        let wanted = wanted(given, purchase.order.as_deref());
        if wanted.is_empty() {
            return Err(Refusal::new("add-nothing").into());
        }
        if !purchase.sure {
            doubt::grave(self.doubts_of_purchase(purchase))?;
        }
        let numbers: Vec<Number> = wanted.iter().filter_map(|it| Some(it.number.as_ref()?.number.clone())).collect();
        let listed = self.alike(&numbers, wanted.iter().map(|it| it.order.as_str()))?;
        let (mut added, mut new) = (Added::default(), Vec::new());
        for it in wanted {
            if let Some((has, refusal)) = watched(&listed, &it) {
                added.passed.push(refusal);
                added.known.extend(has.filter(|id| !added.known.contains(id)));
                continue;
            }
            match self.corrects(&it, purchase)? {
                Some(corrected) => added.corrected.push(corrected),
                None => {
                    if let Some(number) = it.number.as_ref().map(|it| &it.number) {
                        added.near.extend(self.near(number)?.map(|(id, near)| may_be(number, id, &near)));
                    }
                    new.push(new_parcel(&self.setup, purchase, &it, self.now)?);
                    added.numbers.extend(it.number);
                }
            }
        }
        if let (Some(seller), false) = (&purchase.seller, new.is_empty()) {
            added.seller = statistics::seller(self, seller, &purchase.shop)?;
        }
        if !new.is_empty() {
            added.parcels =
                self.within(|tx, setup, now| new.iter().map(|new| take_in(tx, setup, new, now)).collect())?;
            let alone = new.iter().zip(&added.parcels).filter(|(new, _)| new.legs.is_empty());
            let order = |new: &NewParcel| new.orders.first().map(|it| it.id.clone()).unwrap_or_default();
            added.orders_alone = alone.map(|(new, id)| (*id, order(new))).collect();
        }
        Ok(added)
    }

    /// The parcels that these numbers would be, without adding them, and those that have them already.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no number, or one may be nobody's.
    pub fn would_add(&mut self, given: GivenNumbers, purchase: &Purchase) -> anyhow::Result<(Vec<ParcelId>, NotAdded)> {
        let wanted = wanted(given, None);
        let numbers: Vec<Number> = wanted.iter().filter_map(|it| Some(it.number.as_ref()?.number.clone())).collect();
        let listed = self.alike(&numbers, [])?;
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for it in wanted {
            match watched(&listed, &it) {
                Some((has, _)) => known.extend(has.filter(|id| !known.contains(id))),
                None if it.number.is_none() => {
                    return Err(Refusal::new("track-order").with("order", it.order).into());
                }
                None => new.push(new_parcel(&self.setup, purchase, &it, self.now)?),
            }
        }
        match known.is_empty() && new.is_empty() {
            true => Err(Refusal::new("track-nothing").into()),
            false => Ok((known, NotAdded(new))),
        }
    }

    /// The parcels with one of these numbers or orders.
    pub(super) fn alike<'o>(
        &mut self,
        numbers: &[Number],
        orders: impl IntoIterator<Item = &'o str>,
    ) -> Result<Vec<Listed>, StoreError> {
        let mut ids = Vec::new();
        self.store.reading(|tx| {
            for number in numbers {
                ids.extend(tx.with_number(number)?);
            }
            for order in orders.into_iter().filter(|order| !order.is_empty()) {
                ids.extend(tx.with_order(order)?);
            }
            Ok::<_, StoreError>(())
        })?;
        self.these(ids)
    }

    /// What is doubtful of a purchase.
    pub fn doubts_of_purchase(&self, purchase: &Purchase) -> Vec<Doubt> {
        let Purchase { ordered, shipped, protection_ends, price, .. } = purchase;
        let (ordered, shipped, protection_ends) = (*ordered, *shipped, *protection_ends);
        self.doubts_of(&ToldOfPurchase { ordered, shipped, protection_ends, price: price.as_ref() })
    }

    /// A number that a parcel already goes under, with a wrong digit, is no second parcel.
    fn corrects(&mut self, wanted: &Wanted, purchase: &Purchase) -> anyhow::Result<Option<(ParcelId, Linked)>> {
        let Some(number) = wanted.number.as_ref().map(|it| it.number.clone()) else { return Ok(None) };
        let Some(id) = self.mistyped_as(&number)? else { return Ok(None) };
        let titled = purchase.title.clone().map(|title| Act::Named { title });
        let told = order(purchase, &wanted.order);
        let days = [told.ordered, told.shipped, told.promised, told.protection_ends];
        let says_something = !told.id.is_empty() || told.price.is_some() || days.iter().any(Option::is_some);
        let ordered = says_something.then_some(Act::Ordered { order: told, instead_of: None });
        let more = titled.into_iter().chain(ordered).collect();
        Ok(Some((id, self.link_and(id, number, purchase.carrier.clone(), more)?)))
    }
}

/// Takes a new parcel in and tells it so. It can be undone.
pub(super) fn take_in(tx: &Tx<'_>, setup: &Setup, new: &NewParcel, now: Timestamp) -> Result<ParcelId, StoreError> {
    let id = tx.add(new)?;
    tell::tell(tx, setup, id, &Told::User(Act::Added), now)?;
    kept_answers::recall(tx, tx, setup, id, now)?;
    tx.remember(id, &UndoStep::Added, &Deed::Added, None, now)?;
    Ok(id)
}

/// Every number once, with the order that is given, the only one there is, or the one beside it; then the orders that
/// belong to no number.
fn wanted(given: GivenNumbers, order: Option<&str>) -> Vec<Wanted> {
    let pieces = given.into_pieces();
    let named = || pieces.iter().flatten().filter(|it| it.order).map(|it| it.order_id.clone());
    let mut orders: Vec<String> = order.map_or_else(|| named().collect(), |order| vec![order.to_owned()]);
    orders.sort();
    orders.dedup();
    let mut wanted: Vec<Wanted> = Vec::new();
    for piece in pieces {
        let beside = piece.iter().find(|it| it.order).map(|it| it.order_id.clone());
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

/// That a number differs by a slip of the hand from one that no carrier knows, and what to do if it is the same parcel.
fn may_be(number: &Number, id: ParcelId, near: &Number) -> Refusal {
    let told = Refusal::new("add-near").with("number", number.to_string()).with("near", near.to_string());
    told.with("id", id.to_string())
}

/// Which parcel has all of it already; or none has, and one waits for the number under the same order.
fn watched(listed: &[Listed], wanted: &Wanted) -> Option<(Option<ParcelId>, Refusal)> {
    let number = wanted.number.as_ref().map(|it| &it.number);
    let known = |number: &str, parcel: &Listed| {
        let refusal = Refusal::new("add-known").with("number", number.to_owned());
        (Some(parcel.parcel.id), refusal.with("id", parcel.parcel.id.to_string()))
    };
    let has = |it: &&Listed| it.legs.iter().any(|leg| Some(&leg.key.number) == number);
    if let (Some(number), Some(parcel)) = (number, listed.iter().find(has)) {
        return Some(known(number.as_str(), parcel));
    }
    let same = |it: &&Listed| !wanted.order.is_empty() && it.orders.iter().any(|order| order.id == wanted.order);
    let parcel = listed.iter().filter(same).find(|it| number.is_none() || it.legs.is_empty())?;
    Some(match number {
        None => known(&wanted.order, parcel),
        Some(number) => {
            let waits = Refusal::new("add-waits").with("order", wanted.order.clone());
            (None, waits.with("id", parcel.parcel.id.to_string()).with("number", number.to_string()))
        }
    })
}

fn new_parcel(setup: &Setup, purchase: &Purchase, wanted: &Wanted, now: Timestamp) -> Result<NewParcel, Refusal> {
    let mut legs = Vec::new();
    if let Some(number) = &wanted.number {
        legs = first_legs(setup, number, purchase.carrier.as_ref().map(|it| &it.carrier), now);
        if let Some(named) = purchase.carrier.as_ref().and_then(|it| it.code.as_ref()) {
            legs.iter_mut().for_each(|leg| drop(leg.codes.insert(named.source.clone(), named.code.clone())));
        }
        if purchase.to_forwarder {
            legs.iter_mut().for_each(|leg| leg.role = Role::ToForwarder);
        }
        if legs.is_empty() {
            return Err(Refusal::new("add-whose").with("number", number.number.to_string()));
        }
    }
    let order = order(purchase, &wanted.order);
    let named = wanted.number.as_ref().map(|it| it.number.to_string());
    let title = purchase.title.clone().or(named).unwrap_or_else(|| order.id.clone());
    Ok(NewParcel { title, added: now, orders: vec![order], legs, due_at: now, postcode: purchase.postcode.clone() })
}

fn order(purchase: &Purchase, id: &str) -> Order {
    Order {
        id: id.to_owned(),
        shop: purchase.shop.clone(),
        seller: purchase.seller.clone().unwrap_or_default(),
        price: purchase.price.as_ref().map(|price| price.money.clone()),
        ordered: purchase.ordered,
        shipped: purchase.shipped,
        promised: purchase.promised,
        protection_ends: purchase.protection_ends,
    }
}
