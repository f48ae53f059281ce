//! Which hosts may be asked: judged before a socket is opened, and again at every redirect.

use std::net::IpAddr;

use reqwest::Url;

use super::{WireError, public_names::is_public};
use crate::{carriers::Request, config::is_this_machine};

/// Reads an address. The error does not repeat it.
pub(super) fn parse(url: &str) -> Result<Url, WireError> {
    let url = Url::parse(url).map_err(|error| WireError::Malformed(error.to_string()))?;
    match (url.scheme(), url.host_str()) {
        ("http" | "https", Some(_)) => Ok(url),
        (scheme, _) => Err(WireError::ForbiddenScheme(scheme.to_owned())),
    }
}

/// Whether this address may be asked at all.
pub(super) fn open(url: &Url, request: &Request, loopback_only: bool) -> Result<(), WireError> {
    let here = is_loopback(url);
    if loopback_only && !here {
        return Err(WireError::NotLoopback(bare(url).to_owned()));
    }
    if request.secret && url.scheme() == "http" && !here {
        return Err(WireError::PlainHttpSecret);
    }
    if !request.chosen && is_private(url) {
        return Err(WireError::Private(bare(url).to_owned()));
    }
    let known = |host: &String| host.trim_matches(['[', ']']).eq_ignore_ascii_case(bare(url));
    if request.hosts.iter().any(known) { Ok(()) } else { Err(WireError::ForbiddenHost(bare(url).to_owned())) }
}

/// Where a redirect leads, if it leads to http or https and not from the second to the first. Whether that host may be
/// asked is for [`open`] to say.
pub(super) fn redirect(from: &Url, location: &str) -> Result<Url, WireError> {
    let to = from.join(location).map_err(|error| WireError::Malformed(format!("redirect: {error}")))?;
    match (from.scheme(), to.scheme()) {
        (_, "https") | ("http", "http") => Ok(to),
        (_, scheme) => Err(WireError::ForbiddenScheme(scheme.to_owned())),
    }
}

/// Whether an address is on this very machine.
pub fn is_loopback(url: &Url) -> bool {
    is_this_machine(bare(url))
}

/// Whether an address names this machine or a private network outright. What a name leads to is seen when it is looked up.
fn is_private(url: &Url) -> bool {
    bare(url).parse::<IpAddr>().map_or_else(|_| is_loopback(url), |ip| !is_public(ip))
}

/// The host, with the port where that is not the scheme's own.
pub(super) fn with_port(url: &Url) -> String {
    url.port().map_or_else(|| bare(url).to_owned(), |port| format!("{}:{port}", bare(url)))
}

/// The host without the brackets of IPv6, never empty for http and https.
pub(super) fn bare(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_matches(['[', ']'])
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::carriers::Method;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for here in ["http://127.0.0.1:80/", "http://127.9.9.9/", "http://[::1]:7/", "http://localhost/x"] {
            assert!(is_loopback(&url(here)), "{here}");
        }
        for away in
            ["http://127.0.0.1.example.org/", "http://10.0.0.1/", "http://localhost.example/", "http://0.0.0.0/"]
        {
            assert!(!is_loopback(&url(away)), "{away}");
        }
    }

    fn judged(text: &str, secret: bool, loopback_only: bool) -> Result<(), WireError> {
        let hosts = ["Example.org", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
        let request = Request {
            method: Method::Get,
            url: String::new(),
            headers: Vec::new(),
            body: None,
            hosts,
            redirects: 0,
            timeout: SignedDuration::ZERO,
            body_max: 0,
            secret,
            chosen: true,
        };
        open(&url(text), &request, loopback_only)
    }

    #[test]
    fn a_secret_travels_in_the_clear_on_this_machine_only() {
        assert_eq!(judged("http://example.org/", true, false), Err(WireError::PlainHttpSecret));
        assert_eq!(judged("https://example.org/", true, false), Ok(()));
        assert_eq!(judged("http://127.0.0.1:1/", true, true), Ok(()));
        assert_eq!(judged("http://[::1]:1/", true, true), Ok(()));
        assert_eq!(judged("http://example.org/", false, false), Ok(()));
    }

    #[test]
    fn other_hosts_are_not_asked() {
        let away = Err(WireError::NotLoopback("example.org".to_owned()));
        assert_eq!(judged("https://example.org/", false, true), away);
        for other in ["https://example.org.evil.example/", "https://evil.example/", "https://sub.example.org/"] {
            assert!(matches!(judged(other, false, false), Err(WireError::ForbiddenHost(_))), "{other}");
        }
    }

    #[test]
    fn a_redirect_never_leaves_https() {
        let from = url("https://example.org/a/b");
        assert_eq!(redirect(&from, "../c").unwrap().as_str(), "https://example.org/c");
        assert_eq!(redirect(&from, "http://example.org/"), Err(WireError::ForbiddenScheme("http".to_owned())));
    }
}
