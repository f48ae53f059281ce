//! `posylka refresh`

use super::{list::after, output::Reply};
use crate::{app::App, model::Act};

pub(super) fn refresh(app: &mut App, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let ids = match parcel {
        Some(parcel) => vec![app.find_parcel(parcel)?],
        None => app.store.reading(|tx| tx.parcels())?,
    };
    for id in &ids {
        app.act(*id, Act::Refresh)?;
    }
    after(app, &ids)
}
