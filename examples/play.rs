//! Plays every story of a folder on the real daemon, each into a data folder of its own, to be looked at with the
//! commands: `cargo run --example play -- FOLDER [--stories FOLDER] [--together]`. `--together` plays them into one data
//! folder, as lives of one person. `tests/same-output.sh` compares what two builds say of them.

use std::{fs, path::PathBuf};

use clap::Parser;
use posylka::{
    demo::{Life, Play},
    text::Lang,
};

/// Plays stories into data folders.
#[derive(Parser)]
struct Args {
    /// Where to.
    folder: PathBuf,
    /// The stories; those of the tests without it.
    #[arg(long)]
    stories: Option<PathBuf>,
    /// All of them into one data folder.
    #[arg(long)]
    together: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let stories = args.stories.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories"));
    let mut paths = fs::read_dir(stories)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|it| it == "story"));
    paths.sort();
    let mut lives = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        lives.push(Life::read(&name, &fs::read_to_string(&path)?)?);
    }
    if args.together {
        Play::open(&args.folder, Lang::En, None, &lives).await?.run(&lives, &mut |_| ()).await?;
        return Ok(());
    }
    for life in lives {
        let (data, name, lives) = (args.folder.join(&life.name), life.name.clone(), [life]);
        let played = match Play::open(&data, Lang::En, None, &lives).await {
            Ok(play) => play.run(&lives, &mut |_| ()).await.map(drop),
            Err(fault) => Err(fault),
        };
        match played {
            Ok(()) => println!("{name}"),
            Err(fault) => println!("{name}: left out: {fault:#}"),
        }
    }
    Ok(())
}
