//! How a server is believed to be who it says: TLS 1.2 or 1.3, and the certificates this machine trusts.
//!
//! Belongs here: the one TLS configuration, for carriers, channels and mail alike. Does not belong here: any connection.

use std::sync::Arc;

use rustls_platform_verifier::Verifier;
use tokio_rustls::rustls::{
    ClientConfig, Error, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

/// A certificate that others are signed with.
pub type Root = CertificateDer<'static>;

/// The roots of a PEM file.
///
/// # Errors
/// What is wrong with the first that cannot be used.
pub fn roots(pem: &[u8]) -> Result<Vec<Root>, String> {
    let found: Result<Vec<Root>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let (found, mut store) = (found.map_err(|fault| fault.to_string())?, RootCertStore::empty());
    found.iter().try_for_each(|root| store.add(root.clone())).map_err(|fault| fault.to_string())?;
    Ok(found)
}

/// A configuration for a client that trusts what this machine trusts now, and `own` roots beside that.
///
/// # Errors
/// Where no certificate is trusted at all.
pub fn client(own: &[Root]) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(own.iter().cloned(), Arc::clone(&provider))?;
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    // The name is rustls's for whatever is not its own verifier: this one is.
    Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

/// The same for HTTP.
///
/// # Errors
/// As [`client`].
pub fn https(own: &[Root]) -> Result<ClientConfig, Error> {
    let mut tls = client(own)?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(tls)
}
