//! `posylka notify test`: whether a way out works.

use super::{
    global::Global,
    open,
    output::{Reply, in_words, system_in_words},
};

/// `posylka notify`
#[derive(Debug, clap::Subcommand)]
pub(super) enum Notify {
    /// Send a trial notice; exit code 1 where one did not arrive
    Test {
        /// Which way; each of them in turn without it
        channel: Option<String>,
    },
}

pub(super) async fn run(global: &Global, what: &Notify) -> anyhow::Result<Reply> {
    let Notify::Test { channel } = what;
    let app = open::app_with(open::setup_with_secrets(global).await?)?;
    let tried = app.try_channels(channel.as_deref()).await;
    let tried = tried.map_err(|refusal| in_words(refusal.into(), &app.setup.phrases))?;
    let lines = tried.iter().map(|it| match &it.error {
        None => app.phrase("notify-arrived", &[("channel", (&it.channel).into())]),
        Some(error) => {
            let failed = app.phrase(
                "notify-failed",
                &[("channel", (&it.channel).into()), ("error", system_in_words(error, &app.setup.phrases).into())],
            );
            it.cure.iter().fold(failed, |text, cure| format!("{text}\n  {cure}"))
        }
    });
    let mut reply = Reply::new(lines.collect::<Vec<_>>().join("\n"), tried.clone());
    reply.code = u8::from(tried.iter().any(|it| it.error.is_some()));
    Ok(reply)
}
