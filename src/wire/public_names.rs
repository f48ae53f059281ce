//! Names lead to public addresses only. Whoever answers a question for a name must not thereby send us to the router, to
//! another machine of the house or to this one.

use std::{
    error::Error,
    fmt, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A name that leads to no public address.
#[derive(Debug)]
pub(super) struct Private(pub(super) String);

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} leads to no public address", self.0)
    }
}

impl Error for Private {}

/// A name that nobody knows an address of.
#[derive(Debug)]
pub(super) struct Unknown(io::Error);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Unknown {}

/// Asks the system for the addresses of names, and leaves out those that are not public.
#[derive(Debug)]
pub(super) struct PublicNames {
    /// Whether any address will do.
    pub(super) any: bool,
    /// Hosts of proxies: where they stand is the user's choice.
    pub(super) proxies: Vec<String>,
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let chosen = self.any || self.proxies.iter().any(|it| it.eq_ignore_ascii_case(&name));
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(Unknown)?;
            let kept: Vec<SocketAddr> = found.filter(|it| chosen || is_public(it.ip())).collect();
            match kept.is_empty() {
                true => Err(Private(name).into()),
                false => Ok(Box::new(kept.into_iter()) as Addrs),
            }
        })
    }
}

/// Whether an address is one of the open internet, whatever dress it wears.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (192, 168, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (198, 51, 100)
            | (203, 0, 113)
            | (198, 18 | 19, _)
            | (224..=255, ..)
    );
    !special
}

/// Of version 6 only what is given out to the internet (2000::/3) is public; an address of version 4 within one counts as
/// what it is.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = within(ip) {
        return is_public_v4(v4);
    }
    let [first, second, ..] = ip.segments();
    let documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    let protocols = first == 0x2001 && second < 0x0200;
    first & 0xe000 == 0x2000 && !documentation && !protocols
}

/// The address of version 4 that one of version 6 stands for: mapped, compatible, NAT64, 6to4.
fn within(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Some(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => v4(high, low),
        [0, 0, 0, 0, 0xffff, 0, high, low] => v4(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => v4(high, low),
        [0x2002, high, low, ..] => v4(high, low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn an_address_counts_as_what_it_is_whatever_dress_it_wears() {
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.0.1",
            "::ffff:0:10.0.0.1",
            "::10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::808:808",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for it in private {
            assert!(!is_public(IpAddr::from_str(it).unwrap()), "{it}");
        }
        let public = [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.169.0.1",
            "2a02:6b8::2:242",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ];
        for it in public {
            assert!(is_public(IpAddr::from_str(it).unwrap()), "{it}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_leads_nowhere_unless_it_is_a_proxys() {
        let name = || Name::from_str("localhost").unwrap();
        let stranger = PublicNames { any: false, proxies: Vec::new() }.resolve(name()).await.err().unwrap();
        assert!(stranger.is::<Private>(), "{stranger}");
        let proxy = PublicNames { any: false, proxies: vec!["LOCALHOST".to_owned()] }.resolve(name()).await.unwrap();
        assert!(proxy.count() > 0);
    }
}
