//! How well-known mail services take letters from a program: `rules/mail_providers.toml`.

use serde::Deserialize;

use crate::model::words;

/// A mail service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailProvider {
    /// What people call it.
    pub name: String,
    /// What stands behind the @ of its addresses.
    pub domains: Vec<String>,
    /// `smtps://HOST:PORT`, or `smtp://` for STARTTLS.
    pub server: String,
    /// Which password it takes.
    pub password: PasswordKind,
    /// Where that is made or allowed.
    pub page: String,
    /// Where this is published.
    pub source: String,
}

words! {
    /// Which password a mail service takes from a program.
    PasswordKind {
        /// One made for programs, and no other.
        App = "app",
        /// The usual one, once programs are let in.
        Own = "own",
        /// One that a program on this machine shows.
        Bridge = "bridge",
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[expect(dead_code, reason = "for who reads the file")]
    as_of: String,
    provider: Vec<MailProvider>,
}

/// The service of an address; none where the address is of a domain nobody knows.
pub fn mail_provider(address: &str) -> Option<MailProvider> {
    let domain = address.rsplit_once('@')?.1.trim_end_matches('>').to_lowercase();
    table().provider.into_iter().find(|it| it.domains.contains(&domain))
}

fn table() -> Table {
    toml::from_str(include_str!("../../rules/mail_providers.toml")).expect("a test reads it")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_service_is_known_by_its_domain_alone() {
        let server = |address: &str| mail_provider(address).map(|it| it.server);
        assert_eq!(server("Иван <ivan@Ya.ru>").as_deref(), Some("smtps://smtp.yandex.ru:465"));
        assert_eq!(server("ivan@notmail.ru"), None);
        assert_eq!(server("mail.ru"), None);
    }

    #[test]
    fn no_domain_is_of_two_services_and_nothing_but_bridges_goes_unencrypted() {
        let all = table().provider;
        let mut seen = BTreeSet::new();
        for it in &all {
            assert!(it.domains.iter().all(|domain| seen.insert(domain.clone())), "{it:?}");
            assert!(it.source.starts_with("https://") && it.page.starts_with("https://"), "{it:?}");
            let bridge = it.password == PasswordKind::Bridge;
            assert_eq!(bridge, it.server.contains("127.0.0.1"), "{it:?}");
        }
    }
}
