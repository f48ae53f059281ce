//! Orders brought from the shop's own page: by a userscript, which sends them, or by a bookmark, which copies them.

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::json;

use super::{answer, site::Site, visitor::Comes};
use crate::{model::Lang, text::Phrasebook};

const READS: &str = include_str!("orders.js");
const USERSCRIPT: &str = include_str!("userscript.js");
const BOOKMARK: &str = include_str!("bookmarklet.js");
/// Where a script takes in what reads the orders.
const HERE: &str = "//@@orders@@\n";

/// The userscript, with the address of this page in it.
pub(super) async fn userscript(State(site): State<Site>, comes: Comes) -> Response {
    let home = comes.home(&site);
    let (russian, english) = (site.phrases(Lang::Ru), site.phrases(Lang::En));
    answer::with(StatusCode::OK, "text/javascript; charset=utf-8", filled(&home, &russian, &english))
}

fn filled(home: &str, russian: &Phrasebook, english: &Phrasebook) -> String {
    let words = |phrases: &Phrasebook| {
        let ids = [
            "send",
            "none",
            "token",
            "home",
            "settings",
            "taken",
            "passed",
            "unreadable",
            "refused",
            "failed",
            "unreachable",
        ];
        ids.iter()
            .map(|id| ((*id).to_owned(), json!(phrases.label(&format!("script-{id}")))))
            .collect::<serde_json::Map<_, _>>()
    };
    let words = json!({ "ru": words(russian), "en": words(english) });
    let filled = USERSCRIPT
        .replace("@@name@@", &english.label("script-name"))
        .replace("@@description@@", &english.label("script-description"))
        .replace("@@name:ru@@", &russian.label("script-name"))
        .replace("@@description:ru@@", &russian.label("script-description"))
        .replace("@@version@@", env!("CARGO_PKG_VERSION"))
        .replace("@@host@@", &host(home))
        .replace("\"@@home@@\"", &quoted(home))
        .replace("\"@@words@@\"", &words.to_string());
    filled.replace(HERE, READS)
}

/// The host of an address alone. It stands in a comment, which nothing may end.
fn host(home: &str) -> String {
    let whole = home.split_once("://").map_or(home, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let host = match whole.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => whole,
    };
    host.chars().filter(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(*c)).collect()
}

/// A text of a script.
fn quoted(text: &str) -> String {
    json!(text).to_string()
}

/// The address of the bookmark.
pub(super) fn bookmark(phrases: &Phrasebook) -> String {
    let script = ["none", "copied", "copy"].iter().fold(BOOKMARK.replace(HERE, READS), |script, id| {
        script.replace(&format!("\"@@{id}@@\""), &quoted(&phrases.label(&format!("script-{id}"))))
    });
    let said = script.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let sign = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) => (byte as char).to_string(),
        byte => format!("%{byte:02X}"),
    };
    format!("javascript:{}", said.collect::<Vec<_>>().join("\n").bytes().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_and_an_address_breaks_out_of_none() {
        let (russian, english) = (Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En));
        let script = filled("https://home.example:8443/posylka", &russian, &english);
        assert!(!script.contains("@@"), "{script}");
        assert!(script.contains("// @connect      home.example\n"));
        assert!(script.contains("DEFAULT_HOME = \"https://home.example:8443/posylka\";"));
        assert_eq!(host("http://[::1]:8027"), "[::1]");
        assert_eq!(host("http://a\nrequire evil"), "arequireevil");
        let hostile = filled("http://\"; alert(1)", &russian, &english);
        assert!(hostile.contains(r#"DEFAULT_HOME = "http://\"; alert(1)";"#), "{hostile}");
        let bookmark = bookmark(&english);
        assert!(bookmark.starts_with("javascript:") && !bookmark.contains("%40%40") && bookmark.len() < 16_000);
    }
}
