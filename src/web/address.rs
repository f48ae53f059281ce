//! Who asks: the other end of the connection, or whom a proxy in between names.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::config::Web;

/// Who is at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub SocketAddr);

/// The address of who asks. What a proxy says is believed of the proxies that are named in the configuration alone: the last
/// address that none of them has.
pub(super) fn of(settings: &Web, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !settings.proxies.contains(&peer) {
        return peer;
    }
    let named = headers.get_all("x-forwarded-for").into_iter().filter_map(|it| it.to_str().ok());
    let named: Vec<IpAddr> = named.flat_map(|it| it.split(',')).filter_map(|it| it.trim().parse().ok()).collect();
    named.into_iter().rev().find(|it| !settings.proxies.contains(it)).unwrap_or(peer)
}

/// Whom a proxy says that it has signed in: only where the configuration names the proxy, the header and the user.
pub(super) fn signed_in_by_proxy<'h>(settings: &Web, peer: IpAddr, headers: &'h HeaderMap) -> Option<&'h str> {
    let name = settings.sign_in_header.as_deref().filter(|_| settings.proxies.contains(&peer))?;
    let mut said = headers.get_all(name).into_iter();
    // Two of them: one was not laid there by the proxy.
    let user = said.next().filter(|_| said.next().is_none())?.to_str().ok()?;
    settings.sign_in_users.iter().any(|it| it == user).then_some(user)
}

/// Whether the browser speaks https, as far as is known.
pub(super) fn is_https(settings: &Web, peer: IpAddr, headers: &HeaderMap) -> bool {
    let said = headers.get("x-forwarded-proto").filter(|_| settings.proxies.contains(&peer));
    settings.is_https() || said.is_some_and(|it| it == "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_proxy_that_is_named_is_believed() {
        let proxy = IpAddr::from([127, 0, 0, 1]);
        let settings = Web {
            proxies: vec![proxy],
            sign_in_header: Some("remote-user".into()),
            sign_in_users: vec!["anna".into()],
            ..Web::default()
        };
        let told = headers(&[
            ("x-forwarded-for", "1.1.1.1, 10.0.0.9"),
            ("remote-user", "anna"),
            ("x-forwarded-proto", "https"),
        ]);
        let stranger = IpAddr::from([10, 0, 0, 7]);
        assert_eq!(of(&settings, proxy, &told), IpAddr::from([10, 0, 0, 9]));
        assert_eq!(of(&settings, stranger, &told), stranger);
        assert_eq!(signed_in_by_proxy(&settings, proxy, &told), Some("anna"));
        assert_eq!(signed_in_by_proxy(&settings, stranger, &told), None);
        assert_eq!(signed_in_by_proxy(&Web::default(), proxy, &told), None);
        assert_eq!(signed_in_by_proxy(&settings, proxy, &headers(&[("remote-user", "eve")])), None);
        assert!(is_https(&settings, proxy, &told) && !is_https(&settings, stranger, &told));
        let mut twice = headers(&[("remote-user", "anna")]);
        twice.append("remote-user", "anna".parse().unwrap());
        assert_eq!(signed_in_by_proxy(&settings, proxy, &twice), None);
    }
}
