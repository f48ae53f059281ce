//! An answer that repeats what we showed is kept, shown and told of: so the secret leaves it before it is read.

use std::borrow::Cow;

use super::{
    escape::{For, base64, escaped},
    value::{Secrets, Token},
};
use crate::carriers::Answered;

/// What is shorter is taken for a word or a figure of the answer.
const SHORTEST: usize = 6;

/// The answer without the secrets and the token that were shown for it, in whatever dress they come back.
pub fn hushed(answered: Answered, secrets: &Secrets, token: Option<&Token>) -> Answered {
    let shown = dresses(secrets, token);
    if shown.is_empty() {
        return answered;
    }
    let hush = |text: &str| shown.iter().fold(Cow::from(text), |text, it| without(text, it)).into_owned();
    let headers = answered.headers.iter().map(|(name, value)| (name.clone(), hush(value))).collect();
    let body = match std::str::from_utf8(&answered.body) {
        Ok(text) => hush(text).into_bytes(),
        Err(_) => hush(&String::from_utf8_lossy(&answered.body)).into_bytes(),
    };
    Answered { headers, body, ..answered }
}

fn without<'t>(text: Cow<'t, str>, shown: &str) -> Cow<'t, str> {
    if !text.contains(shown) {
        return text;
    }
    // Figures stay figures: they may stand outside of quotes.
    let figures = shown.bytes().all(|it| it.is_ascii_digit());
    text.replace(shown, if figures { "1" } else { "***" }).into()
}

/// Every way in which the values may be written, the longest first.
fn dresses(secrets: &Secrets, token: Option<&Token>) -> Vec<String> {
    let token = token.map(|it| it.value.as_str());
    let mut values: Vec<String> = secrets.values().map(String::as_str).chain(token).map(str::to_owned).collect();
    let pairs = secrets.values().flat_map(|name| secrets.values().map(move |word| format!("{name}:{word}")));
    values.extend(pairs.map(|pair| base64(&pair)));
    values.extend(secrets.values().map(|it| base64(it)));
    let mut all: Vec<String> = values
        .iter()
        .flat_map(|it| [For::Text, For::Url, For::Json, For::Xml].map(|dress| escaped(it, dress)))
        .filter(|it| it.len() >= SHORTEST)
        .collect();
    all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_does_not_come_back() {
        let secrets =
            Secrets::from([("name".to_owned(), "me & co".to_owned()), ("key".to_owned(), "hush/\"1\"".to_owned())]);
        let token = Token { value: "tok-123456".to_owned(), lasts: None, cookies: Vec::new() };
        let basic = base64("me & co:hush/\"1\"");
        let body = format!(
            r#"plain hush/"1" url hush%2F%221%22 json hush/\"1\" xml me &amp; co basic {basic} tok-123456 kept"#
        );
        let answered =
            Answered { headers: vec![("x-echo".to_owned(), "hush/\"1\"".to_owned())], ..Answered::whole(200, body) };
        let hushed = hushed(answered, &secrets, Some(&token));
        let body = String::from_utf8(hushed.body).unwrap();
        assert_eq!(body, "plain *** url *** json *** xml *** basic *** *** kept");
        assert_eq!(hushed.headers[0].1, "***");
    }

    #[test]
    fn figures_stay_figures_and_short_words_stay() {
        let secrets = Secrets::from([("a".to_owned(), "12345678".to_owned()), ("b".to_owned(), "post".to_owned())]);
        let hushed = hushed(Answered::whole(200, r#"{"id":12345678,"by":"post"}"#), &secrets, None);
        assert_eq!(hushed.body, br#"{"id":1,"by":"post"}"#);
    }
}
