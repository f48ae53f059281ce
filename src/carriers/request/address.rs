//! Addresses of requests: their host, and the same request elsewhere.

use super::value::Request;

/// The host of an https address.
pub fn host_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !host.contains(['@', '{'])).then_some(host)
}

/// The same request at another scheme, host and port: `http://127.0.0.1:8000`. Path and query stay. `None` where the base
/// is no such address.
pub fn rebased(request: &Request, base: &str) -> Option<Request> {
    let (scheme, host) = base.trim_end_matches('/').split_once("://")?;
    if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['/', '?', '#', '@']) {
        return None;
    }
    let after = request.url.split_once("://")?.1;
    let path = after.find(['/', '?', '#']).map_or("", |at| &after[at..]);
    let bare = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => host.split(':').next()?,
    };
    Some(Request {
        url: format!("{scheme}://{host}{path}"),
        hosts: vec![bare.to_owned()],
        chosen: true,
        ..request.clone()
    })
}
