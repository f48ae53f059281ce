//! The way to a server: one bounded request, one bounded answer, and no error that says a whole address, since a key may
//! stand in it.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::{Client, Proxy, RequestBuilder, Url, redirect};

use super::NotifyError;
use crate::{
    config::{Secret, is_this_machine},
    model::{clean, with_causes},
    tls,
};

/// The longest answer that is read, in bytes: what follows is a server that says too much.
const LONGEST: usize = 65_536;
/// The longest complaint that is kept, in characters.
const COMPLAINT: usize = 200;

/// How a channel's server is reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Goes before it.
    pub proxy: Option<Secret>,
    /// Limit from the first to the last byte.
    pub timeout: SignedDuration,
    /// The test clock is set: nothing but this machine is reached.
    pub loopback_only: bool,
}

/// What a server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub status: u16,
    pub body: String,
}

impl Line {
    /// The limit as a wait.
    pub(super) fn limit(&self) -> Duration {
        Duration::try_from(self.timeout).unwrap_or_default()
    }

    /// Sends what `dress` makes of a request to `url`. A key travels in the clear on this machine only. Redirects are not
    /// followed: whoever is notified is named in the configuration.
    pub(super) async fn send(
        &self,
        url: &str,
        secret: bool,
        dress: impl FnOnce(&Client, Url) -> RequestBuilder,
    ) -> Result<Reply, NotifyError> {
        let url = Url::parse(url).map_err(|error| NotifyError::Refused(format!("the address: {error}")))?;
        let client = self.client(&url, secret)?;
        let exchange = async {
            let response = dress(&client, url).send().await.map_err(told)?;
            let status = response.status().as_u16();
            Ok(Reply { status, body: read(response).await? })
        };
        let late = |_| Err(NotifyError::Unreachable("no answer in time".to_owned()));
        tokio::time::timeout(self.limit(), exchange).await.unwrap_or_else(late)
    }

    fn client(&self, url: &Url, secret: bool) -> Result<Client, NotifyError> {
        let host = url.host_str().unwrap_or_default();
        if !matches!(url.scheme(), "http" | "https") || host.is_empty() {
            return Err(NotifyError::Refused("the address must begin with https://".to_owned()));
        }
        self.may(host)?;
        if secret && url.scheme() == "http" && !is_this_machine(host) {
            return Err(NotifyError::Refused("a secret is only sent over https; use an https address".to_owned()));
        }
        let tls = tls::https(&[]).map_err(|fault| NotifyError::Unreachable(format!("TLS: {fault}")))?;
        let builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(concat!("posylka/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .pool_max_idle_per_host(0);
        let builder = match &self.proxy {
            Some(proxy) => builder.proxy(self.proxy(proxy)?),
            None if is_this_machine(host) => builder.no_proxy(),
            None => builder,
        };
        builder.build().map_err(told)
    }

    fn proxy(&self, proxy: &Secret) -> Result<Proxy, NotifyError> {
        let wrong = |_| NotifyError::Refused("the proxy's address cannot be read".to_owned());
        let url = Url::parse(proxy.expose()).map_err(wrong)?;
        self.may(url.host_str().unwrap_or_default())?;
        Proxy::all(url).map_err(told)
    }

    /// Whether a host may be reached at all.
    pub(super) fn may(&self, host: &str) -> Result<(), NotifyError> {
        match self.loopback_only && !is_this_machine(host) {
            true => {
                let why = "is not this machine: while the test clock is set nothing else is reached";
                Err(NotifyError::Refused(format!("{host} {why}")))
            }
            false => Ok(()),
        }
    }
}

impl Reply {
    /// Without what was said: where the address itself is the key, an answer may repeat a piece of it.
    pub(super) fn unsaid(self) -> Reply {
        Reply { body: String::new(), ..self }
    }

    /// Fine for 2xx. Of the others some pass by themselves: too much at once, a server in trouble. `keys` are struck out
    /// of what is told.
    pub(super) fn fine(self, keys: &[&Secret]) -> Result<Reply, NotifyError> {
        let said = format!("{} {}", self.status, complaint(&self.body, keys)).trim_end().to_owned();
        match self.status {
            200..=299 => Ok(self),
            408 | 425 | 429 | 500..=599 => Err(NotifyError::Unreachable(said)),
            _ => Err(NotifyError::Refused(said)),
        }
    }
}

/// What a server complains of, in one bounded line without the keys.
pub(super) fn complaint(text: &str, keys: &[&Secret]) -> String {
    let bare = keys.iter().fold(text.to_owned(), |text, key| text.replace(key.expose(), "…"));
    clean(&bare).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(COMPLAINT).collect()
}

async fn read(mut response: reqwest::Response) -> Result<String, NotifyError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(told)? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST {
            body.truncate(LONGEST);
            break;
        }
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// An error of the network with its causes, without the address and without the words of the library for all of them.
fn told(error: reqwest::Error) -> NotifyError {
    const SAID_OF_ALL: [&str; 2] = ["error sending request", "client error (Connect)"];
    NotifyError::Unreachable(with_causes(&error.without_url(), &SAID_OF_ALL))
}
