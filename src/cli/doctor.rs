//! `posylka doctor`: what works, what does not, and the cure.

use super::{global::Global, open, output::Reply};
use crate::{
    app::{
        Setup,
        views::self_check::{Finding, Found, self_check},
    },
    daemon,
};

pub(super) async fn run(global: &Global) -> anyhow::Result<Reply> {
    // A configuration that cannot be read is told by its own error, with place and cure.
    let mut app = open::app(global)?;
    let life = daemon::life(&app.setup.folders)?;
    let found = self_check(&mut app, &open::ENVIRONMENT, life).await?;
    let broken = found.iter().any(|it| it.finding == Finding::Broken);
    let lines: Vec<String> = found.iter().map(|it| in_words(&app.setup, it)).collect();
    let mut reply = Reply::new(lines.join("\n"), found);
    reply.code = u8::from(broken);
    Ok(reply)
}

fn in_words(setup: &Setup, found: &Found) -> String {
    let finding = setup.phrases.label(&format!("doctor-{}", found.finding));
    format!("{finding:<10} {} {}", found.what, found.detail).trim_end().to_owned()
}
