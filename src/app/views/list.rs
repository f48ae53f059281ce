//! Parcels at a glance, one after the other: all of them or those that are looked for, what needs the user first.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::listed_parcel::{Group, ParcelView};
use crate::{
    app::{App, Setup},
    model::{Flag, LegState, ParcelId, ShopId, Stage, words},
    store::{Listed, StoreError, Which},
    text::folded,
};

words! {
    /// In which order parcels stand.
    Sort {
        /// As they were added, the oldest first.
        Added = "added",
        /// What needs the user first, by its day; then what is out of the ordinary, what is nearest, and what is over.
        Need = "need",
        /// The latest scan first.
        News = "news",
    }
}

/// Which parcels are wanted, how they are to stand, and how many of them.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Those too that are archived or came to their end long ago.
    pub all: bool,
    /// At one of these stages; at any where none is named.
    pub stages: Vec<Stage>,
    /// With one of these flags; with or without where none is named.
    pub flags: Vec<Flag>,
    /// With an order of this shop.
    pub shop: Option<ShopId>,
    /// Words that each stand in its title, numbers, carriers, orders or sellers.
    pub text: String,
    /// Their order.
    pub sort: Sort,
    /// So many are passed over.
    pub skip: usize,
    /// At most so many; where they stand as they were added, the newest.
    pub limit: Option<usize>,
}

impl Wanted {
    /// All that are in sight, or all there are, as they were added.
    pub fn every(all: bool) -> Wanted {
        let (stages, flags, text) = (Vec::new(), Vec::new(), String::new());
        Wanted { all, stages, flags, shop: None, text, sort: Sort::Added, skip: 0, limit: None }
    }

    /// Whether not every parcel is wanted.
    pub fn chooses(&self) -> bool {
        !self.stages.is_empty() || !self.flags.is_empty() || self.shop.is_some() || !self.text.trim().is_empty()
    }

    fn fits(&self, setup: &Setup, it: &Listed) -> bool {
        let one_of = |flag: &Flag| it.verdict.flags.contains(flag);
        (self.stages.is_empty() || self.stages.contains(&it.verdict.stage))
            && (self.flags.is_empty() || self.flags.iter().any(one_of))
            && self.shop.as_ref().is_none_or(|shop| it.orders.iter().any(|order| order.shop == *shop))
            && (self.text.trim().is_empty() || says(setup, it, &self.text))
    }
}

/// Whether each of the words stands somewhere in what a person may know of a parcel.
fn says(setup: &Setup, it: &Listed, words: &str) -> bool {
    let legs = it.legs.iter().filter(|leg| !matches!(leg.state, LegState::Rejected | LegState::Contradicted));
    let legs = legs.flat_map(|leg| [leg.key.number.to_string(), setup.name_of(&leg.key.carrier)]);
    let orders = it.orders.iter().flat_map(|order| [order.id.clone(), order.seller.clone()]);
    let known: Vec<String> = legs.chain(orders).chain([it.parcel.title.clone()]).map(|it| folded(&it)).collect();
    folded(words).split_whitespace().all(|word| known.iter().any(|known| known.contains(word)))
}

/// Parcels, and how many are not among them.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
pub struct List {
    pub parcels: Vec<ParcelView>,
    /// How many there are beside these that nobody looked for: archived, or finished long ago.
    #[serde(skip)]
    pub hidden: usize,
    /// How many more fit than were asked for.
    #[serde(skip)]
    pub more: usize,
}

/// The parcels that are wanted.
pub fn list(app: &mut App, wanted: &Wanted) -> Result<List, StoreError> {
    let mut listed = app.list(if wanted.all { Which::All } else { Which::InSight })?;
    let hidden = if wanted.all || wanted.chooses() { 0 } else { app.store.reading(|tx| tx.out_of_sight())? };
    if wanted.chooses() {
        listed.retain(|it| wanted.fits(&app.setup, it));
    }
    match wanted.sort {
        Sort::Added => {}
        Sort::Need => listed.sort_by_key(place),
        Sort::News => listed.sort_by_key(|it| std::cmp::Reverse(it.last.as_ref().map(|last| last.event.about()))),
    }
    let (from, to) = wanted.window(listed.len());
    let more = listed.len() - (to - from);
    let parcels = listed[from..to].iter().map(|it| ParcelView::of(app, it)).collect();
    Ok(List { parcels, hidden, more })
}

impl Wanted {
    /// Which of so many are shown.
    fn window(&self, count: usize) -> (usize, usize) {
        let rest = count.saturating_sub(self.skip);
        let shown = self.limit.map_or(rest, |limit| limit.min(rest));
        match self.sort {
            Sort::Added => (rest - shown, rest),
            _ => (count - rest, count - rest + shown),
        }
    }
}

/// Where a parcel stands among those that may need the user.
fn place(it: &Listed) -> (Group, Date, std::cmp::Reverse<Stage>, ParcelId) {
    let group = Group::of(it);
    let by = it.advice.act_by.filter(|_| group == Group::NeedsYou);
    (group, by.unwrap_or(Date::MAX), std::cmp::Reverse(it.verdict.stage), it.parcel.id)
}

/// These parcels as they stand now.
pub fn only(app: &mut App, ids: &[ParcelId]) -> Result<Vec<ParcelView>, StoreError> {
    let listed = app.these(ids.iter().copied())?;
    Ok(listed.iter().map(|it| ParcelView::of(app, it)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_where_its_order_begins() {
        let cut = |sort, skip, limit| Wanted { sort, skip, limit, ..Wanted::every(false) }.window(10);
        assert_eq!(cut(Sort::Need, 0, None), (0, 10));
        assert_eq!(cut(Sort::Need, 3, Some(4)), (3, 7));
        assert_eq!(cut(Sort::News, 8, Some(4)), (8, 10));
        assert_eq!(cut(Sort::Added, 0, Some(4)), (6, 10));
        assert_eq!(cut(Sort::Added, 4, Some(4)), (2, 6));
        assert_eq!(cut(Sort::Added, 99, Some(4)), (0, 0));
    }
}
