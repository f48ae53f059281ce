//! Who may look at the page and use the API: a link signs a device in once, a device goes on under secrets that change, a
//! program has a token. Of every secret only a hash is kept.

use jiff::{SignedDuration, Timestamp};

use crate::{
    app::{refusal::Refusal, state::App},
    model::{Credential, CredentialKind, PersonId, Scope, clean, sha256},
    store::StoreError,
};

/// How long a link can be used.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_hours(1);
/// How long a device stays signed in that nobody uses.
const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long a session has the same secret.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// How long the secret before is taken: pages that were asked for at the same time still have it.
const OLD_IS_TAKEN: SignedDuration = SignedDuration::from_mins(2);
/// A use is noted no more often.
const NOTED_EACH: SignedDuration = SignedDuration::from_hours(1);
/// The longest name of a device or token, in characters.
const LONGEST_NAME: usize = 120;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which device.
    pub credential: Credential,
    /// The secret it goes on under, where that has changed just now.
    pub renewed: Option<String>,
}

impl App {
    /// A secret that signs one device in, within the hour: for who looks, else for the whole house.
    ///
    /// # Errors
    /// A [`Refusal`] where several look: a device is one person's.
    pub fn make_link(&mut self) -> anyhow::Result<String> {
        let person = self.one_person()?;
        self.add_credential(CredentialKind::Link, Scope::All, String::new(), Some(LINK_LASTS), person)
    }

    /// Signs a device in by the secret of a link, and says the secret it goes on under; nothing where the link is spent,
    /// too old, or none.
    pub fn sign_in(&mut self, link: &str, device: &str) -> anyhow::Result<Option<String>> {
        let hash = sha256(link.as_bytes());
        let spent =
            self.within(|tx, _, now| match tx.credential(&hash, now)?.filter(|it| it.kind == CredentialKind::Link) {
                Some(_) => tx.spend_credential(&hash, now),
                None => Ok(None),
            })?;
        let Some(link) = spent else { return Ok(None) };
        self.add_credential(CredentialKind::Session, link.scope, name(device), Some(SESSION_LASTS), link.person)
            .map(Some)
    }

    /// Who has this secret, if anybody who is signed in does.
    pub fn session(&mut self, secret: &str) -> anyhow::Result<Option<Session>> {
        let Some(found) = self.known(secret, CredentialKind::Session)? else { return Ok(None) };
        if self.now.duration_since(found.renewed) < RENEWED_AFTER {
            return Ok(Some(Session { credential: found, renewed: None }));
        }
        let new = secret_word()?;
        let (hash, until) = (sha256(new.as_bytes()), self.now.saturating_add(OLD_IS_TAKEN)?);
        let expires = self.now.saturating_add(SESSION_LASTS)?;
        self.within(|tx, _, now| tx.renew_credential(found.id, &hash, until, expires, now))?;
        Ok(Some(Session { credential: found, renewed: Some(new) }))
    }

    /// The token with this secret, if there is one.
    pub fn token(&mut self, secret: &str) -> Result<Option<Credential>, StoreError> {
        self.known(secret, CredentialKind::Token)
    }

    /// A new token for a program.
    ///
    /// # Errors
    /// A [`Refusal`] where it has no name, or several look.
    pub fn make_token(&mut self, for_what: &str, scope: Scope) -> anyhow::Result<String> {
        let name = name(for_what);
        if name.is_empty() {
            return Err(Refusal::new("token-name").into());
        }
        let person = self.one_person()?;
        self.add_credential(CredentialKind::Token, scope, name, None, person)
    }

    /// Everybody who is signed in, and every token; the oldest first.
    pub fn credentials(&mut self) -> Result<(Vec<Credential>, Vec<Credential>), StoreError> {
        let now = self.now;
        self.store.reading(|tx| {
            Ok((tx.credentials(CredentialKind::Session, now)?, tx.credentials(CredentialKind::Token, now)?))
        })
    }

    /// Signs a device out, or takes a token away.
    ///
    /// # Errors
    /// A [`Refusal`] where there is none of this id.
    pub fn revoke(&mut self, id: i64) -> anyhow::Result<()> {
        match self.within(|tx, _, _| tx.revoke_credential(id))? {
            true => Ok(()),
            false => Err(Refusal::new("revoke-none").with("id", id.to_string()).into()),
        }
    }

    fn one_person(&self) -> Result<Option<PersonId>, Refusal> {
        match self.store.seen_by() {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            _ => Err(Refusal::new("sign-in-several")),
        }
    }

    fn known(&mut self, secret: &str, kind: CredentialKind) -> Result<Option<Credential>, StoreError> {
        let (hash, now) = (sha256(secret.as_bytes()), self.now);
        let found = self.store.reading(|tx| tx.credential(&hash, now))?.filter(|it| it.kind == kind);
        if let Some(it) = found.as_ref().filter(|it| is_to_be_noted(it, now)) {
            self.within(|tx, _, now| tx.note_credential(it.id, now))?;
        }
        Ok(found)
    }

    fn add_credential(
        &mut self,
        kind: CredentialKind,
        scope: Scope,
        name: String,
        lasts: Option<SignedDuration>,
        person: Option<PersonId>,
    ) -> anyhow::Result<String> {
        let (secret, form) = (secret_word()?, secret_word()?);
        let expires = lasts.map(|lasts| self.now.saturating_add(lasts)).transpose()?;
        let (made, renewed) = (self.now, self.now);
        let new = Credential { id: 0, kind, scope, name, made, used: None, expires, form, renewed, person };
        self.within(|tx, _, now| {
            tx.forget_ended_credentials(now)?;
            tx.add_credential(&new, &sha256(secret.as_bytes()))
        })?;
        Ok(secret)
    }
}

fn is_to_be_noted(credential: &Credential, now: Timestamp) -> bool {
    credential.used.is_none_or(|used| now.duration_since(used) >= NOTED_EACH)
}

fn name(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect()
}

/// 256 bits that nobody can guess, as 64 hexadecimal digits.
pub fn secret_word() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|fault| anyhow::anyhow!("the system gives no random numbers: {fault}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
