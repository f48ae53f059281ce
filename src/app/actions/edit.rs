//! What was not known when a parcel was added: dates, its name, what a source asks for.

use jiff::civil::Date;

use super::{
    doubt::{self, Doubt, ToldOfPurchase},
    given_sum::GivenSum,
};
use crate::{
    app::{find_parcel::SourceCode, refusal::Refusal, state::App},
    carriers::numbers,
    model::{Act, Leg, LegKey, Order, ParcelId, Role, ShopId},
    rules::inputs,
};

/// What is told of a parcel; what is not known stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// What the user calls it.
    pub title: Option<String>,
    /// From whom it was bought.
    pub seller: Option<String>,
    /// Which of its orders the shop, the number, the price and the day of purchase are of; the only one without it.
    pub order: Option<String>,
    /// The number of the order, where it was not known or wrong.
    pub order_id: Option<String>,
    /// Where it was bought, where that was wrong.
    pub shop: Option<ShopId>,
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
    /// The recipient's postcode; `Some(None)` takes it back.
    pub postcode: Option<Option<String>>,
    /// Whether it goes to a forwarder, who sends it on under another number.
    pub to_forwarder: Option<bool>,
    /// What a source calls the carrier of its number.
    pub code: Option<SourceCode>,
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
}

impl App {
    /// What is doubtful of what is told of a parcel.
    pub fn doubts_of_edit(&self, edit: &Edit) -> Vec<Doubt> {
        let Edit { ordered, shipped, protection_ends, price, .. } = edit;
        let (ordered, shipped, protection_ends) = (*ordered, *shipped, *protection_ends);
        self.doubts_of(&ToldOfPurchase { ordered, shipped, protection_ends, price: price.as_ref() })
    }

    /// Tells of a parcel. Where nothing is told, nothing is done.
    ///
    /// # Errors
    /// A [`Refusal`] where a source's code is given and no number, or more than one, may be meant, where nobody says which of
    /// several orders is meant, or where a day can hardly be meant.
    pub fn edit(&mut self, id: ParcelId, edit: Edit) -> anyhow::Result<()> {
        if (Edit { sure: false, ..edit.clone() }) == Edit::default() {
            return Ok(());
        }
        if !edit.sure {
            doubt::grave(self.doubts_of_edit(&edit))?;
        }
        let bought = self.bought(id, &edit)?;
        let Edit { title, seller, shipped, promised, protection_ends, postcode, to_forwarder, code, .. } = edit;
        let named = title.map(|title| Act::Named { title });
        let sold = seller.map(|seller| Act::Sold { seller });
        let dated = Act::Dated { shipped, promised, protection_ends };
        let addressed = postcode.map(|postcode| Act::Addressed { postcode });
        let coded = code.map(|code| self.coded(id, &code)).transpose()?.unwrap_or_default();
        let carries = to_forwarder.map(|it| self.carries(id, it)).transpose()?;
        let acts = named
            .into_iter()
            .chain(sold)
            .chain(bought)
            .chain([dated])
            .chain(addressed)
            .chain(carries)
            .chain(coded)
            .collect();
        self.act(id, Act::Several { acts })?;
        Ok(())
    }

    /// The price and the day of purchase, of the order that is meant.
    fn bought(&mut self, id: ParcelId, edit: &Edit) -> anyhow::Result<Option<Act>> {
        let Edit { order_id, shop, .. } = edit;
        let nothing = edit.price.is_none() && edit.ordered.is_none() && order_id.is_none() && shop.is_none();
        if nothing && edit.order.is_none() {
            return Ok(None);
        }
        let orders = self.case(id)?.orders;
        let meant: Vec<&Order> = orders.iter().filter(|it| edit.order.as_ref().is_none_or(|id| it.id == *id)).collect();
        let [known] = meant.as_slice() else {
            let ids: Vec<&str> = orders.iter().map(|it| it.id.as_str()).filter(|id| !id.is_empty()).collect();
            return Err(Refusal::new("edit-which-order").with("orders", ids.join(", ")).into());
        };
        // What is absent stays as it is.
        let (price, ordered) = (edit.price.as_ref().map(|price| price.money.clone()), edit.ordered);
        let (shop, id) = (shop.as_ref().unwrap_or(&known.shop).clone(), order_id.as_ref().unwrap_or(&known.id).clone());
        let instead_of = ((&shop, &id) != (&known.shop, &known.id)).then(|| (known.shop.clone(), known.id.clone()));
        if instead_of.is_some() && orders.iter().any(|it| (&it.shop, &it.id) == (&shop, &id)) {
            return Err(Refusal::new("edit-order-there").with("order", id).into());
        }
        let seller = known.seller.clone();
        let order = Order { id, shop, seller, price, ordered, shipped: None, promised: None, protection_ends: None };
        Ok(Some(Act::Ordered { order, instead_of }))
    }

    /// What its numbers are for, where it goes to a forwarder or not. One inside the country stays what it is.
    fn carries(&mut self, id: ParcelId, to_forwarder: bool) -> anyhow::Result<Act> {
        let case = self.case(id)?;
        let abroad: Vec<&Leg> = case.legs.iter().filter(|leg| leg.watched() && leg.role != Role::Domestic).collect();
        if abroad.is_empty() {
            return Err(Refusal::new("edit-forwarder-none").with("id", id.to_string()).into());
        }
        let form = |key: &LegKey| {
            let mut may_be = numbers::candidates_for(&self.setup.registry, &key.number, None).into_iter();
            may_be.find(|it| it.carrier == key.carrier).map_or(Role::International, |it| it.role)
        };
        let role = |leg: &Leg| match (to_forwarder, leg.role) {
            (true, _) => Role::ToForwarder,
            (false, Role::ToForwarder) => form(&leg.key),
            (false, role) => role,
        };
        Ok(Act::Carries { roles: abroad.into_iter().map(|leg| (leg.key.clone(), role(leg))).collect() })
    }

    /// The code is for the numbers whose carrier the source asked for, else for the only one it is asked for.
    fn coded(&mut self, id: ParcelId, code: &SourceCode) -> anyhow::Result<Vec<Act>> {
        let case = self.case(id)?;
        let SourceCode { source, code } = code;
        let mut legs: Vec<&Leg> =
            case.legs.iter().filter(|leg| leg.watched() && self.setup.asks(leg, source)).collect();
        if legs.iter().any(|leg| inputs::wanted(leg, "carrier")) {
            legs.retain(|leg| inputs::wanted(leg, "carrier"));
        }
        let refuse = |why| Refusal::new(why).with("source", source.to_string()).with("code", code.clone());
        let Some(first) = legs.first() else {
            return Err(refuse("code-no-number").with("id", id.to_string()).into());
        };
        if legs.iter().any(|leg| leg.key.number != first.key.number) {
            return Err(refuse("code-which-number").with("id", id.to_string()).into());
        }
        let told = |leg: &&Leg| Act::Coded { leg: leg.key.clone(), source: source.clone(), code: code.clone() };
        Ok(legs.iter().map(told).collect())
    }
}
