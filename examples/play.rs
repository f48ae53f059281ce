//! Plays every story of `fixtures/stories` on the real daemon, each into a data folder of its own, to be looked at with the
//! commands: `cargo run --example play -- FOLDER`. `tests/same-output.sh` compares what two builds say of them.

use std::{fs, path::PathBuf};

use anyhow::Context;
use posylka::{
    demo::{Life, Play},
    text::Lang,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("name a folder to play into")?);
    let stories = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories");
    let mut paths = fs::read_dir(stories)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lives = [Life::read(&name, &fs::read_to_string(&path)?)?];
        let data = folder.join(&name);
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
