//! Whether a host is this very machine.

use std::net::IpAddr;

/// Whether a host, with or without the brackets of IPv6, is this very machine: `localhost` or an address of its loopback.
pub fn is_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
