//! Why a visit brought nothing, and how much one may bring.

/// As much of a mail is fetched, in bytes: its text stands before its pictures.
pub(super) const MAIL_MAX: usize = 1_000_000;

/// Why a visit brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImapError {
    /// The server cannot be reached, or has gone away.
    #[error("{0}")]
    Offline(#[from] std::io::Error),
    /// Its certificate or its name is none.
    #[error("no TLS with this server: {0}")]
    Tls(String),
    /// It says no.
    #[error("the server refuses {what}: {said}")]
    Refused {
        /// What.
        what: &'static str,
        /// In its words.
        said: String,
    },
    /// It speaks something else, or too much.
    #[error("this is no mail server that can be understood: {0}")]
    Strange(&'static str),
    /// A name or password with signs that cannot be sent.
    #[error("the user name and the password may have letters, digits and signs of ASCII only")]
    Signs,
}
