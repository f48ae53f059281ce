//! Bytes become a letter: who wrote, when, and plain text without codes. Whatever is in the bytes.

use encoding_rs::{Encoding, WINDOWS_1251};
use jiff::Timestamp;
use mail_parser::{Message as Mail, MessageParser, PartType, decoders::html::html_to_text};

use super::{codes, forwarded::Quoted, links::Link, wording::Wording};
use crate::model::visible;

/// As much of a mail is looked at, in bytes: the text stands before the pictures.
pub const MAIL_MAX: usize = 4_000_000;
/// As much of its text, in characters.
const TEXT_MAX: usize = 20_000;
/// As many parts may hold other parts. Looking for the end of each costs a walk through the rest.
const PARTS_MAX: usize = 100;
/// A text part shorter than this beside HTML says "see the HTML".
const BARE: usize = 60;

/// A message as it can be read: no codes, no links, nothing that cannot be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct RawMessage {
    /// The address or SMS name it came from, in small letters; empty where it does not say.
    pub sender: String,
    /// When it was sent, where it says so.
    pub sent: Option<Timestamp>,
    /// The subject and the body.
    pub text: String,
    /// The links that were taken out of the text.
    pub links: Vec<Link>,
    /// Whether the mail server found the sender's name forged.
    pub forged: bool,
    /// Whether it came as a mail, with a sender that was looked at by a server.
    pub mail: bool,
    /// The mail in it, where somebody forwarded one by hand: as it can be read, too.
    pub quoted: Option<Quoted>,
}

/// Why there is nothing to be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RawMessageError {
    /// Nothing in it.
    #[error("there is no text in it")]
    Empty,
    /// More parts within parts than people send.
    #[error("more than {PARTS_MAX} of its parts hold other parts")]
    Nested,
    /// Bytes that no text has.
    #[error("this is no text")]
    Binary,
}

impl RawMessage {
    /// Reads an e-mail (RFC 5322) or a plain text in UTF-8, UTF-16 or windows-1251. The first line of a plain text may be
    /// `From: NAME`.
    pub fn of(wording: &Wording, bytes: &[u8]) -> Result<RawMessage, RawMessageError> {
        let letter = match mail(bytes) {
            true => of_mail(wording, &bytes[..bytes.len().min(MAIL_MAX)])?,
            false => of_text(wording, &decoded(&bytes[..bytes.len().min(MAIL_MAX)])?),
        };
        if letter.text.trim().is_empty() { Err(RawMessageError::Empty) } else { Ok(letter) }
    }
}

/// Two header fields of a mail and an empty line after them, before anything else.
fn mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64_000)]);
    let lines = head.lines().skip_while(|line| line.trim().is_empty() || line.starts_with("From "));
    let mut known = 0;
    for line in lines {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        known += usize::from(line.contains(':') && KNOWN.contains(&name.as_str()));
        let field = line.starts_with([' ', '\t']) || line.contains(':') && name.bytes().all(|it| it.is_ascii_graphic());
        if line.trim().is_empty() || !field {
            return line.trim().is_empty() && known >= 2;
        }
    }
    known >= 3
}

const KNOWN: &[&str] = &[
    "from",
    "to",
    "date",
    "subject",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
];

fn of_mail(wording: &Wording, bytes: &[u8]) -> Result<RawMessage, RawMessageError> {
    if count(bytes, b"multipart/") > PARTS_MAX {
        return Err(RawMessageError::Nested);
    }
    let bytes = without_inner_mails(bytes);
    let mail = MessageParser::default().parse(&bytes).ok_or(RawMessageError::Empty)?;
    let (body, mut links) = body(wording, &mail);
    let text = format!("{}\n{body}", mail.subject().unwrap_or_default());
    let sender = mail.from().and_then(|it| it.first()).and_then(|it| it.address()).unwrap_or_default();
    let sent = mail.date().filter(|it| it.is_valid()).and_then(|it| Timestamp::from_second(it.to_timestamp()).ok());
    let checked = mail.header_raw("Authentication-Results").unwrap_or_default().to_lowercase();
    let quoted = quoted(wording, &body);
    let (text, more) = plain(wording, &text);
    links.extend(more);
    Ok(RawMessage {
        sender: name(sender),
        sent,
        text,
        links,
        forged: checked.contains("dmarc=fail"),
        mail: true,
        quoted,
    })
}

fn count(bytes: &[u8], piece: &[u8]) -> usize {
    bytes.windows(piece.len()).filter(|it| it.eq_ignore_ascii_case(piece)).count()
}

/// A mail within a mail is an attachment here, and so it is never opened. The parser would open it, and what it opens may
/// hold another, a hundred thousand deep.
fn without_inner_mails(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for kind in [&b"rfc822"[..], b"/global", b"/digest"] {
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| place(rest, kind)) {
            bytes[at + found + 1] = b'x';
            at += found + kind.len();
        }
    }
    bytes
}

fn place(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).position(|it| it.eq_ignore_ascii_case(piece))
}

/// The text part, or the HTML part as text where the other says nothing; attachments are never opened.
fn body(wording: &Wording, mail: &Mail<'_>) -> (String, Vec<Link>) {
    let written = mail.text_bodies().filter_map(|it| match &it.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let mut text = written.take(10).collect::<Vec<_>>().join("\n");
    let pages = mail.html_bodies().filter_map(|it| match &it.body {
        PartType::Html(page) => Some(page.chars().take(20 * TEXT_MAX).collect::<String>()),
        _ => None,
    });
    let pages: Vec<String> = pages.take(10).collect();
    let links = pages.iter().flat_map(|page| Link::all(wording, page).0).collect();
    if text.trim().chars().count() < BARE {
        for page in &pages {
            text = format!("{text}\n{}", html_to_text(page));
        }
    }
    (text, links)
}

fn of_text(wording: &Wording, text: &str) -> RawMessage {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let quoted = quoted(wording, text);
    let named = wording.sender.captures(first).and_then(|it| it.get(1)).map(|it| name(it.as_str()));
    let named = named.filter(|_| quoted.is_none());
    let body = if named.is_some() { rest } else { text };
    let (text, links) = plain(wording, body);
    RawMessage { sender: named.unwrap_or_default(), sent: None, text, links, forged: false, mail: false, quoted }
}

/// The mail in a text, its codes and links gone.
fn quoted(wording: &Wording, text: &str) -> Option<Quoted> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let quoted = wording.forward.quoted(&text)?;
    Some(Quoted { sender: name(&quoted.sender), date: quoted.date, text: plain(wording, &quoted.text).0 })
}

/// Without codes, without links, of bounded length, every run of blanks one blank.
fn plain(wording: &Wording, text: &str) -> (String, Vec<Link>) {
    let text: String = visible(text).take(TEXT_MAX).collect();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let (links, text) = Link::all(wording, &text);
    (codes::stripped(wording, &text), links)
}

fn name(text: &str) -> String {
    visible(text).filter(|c| *c != '\n').take(100).collect::<String>().trim().to_lowercase()
}

pub(super) fn decoded(bytes: &[u8]) -> Result<String, RawMessageError> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let text = match (encoding, str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        // The end of a text that was cut may be half a character.
        (None, Err(fault)) if bytes.len() - fault.valid_up_to() < 4 => String::from_utf8_lossy(bytes).into_owned(),
        (None, Err(_)) => WINDOWS_1251.decode(bytes).0.into_owned(),
    };
    if text.contains('\0') { Err(RawMessageError::Binary) } else { Ok(text) }
}
