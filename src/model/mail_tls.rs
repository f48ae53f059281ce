//! How a mail server is spoken to.

use super::words;

words! {
    /// How a mail server is spoken to.
    MailTls {
        /// Encrypted from the first word on.
        Implicit = "implicit",
        /// In the clear until both have agreed to encrypt, and nothing is said before that.
        StartTls = "starttls",
        /// In the clear: for a server on this machine only.
        None = "none",
    }
}
