//! `[notify]`: the ways out to the user, their order, and when what is not urgent waits.

use jiff::SignedDuration;
use serde::Deserialize;

use super::{Minutes, Secret, SecretFrom, values};
use crate::model::{PersonId, words};

words! {
    /// A way out to the user.
    ChannelName {
        /// The notification service of the desktop.
        Desktop = "desktop",
        /// A program of the user's.
        Command = "command",
        /// A topic of ntfy, on ntfy.sh or on a server of one's own.
        Ntfy = "ntfy",
        /// A bot of Telegram's.
        Telegram = "telegram",
        /// A community of VK's.
        Vk = "vk",
        /// A letter.
        Email = "email",
        /// Any server: the notice as JSON.
        Webhook = "webhook",
    }
}

impl ChannelName {
    /// What its table must say.
    pub fn needs(self) -> &'static str {
        match self {
            ChannelName::Desktop => "nothing",
            ChannelName::Command => "program = [\"/path/to/program\"]",
            ChannelName::Ntfy => "topic = \"a-name-nobody-guesses\"",
            ChannelName::Telegram => "chat = \"123456789\", token = { file = \"telegram.token\" }",
            ChannelName::Vk => "peer = 123456789, token = { file = \"vk.token\" }",
            ChannelName::Email => "server = \"smtps://smtp.yandex.ru\", from, to, user, password = { file = ... }",
            ChannelName::Webhook => "url = \"https://example.org/posylka\"",
        }
    }
}

/// `[notify]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    /// The ways in their order: a notice goes to the first, and the next takes over where one fails.
    pub channels: Vec<ChannelName>,
    /// Every notice to every channel instead.
    pub every: bool,
    /// The minutes during which what is not urgent waits.
    pub quiet: Option<Minutes>,
    /// When what is not urgent comes, as one summary; at once without.
    pub digest: Option<Minutes>,
    /// When to say that all is well and which day is the next that matters.
    pub weekly: Option<Minutes>,
    /// An address that is called while all is well. It is as good as a key.
    pub heartbeat: Option<SecretFrom>,
    /// Goes before every address on the network that names no proxy of its own. It may hold a password.
    #[serde(deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// `[notify.desktop]`
    pub desktop: DesktopSettings,
    /// `[notify.command]`
    pub command: Option<CommandSettings>,
    /// `[notify.ntfy]`
    pub ntfy: Option<NtfySettings>,
    /// `[notify.telegram]`
    pub telegram: Option<TelegramSettings>,
    /// `[notify.vk]`
    pub vk: Option<VkSettings>,
    /// `[notify.email]`
    pub email: Option<EmailSettings>,
    /// `[notify.webhook]`
    pub webhook: Option<WebhookSettings>,
}

impl Default for Notify {
    fn default() -> Notify {
        Notify {
            channels: vec![ChannelName::Desktop],
            every: false,
            quiet: None,
            digest: None,
            weekly: None,
            heartbeat: None,
            proxy: None,
            desktop: DesktopSettings::default(),
            command: None,
            ntfy: None,
            telegram: None,
            vk: None,
            email: None,
            webhook: None,
        }
    }
}

impl Notify {
    /// The table of the house.
    pub const TABLE: &'static str = "notify";

    /// The table of a person.
    pub fn table_of(person: &PersonId) -> String {
        format!("people.{person}.{}", Notify::TABLE)
    }

    /// The first channel that is named and not set up.
    pub(super) fn missing(&self) -> Option<ChannelName> {
        let set_up = |name: &ChannelName| match name {
            ChannelName::Desktop => true,
            ChannelName::Command => self.command.is_some(),
            ChannelName::Ntfy => self.ntfy.is_some(),
            ChannelName::Telegram => self.telegram.is_some(),
            ChannelName::Vk => self.vk.is_some(),
            ChannelName::Email => self.email.is_some(),
            ChannelName::Webhook => self.webhook.is_some(),
        };
        self.channels.iter().find(|name| !set_up(name)).copied()
    }

    /// Every secret that is named here: its table, its name, where it is. `table` is the one this is.
    pub(super) fn secrets(&self, table: &str) -> Vec<(String, &'static str, &SecretFrom)> {
        let email = self.email.as_ref().and_then(|it| it.password.as_ref());
        let webhook = self.webhook.as_ref();
        let named = [
            ("", "heartbeat", self.heartbeat.as_ref()),
            (".ntfy", "token", self.ntfy.as_ref().and_then(|it| it.token.as_ref())),
            (".telegram", "token", self.telegram.as_ref().map(|it| &it.token)),
            (".vk", "token", self.vk.as_ref().map(|it| &it.token)),
            (".email", "password", email),
            (".webhook", "url", webhook.map(|it| &it.url)),
            (".webhook", "secret", webhook.and_then(|it| it.secret.as_ref())),
        ];
        named.into_iter().filter_map(|(below, name, from)| Some((format!("{table}{below}"), name, from?))).collect()
    }
}

/// `[notify.desktop]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DesktopSettings {
    /// Limit for one notice.
    #[serde(deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

impl Default for DesktopSettings {
    fn default() -> DesktopSettings {
        DesktopSettings { timeout: five_seconds() }
    }
}

/// `[notify.command]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandSettings {
    /// The program and its arguments.
    #[serde(deserialize_with = "values::program")]
    pub program: Vec<String>,
    /// Limit for one notice.
    #[serde(default = "five_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

/// `[notify.ntfy]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NtfySettings {
    /// The topic: whoever knows it reads it.
    pub topic: String,
    /// An access token, where the server wants one.
    pub token: Option<SecretFrom>,
    /// The server.
    #[serde(default = "ntfy", deserialize_with = "values::base")]
    pub base_url: String,
    /// Goes before it.
    #[serde(default, deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Limit for one notice.
    #[serde(default = "fifteen_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

/// `[notify.telegram]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelegramSettings {
    /// The chat's id, or the @name of a channel.
    pub chat: String,
    /// The bot's token.
    pub token: SecretFrom,
    /// The server of the bot interface.
    #[serde(default = "telegram", deserialize_with = "values::base")]
    pub base_url: String,
    /// Goes before it.
    #[serde(default, deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Limit for one notice.
    #[serde(default = "fifteen_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

/// `[notify.vk]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VkSettings {
    /// The user's id: who has allowed the community to write.
    pub peer: i64,
    /// The community's token, with the right to send messages.
    pub token: SecretFrom,
    /// The server of the interface.
    #[serde(default = "vk", deserialize_with = "values::base")]
    pub base_url: String,
    /// Goes before it.
    #[serde(default, deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Limit for one notice.
    #[serde(default = "fifteen_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

/// `[notify.email]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailSettings {
    /// The mail server: `smtps://` is encrypted from the start, `smtp://` by STARTTLS, and in the clear on this machine only.
    #[serde(alias = "base_url", deserialize_with = "values::mail_server")]
    pub server: String,
    /// Who writes.
    pub from: String,
    /// Who reads.
    pub to: String,
    /// Under which name to log in.
    pub user: Option<String>,
    /// The password, best one made for this program.
    pub password: Option<SecretFrom>,
    /// Goes before the server.
    #[serde(default, deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Limit for one notice.
    #[serde(default = "thirty_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

/// `[notify.webhook]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Where to post. It is as good as a key.
    pub url: SecretFrom,
    /// Signs what is posted.
    pub secret: Option<SecretFrom>,
    /// Goes before it.
    #[serde(default, deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Limit for one notice.
    #[serde(default = "fifteen_seconds", deserialize_with = "values::limit")]
    pub timeout: SignedDuration,
}

fn five_seconds() -> SignedDuration {
    SignedDuration::from_secs(5)
}

fn fifteen_seconds() -> SignedDuration {
    SignedDuration::from_secs(15)
}

fn thirty_seconds() -> SignedDuration {
    SignedDuration::from_secs(30)
}

fn ntfy() -> String {
    "https://ntfy.sh".to_owned()
}

fn telegram() -> String {
    "https://api.telegram.org".to_owned()
}

fn vk() -> String {
    "https://api.vk.com".to_owned()
}
