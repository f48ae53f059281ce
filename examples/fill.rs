//! Fills a data folder with parcels that have lives behind them, for measuring:
//! `cargo run --release --example fill -- FOLDER [PARCELS]`.

#[path = "../benches/fill/mod.rs"]
mod fill;
#[path = "../benches/lives/mod.rs"]
mod lives;

use std::path::Path;

use posylka::store::{Migrate, Store};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or_else(|| anyhow::anyhow!("fill FOLDER [PARCELS]"))?;
    let parcels = args.next().map_or(Ok(1000), |it| it.parse())?;
    std::fs::create_dir_all(&folder)?;
    let mut store = Store::open(&Path::new(&folder).join("posylka.db"), Migrate::Yes)?;
    fill::World::new(jiff::Timestamp::now()).fill(&mut store, 0..parcels, 10);
    Ok(())
}
