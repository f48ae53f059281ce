//! A tunnel through a proxy for what is not HTTP: its near end is a port of this machine, open for one connection.

use reqwest::Url;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_socks::tcp::Socks5Stream;

use super::{Line, NotifyError};
use crate::config::Secret;

/// The longest head of a proxy's answer, in bytes.
const HEAD: usize = 4_096;

/// Opens a tunnel to a host and port, and says where its near end is.
pub(super) async fn open(line: &Line, proxy: &Secret, host: &str, port: u16) -> Result<(String, u16), NotifyError> {
    let wrong = || NotifyError::Refused("the proxy's address cannot be read".to_owned());
    let url = Url::parse(proxy.expose()).map_err(|_| wrong())?;
    let at = (url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned(), url.port_or_known_default());
    let at = (at.0.as_str(), at.1.or((url.scheme() != "http").then_some(1080)).unwrap_or(8080));
    line.may(at.0)?;
    let (user, password) = (url.username(), url.password().unwrap_or_default());
    let mut far = match (url.scheme(), user) {
        ("socks5" | "socks5h", "") => Socks5Stream::connect(at, (host, port)).await.map_err(unreachable)?.into_inner(),
        ("socks5" | "socks5h", _) => {
            let stream = Socks5Stream::connect_with_password(at, (host, port), user, password);
            stream.await.map_err(unreachable)?.into_inner()
        }
        ("http", "") => connect(at, host, port).await?,
        _ => {
            return Err(NotifyError::Refused(
                "for e-mail the proxy is socks5h:// or http:// without a password".into(),
            ));
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(unreachable)?;
    let near = listener.local_addr().map_err(unreachable)?;
    let limit = line.limit();
    tokio::spawn(async move {
        let carry = async {
            if let Ok((mut stream, _)) = listener.accept().await {
                // Either end may hang up; the letter's own end tells what became of it.
                let _ = copy_bidirectional(&mut stream, &mut far).await;
            }
        };
        let _ = tokio::time::timeout(limit, carry).await;
    });
    Ok((near.ip().to_string(), near.port()))
}

/// Asks an HTTP proxy to connect.
async fn connect(at: (&str, u16), host: &str, port: u16) -> Result<TcpStream, NotifyError> {
    let mut stream = TcpStream::connect(at).await.map_err(unreachable)?;
    let request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.map_err(unreachable)?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
        head.push(stream.read_u8().await.map_err(unreachable)?);
    }
    let said = String::from_utf8_lossy(&head);
    match said.split_whitespace().nth(1) {
        Some("200") => Ok(stream),
        _ => Err(NotifyError::Unreachable("the proxy does not connect".to_owned())),
    }
}

fn unreachable(error: impl ToString) -> NotifyError {
    NotifyError::Unreachable(format!("the proxy: {}", error.to_string()))
}
