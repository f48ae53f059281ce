//! A folder of a mail account, read and never changed: LOGIN, EXAMINE, SEARCH, FETCH with PEEK (RFC 3501), and no more.
//!
//! Belongs here: the protocol, as far as reading a folder needs it. Does not belong here: when to visit, and what a
//! mail means.

mod error;
mod mailbox_name;
mod protocol_lines;

use std::{sync::Arc, time::Duration};

use jiff::civil::Date;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

pub use crate::tls::{Root, roots};
pub use error::ImapError;
use error::MAIL_MAX;
use protocol_lines::{Line, Talk};

use crate::{model::MailTls, tls};

/// Who has said nothing for so long waits for something else.
const GREETING: Duration = Duration::from_secs(15);
/// So many mails are fetched in one visit; the rest waits for the next.
const MAILS: usize = 20;

/// Where the folder is, and how far it was read.
pub struct Account<'a> {
    /// The server.
    pub host: &'a str,
    /// Its port.
    pub port: u16,
    /// How it is spoken to. In the clear only a server on this machine is: the caller sees to that.
    pub tls: MailTls,
    /// Roots that are trusted beside the system's.
    pub roots: &'a [Root],
    /// Who.
    pub user: &'a str,
    /// With which password.
    pub password: &'a str,
    /// Which folder, as people call it.
    pub folder: &'a str,
    /// How far it was read: UIDVALIDITY and the highest UID.
    pub read: Option<(u32, u32)>,
    /// Nothing older is fetched.
    pub since: Date,
}

/// What a visit brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// UIDVALIDITY of the folder.
    pub validity: u32,
    /// The highest UID that is read now.
    pub read: u32,
    /// The mails, oldest first; of a long one the beginning.
    pub mails: Vec<Vec<u8>>,
    /// Whether more wait.
    pub more: bool,
}

/// Visits the folder and fetches what is new.
pub async fn visit(account: &Account<'_>) -> Result<Visit, ImapError> {
    let stream = TcpStream::connect((account.host, account.port)).await?;
    match account.tls {
        MailTls::None => talk(greeted(stream).await?, account).await,
        MailTls::Implicit => talk(greeted(encrypted(stream, account).await?).await?, account).await,
        MailTls::StartTls => {
            let mut in_the_clear = greeted(stream).await?;
            in_the_clear.ask("STARTTLS", "STARTTLS").await?;
            let stream = in_the_clear.into_stream()?;
            talk(Talk::of(encrypted(stream, account).await?), account).await
        }
    }
}

/// Waits for the greeting, not for long: who waits for TLS says nothing.
async fn greeted<S: AsyncRead + AsyncWrite + Unpin>(stream: S) -> Result<Talk<S>, ImapError> {
    let mut talk = Talk::of(stream);
    match tokio::time::timeout(GREETING, talk.greeting()).await {
        Ok(greeting) => greeting.map(|()| talk),
        Err(_) => Err(ImapError::Strange("it says nothing; perhaps it wants tls = \"implicit\"")),
    }
}

async fn encrypted(stream: TcpStream, account: &Account<'_>) -> Result<TlsStream<TcpStream>, ImapError> {
    let wrong = |fault: &dyn std::fmt::Display| ImapError::Tls(fault.to_string());
    let config = tls::client(account.roots).map_err(|fault| wrong(&fault))?;
    let name = ServerName::try_from(account.host.to_owned()).map_err(|fault| wrong(&fault))?;
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|fault| wrong(&fault))
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(mut talk: Talk<S>, account: &Account<'_>) -> Result<Visit, ImapError> {
    let (user, password) = (mailbox_name::quoted(account.user), mailbox_name::quoted(account.password));
    let (user, password) = user.zip(password).ok_or(ImapError::Signs)?;
    talk.ask("LOGIN", &format!("LOGIN {user} {password}")).await?;
    let folder = mailbox_name::quoted(&mailbox_name::modified_utf7(account.folder)).ok_or(ImapError::Signs)?;
    let opened = talk.ask("EXAMINE", &format!("EXAMINE {folder}")).await?;
    let validity = opened.iter().find_map(validity).ok_or(ImapError::Strange("no UIDVALIDITY"))?;
    let last = account.read.filter(|(known, _)| *known == validity).map_or(0, |(_, read)| read);
    let first = last.saturating_add(1);
    let since = account.since.strftime("%-d-%b-%Y");
    let found = talk.ask("SEARCH", &format!("UID SEARCH UID {first}:* SINCE {since}")).await?;
    let mut new: Vec<u32> = found.iter().flat_map(uids).filter(|uid| *uid > last).collect();
    new.sort_unstable();
    new.dedup();
    let more = new.len() > MAILS;
    new.truncate(MAILS);
    let mut mails = Vec::new();
    for uid in &new {
        let lines = talk.ask("FETCH", &format!("UID FETCH {uid} BODY.PEEK[]<0.{MAIL_MAX}>")).await?;
        mails.extend(lines.into_iter().find_map(|line| line.literals.into_iter().next()));
    }
    // Whatever it says to that, the visit is over.
    let _ = talk.ask("LOGOUT", "LOGOUT").await;
    Ok(Visit { validity, read: new.last().copied().unwrap_or(last), mails, more })
}

fn validity(line: &Line) -> Option<u32> {
    let (_, after) = line.text.split_once("[UIDVALIDITY ")?;
    after.split(']').next()?.trim().parse().ok()
}

fn uids(line: &Line) -> Vec<u32> {
    let listed = line.text.strip_prefix("* SEARCH").unwrap_or_default();
    listed.split_ascii_whitespace().filter_map(|uid| uid.parse().ok()).collect()
}
