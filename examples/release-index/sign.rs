//! Keys and signatures in the form of minisign, its older one: the text itself is signed, not a hash of it.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use posylka::model::sha256;
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};

/// A pair of keys.
pub struct Key {
    pair: Ed25519KeyPair,
}

impl Key {
    /// A new one, as PKCS #8.
    pub fn generate() -> Vec<u8> {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("the system has random numbers");
        made.as_ref().to_vec()
    }

    pub fn of_pkcs8(bytes: &[u8]) -> anyhow::Result<Key> {
        let pair = Ed25519KeyPair::from_pkcs8(bytes).map_err(|fault| anyhow::anyhow!("this is no key: {fault}"))?;
        Ok(Key { pair })
    }

    fn id(&self) -> Vec<u8> {
        sha256(self.pair.public_key().as_ref()).into_bytes()[..8].to_vec()
    }

    /// As it is named in `update_keys`.
    pub fn public(&self) -> String {
        STANDARD.encode([b"Ed".as_slice(), &self.id(), self.pair.public_key().as_ref()].concat())
    }

    /// The text of a `.minisig` file.
    pub fn sign(&self, bytes: &[u8], comment: &str) -> String {
        let signature = self.pair.sign(bytes);
        let whole = self.pair.sign(&[signature.as_ref(), comment.as_bytes()].concat());
        let mut text = "untrusted comment: signature of an index of posylka\n".to_owned();
        let signed = [b"Ed".as_slice(), &self.id(), signature.as_ref()].concat();
        let _ = writeln!(text, "{}\ntrusted comment: {comment}\n{}", STANDARD.encode(signed), STANDARD.encode(whole));
        text
    }
}
