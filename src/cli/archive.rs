//! `posylka archive`

use anyhow::bail;

use super::{list::after, output::Reply};
use crate::{app::App, model::Act};

pub(super) fn archive(app: &mut App, parcel: &str, off: bool, anyway: bool) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let case = app.store.reading(|tx| tx.case(id))?;
    let open = case.and_then(|case| {
        let closes = case.advice.window.map(|it| it.closes).filter(|_| case.parcel.received.is_none());
        closes.filter(|day| *day >= app.today())
    });
    if let (Some(closes), false) = (open, off || anyway) {
        let closes = app.setup.phrases.date(closes, app.today());
        bail!(app.phrase("archive-window", &[("closes", closes.into())]));
    }
    app.act(id, Act::Archived { away: !off })?;
    after(app, &[id])
}
