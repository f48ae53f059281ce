//! `posylka pickup`: all that waits to be collected, by place and last day.

use super::{columns::table, output::Reply};
use crate::app::{App, views::pickup::pickup};

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let waiting = pickup(app)?;
    if waiting.is_empty() {
        return Ok(Reply::new(app.label("pickup-nothing"), waiting));
    }
    let head = ["pickup-place", "pickup-until", "list-id", "list-title", "show-number", "show-carrier"];
    let rows = waiting.iter().map(|it| {
        let until = it.until_in_words(app);
        [it.place.clone(), until, it.id.clone(), it.title.clone(), it.number.clone(), it.carrier.clone()]
    });
    Ok(Reply::new(table(head.map(|id| app.label(id)), rows), waiting))
}
