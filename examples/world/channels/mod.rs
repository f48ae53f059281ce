//! Ways out to the person that die for days: the real daemon on the clock that leaps, carriers and two channels on
//! loopback, a person who is away for days and acknowledges what they have seen now and then.

mod fate;
mod play;
mod score;
mod servers;

use crate::score::Score;

/// Of so many lives one more is lived with channels that die.
const EVERY: u64 = 100;

/// Lives it, where it is this life's turn.
pub fn live(seed: u64, index: u64, aloud: bool, score: &mut Score) -> anyhow::Result<()> {
    if !index.is_multiple_of(EVERY) {
        return Ok(());
    }
    let fated = fate::fated(seed, index);
    if aloud {
        println!("{}\n{:?}\n{:?}", fated.life, fated.deaths, fated.seen);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let played = runtime.block_on(play::play(&fated, aloud))?;
    score.channels(&fated, &played, index);
    Ok(())
}
