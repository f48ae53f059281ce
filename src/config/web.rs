//! The page and the API: where they listen, and what stands before them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Deserializer, de::Error};

/// Where `posylka serve` listens unless something else is said: this machine only.
pub const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8027);

/// `[web]`
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Web {
    /// Where the daemon serves the page. Without it the daemon serves none, and `posylka serve` listens on [`LISTEN`].
    #[serde(deserialize_with = "address")]
    pub listen: Option<SocketAddr>,
    /// How the page is reached from outside, without a slash at its end: it stands in links, its path goes before every
    /// address, and over https the cookie is never sent in the clear.
    #[serde(deserialize_with = "url")]
    pub url: Option<String>,
    /// Addresses of proxies that stand before the page: what they say of who asks is believed.
    pub proxies: Vec<IpAddr>,
    /// The header in which a proxy names who has signed in there. From anybody else it says nothing.
    #[serde(deserialize_with = "header")]
    pub sign_in_header: Option<String>,
    /// Whom the proxy may name in it.
    pub sign_in_users: Vec<String>,
}

impl Web {
    /// What goes before every path: nothing, or as `/posylka`.
    pub fn base(&self) -> &str {
        let rest = self.url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        rest.find('/').map_or("", |at| &rest[at..])
    }

    /// Whether the page is reached over https.
    pub fn is_https(&self) -> bool {
        self.url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Where a browser finds the page that listens there.
    pub fn address(&self, listen: SocketAddr) -> String {
        let here = || match listen.ip() {
            // Whatever listens everywhere is found here too.
            ip if ip.is_unspecified() => format!("http://localhost:{}", listen.port()),
            _ => format!("http://{listen}"),
        };
        self.url.clone().unwrap_or_else(here)
    }
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = |_| {
        D::Error::custom(format!(
            "{text:?} is no address to listen on; write for example \"127.0.0.1:8027\", or \"0.0.0.0:8027\" for all networks"
        ))
    };
    text.parse().map(Some).map_err(wrong)
}

pub(super) fn url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(from)?;
    let url = text.trim_end_matches('/');
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
    match !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(fits) && !rest.contains("//") {
        true => Ok(Some(url.to_owned())),
        false => Err(D::Error::custom(format!(
            "{text:?} is no address of a page; write for example \"https://home.example/posylka\""
        ))),
    }
}

fn header<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(from)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match !text.is_empty() && text.chars().all(fits) {
        true => Ok(Some(text.to_ascii_lowercase())),
        false => Err(D::Error::custom(format!("{text:?} is no name of a header; write for example \"Remote-User\""))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Web, String> {
        toml::from_str(text).map_err(|fault| fault.message().to_owned())
    }

    #[test]
    fn addresses_are_told_as_a_browser_takes_them() {
        let web = read("url = 'https://home.example/posylka/'").unwrap();
        assert_eq!((web.base(), web.is_https()), ("/posylka", true));
        assert_eq!(web.address(LISTEN), "https://home.example/posylka");
        let web = read("listen = '0.0.0.0:9000'").unwrap();
        assert_eq!((web.base(), web.is_https()), ("", false));
        assert_eq!(web.address(web.listen.unwrap()), "http://localhost:9000");
        assert_eq!(Web::default().address(LISTEN), "http://127.0.0.1:8027");
        assert_eq!(read("url = 'http://[::1]:80'").unwrap().base(), "");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_an_example() {
        for (wrong, cure) in [
            ("listen = '8027'", "127.0.0.1:8027"),
            ("listen = 'localhost:8027'", "127.0.0.1:8027"),
            ("url = 'home.example'", "https://home.example"),
            ("url = 'https:///posylka'", "https://home.example"),
            ("url = 'https://a/\"><script>'", "https://home.example"),
            ("sign_in_header = 'Remote User'", "Remote-User"),
            ("port = 1", "unknown field"),
        ] {
            let told = read(wrong).unwrap_err();
            assert!(told.contains(cure), "{wrong}: {told}");
        }
    }
}
