//! A letter by e-mail.

use lettre::{
    Message,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        extension::ClientId,
    },
};
use reqwest::Url;

use super::{Letter, Line, NotifyError, http::complaint, proxy_tunnel};
use crate::config::{Secret, is_this_machine};

/// A mailbox to write to, and the server that takes letters for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// How the server is reached.
    pub line: Line,
    /// `smtps://HOST[:PORT]`, or `smtp://` for STARTTLS.
    pub server: String,
    /// Who writes.
    pub from: String,
    /// Who reads.
    pub to: String,
    /// Under which name to log in, and the password.
    pub login: Option<(String, Secret)>,
}

impl Email {
    /// Sends the letter. The same letter has the same `Message-ID` however often it is sent; a reminder has its own and
    /// refers to the first, so that a mail program shows both as one conversation.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let message = self.message(letter)?;
        let late = |_| Err(NotifyError::Unreachable("the mail server did not answer in time".to_owned()));
        tokio::time::timeout(self.line.limit(), self.send(&message)).await.unwrap_or_else(late)
    }

    fn message(&self, letter: &Letter) -> Result<Message, NotifyError> {
        let mailbox = |address: &str| {
            address.parse::<Mailbox>().map_err(|error| NotifyError::Refused(format!("{address}: {error}")))
        };
        let from = mailbox(&self.from)?;
        let id = |repeat: u8| format!("<posylka-{}-{repeat}@{}>", letter.mark(), from.email.domain());
        let mut builder =
            Message::builder().to(mailbox(&self.to)?).subject(&letter.title).message_id(Some(id(letter.repeat)));
        if letter.repeat > 0 {
            builder = builder.in_reply_to(id(0)).references(id(0));
        }
        if let Some(at) = letter.at {
            builder = builder.date(at.into());
        }
        let message = builder.from(from.clone()).header(ContentType::TEXT_PLAIN).body(letter.bare());
        message.map_err(|error| NotifyError::Refused(error.to_string()))
    }

    async fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let mut connection = self.connect().await?;
        let told = |error| self.told(&error);
        if let Some((user, password)) = &self.login {
            let login = Credentials::new(user.clone(), password.expose().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &login).await.map_err(told)?;
        }
        connection.send(message.envelope(), &message.formatted()).await.map_err(told)?;
        // It has the letter; how it takes leave is its own affair.
        let _ = connection.quit().await;
        Ok(())
    }

    /// A connection that is encrypted, or does not leave this machine.
    async fn connect(&self) -> Result<AsyncSmtpConnection, NotifyError> {
        let wrong = |_| NotifyError::Refused(format!("{} is no mail server", self.server));
        let url = Url::parse(&self.server).map_err(wrong)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        self.line.may(&host)?;
        let implicit = url.scheme() == "smtps";
        let port = url.port().unwrap_or(if implicit { 465 } else { 587 });
        let told = |error| self.told(&error);
        // On this machine letters may go unencrypted, so whose the certificate is does not matter: bridges make their own.
        let tls = TlsParameters::builder(host.clone()).dangerous_accept_invalid_certs(is_this_machine(&host));
        let tls = tls.build().map_err(told)?;
        let name = ClientId::default();
        // Through a proxy the server stands at the near end of a tunnel.
        let place = match &self.line.proxy {
            Some(proxy) => proxy_tunnel::open(&self.line, proxy, &host, port).await?,
            None => (host.clone(), port),
        };
        let place = (place.0.as_str(), place.1);
        let limit = Some(self.line.limit());
        let wrapped = implicit.then(|| tls.clone());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(place, limit, &name, wrapped, None).await.map_err(told)?;
        if !implicit && connection.can_starttls() {
            connection.starttls(tls, &name).await.map_err(told)?;
        }
        match connection.is_encrypted() || is_this_machine(&host) {
            true => Ok(connection),
            false => Err(NotifyError::Refused(format!("{host} offers no encryption; use smtps://"))),
        }
    }

    fn told(&self, error: &Error) -> NotifyError {
        let keys: Vec<&Secret> = self.login.iter().map(|(_, password)| password).collect();
        let mut said = error.to_string();
        if let Some(cause) = std::error::Error::source(error).map(ToString::to_string).filter(|it| !said.contains(it)) {
            said = format!("{said}: {cause}");
        }
        let said = complaint(&said, &keys);
        if error.is_permanent() { NotifyError::Refused(said) } else { NotifyError::Unreachable(said) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeat_is_the_same_letter_and_a_reminder_refers_to_it() {
        let email = Email {
            line: Line { timeout: jiff::SignedDuration::from_secs(1), ..Line::default() },
            server: "smtps://mail.example".to_owned(),
            from: "posylka <me@example.org>".to_owned(),
            to: "me@example.org".to_owned(),
            login: None,
        };
        let mut letter = Letter::new(7, "k", "1", "Наушники\r\nBcc: evil@example.org", "тело");
        letter.at = Some("2026-03-01T00:00:00Z".parse().unwrap());
        let written = |letter: &Letter| String::from_utf8(email.message(letter).unwrap().formatted()).unwrap();
        let first = written(&letter);
        assert_eq!(first, written(&letter));
        assert!(!first.contains("\r\nBcc"), "{first}");
        let id = first.lines().find(|line| line.starts_with("Message-ID")).unwrap().to_owned();
        letter.repeat = 1;
        let second = written(&letter);
        assert!(!second.contains(&id) && second.contains(&id.replace("Message-ID", "References")), "{second}");
    }

    #[tokio::test]
    async fn only_an_address_is_written_to() {
        let email = Email {
            line: Line { timeout: jiff::SignedDuration::from_secs(1), loopback_only: true, ..Line::default() },
            server: "smtps://mail.example".to_owned(),
            from: "me@example.org".to_owned(),
            to: "nobody".to_owned(),
            login: None,
        };
        let letter = Letter::new(7, "k", "1", "t", "b");
        assert!(matches!(email.deliver(&letter).await, Err(NotifyError::Refused(said)) if said.contains("nobody")));
        let email = Email { to: "me@example.org".to_owned(), ..email };
        assert!(matches!(email.deliver(&letter).await, Err(NotifyError::Refused(said)) if said.contains("test clock")));
    }
}
