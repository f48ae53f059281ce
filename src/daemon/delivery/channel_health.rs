//! How the channels do: a dead one is told once by one that works, and told when it is back.

use jiff::Timestamp;
use tracing::{info, warn};

use crate::{
    app::Setup,
    notify::NotifyError,
    rules::channel_notices,
    store::{StoreError, Tx},
};

/// Notes what came of a try.
pub(super) fn tried(
    tx: &Tx<'_>,
    setup: &Setup,
    channel: &str,
    result: &Result<(), NotifyError>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = format!("channel:{channel}");
    let Err(fault) = result else {
        tx.channel_delivered(channel, now)?;
        let back = channel_notices::is_back(channel, &setup.knowledge, now);
        if tx.trouble_ends(&name, &back, &hearing(setup, channel).channel_names())? {
            info!("{channel} delivers again");
        }
        return Ok(());
    };
    let refused = matches!(fault, NotifyError::Refused(_));
    let Some(health) = tx.channel_failed(channel, refused, &fault.in_words(&setup.phrases), now)? else {
        return Ok(());
    };
    let others = others(tx, setup, channel)?;
    if !others.is_empty() && channel_notices::in_trouble(&health, now) {
        let fails = channel_notices::fails(&health, &setup.knowledge, now);
        if tx.trouble_begins(&name, &fails, &others)? {
            warn!("{channel} delivers nothing: {fault}");
        }
    }
    Ok(())
}

/// Who hears of a channel: those whose it is where they have another one, else the house.
fn hearing<'s>(setup: &'s Setup, channel: &str) -> &'s Setup {
    let theirs = setup.of_channel(channel);
    if theirs.own_channels().len() > 1 { theirs } else { setup }
}

/// Who can tell that a channel is dead: the first other one that does not fail itself, or each where each is told everything.
fn others(tx: &Tx<'_>, setup: &Setup, dead: &str) -> Result<Vec<String>, StoreError> {
    let failing: Vec<String> = tx.channels()?.into_iter().filter(|it| it.failures > 0).map(|it| it.channel).collect();
    let theirs = hearing(setup, dead);
    let many = if theirs.config.notify.every { usize::MAX } else { 1 };
    let others = theirs.own_channels().into_iter().filter(|it| it != dead && !failing.contains(it));
    Ok(others.take(many).collect())
}
