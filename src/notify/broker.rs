//! A broker of a house: what is kept there, and what it says of it. It is spoken to by a task of its own, which goes on trying.

use std::{path::Path, sync::Arc, time::Duration};

use rumqttc::{
    AsyncClient, Broker, ConnectionError, Event, EventLoop, Incoming, LastWill, MqttOptions, PublishOptions, QoS,
    TlsConfiguration, Transport,
};
use tokio::sync::mpsc;

use crate::{config::Mqtt, tls};

/// Seconds without a word after which the broker takes us for gone, and says so.
const KEEP_ALIVE: u16 = 60;
/// The largest message, in bytes.
const LARGEST: usize = 256 * 1024;
/// Messages on their way at a time; others wait.
const ROOM: usize = 64;
/// Between two tries: doubled from the first to the last.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// What happens at the broker.
#[derive(Debug)]
pub enum Heard {
    /// It has let us in: nothing of ours is known to be there.
    Connected,
    /// Something is kept there since before.
    Kept(String),
    /// It is out of reach, or does not let us in.
    Lost(String),
}

/// A broker that is spoken to.
pub struct AtBroker {
    client: AsyncClient,
}

/// Speaks to a broker from now on: what happens comes out of the channel. The last will is what the broker says where we go
/// without a word.
///
/// # Errors
/// What is wrong with the roots.
pub fn speak(
    settings: &Mqtt,
    password: Option<&str>,
    folder: &Path,
    name: &str,
    will: (&str, &str),
) -> Result<(AtBroker, mpsc::UnboundedReceiver<Heard>), String> {
    let mut options = MqttOptions::new(name, Broker::tcp(&settings.host, settings.port()));
    options.set_keep_alive(KEEP_ALIVE);
    options.set_max_packet_size(LARGEST, LARGEST);
    options.set_clean_session(true);
    options.set_last_will(LastWill::new(will.0, will.1.as_bytes(), QoS::AtLeastOnce, true));
    match (&settings.user, password) {
        (Some(user), Some(password)) => drop(options.set_credentials(user.clone(), password.as_bytes().to_vec())),
        (Some(user), None) => drop(options.set_username(user.clone())),
        (None, _) => {}
    }
    if settings.tls() {
        let roots = settings.ca.as_ref().map(|path| roots(&folder.join(path))).transpose()?.unwrap_or_default();
        let config = tls::client(&roots).map_err(|fault| format!("TLS: {fault}"))?;
        options.set_transport(Transport::tls_with_config(TlsConfiguration::Rustls(Arc::new(config))));
    }
    let (client, events) = AsyncClient::builder(options).capacity(ROOM).build();
    let (hears, heard) = mpsc::unbounded_channel();
    tokio::spawn(listen(events, hears));
    Ok((AtBroker { client }, heard))
}

async fn listen(mut events: EventLoop, hears: mpsc::UnboundedSender<Heard>) {
    let mut pause = FIRST;
    loop {
        let heard = match events.poll().await {
            Ok(Event::Incoming(Incoming::ConnAck(_))) => {
                pause = FIRST;
                Heard::Connected
            }
            Ok(Event::Incoming(Incoming::Publish(it))) if it.retain && !it.payload.is_empty() => {
                Heard::Kept(String::from_utf8_lossy(&it.topic).into_owned())
            }
            Ok(_) => continue,
            Err(ConnectionError::RequestsDone) => return,
            Err(fault) => Heard::Lost(fault.to_string()),
        };
        let lost = matches!(heard, Heard::Lost(_));
        if hears.send(heard).is_err() {
            return;
        }
        if lost {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST);
        }
    }
}

impl AtBroker {
    /// Lets something be kept at a topic; nothing takes away what is kept there. Returns whether there was room for it.
    pub fn keep(&self, topic: &str, payload: Vec<u8>) -> bool {
        self.client.try_publish(topic.to_owned(), payload, PublishOptions::new(QoS::AtLeastOnce).retained()).is_ok()
    }

    /// Asks what is kept at these topics.
    pub fn ask(&self, filters: &[String]) -> bool {
        filters.iter().all(|it| self.client.try_subscribe(it.clone(), QoS::AtLeastOnce).is_ok())
    }

    /// Goes once everything has arrived.
    pub async fn leave(&self) {
        let _ = self.client.disconnect().await;
    }
}

/// The roots of a file of the user's.
fn roots(path: &Path) -> Result<Vec<tls::Root>, String> {
    let told = |fault: &dyn std::fmt::Display| format!("{}: {fault}", path.display());
    let pem = std::fs::read(path).map_err(|fault| told(&fault))?;
    tls::roots(&pem).map_err(|fault| told(&fault))
}
