//! `posylka check`: whether the database is sound, and what in it has been waiting for too long.

use super::output::Reply;
use crate::app::{App, views::integrity::integrity};

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let found = integrity(app)?;
    let path = app.setup.folders.database().display().to_string();
    let mut lines: Vec<String> =
        found.faults.iter().map(|what| app.phrase("check-fault", &[("what", what.into())])).collect();
    if lines.is_empty() {
        lines.push(app.phrase("check-sound", &[("path", path.into()), ("schema", found.schema.to_string().into())]));
    }
    lines.extend(found.stale.iter().cloned());
    let code = u8::from(!found.faults.is_empty());
    let mut reply = Reply::new(lines.join("\n"), found);
    reply.code = code;
    Ok(reply)
}
