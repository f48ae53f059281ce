//! Draws a parcel of which much is told, and when the ways to tell it are dead.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::dice::Dice;

/// Another world than that of single parcels.
const SALT: u64 = 0x6465_6164;
/// Days a life is watched.
const DAYS: i64 = 120;

/// A life and the deaths of the channels in it.
pub struct Fated {
    /// In the language of lives.
    pub life: String,
    /// When it begins, by the product's clock.
    pub begins: Timestamp,
    /// When it is over.
    pub ends: Timestamp,
    /// The channels' names in their order.
    pub names: [&'static str; 2],
    /// When each is dead.
    pub deaths: [Vec<Death>; 2],
    /// When the person has seen what was told.
    pub seen: Vec<Timestamp>,
}

/// A channel that is dead for a while.
#[derive(Debug, Clone, Copy)]
pub struct Death {
    pub from: Timestamp,
    pub to: Timestamp,
    /// What its server answers meanwhile.
    pub status: u16,
}

impl Fated {
    /// Whether some channel lives from one moment to another.
    pub fn lives(&self, channel: usize, from: Timestamp, to: Timestamp) -> bool {
        self.deaths[channel].iter().all(|it| it.to <= from || to < it.from)
    }
}

/// The life of this figure.
pub fn fated(seed: u64, index: u64) -> Fated {
    let mut dice = Dice::of(seed ^ SALT, index);
    let day = Date::constant(2026, 2, 1) + (dice.below(200) as i64).days();
    let begins: Timestamp = format!("{day}T00:00:00Z").parse().expect("a moment");
    let ends = begins + (DAYS * 24).hours();
    let names = if dice.percent(50) { ["webhook", "vk"] } else { ["vk", "webhook"] };
    let deaths = [(); 2].map(|()| deaths(&mut dice, begins));
    let mut seen: Vec<Timestamp> = (0..dice.below(4)).map(|_| begins + dice.days(20.0, 118.0)).collect();
    seen.sort_unstable();
    Fated { life: life(&mut dice, day), begins, ends, names, deaths, seen }
}

fn deaths(dice: &mut Dice, begins: Timestamp) -> Vec<Death> {
    let mut deaths = Vec::new();
    let mut at = begins + dice.days(0.0, 25.0);
    while at < begins + (DAYS * 24).hours() {
        let longest = if dice.percent(30) { 0.5 } else { 14.0 };
        let to = at + dice.days(0.02, longest);
        deaths.push(Death { from: at, to, status: if dice.percent(50) { 403 } else { 503 } });
        let pause = if dice.percent(20) { 0.5 } else { 35.0 };
        at = to + dice.days(0.05, pause);
    }
    deaths
}

/// A parcel that waits at the point until it is sent back, or that gets lost while a claim can be made.
fn life(dice: &mut Dice, day: Date) -> String {
    let (first, second) = (dice.cainiao("LP"), dice.domestic());
    let protection = 60 + dice.below(30);
    let mut at = 1.0;
    let mut lines = vec![
        format!(
            "{day} order aliexpress-com 81900000{} protection {protection} days",
            dice.below(90_000_000) + 10_000_000
        ),
        format!("{day} add {first}"),
    ];
    let mut line = |dice: &mut Dice, low: f64, high: f64, text: String| {
        at += dice.between(low, high);
        let wall = day.at(0, 0, 0, 0) + ((at * 1440.0) as i64).minutes();
        lines.push(format!("{} {text}", wall.strftime("%Y-%m-%d %H:%M")));
    };
    line(dice, 0.2, 3.0, format!("cainiao {first} PU_PICKUP_SUCCESS \"Received by logistics company\""));
    line(dice, 0.5, 3.0, format!("cainiao {first} LH_DEPART \"Departed from departure country/region\""));
    line(dice, 3.0, 20.0, format!("cainiao {first} LH_ARRIVE \"Arrived at linehaul office\""));
    if !dice.percent(35) {
        line(dice, 1.0, 4.0, format!("cainiao {first} CC_HO_OUT_SUCCESS \"Departed from customs\" names {second}"));
        line(dice, 0.3, 2.0, format!("russian-post {second} 8:3 \"Arrived\" at \"102976\""));
        line(dice, 1.0, 9.0, format!("russian-post {second} 8:2 \"Arrived\" at \"420005\""));
        let back = if dice.percent(50) { "2:1 \"Delivered\"" } else { "3:1 \"Goes back\"" };
        line(dice, 10.0, 30.0, format!("russian-post {second} {back}"));
    }
    lines.join("\n")
}
