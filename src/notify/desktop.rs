//! The notification service of the desktop, over the session bus.

use std::{future::Future, time::Duration};

use jiff::SignedDuration;
use notify_rust::{Hint, Notification, NotificationHandle, NotificationResponse, Urgency};
use zbus::{connection::Builder, fdo::DBusProxy};

use super::{ButtonAction, ButtonListener, Letter, NotifyError};

/// The name a notification service owns on the bus.
const SERVICE: &str = "org.freedesktop.Notifications";

/// Where it stands there.
const PATH: &str = "/org/freedesktop/Notifications";

/// Ids we choose lie in a range of their own, out of the way of those a service hands out from 1 on.
const OUR_IDS: u32 = 0x5000_0000;

/// How long a button is listened for.
const LISTEN: Duration = Duration::from_hours(6);

/// Asks first whether anybody is there: a call to a service that does not exist would hang for 25 s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desktop {
    /// Address of the session bus (`DBUS_SESSION_BUS_ADDRESS`); none where there is no session.
    pub bus: Option<String>,
    /// Limit for one letter.
    pub timeout: SignedDuration,
}

impl Default for Desktop {
    /// No session, five seconds.
    fn default() -> Desktop {
        Desktop { bus: None, timeout: SignedDuration::from_secs(5) }
    }
}

impl Desktop {
    /// Shows the letter. `Unreachable` while there is no bus, no service on it, or no answer.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let bus = self.bus.as_deref().ok_or_else(|| unreachable("there is no session bus"))?;
        self.within(present(bus)).await?;
        self.within(show(&notification(letter))).await.map(drop)
    }

    /// Shows the letter with its buttons, where the service has buttons and there is room to listen to them.
    pub async fn deliver_and_listen(&self, letter: &Letter, buttons: &ButtonListener) -> Result<(), NotifyError> {
        let bus = self.bus.as_deref().ok_or_else(|| unreachable("there is no session bus"))?;
        let capable = self.within(present(bus)).await?.iter().any(|it| it == "actions");
        let mut note = notification(letter);
        let room = buttons.room().filter(|_| capable && !letter.buttons.is_empty());
        if room.is_some() {
            letter.buttons.iter().for_each(|it| {
                note.action(it.press.word(), &it.label);
            });
        }
        let shown = self.within(show(&note)).await?;
        if let Some(room) = room {
            let (id, buttons) = (letter.id, buttons.clone());
            tokio::spawn(async move {
                // Nobody may ever press anything.
                let _ = tokio::time::timeout(LISTEN, listen(shown, id, &buttons)).await;
                drop(room);
            });
        }
        Ok(())
    }

    /// Whether a notification service answers.
    pub async fn answers(&self) -> bool {
        match self.bus.as_deref() {
            Some(bus) => self.within(present(bus)).await.is_ok(),
            None => false,
        }
    }

    async fn within<T>(&self, step: impl Future<Output = Result<T, NotifyError>>) -> Result<T, NotifyError> {
        let limit = Duration::try_from(self.timeout).unwrap_or_default();
        tokio::time::timeout(limit, step).await.unwrap_or_else(|_| Err(unreachable("no answer in time")))
    }
}

/// What the service can do, if somebody owns its name or the bus would start somebody who does.
async fn present(bus: &str) -> Result<Vec<String>, NotifyError> {
    let connection = Builder::address(bus).build().await.map_err(unreachable)?;
    let proxy = DBusProxy::new(&connection).await.map_err(unreachable)?;
    let name = SERVICE.try_into().map_err(unreachable)?;
    if !proxy.name_has_owner(name).await.map_err(unreachable)? {
        let startable = proxy.list_activatable_names().await.map_err(unreachable)?;
        return match startable.iter().any(|name| name.as_str() == SERVICE) {
            true => Ok(Vec::new()),
            false => Err(unreachable("no notification service runs in this session")),
        };
    }
    let asked = connection.call_method(Some(SERVICE), PATH, Some(SERVICE), "GetCapabilities", &()).await;
    // One that cannot say what it can do shows letters all the same.
    Ok(asked.ok().and_then(|reply| reply.body().deserialize().ok()).unwrap_or_default())
}

/// Waits for a button of a letter on the screen, or for its end.
async fn listen(shown: NotificationHandle, letter: u32, buttons: &ButtonListener) {
    let hear = |response: &NotificationResponse| {
        if let NotificationResponse::Action(word) = response
            && let Ok(press) = word.parse::<ButtonAction>()
        {
            buttons.hear(letter, press);
        }
    };
    shown.wait_for_action_async(hear).await;
}

async fn show(note: &Notification) -> Result<NotificationHandle, NotifyError> {
    match note.show_async().await.map_err(|error| error.to_string()) {
        Ok(shown) => Ok(shown),
        Err(said) if turned_down(&said) => Err(NotifyError::Refused(said)),
        Err(said) => Err(unreachable(said)),
    }
}

/// Whether the service itself answered with an error, rather than the bus for it or nobody at all. An error that was
/// answered begins with its name; notify-rust keeps the rest of it to itself.
fn turned_down(said: &str) -> bool {
    const ABSENT: [&str; 7] =
        ["ServiceUnknown", "NameHasNoOwner", "NoReply", "Timeout", "TimedOut", "Disconnected", "LimitsExceeded"];
    let name = said.split(':').next().unwrap_or_default();
    let answered = name.contains('.') && !name.contains(char::is_whitespace);
    let by_bus = name.strip_prefix("org.freedesktop.DBus.Error.");
    answered && !by_bus.is_some_and(|word| ABSENT.contains(&word) || word.starts_with("Spawn"))
}

/// The letter as the bus carries it.
fn notification(letter: &Letter) -> Notification {
    let mut body = escape(&letter.body);
    if let Some(link) = letter.unsaid_link() {
        body.push('\n');
        body.push_str(&escape(link));
    }
    Notification::new()
        .appname("posylka")
        .icon("package-x-generic")
        .id(service_id(letter.id))
        .summary(&letter.title)
        .body(&body)
        .hint(Hint::Category("transfer".to_owned()))
        .urgency(if letter.urgent { Urgency::Critical } else { Urgency::Normal })
        .finalize()
}

/// The letter's id within our range.
fn service_id(letter: u32) -> u32 {
    OUR_IDS | (letter & 0x0fff_ffff)
}

/// Plain text as the markup of notification bodies.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unreachable(why: impl ToString) -> NotifyError {
    NotifyError::Unreachable(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_is_not_there_has_not_refused() {
        for (said, refused) in [
            ("org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable", false),
            ("org.freedesktop.DBus.Error.Spawn.ChildExited: Process exited", false),
            ("I/O error: Connection refused (os error 111)", false),
            ("org.freedesktop.DBus.Error.InvalidArgs: bad hint", true),
            ("org.freedesktop.Notifications.MaxNotificationsExceeded: too many", true),
        ] {
            assert_eq!(turned_down(said), refused, "{said}");
        }
    }

    #[test]
    fn foreign_text_is_no_markup_and_a_repeat_has_the_same_id() {
        let mut letter = Letter::new(7, "k", "1", "a <b> & c", "<img src=x> & \u{202e}co");
        letter.urgent = true;
        letter.link = Some("https://example.org/?a=1&b=2".to_owned());
        let note = notification(&letter);
        assert_eq!(note.body, "&lt;img src=x&gt; &amp; co\nhttps://example.org/?a=1&amp;b=2");
        assert_eq!(note.summary, "a <b> & c");
        assert!(note.hints.contains(&Hint::Urgency(Urgency::Critical)));
        assert!((OUR_IDS..OUR_IDS * 2).contains(&service_id(u32::MAX)));
        assert!(format!("{note:?}").contains(&service_id(7).to_string()));
    }
}
