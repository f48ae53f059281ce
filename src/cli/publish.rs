//! `posylka publish`: the files for others, written once.

use std::path::PathBuf;

use super::output::Reply;
use crate::{
    app::{App, Refusal},
    config::Messages,
    publish,
};

#[derive(Debug, clap::Args)]
#[command(after_help = "How much of a parcel stands in the files, the configuration says:\n\n  [publish]\n  folder = \
                        \"/srv/parcels\"\n  numbers = \"short\"    # or \"whole\", \"hidden\"\n  titles = false\n  purchases = false")]
pub(super) struct Publish {
    /// Where to write them; without it, where the configuration says
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn run(app: &mut App, args: &Publish) -> anyhow::Result<Reply> {
    let settings = app.setup.config.publish.clone();
    let named = settings.folder.as_ref().map(|it| Messages::place(it, &app.setup.folders));
    let folder = args.folder.clone().or(named).ok_or_else(|| Refusal::new("publish-nowhere"))?;
    let done = publish::publish(app, &settings, &folder)?;
    let said = app.phrase(
        "publish-done",
        &[
            ("folder", folder.display().to_string().into()),
            ("files", done.files.into()),
            ("written", done.written.into()),
            ("removed", done.removed.into()),
        ],
    );
    Ok(Reply::new(said, done))
}
