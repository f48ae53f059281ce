//! Orders of one person that travel together: the shop's warehouse or a forwarder makes one parcel of several, with a
//! number of its own. Lived with the real database and the person's own commands: `add`, `event`, `join`, `link`, `undo`.

mod fate;
mod play;
mod score;

use posylka::app::Setup;

use crate::score::Score;

/// Of so many lives one more is lived by orders that travel together.
const EVERY: u64 = 20;

/// Lives it, where it is this life's turn.
pub fn live(setup: &Setup, seed: u64, index: u64, aloud: bool, score: &mut Score) -> anyhow::Result<()> {
    if !index.is_multiple_of(EVERY) {
        return Ok(());
    }
    let joint = fate::joint(&setup.knowledge.norms, seed, index);
    if aloud {
        println!("{joint:#?}");
    }
    let played = play::play(setup, &joint, aloud)?;
    score.joined(&joint, &played, setup, index);
    Ok(())
}
