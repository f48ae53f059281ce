//! What single values must be, told with an example where they are not.

use jiff::{SignedDuration, tz::TimeZone};
use serde::{Deserialize, Deserializer, de::Error};

use super::Secret;

/// A zone of the tz database.
pub(super) fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TimeZone>, D::Error> {
    let name = String::deserialize(from)?;
    let wrong = |_| D::Error::custom(format!("no time zone is called {name:?}; write for example \"Europe/Moscow\""));
    TimeZone::get(&name).map(Some).map_err(wrong)
}

/// Two capital letters.
pub(super) fn country<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let code = String::deserialize(from)?;
    match code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        true => Ok(code),
        false => {
            Err(D::Error::custom(format!("{code:?} is no country; write two capital letters, for example \"RU\"")))
        }
    }
}

/// Beginnings of postcodes: one to ten digits or capital letters each.
pub(super) fn postcodes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let codes = Vec::<String>::deserialize(from)?;
    let fits = |code: &String| {
        (1..=10).contains(&code.len()) && code.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase())
    };
    match codes.iter().find(|code| !fits(code)) {
        None => Ok(codes),
        Some(code) => {
            Err(D::Error::custom(format!("{code:?} begins no postcode; write for example [\"101\", \"125040\"]")))
        }
    }
}

/// A time limit: more than nothing, at most ten minutes.
pub(super) fn limit<'de, D: Deserializer<'de>>(from: D) -> Result<SignedDuration, D::Error> {
    duration(from, SignedDuration::from_mins(10), "write for example \"5s\", at most \"10m\"")
}

/// A gap between asks: more than nothing, at most a day.
pub(super) fn gap<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SignedDuration>, D::Error> {
    duration(from, SignedDuration::from_hours(24), "write for example \"10s\", at most \"24h\"").map(Some)
}

/// How often something is looked at: a second to a day.
pub(super) fn every<'de, D: Deserializer<'de>>(from: D) -> Result<SignedDuration, D::Error> {
    duration(from, SignedDuration::from_hours(24), "write for example \"10m\", at most \"24h\"")
}

fn duration<'de, D: Deserializer<'de>>(from: D, most: SignedDuration, cure: &str) -> Result<SignedDuration, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = || D::Error::custom(format!("{text:?} cannot be used as a time here; {cure}"));
    text.parse().ok().filter(|span| *span > SignedDuration::ZERO && *span <= most).ok_or_else(wrong)
}

/// Roubles for one unit of a currency.
pub(super) fn rate<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let rate = f64::deserialize(from)?;
    let fits = rate > 0.0 && rate < 1_000_000.0;
    if fits { Ok(Some(rate)) } else { Err(D::Error::custom("this is no rate; write roubles for one unit: 100.0")) }
}

/// A program with its arguments.
pub(super) fn program<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let program = Vec::<String>::deserialize(from)?;
    match program.first() {
        Some(path) if !path.is_empty() => Ok(program),
        _ => Err(D::Error::custom("no program is named; write for example [\"/usr/local/bin/tell-me\", \"--loud\"]")),
    }
}

/// `http://HOST[:PORT]` or https.
pub(super) fn base_url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(from)?;
    let base = text.trim_end_matches('/');
    let host = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://")).unwrap_or_default();
    let foreign = |c: char| c.is_whitespace() || c.is_control() || "/?#@\\".contains(c);
    match host.is_empty() || host.contains(foreign) {
        true => {
            let cure = "it is scheme, host and port, for example \"http://127.0.0.1:8080\"";
            Err(D::Error::custom(format!("{text:?} is no base_url; {cure}")))
        }
        false => Ok(Some(base.to_owned())),
    }
}

/// Names of hosts.
pub(super) fn hosts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let hosts = Vec::<String>::deserialize(from)?;
    let foreign = |c: char| c.is_whitespace() || c.is_control() || "/?#@:\\*".contains(c);
    match hosts.iter().find(|it| it.is_empty() || it.contains(foreign)) {
        None => Ok(hosts),
        Some(host) => Err(D::Error::custom(format!("{host:?} is no host; write for example [\"api.example.org\"]"))),
    }
}

/// [`base_url`] where there is always one.
pub(super) fn base<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    base_url(from).map(Option::unwrap_or_default)
}

/// `smtps://HOST[:PORT]`, or `smtp://` for STARTTLS.
pub(super) fn mail_server<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let host = text.strip_prefix("smtps://").or_else(|| text.strip_prefix("smtp://")).unwrap_or_default();
    let foreign = |c: char| c.is_whitespace() || c.is_control() || "/?#@\\".contains(c);
    match host.is_empty() || host.contains(foreign) {
        true => {
            let cure = "it is scheme, host and port, for example \"smtps://smtp.yandex.ru:465\"";
            Err(D::Error::custom(format!("{text:?} is no mail server; {cure}")))
        }
        false => Ok(text),
    }
}

/// An address of a proxy. The error does not repeat it: a password may stand there.
pub(super) fn proxy<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Secret>, D::Error> {
    let text = String::deserialize(from)?;
    let (scheme, host) = text.split_once("://").unwrap_or_default();
    let known = matches!(scheme, "http" | "https" | "socks5" | "socks5h");
    match known && !host.is_empty() && !host.contains(char::is_whitespace) {
        true => Ok(Some(Secret::from(text))),
        false => Err(D::Error::custom(
            "this is no proxy; write for example \"socks5h://127.0.0.1:1080\" (socks5, socks5h, http or https)",
        )),
    }
}

/// How many copies are kept: one at least.
pub(super) fn copies<'de, D: Deserializer<'de>>(from: D) -> Result<usize, D::Error> {
    let copies = usize::deserialize(from)?;
    let wrong = || D::Error::custom(format!("{copies} copies cannot be kept; write 1 to 1000"));
    if (1..=1000).contains(&copies) { Ok(copies) } else { Err(wrong()) }
}

/// A length of a text in characters, from one that holds a claim at all to one no form asks for.
pub(super) fn longest<'de, D: Deserializer<'de>>(from: D) -> Result<usize, D::Error> {
    let length = usize::deserialize(from)?;
    let wrong = || D::Error::custom(format!("{length} characters are no length for a claim; write 150 to 20000"));
    if (150..=20_000).contains(&length) { Ok(length) } else { Err(wrong()) }
}
