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

/// Name and password that stand in an address: `socks5://NAME:PASSWORD@HOST`.
pub fn user_of(url: &str) -> Option<(String, String)> {
    let rest = url.split_once("://")?.1;
    let (user, _) = rest.split(['/', '?', '#']).next()?.rsplit_once('@')?;
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    Some((unescaped(name), unescaped(password)))
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|it| std::str::from_utf8(it).ok());
        let byte = code.and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_a_proxy_is_told_to_let_through_is_read() {
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(user_of("socks5h://me:a%40b:c@proxy.example:1080/"), pair("me", "a@b:c"));
        assert_eq!(user_of("http://me@[::1]:1"), pair("me", ""));
        assert_eq!(user_of("http://a%zz:%@h"), pair("a%zz", "%"));
        assert_eq!(user_of("http://proxy.example/@x"), None);
    }
}
