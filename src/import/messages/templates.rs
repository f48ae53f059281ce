//! All templates in force, and which of them a letter fits.

use std::sync::OnceLock;

use super::{
    links::{belongs, harmless},
    raw_message::RawMessage,
    template::{Kind, Template},
    wording::Wording,
};
use crate::{
    carriers::DefinitionError,
    model::{CarrierId, Suspicion},
};

/// Whoever speaks says so in the first characters.
const FIRST_WORDS: usize = 25;

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The senders that are known, and how people write.
#[derive(Debug)]
pub struct Templates {
    /// By id. Where there are only the program's, they are read when the first message comes.
    all: OnceLock<Vec<Template>>,
    /// Compiled when the first message comes: it takes longer than all else that a command needs.
    wording: OnceLock<Wording>,
    /// The user's own addresses.
    own: Vec<String>,
}

/// The template a letter fits.
#[derive(Debug)]
pub(super) struct Fitting<'a> {
    pub template: &'a Template,
    pub kind: Option<&'a Kind>,
    pub suspicions: Vec<Suspicion>,
}

/// The user's templates and those of the program that they do not replace, by id. That the program's can be read is tested.
fn with_ours(theirs: Vec<Template>) -> Vec<Template> {
    let ours = EMBEDDED.iter().filter(|(id, _)| !theirs.iter().any(|it| it.id == *id));
    let ours: Vec<Template> = ours.filter_map(|(id, text)| Template::parse(id, text, None).ok()).collect();
    let mut all: Vec<Template> = ours.into_iter().chain(theirs).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

impl Templates {
    /// The templates this program brings, with a user's files (id, text, path) in place of those with the same id.
    pub fn with_overrides(
        files: impl IntoIterator<Item = (String, String, String)>,
    ) -> Result<Templates, DefinitionError> {
        let wording = OnceLock::new();
        let mut own: Vec<Template> = Vec::new();
        for (id, text, origin) in files {
            let theirs = Template::parse(&id, &text, Some(origin))?;
            theirs.check(wording.get_or_init(embedded_wording))?;
            own.retain(|it| it.id != theirs.id);
            own.push(theirs);
        }
        let all = if own.is_empty() { OnceLock::new() } else { OnceLock::from(with_ours(own)) };
        Ok(Templates { all, wording, own: Vec::new() })
    }

    fn all(&self) -> &[Template] {
        self.all.get_or_init(|| with_ours(Vec::new()))
    }

    /// The templates this program brings.
    pub fn embedded() -> Result<Templates, DefinitionError> {
        Templates::with_overrides([])
    }

    /// The same for a user with these addresses. Where they are known, a mail that somebody else forwarded is suspicious.
    pub fn of_user(self, own: &[String]) -> Templates {
        Templates { own: own.iter().map(|it| it.trim().to_lowercase()).collect(), ..self }
    }

    /// Whether the sender of a letter is known.
    pub(super) fn knows(&self, letter: &RawMessage) -> bool {
        self.all().iter().any(|it| sent_by(it, letter))
    }

    /// Whether a mail that somebody forwarded may be believed as far as that goes.
    pub(super) fn forwards(&self, forwarder: &str) -> bool {
        self.own.is_empty() || forwarder.is_empty() || self.own.iter().any(|own| own == forwarder)
    }

    /// Whether a host is a known sender's, or nobody's sign.
    pub(super) fn knows_host(&self, host: &str) -> bool {
        belongs(host, &self.wording().neutral) || self.all().iter().any(|it| belongs(host, &it.hosts))
    }

    /// How people write.
    pub fn wording(&self) -> &Wording {
        self.wording.get_or_init(embedded_wording)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.all().iter()
    }

    /// The template of whoever wrote a letter: by the sender, else by what the text says of itself, else by the carriers
    /// whose numbers stand in it. `claims`: the sender is nobody who is known by another way; `goes_on`: it says that a
    /// parcel goes on at somebody else, whose name is then no claim.
    pub(super) fn fitting(
        &self,
        letter: &RawMessage,
        carriers: &[&CarrierId],
        claims: bool,
        goes_on: bool,
    ) -> Option<Fitting<'_>> {
        let known = self.all().iter().find(|it| sent_by(it, letter));
        let claimed = || {
            let speaks = |at: &usize| claims && (!goes_on || *at <= FIRST_WORDS);
            let claims = self.all().iter().filter_map(|it| Some((it, it.claim(self.wording(), &letter.text)?)));
            claims.filter(|(_, at)| speaks(at)).min_by_key(|(_, at)| *at).map(|(it, _)| it)
        };
        let template = known.or_else(claimed);
        let named = || {
            let of = |it: &&Template| it.carrier.as_ref().is_some_and(|id| carriers.contains(&id));
            self.all()
                .iter()
                .filter(of)
                .find(|it| it.kinds.is_empty() || it.kind(self.wording(), &letter.text).is_some())
        };
        let template = template.or_else(|| named().filter(|_| claims && (letter.sender.is_empty() || !goes_on)))?;
        let kind = template.kind(self.wording(), &letter.text);
        Some(Fitting { template, kind, suspicions: self.suspicions(letter, template) })
    }

    /// A link that leads elsewhere speaks against an SMS, whose sender anybody can choose. A mail has links to everywhere,
    /// and a sender that a server has looked at.
    fn suspicions(&self, letter: &RawMessage, template: &Template) -> Vec<Suspicion> {
        let claims = || template.name.clone();
        let known = sent_by(template, letter);
        let mut suspicions = Vec::new();
        if !letter.sender.is_empty() && !known {
            suspicions.push(Suspicion::Sender { sender: harmless(&letter.sender), claims: claims() });
        }
        if letter.forged {
            suspicions.push(Suspicion::Forged { claims: claims() });
        }
        let own = |host: &str| belongs(host, &template.hosts) || belongs(host, &self.wording().neutral);
        if let Some(link) = letter.links.iter().find(|link| !own(&link.host)).filter(|_| !(letter.mail && known)) {
            suspicions.push(Suspicion::Link { host: link.harmless(), claims: claims() });
        }
        suspicions
    }
}

/// By the host of an address, or the name of an SMS without its blanks.
fn sent_by(template: &Template, letter: &RawMessage) -> bool {
    match letter.sender.rsplit_once('@') {
        Some((_, host)) => belongs(host, &template.hosts),
        None => {
            let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            let name = plain(&letter.sender);
            !letter.mail && !name.is_empty() && template.senders.iter().any(|it| plain(it) == name)
        }
    }
}

fn embedded_wording() -> Wording {
    Wording::embedded().expect("the tests read the embedded file")
}
