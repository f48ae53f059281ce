//! Any server of the user's: the letter as JSON, signed where there is a secret.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Letter, Line, NotifyError};
use crate::config::Secret;

/// Says by whom the body was made: `sha256=` and the hexadecimal HMAC-SHA256 of it.
pub const SIGNATURE: &str = "x-posylka-signature";

/// An address that takes letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// How the server is reached.
    pub line: Line,
    /// The whole address.
    pub url: Secret,
    /// Signs what is posted.
    pub secret: Option<Secret>,
}

impl Webhook {
    /// Posts the letter. Its `id`, with `repeat`, is the same however often the same letter is posted.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let body = serde_json::to_vec(letter).map_err(|error| NotifyError::Refused(error.to_string()))?;
        let signed = self.secret.as_ref().map(|secret| signature(secret, &body));
        let key = format!("posylka-{}-{}", letter.id, letter.repeat);
        let sent = self.line.send(self.url.expose(), true, |client, url| {
            let post = client.post(url).header("content-type", "application/json").header("idempotency-key", key);
            match signed {
                Some(signed) => post.header(SIGNATURE, signed).body(body),
                None => post.body(body),
            }
        });
        sent.await?.unsaid().fine(&[]).map(drop)
    }
}

/// What stands in the header of a body that this secret signs.
fn signature(secret: &Secret, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else { return String::new() };
    mac.update(body);
    let digits = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("sha256={digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_of_rfc_4231() {
        let secret = Secret::from("Jefe".to_owned());
        let want = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature(&secret, b"what do ya want for nothing?"), want);
    }
}
