//! A mail server on loopback: what it is told, letter by letter.

use posylka::notify::{Channel, Email, Line, NotifyError};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};

use super::{letter, line, secret, server};

/// A server that takes letters, with its own answer to who may write; what it was told.
pub async fn postman(login: &'static str) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (heard, said) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            stream.write_all(b"220 mail.example ESMTP\r\n").await.unwrap();
            let (mut line, mut data) = (String::new(), None::<String>);
            while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                let reply = match &mut data {
                    Some(letter) if line == ".\r\n" => {
                        // Whoever listened has seen enough.
                        let _ = heard.send(letter.clone());
                        data = None;
                        "250 taken\r\n".to_owned()
                    }
                    Some(letter) => {
                        letter.push_str(&line);
                        String::new()
                    }
                    None => match line.split_whitespace().next().unwrap_or_default() {
                        "EHLO" => "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n".to_owned(),
                        "AUTH" => login.to_owned(),
                        "DATA" => {
                            data = Some(String::new());
                            "354 go on\r\n".to_owned()
                        }
                        "QUIT" => "221 bye\r\n".to_owned(),
                        _ => "250 ok\r\n".to_owned(),
                    },
                };
                stream.write_all(reply.as_bytes()).await.unwrap();
                line.clear();
            }
        }
    });
    (address, said)
}

pub fn email(server: &str, line: Line) -> Channel {
    Channel::Email(Email {
        line,
        server: format!("smtp://{server}"),
        from: "posylka <me@example.org>".into(),
        to: "me@example.org".into(),
        login: Some(("me@example.org".into(), secret("hush"))),
    })
}

#[tokio::test]
async fn a_letter_is_taken_and_its_repeat_is_the_same_letter() {
    let (address, mut letters) = postman("235 welcome\r\n").await;
    let email = email(&address, line());
    let header = |letter: &str, name: &str| {
        letter.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap_or_default().to_owned()
    };
    let mut letter = letter();
    email.deliver(&letter).await.unwrap();
    email.deliver(&letter).await.unwrap();
    letter.repeat = 1;
    email.deliver(&letter).await.unwrap();
    let [first, again, reminder] =
        [letters.recv().await, letters.recv().await, letters.recv().await].map(Option::unwrap);
    assert_eq!(header(&first, "Message-ID"), header(&again, "Message-ID"));
    let id = header(&first, "Message-ID").replace("Message-ID: ", "");
    assert!(id.ends_with("@example.org>"), "{first}");
    assert_eq!(header(&reminder, "References"), format!("References: {id}"));
    assert_ne!(header(&reminder, "Message-ID"), header(&first, "Message-ID"));
    assert!(header(&first, "Subject").contains("utf-8"), "{first}");
    assert!(header(&first, "Content-Type").starts_with("Content-Type: text/plain"), "{first}");
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_kept_secret_and_a_busy_server_is_tried_again() {
    for (answer, refused) in [("535 5.7.8 hush is wrong\r\n", true), ("454 4.7.0 later\r\n", false)] {
        let (address, _letters) = postman(answer).await;
        let fault = email(&address, line()).deliver(&letter()).await.unwrap_err();
        assert_eq!(matches!(fault, NotifyError::Refused(_)), refused, "{fault}");
        assert!(!format!("{fault:?}").contains("hush"), "{fault:?}");
    }
    let fault = email("127.0.0.1:1", line()).deliver(&letter()).await.unwrap_err();
    assert!(matches!(fault, NotifyError::Unreachable(_)), "{fault}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let short = Line { timeout: jiff::SignedDuration::from_millis(80), ..line() };
    let email = email(&silent.local_addr().unwrap().to_string(), short);
    assert!(matches!(email.deliver(&letter()).await, Err(NotifyError::Unreachable(_))));
}

#[tokio::test]
async fn nothing_leaves_this_machine_in_the_clear() {
    let (proxy, _requests) = server("200 OK", "").await;
    let through = Line { proxy: Some(secret(&proxy)), loopback_only: false, ..line() };
    // The proxy plays a mail server elsewhere that offers no encryption: it hangs up, or it would be refused.
    let fault = email("mail.example:25", through).deliver(&letter()).await.unwrap_err();
    assert!(!format!("{fault:?}").contains("hush"), "{fault}");
}

/// A SOCKS proxy that takes everybody to one place.
#[tokio::test]
async fn a_letter_goes_through_a_socks_proxy() {
    let (address, mut letters) = postman("235 welcome\r\n").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("socks5h://{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut near, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 3];
        near.read_exact(&mut greeting).await.unwrap();
        near.write_all(&[5, 0]).await.unwrap();
        let mut head = [0; 5];
        near.read_exact(&mut head).await.unwrap();
        let mut host = vec![0; usize::from(head[4]) + 2];
        near.read_exact(&mut host).await.unwrap();
        near.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 9]).await.unwrap();
        let mut far = tokio::net::TcpStream::connect(address).await.unwrap();
        // Either end may hang up.
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
        host
    });
    let through = Line { proxy: Some(secret(&proxy)), ..line() };
    email("localhost:2525", through).deliver(&letter()).await.unwrap();
    assert!(letters.recv().await.unwrap().contains("Message-ID"));
    assert!(asked.await.unwrap().starts_with(b"localhost"), "the proxy resolves the name");
}
