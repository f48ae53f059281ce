//! Plays the carriers on a loopback port for so many parcels, until it is ended:
//! `cargo run --release --example stage -- [PARCELS]`. Says its address in the first line, then the numbers, then an empty
//! line. Every tenth parcel has been handed over to the Russian Post.

#[path = "../benches/lives/mod.rs"]
mod lives;

use jiff::{SignedDuration, Timestamp};
use posylka::demo::{loopback_carriers, loopback_carriers::Stage, zone};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let parcels: usize = std::env::args().nth(1).map_or(Ok(100), |it| it.parse())?;
    let yesterday = (Timestamp::now() - SignedDuration::from_hours(24)).to_zoned(zone()).datetime();
    let posted = |index: usize| if index.is_multiple_of(10) { 5 } else { 0 };
    let lives = (0..parcels).map(|index| lives::life(index, posted(index), yesterday)).collect();
    let address = loopback_carriers::open(Stage { lives, now: Box::new(Timestamp::now) }).await?;
    println!("http://{address}");
    (0..parcels).for_each(|index| println!("{}", lives::placeholder(index)));
    println!();
    std::future::pending().await
}
