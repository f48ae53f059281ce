//! The one cookie: which device is signed in.

use axum::http::{HeaderMap, HeaderValue, header};

/// What it is called.
const NAME: &str = "posylka";
/// A browser forgets it after so many seconds unless it is given anew: as long as an unused session lasts.
const LASTS: u32 = 90 * 24 * 60 * 60;

/// The secret a browser has.
pub(super) fn of(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    let mut pairs = all.flat_map(|it| it.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == NAME && is_secret(value)).map(|(_, value)| value)
}

/// Gives a browser its secret. Scripts do not see it, other sites' forms do not bring it, and over https it never travels in
/// the clear.
pub(super) fn given(secret: &str, base: &str, secure: bool) -> Option<HeaderValue> {
    let path = if base.is_empty() { "/" } else { base };
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{NAME}={secret}; Path={path}; Max-Age={LASTS}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}

/// Takes it away.
pub(super) fn taken(base: &str) -> Option<HeaderValue> {
    let path = if base.is_empty() { "/" } else { base };
    HeaderValue::from_str(&format!("{NAME}=; Path={path}; Max-Age=0; HttpOnly; SameSite=Lax")).ok()
}

fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_found_among_other_cookies_and_nothing_else_is() {
        let secret = "0f".repeat(32);
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=b; posylka=short".parse().unwrap());
        headers.append(header::COOKIE, format!("x=y; posylka={secret}; z").parse().unwrap());
        assert_eq!(of(&headers), Some(secret.as_str()));
        assert_eq!(of(&HeaderMap::new()), None);
        let given = given(&secret, "/posylka", true).unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/posylka;"] {
            assert!(given.to_str().unwrap().contains(part), "{given:?}");
        }
    }
}
