//! Links in a message. They are never followed and never shown; what counts is whose they are.

use super::wording::Wording;

/// A link as it stood in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whose it is, in small letters.
    pub host: String,
    /// All of it.
    pub whole: String,
}

impl Link {
    /// The links of a text, and the text without them.
    pub fn all(wording: &Wording, text: &str) -> (Vec<Link>, String) {
        let (mut links, mut rest, mut at) = (Vec::new(), String::new(), 0);
        for found in wording.links.captures_iter(text) {
            let Some(host) = found.get(1).or_else(|| found.get(2)) else { continue };
            let start = if found.get(1).is_some() { found.get(0).map_or(0, |it| it.start()) } else { host.start() };
            let end = found.get(0).map_or(0, |it| it.end());
            let whole = text[start..end].trim_end_matches(['.', ',', ')', '"', '\'', '!']).to_owned();
            links.push(Link { host: host.as_str().trim_end_matches('.').to_lowercase(), whole });
            rest += &text[at..start];
            at = end;
        }
        rest += &text[at..];
        (links, rest)
    }

    /// The host so that nothing makes a link of it: `example[.]org`.
    pub fn harmless(&self) -> String {
        harmless(&self.host)
    }
}

/// A name with its dots in brackets, of bounded length.
pub fn harmless(name: &str) -> String {
    name.chars().take(60).collect::<String>().replace('.', "[.]")
}

/// Whether a host is one of these, or lies under one of them.
pub fn belongs(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|own| host == own || host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_with_and_without_their_scheme_and_leave_the_text() {
        let wording = Wording::embedded().unwrap();
        let text = "See https://pochta.ru/x?code=1. Or pay at pochta-oplata.top/a, mail to me@mail.ru. Done.Next";
        let (links, rest) = Link::all(&wording, text);
        let hosts: Vec<&str> = links.iter().map(|it| it.host.as_str()).collect();
        assert_eq!(hosts, ["pochta.ru", "pochta-oplata.top"]);
        assert!(rest.starts_with("See  Or pay at ") && rest.ends_with("me@mail.ru. Done.Next"), "{rest}");
        assert_eq!(links[1].harmless(), "pochta-oplata[.]top");
        let (links, _) = Link::all(&wording, "https://pochta.ru@evil.top/ http://a@b@evil.xyz:80");
        assert_eq!(links[0].host, "evil.top");
        assert!(belongs("m.pochta.ru", &["pochta.ru".into()]) && !belongs("xpochta.ru", &["pochta.ru".into()]));
    }
}
