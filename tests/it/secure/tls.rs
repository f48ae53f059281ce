//! A site whose certificate has a root of its own, on loopback: refused with a clear word, trusted where the user names the
//! root, and then for that source alone.

use std::{fs, net::SocketAddr, path::Path, sync::Arc};

use jiff::SignedDuration;
use posylka::{
    carriers::{Answered, Method, Request},
    model::Outcome,
    wire::{Roots, Wire, WireError},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

fn pem(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/secure/tls");
    fs::read(folder.join(name)).unwrap()
}

pub fn ca() -> Vec<u8> {
    pem("ca.pem")
}

/// Who accepts with this certificate.
pub fn acceptor(certificate: &str) -> TlsAcceptor {
    let chain = CertificateDer::pem_slice_iter(&pem(certificate)).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(&pem("site.key")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// A site with this certificate that answers everybody the same, until the runtime ends.
pub async fn site(certificate: &str, body: &'static str) -> SocketAddr {
    let (acceptor, listener) = (acceptor(certificate), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Who does not trust us hangs up during the handshake.
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let Ok(byte) = stream.read_u8().await else { return };
                    head.push(byte);
                }
                let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    address
}

async fn asked(wire: &Wire, address: SocketAddr, roots: Option<&[u8]>) -> Result<Answered, WireError> {
    let request = Request {
        method: Method::Get,
        url: format!("https://{address}/"),
        headers: Vec::new(),
        body: None,
        hosts: vec!["127.0.0.1".to_owned()],
        redirects: 0,
        timeout: SignedDuration::from_secs(20),
        body_max: 1000,
        secret: true,
        chosen: true,
    };
    let roots = roots.map(|pem| Roots::of_pem(pem.to_vec()).unwrap());
    wire.exchange(None, roots.as_ref()).ask(&request).await
}

#[tokio::test]
async fn a_root_that_nobody_knows_is_trusted_where_it_is_named_and_nowhere_else() {
    let wire = Wire::new(true);
    let address = site("site.pem", "hello").await;
    let why = asked(&wire, address, None).await.unwrap_err();
    let told = why.to_string();
    assert!(told.starts_with("the certificate of 127.0.0.1 is not trusted: "), "{told}");
    assert!(matches!(why.outcome(), Outcome::Unavailable(_)) && why.asked_nobody(), "{why:?}");
    let other = asked(&wire, address, Some(&pem("other.pem"))).await.unwrap_err();
    assert!(matches!(other, WireError::Untrusted { .. }), "{other}");
    assert_eq!(asked(&wire, address, Some(&ca())).await.unwrap().body, b"hello");
    let after = asked(&wire, address, None).await.unwrap_err();
    assert!(matches!(after, WireError::Untrusted { .. }), "a root stays with its source: {after}");
}

#[tokio::test]
async fn a_root_does_not_make_another_name_right() {
    let address = site("elsewhere.pem", "hello").await;
    let why = asked(&Wire::new(true), address, Some(&ca())).await.unwrap_err();
    assert!(matches!(why, WireError::Untrusted { .. }), "{why}");
}

#[test]
fn what_is_no_certificate_is_no_root() {
    let broken = b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";
    for bytes in [b"".as_slice(), b"hello", &pem("site.key"), broken] {
        let why = Roots::of_pem(bytes.to_vec()).unwrap_err();
        assert!(matches!(why, WireError::Roots(_)), "{why}");
    }
}
