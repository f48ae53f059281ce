//! A mail server on loopback that encrypts: from the first word on, or after both have agreed to. What it is told before that
//! is nothing but the agreement.

use std::sync::{Arc, Mutex};

use jiff::civil::date;
use posylka::{
    import::imap::{self, Account, ImapError, Visit},
    model::MailTls,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

use super::tls::{acceptor, ca};

/// What a server was told, in the clear and encrypted.
#[derive(Default)]
struct Told {
    clear: Vec<String>,
    encrypted: Vec<String>,
}

/// A server with one mail; `beyond` is said in the clear right behind the agreement, as somebody in between would.
async fn server(tls: MailTls, beyond: &'static str) -> (u16, Arc<Mutex<Told>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, told) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Told::default())));
    let (heard, acceptor) = (Arc::clone(&told), acceptor("site.pem"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (heard, acceptor): (_, TlsAcceptor) = (Arc::clone(&heard), acceptor.clone());
            tokio::spawn(async move {
                let mut stream = stream;
                if tls == MailTls::StartTls {
                    let mut lines = BufReader::new(&mut stream);
                    lines.write_all(b"* OK ready\r\n").await.ok()?;
                    let mut line = String::new();
                    lines.read_line(&mut line).await.ok()?;
                    heard.lock().unwrap().clear.push(line.trim().to_owned());
                    lines.write_all(format!("p1 OK begin\r\n{beyond}").as_bytes()).await.ok()?;
                }
                let mut stream = acceptor.accept(stream).await.ok()?;
                if tls == MailTls::Implicit {
                    stream.write_all(b"* OK ready\r\n").await.ok()?;
                }
                talk(stream, &heard).await
            });
        }
    });
    (port, told)
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(stream: S, heard: &Mutex<Told>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let (tag, command) = line.trim().split_once(' ')?;
        heard.lock().unwrap().encrypted.push(command.to_owned());
        let answer = match command.split(' ').next()? {
            "EXAMINE" => "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n",
            "UID" if command.contains("SEARCH") => "* SEARCH 1\r\n",
            "UID" => "* 1 FETCH (UID 1 BODY[]<0> {5}\r\nhello)\r\n",
            _ => "",
        };
        stream.write_all(format!("{answer}{tag} OK done\r\n").as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
    }
}

async fn visit(port: u16, tls: MailTls, trusted: bool) -> Result<Visit, ImapError> {
    let roots = if trusted { imap::roots(&ca()).unwrap() } else { Vec::new() };
    let since = date(2026, 1, 1);
    let (host, user, password, folder) = ("127.0.0.1", "me", "hush hush", "INBOX");
    imap::visit(&Account { host, port, tls, roots: &roots, user, password, folder, read: None, since }).await
}

#[tokio::test]
async fn mail_is_read_encrypted_from_the_first_word_or_after_it() {
    for tls in [MailTls::Implicit, MailTls::StartTls] {
        let (port, told) = server(tls, "").await;
        let fault = visit(port, tls, false).await.unwrap_err();
        assert!(matches!(fault, ImapError::Tls(_)), "{tls}: {fault}");
        assert_eq!(visit(port, tls, true).await.unwrap().mails, [b"hello"], "{tls}");
        let told = told.lock().unwrap();
        assert!(told.clear.iter().all(|it| it == "p1 STARTTLS"), "{:?}", told.clear);
        assert!(told.encrypted.iter().any(|it| it.starts_with("LOGIN ")), "{tls}");
    }
}

#[tokio::test]
async fn what_is_said_between_the_agreement_and_the_encryption_is_believed_by_nobody() {
    let (port, told) = server(MailTls::StartTls, "p2 OK you are somebody else\r\n").await;
    let fault = visit(port, MailTls::StartTls, true).await.unwrap_err();
    assert!(matches!(fault, ImapError::Strange(_)), "{fault}");
    assert!(told.lock().unwrap().encrypted.is_empty());
}
