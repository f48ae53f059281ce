//! Clients: one for each way out. Redirects are ours to follow, and so is the time.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, Proxy, Url};

use super::{WireError, allowed_hosts, public_names::PublicNames};
use crate::{model::with_causes, tls};

/// How carriers are told who asks.
pub const USER_AGENT: &str = concat!("posylka/", env!("CARGO_PKG_VERSION"));

/// How long a connection may take to come about. Less than any ask may take: what never came about asked nobody.
const CONNECT: Duration = Duration::from_secs(12);

/// Where the system says which proxies there are.
const PROXY_VARIABLES: [&str; 3] = ["http_proxy", "https_proxy", "all_proxy"];

/// Which way a request leaves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Route {
    /// To this very machine: through no proxy.
    InProcess,
    /// As the system's settings say, to wherever the user chose.
    Chosen,
    /// As the system's settings say, to public addresses only.
    Away,
    /// Through the proxy the user named for this source; where they chose the host too, to any address.
    Via(String, bool),
}

/// Roots that are trusted for one source beside those of the system: some states sign the certificates of their sites
/// themselves.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Roots(Arc<[tls::Root]>);

impl Roots {
    /// Of a PEM file with one certificate or several.
    pub fn of_pem(pem: Vec<u8>) -> Result<Roots, WireError> {
        match tls::roots(&pem) {
            Ok(found) if !found.is_empty() => Ok(Roots(found.into())),
            Ok(_) => Err(WireError::Roots("no certificate stands in it".to_owned())),
            Err(fault) => Err(WireError::Roots(fault)),
        }
    }
}

impl std::fmt::Debug for Roots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Roots({})", self.0.len())
    }
}

/// A client for one way out.
pub(super) fn build(route: &Route, roots: Option<&Roots>, loopback_only: bool) -> Result<Client, WireError> {
    let own = roots.map_or(&[][..], |roots| &roots.0);
    let tls = tls::https(own).map_err(|fault| WireError::Malformed(format!("TLS: {fault}")))?;
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(Duration::from_secs(20));
    let builder = match route {
        Route::InProcess => builder.no_proxy(),
        Route::Chosen => builder.dns_resolver(PublicNames { any: true, proxies: Vec::new() }),
        Route::Away => builder.dns_resolver(PublicNames { any: false, proxies: proxies_of_the_system() }),
        Route::Via(proxy, chosen) => {
            let url = Url::parse(proxy).map_err(|error| WireError::Proxy(error.to_string()))?;
            if loopback_only && !allowed_hosts::is_loopback(&url) {
                return Err(WireError::NotLoopback(allowed_hosts::bare(&url).to_owned()));
            }
            let proxies = vec![allowed_hosts::bare(&url).to_owned()];
            let proxy = Proxy::all(url).map_err(|error| WireError::Proxy(with_causes(&error.without_url(), &[])))?;
            builder.proxy(proxy).dns_resolver(PublicNames { any: *chosen, proxies })
        }
    };
    builder.build().map_err(WireError::from)
}

fn proxies_of_the_system() -> Vec<String> {
    let set = |name: &&str| std::env::var(name).or_else(|_| std::env::var(name.to_uppercase())).ok();
    let with_scheme = |text: String| if text.contains("://") { text } else { format!("http://{text}") };
    let host = |text: String| Some(allowed_hosts::bare(&Url::parse(&with_scheme(text)).ok()?).to_owned());
    PROXY_VARIABLES.iter().filter_map(set).filter_map(host).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_home_is_told_as_what_it_is() {
        let url = Url::parse("https://localhost:1/").unwrap();
        let client = build(&Route::Away, None, false).unwrap();
        let why = WireError::of(client.get(url.clone()).send().await.unwrap_err(), "localhost");
        assert_eq!(why, WireError::Private("localhost".to_owned()));
        let chosen = build(&Route::Chosen, None, false).unwrap();
        let why = WireError::of(chosen.get(url.clone()).send().await.unwrap_err(), "localhost");
        assert!(matches!(why, WireError::Offline(_)), "{why}");
    }
}
