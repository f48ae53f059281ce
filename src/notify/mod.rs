//! The ways out to the user. A channel takes a finished letter and says whether it arrived; what was owed to whom, and
//! when to try again, is the daemon's.
//!
//! Belongs here: one file for each way out, and what a delivery needs. Does not belong here: what is told, when, and
//! on which channel (`daemon::delivery`).

#[cfg(feature = "mqtt")]
pub mod broker;
mod button_listener;
mod command;
mod desktop;
mod email;
mod heartbeat;
mod http;
mod in_process;
mod letter;
mod mail_providers;
mod ntfy;
mod proxy_tunnel;
mod telegram;
mod telegram_bot;
mod vk;
mod webhook;

use jiff::SignedDuration;

pub use self::{
    button_listener::ButtonListener,
    command::Command,
    desktop::Desktop,
    email::Email,
    heartbeat::Heartbeat,
    http::Line,
    in_process::InProcess,
    letter::{Button, ButtonAction, Letter},
    mail_providers::{MailProvider, PasswordKind, mail_provider},
    ntfy::Ntfy,
    telegram::Telegram,
    telegram_bot::{TelegramBot, TelegramChat},
    vk::Vk,
    webhook::{SIGNATURE, Webhook},
};
use crate::{
    config::{ChannelName, Keys, Notify, Secret},
    text::Phrasebook,
};

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

impl NotifyError {
    /// In the reader's language; what a server said stays as it was said.
    pub fn in_words(&self, phrases: &Phrasebook) -> String {
        let (id, why) = match self {
            NotifyError::Unreachable(why) => ("fault-unreachable", why),
            NotifyError::Refused(why) => ("fault-refused", why),
        };
        phrases.phrase(id, &[("why", why.into())])
    }
}

/// One way out to the user.
#[derive(Debug, Clone)]
pub enum Channel {
    /// The notification service of the desktop.
    Desktop(Desktop),
    /// A program of the user's.
    Command(Command),
    /// A topic of ntfy.
    Ntfy(Ntfy),
    /// A bot of Telegram's.
    Telegram(Telegram),
    /// A community of VK's.
    Vk(Vk),
    /// A letter.
    Email(Email),
    /// Any server.
    Webhook(Webhook),
    /// One that is set up and lacks its secret: what is missing, and its name.
    Lacking(ChannelName, String),
    /// Another part of the program: the demo's terminal, a test.
    InProcess(InProcess),
}

impl Channel {
    /// Its name in the configuration and in the outbox.
    pub fn name(&self) -> &'static str {
        match self {
            Channel::Desktop(_) => ChannelName::Desktop.word(),
            Channel::Command(_) => ChannelName::Command.word(),
            Channel::Ntfy(_) => ChannelName::Ntfy.word(),
            Channel::Telegram(_) => ChannelName::Telegram.word(),
            Channel::Vk(_) => ChannelName::Vk.word(),
            Channel::Email(_) => ChannelName::Email.word(),
            Channel::Webhook(_) => ChannelName::Webhook.word(),
            Channel::Lacking(name, _) => name.word(),
            Channel::InProcess(_) => "here",
        }
    }

    /// Whether whoever is told here has seen it: then no reminder follows.
    pub fn is_seen(&self) -> bool {
        matches!(self, Channel::InProcess(_))
    }

    /// Delivers one letter, and hears what is pressed on it where the channel has buttons.
    pub async fn deliver_and_listen(&self, letter: &Letter, buttons: &ButtonListener) -> Result<(), NotifyError> {
        match self {
            Channel::Desktop(desktop) => desktop.deliver_and_listen(letter, buttons).await,
            other => other.deliver(letter).await,
        }
    }

    /// Delivers one letter, within the channel's own time limit.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        match self {
            Channel::Desktop(desktop) => desktop.deliver(letter).await,
            Channel::Command(command) => command.deliver(letter).await,
            Channel::Ntfy(ntfy) => ntfy.deliver(letter).await,
            Channel::Telegram(telegram) => telegram.deliver(letter).await,
            Channel::Vk(vk) => vk.deliver(letter).await,
            Channel::Email(email) => email.deliver(letter).await,
            Channel::Webhook(webhook) => webhook.deliver(letter).await,
            Channel::Lacking(_, what) => Err(NotifyError::Refused(what.clone())),
            Channel::InProcess(here) => here.deliver(letter),
        }
    }
}

/// What channels are made of, beside the settings.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The address of the session bus, if there is a session.
    pub bus: Option<&'a str>,
    /// The table of the configuration they stand in: `notify`.
    pub table: &'a str,
    /// The secrets that could be had.
    pub keys: &'a Keys,
    /// The test clock is set: nothing but this machine is reached.
    pub loopback_only: bool,
}

impl Means<'_> {
    fn line(&self, settings: &Notify, own: Option<&Secret>, timeout: SignedDuration) -> Line {
        let proxy = own.or(settings.proxy.as_ref()).cloned();
        Line { proxy, timeout, loopback_only: self.loopback_only }
    }

    fn key(&self, below: &str, name: &'static str) -> Result<Secret, String> {
        let table = format!("{}{below}", self.table);
        let none = format!("[{table}] {name} cannot be had; posylka doctor says why");
        self.keys.get(&(table, name)).cloned().ok_or(none)
    }
}

/// The channels the user chose, in order.
pub fn channels(settings: &Notify, means: &Means<'_>) -> Vec<Channel> {
    let made = settings.channels.iter().filter_map(|name| channel(*name, settings, means));
    made.collect()
}

/// What is called while all is well, where the user wants that and its address can be had.
pub fn heartbeat(settings: &Notify, means: &Means<'_>) -> Option<Heartbeat> {
    let url = means.key("", "heartbeat").ok().filter(|_| settings.heartbeat.is_some())?;
    Some(Heartbeat { line: means.line(settings, None, SignedDuration::from_secs(15)), url })
}

/// A channel of this name; `None` where it is not set up.
fn channel(name: ChannelName, settings: &Notify, means: &Means<'_>) -> Option<Channel> {
    let made = match name {
        ChannelName::Desktop => {
            let (bus, timeout) = (means.bus.map(str::to_owned), settings.desktop.timeout);
            Ok(Channel::Desktop(Desktop { bus, timeout }))
        }
        ChannelName::Command => {
            let set = settings.command.as_ref()?;
            Ok(Channel::Command(Command { program: set.program.clone(), timeout: set.timeout }))
        }
        ChannelName::Ntfy => ntfy(settings, means)?,
        ChannelName::Telegram => telegram(settings, means)?,
        ChannelName::Vk => vk(settings, means)?,
        ChannelName::Email => email(settings, means)?,
        ChannelName::Webhook => webhook(settings, means)?,
    };
    Some(made.unwrap_or_else(|what| Channel::Lacking(name, what)))
}

/// A channel, or what it lacks.
type Made = Result<Channel, String>;

fn ntfy(settings: &Notify, means: &Means<'_>) -> Option<Made> {
    let set = settings.ntfy.as_ref()?;
    let line = means.line(settings, set.proxy.as_ref(), set.timeout);
    let token = set.token.as_ref().map(|_| means.key(".ntfy", "token")).transpose();
    let (base_url, topic) = (set.base_url.clone(), set.topic.clone());
    Some(token.map(|token| Channel::Ntfy(Ntfy { line, base_url, topic, token })))
}

fn telegram(settings: &Notify, means: &Means<'_>) -> Option<Made> {
    let set = settings.telegram.as_ref()?;
    let line = means.line(settings, set.proxy.as_ref(), set.timeout);
    let (base_url, chat) = (set.base_url.clone(), set.chat.clone());
    let token = means.key(".telegram", "token");
    Some(token.map(|token| Channel::Telegram(Telegram { line, base_url, chat, token })))
}

fn vk(settings: &Notify, means: &Means<'_>) -> Option<Made> {
    let set = settings.vk.as_ref()?;
    let line = means.line(settings, set.proxy.as_ref(), set.timeout);
    let (base_url, peer) = (set.base_url.clone(), set.peer);
    Some(means.key(".vk", "token").map(|token| Channel::Vk(Vk { line, base_url, peer, token })))
}

fn email(settings: &Notify, means: &Means<'_>) -> Option<Made> {
    let set = settings.email.as_ref()?;
    let line = means.line(settings, set.proxy.as_ref(), set.timeout);
    let (server, from, to) = (set.server.clone(), set.from.clone(), set.to.clone());
    let password = set.password.as_ref().map(|_| means.key(".email", "password")).transpose();
    let user = set.user.clone().unwrap_or_else(|| set.from.clone());
    Some(password.map(|password| {
        let login = password.map(|password| (user, password));
        Channel::Email(Email { line, server, from, to, login })
    }))
}

fn webhook(settings: &Notify, means: &Means<'_>) -> Option<Made> {
    let set = settings.webhook.as_ref()?;
    let line = means.line(settings, set.proxy.as_ref(), set.timeout);
    let secret = set.secret.as_ref().map(|_| means.key(".webhook", "secret")).transpose();
    let url = means.key(".webhook", "url");
    Some(url.and_then(|url| Ok(Channel::Webhook(Webhook { line, url, secret: secret? }))))
}
