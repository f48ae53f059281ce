//! The numbers and orders of a letter: what its figures are, and what its sender's own patterns name.

use super::{
    called::{Called, Figures as Run},
    links::{Link, belongs},
    raw_message::RawMessage,
    template::Template,
    wording::Wording,
};
use crate::{
    carriers::{self, Recognised, Registry, numbers},
    model::{CarrierId, Linked, Number, Strength, clean},
};

/// More runs of figures than this are a list.
const MANY: usize = 30;
/// So many figures that may be a number are kept.
const MAYBE: usize = 10;
/// A number of this confidence is its carrier's, whoever writes of it.
const ANOTHERS: f32 = 0.8;

/// The runs of figures of a text.
#[derive(Debug)]
pub(super) struct Figures(Vec<Run>);

/// What a sender's own patterns name.
pub(super) struct Named<'a> {
    pub numbers: Vec<&'a str>,
    pub orders: Vec<&'a str>,
}

/// Numbers and orders, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub numbers: Vec<Linked>,
    pub maybe: Vec<Linked>,
    pub orders: Vec<String>,
}

/// The figures of a text, telephones and sums left out; `carrier`: a carrier wrote it.
pub(super) fn of(wording: &Wording, registry: &Registry, text: &str, carrier: bool) -> Figures {
    let quiet = wording.noise.iter().fold(text.to_owned(), |text, noise| noise.replace_all(&text, " ; ").into_owned());
    Figures(wording.calls.figures(registry, &quiet, carrier))
}

impl Figures {
    /// The carriers whose numbers they are.
    pub(super) fn owners(&self) -> impl Iterator<Item = &CarrierId> {
        let numbers = self.0.iter().filter(|it| it.kind == Called::Number);
        numbers.filter_map(|it| Some(&it.read.candidates.first()?.carrier))
    }

    /// Whether there are more of them than a message has.
    pub(super) fn many(&self) -> bool {
        self.0.iter().filter(|it| it.kind != Called::Nothing).count() > MANY
    }

    /// What they are for whoever wrote them.
    pub(super) fn read(
        &self,
        registry: &Registry,
        template: Option<&Template>,
        named: Named<'_>,
        links: &[Link],
    ) -> Read {
        let mut read = Read::default();
        let written = self.0.iter().filter(|it| it.kind == Called::Order).map(|it| it.written.as_str());
        for order in named.orders.iter().copied().chain(written).map(|it| clean(it.trim())) {
            let plain = |it: &str| it.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            if !order.is_empty() && !read.orders.iter().any(|it| plain(it) == plain(&order)) {
                read.orders.push(order);
            }
        }
        let of_text = |kind: Called| self.0.iter().filter(move |it| it.kind == kind).map(|it| it.read.number.clone());
        // What nothing in the text denies: a pattern of the sender's may take a telephone for a number.
        let own = named.numbers.iter().filter_map(|it| numbers::parse(it).ok());
        let own = own.filter(|it| self.0.iter().any(|run| run.read.number == *it));
        let in_links = links.iter().filter(|it| template.is_some_and(|own| belongs(&it.host, &own.hosts)));
        let in_links = in_links.flat_map(|it| carriers::recognise(registry, &it.whole)).filter(says_itself);
        for number in of_text(Called::Number).chain(own).chain(in_links.map(|it| it.number)) {
            let order = read.orders.iter().any(|it| numbers::parse(it).is_ok_and(|it| it == number));
            if !order && !read.numbers.iter().any(|it| it.number == number) {
                read.numbers.push(linked(registry, template, &number));
            }
        }
        let in_links = links.iter().flat_map(|it| carriers::recognise(registry, &it.whole)).map(|it| it.number);
        for number in of_text(Called::Nothing).chain(in_links).take(MANY) {
            if read.maybe.len() < MAYBE && !read.numbers.iter().chain(&read.maybe).any(|it| it.number == number) {
                read.maybe.push(linked(registry, template, &number));
            }
        }
        read
    }
}

/// The numbers and orders in a line of prose; figures that nothing calls one have no candidates.
pub(super) fn in_prose(wording: &Wording, registry: &Registry, line: &str) -> Vec<Recognised> {
    let read = |run: Run| match run.kind {
        Called::Number => Some(run.read),
        Called::Order => Some(run.read).filter(|read| read.order),
        Called::Nothing => {
            let some = !run.read.order && run.read.number.as_str().len() >= 9;
            some.then(|| Recognised { candidates: Vec::new(), ..run.read })
        }
    };
    of(wording, registry, line, false).0.into_iter().filter_map(read).collect()
}

/// A number in a link counts where its letters say that it is one: the rest of a path is anything.
fn says_itself(found: &Recognised) -> bool {
    let letters = found.number.as_str().bytes().any(|it| it.is_ascii_alphabetic());
    let sure = found.candidates.first().is_some_and(|it| it.confidence >= 0.5);
    letters && sure && found.check != crate::model::Check::Failed && !found.order
}

/// A number as its writer names it: his own, unless its form is another's.
fn linked(registry: &Registry, template: Option<&Template>, number: &Number) -> Linked {
    let writer = template.and_then(|it| it.carrier.as_ref());
    let shape = carriers::candidates_for(registry, number, None);
    let anothers = |it: &CarrierId| {
        shape.first().is_some_and(|first| first.confidence >= ANOTHERS) && !shape.iter().any(|c| c.carrier == *it)
    };
    let writer = writer.filter(|it| !anothers(it));
    let called = writer.and_then(|id| registry.briefs().find(|it| it.of == *id)).map(|it| it.name.clone());
    let mut candidates = carriers::candidates_for(registry, number, called.as_deref());
    if let Some(writer) = writer.filter(|_| called.is_some()) {
        candidates.retain(|it| it.carrier == *writer);
    }
    let from = template.map(|it| it.id.clone()).unwrap_or_default();
    Linked { number: number.clone(), from, strength: Strength::Told, carrier: called, candidates }
}

/// The carrier whose name an SMS came from.
pub(super) fn carrier_called(registry: &Registry, letter: &RawMessage) -> Option<CarrierId> {
    let key =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let sender = key(&letter.sender);
    let called = |it: &&carriers::Brief| {
        let names = [it.of.as_str(), it.name.as_str()].into_iter().chain(it.name_ru.as_deref());
        names.chain(it.also_called.iter().map(String::as_str)).any(|name| key(name) == sender)
    };
    let mut carriers = registry.briefs().filter(|it| !it.is_a_shops && !sender.is_empty() && !letter.mail);
    carriers.find(called).map(|it| it.of.clone())
}

/// Whether a host is that of a carrier's page.
pub(super) fn host_of_a_carrier(registry: &Registry, host: &str) -> bool {
    let own = |page: &str| {
        let whole = page.split("//").nth(1).and_then(|it| it.split(['/', '?']).next()).unwrap_or_default();
        let root = whole.rsplit('.').take(2).collect::<Vec<_>>();
        root.len() == 2 && host.rsplit('.').take(2).eq(root)
    };
    registry.briefs().filter_map(|it| it.page.as_deref()).any(own)
}
