//! The ways out to the user. A channel takes a finished letter and says whether it arrived; what was owed to whom, and
//! when to try again, is the daemon's.

mod command;
mod desktop;
mod here;
mod letter;

pub use self::{command::Command, desktop::Desktop, here::Here, letter::Letter};
use crate::config::{self, ChannelName};

/// Why a letter did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotifyError {
    /// Nobody there to take it, or no answer in time: it is kept and tried again.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// It was taken and turned down: trying the same again soon helps nobody.
    #[error("refused: {0}")]
    Refused(String),
}

/// One way out to the user.
#[derive(Debug, Clone)]
pub enum Channel {
    /// The notification service of the desktop.
    Desktop(Desktop),
    /// A program of the user's.
    Command(Command),
    /// The program itself: the demo's terminal, a test's ear.
    Here(Here),
}

impl Channel {
    /// Its name in the configuration and in the outbox.
    pub fn name(&self) -> &'static str {
        match self {
            Channel::Desktop(_) => "desktop",
            Channel::Command(_) => "command",
            Channel::Here(_) => "here",
        }
    }

    /// Delivers one letter, within the channel's own time limit.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        match self {
            Channel::Desktop(desktop) => desktop.deliver(letter).await,
            Channel::Command(command) => command.deliver(letter).await,
            Channel::Here(here) => here.deliver(letter),
        }
    }
}

/// The channels the user chose, in order. `bus` is the address of the session bus, if there is a session.
pub fn channels(settings: &config::Notify, bus: Option<&str>) -> Vec<Channel> {
    let desktop = || Desktop { bus: bus.map(str::to_owned), timeout: settings.desktop.timeout };
    let command = |set: &config::CommandSettings| Command { program: set.program.clone(), timeout: set.timeout };
    let channel = |name: &ChannelName| match name {
        ChannelName::Desktop => Some(Channel::Desktop(desktop())),
        ChannelName::Command => settings.command.as_ref().map(command).map(Channel::Command),
    };
    settings.channels.iter().filter_map(channel).collect()
}
