//! What a shell offers while a command is being typed: parcels, sources, carriers, shops, channels.

use crate::{
    app::{App, Setup},
    model::clean,
    store::{StoreError, Which},
};

/// So many parcels are offered at the most: who has more types more.
const MOST: usize = 100;

/// Something to choose, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What would stand on the command line.
    pub word: String,
    /// What it is, in a line.
    pub meaning: String,
}

/// The parcels in sight whose id or number begins so; where none does, those whose title does, by their id.
pub fn parcels(app: &mut App, begun: &str) -> Result<Vec<Offered>, StoreError> {
    let listed = app.list(Which::InSight)?;
    let begun = begun.to_uppercase();
    let titled = |it: &str| it.split_whitespace().any(|word| word.to_uppercase().starts_with(&begun));
    let (mut named, mut titles) = (Vec::new(), Vec::new());
    for it in &listed {
        let title = clean(&it.parcel.title).replace('\n', " ");
        let id = it.parcel.id.to_string();
        let number =
            it.legs.iter().map(|leg| leg.key.number.as_str()).find(|it| !begun.is_empty() && it.starts_with(&begun));
        if id.starts_with(&begun) {
            named.push(Offered { word: id, meaning: title });
        } else if let Some(number) = number {
            named.push(Offered { word: number.to_owned(), meaning: title });
        } else if titled(&title) {
            titles.push(Offered { word: id, meaning: title });
        }
    }
    let mut offered = if named.is_empty() { titles } else { named };
    offered.truncate(MOST);
    Ok(offered)
}

/// The sources in force.
pub fn sources(setup: &Setup) -> Vec<Offered> {
    let offered = |it: &crate::carriers::Brief| Offered { word: it.id.to_string(), meaning: setup.name_of(&it.of) };
    setup.registry.briefs().map(offered).collect()
}

/// The carriers that are known.
pub fn carriers(setup: &Setup) -> Vec<Offered> {
    let all = setup.knowledge.carriers.keys();
    all.map(|id| Offered { word: id.to_string(), meaning: setup.name_of(id) }).collect()
}

/// The shops whose rules are known.
pub fn shops(setup: &Setup) -> Vec<Offered> {
    let all = setup.knowledge.shops.keys();
    all.map(|id| Offered { word: id.to_string(), meaning: String::new() }).collect()
}

/// The channels that are set up.
pub fn channels(setup: &Setup) -> Vec<Offered> {
    setup.all_channels().into_iter().map(|word| Offered { word, meaning: String::new() }).collect()
}

/// The people of the house.
pub fn people(setup: &Setup) -> Vec<Offered> {
    let all = setup.config.people.keys();
    all.map(|id| Offered { word: id.to_string(), meaning: String::new() }).collect()
}
