//! Which device a browser runs on, in a few words, as its owner would say.

/// Browsers by the word they send; the first that fits counts, since each also sends the words of others.
const BROWSERS: [(&str, &str); 7] = [
    ("YaBrowser", "Yandex Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

/// Systems likewise.
const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
];

/// The device of a `User-Agent`; what it says itself where nothing of it is known.
pub(super) fn of(agent: &str) -> String {
    let known = |table: &[(&str, &'static str)]| table.iter().find(|(word, _)| agent.contains(word)).map(|it| it.1);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn devices_are_called_as_their_owners_call_them() {
        let phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(of(phone), "Chrome, Android");
        assert_eq!(of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox, Linux");
        assert_eq!(of("curl/8.5"), "curl/8.5");
    }
}
