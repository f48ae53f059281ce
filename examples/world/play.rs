//! Plays a life: every source is asked when the ruling says so, what it answers is read by its definition and digested.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;
use posylka::{
    app::Setup,
    carriers::{self, Answered, Registry, numbers},
    model::{
        Act, Asks, Candidate, CarrierId, Case, Facts, Flag, Heard, Leg, LegKey, LegState, Linked, Number, Order,
        Outcome, Parcel, ParcelId, Ruling, SourceId, Strength, Told, Witness,
    },
    rules::{
        self,
        match_message::{self, Match},
        message_facts, timeline,
    },
};

use crate::{
    answers,
    hand_on::{Read, read},
    messages::Written,
    truth::{Message, Named, Teller, Truth, What},
    turned::Sayings,
};

/// What the sources mean and what rules know.
pub struct Setting<'a> {
    /// Where the post answers openly only, or where the user has its key.
    pub setup: &'a Setup,
    pub aloud: bool,
}

/// A life as posylka saw it.
pub struct Played {
    pub case: Case,
    /// When each leg was taken for the parcel's own, or proposed where it cannot be asked.
    pub adopted: HashMap<LegKey, Timestamp>,
    /// Legs that were ever sure.
    pub sure: HashSet<LegKey>,
    /// The flags that went up, and when.
    pub raised: Vec<(Timestamp, Flag)>,
    /// Moments at which a parcel was called stalled or lost while a scan under its new number stood unheard.
    pub unheard: Vec<(Timestamp, Flag)>,
    /// When "delivered" was told, or asked about.
    pub delivered: Vec<(Timestamp, bool)>,
    /// What was read of the messages in words.
    pub read: Vec<Read>,
    /// What must never be said.
    pub said: Sayings,
}

impl Played {
    /// The merged line, a scan a row, each with who tells it.
    pub fn line(&self) -> Vec<String> {
        let own = timeline::own(&self.case, &self.case.legs, &self.case.entries);
        let row = |line: &timeline::Line<'_>| {
            let (event, also) = (&line.entry.event, line.also.iter().map(|it| it.source.as_str()));
            let tellers: Vec<_> = [line.entry.source.as_str()].into_iter().chain(also).collect();
            format!("{} {:?} {:?} {} | {}", event.wall, event.zone, event.status, event.text, tellers.join(", "))
        };
        timeline::merge(&own).iter().map(row).collect()
    }
}

/// Plays a life to its end.
pub fn play(setting: &Setting<'_>, truth: &Truth) -> Played {
    let (played, read) = (begin(&setting.setup.registry, truth), HashMap::new());
    let messages = truth.messages.clone().into();
    let mut stage = Play { now: truth.added, setting, truth, played, read, messages };
    stage.digest(&Told::User(Act::Added), truth.added);
    while let Some(next) = stage.next() {
        match next {
            Next::Message(message, at) => stage.message(&message, at),
            Next::Ask(leg, source, at) => stage.ask(&leg, source, at),
            Next::Time(at) => stage.digest(&Told::Time, at),
        }
    }
    stage.played
}

/// The carrier a number is looked up at first.
fn candidate(registry: &Registry, number: &Number, carrier: Option<&CarrierId>) -> Candidate {
    let candidates = numbers::candidates_for(registry, number, None).into_iter();
    let mut wanted = candidates.filter(|it| carrier.is_none_or(|carrier| it.carrier == *carrier));
    wanted.next().expect("the numbers of this world have a shape somebody knows")
}

fn begin(registry: &Registry, truth: &Truth) -> Played {
    let number = truth.mistyped.as_ref().unwrap_or(&truth.number);
    let named = candidate(registry, number, truth.carrier.as_ref());
    let leg = Leg {
        key: LegKey { number: number.clone(), carrier: named.carrier.clone() },
        role: named.role,
        state: LegState::Current,
        flow: named.flow,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: truth.added },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(truth.added),
    };
    let order = Order {
        id: String::new(),
        shop: "aliexpress-com".into(),
        seller: String::new(),
        price: None,
        ordered: truth.ordered,
        shipped: None,
        promised: None,
        protection_ends: None,
    };
    let (title, received, archived) = (truth.kind.to_owned(), None, None);
    let parcel = Parcel { id: ParcelId(1), title, added: truth.added, received, archived, postcode: None };
    let legs = if truth.given > truth.added && truth.mistyped.is_none() { Vec::new() } else { vec![leg] };
    let case = Case::new(parcel, vec![order], legs);
    Played {
        case,
        adopted: HashMap::new(),
        sure: HashSet::new(),
        raised: Vec::new(),
        unheard: Vec::new(),
        delivered: Vec::new(),
        read: Vec::new(),
        said: Sayings::default(),
    }
}

struct Play<'a> {
    /// The moment of what happened last.
    now: Timestamp,
    setting: &'a Setting<'a>,
    truth: &'a Truth,
    played: Played,
    /// What was read, by source, number and how much there was to tell: the same answer is not read twice.
    read: HashMap<(SourceId, Number, usize), Outcome>,
    /// The messages that were not handed on yet.
    messages: VecDeque<Message>,
}

/// What happens next, and when.
enum Next {
    Message(Message, Timestamp),
    Ask(LegKey, Option<SourceId>, Timestamp),
    Time(Timestamp),
}

impl Play<'_> {
    /// What falls due next, before the end: a message, an ask, or time alone.
    fn next(&mut self) -> Option<Next> {
        let case = &self.played.case;
        let leg = case.legs.iter().filter(|leg| leg.watched()).min_by_key(|leg| (leg.asks.next, &leg.key));
        let change = [case.verdict.changes_at, case.advice.changes_at].into_iter().flatten().min();
        let ask = leg.filter(|leg| change.is_none_or(|change| leg.asks.next <= change));
        let due = ask.map(|leg| leg.asks.next).or(change);
        let ends = self.truth.ends;
        let due = due.map(|at| self.truth.awake(at.max(self.now))).filter(|at| *at <= ends);
        let told = |it: &mut Message| it.told <= due.unwrap_or(ends);
        if let Some(message) = self.messages.pop_front_if(told) {
            let at = self.truth.awake(message.told.max(self.now));
            return Some(Next::Message(message, at));
        }
        let ask = ask.map(|leg| (leg.key.clone(), leg.asks.source.clone()));
        due.map(|at| ask.map_or(Next::Time(at), |(leg, source)| Next::Ask(leg, source, at)))
    }

    fn message(&mut self, message: &Message, at: Timestamp) {
        match &message.what {
            What::Names(named) => self.hear(named, at),
            What::Says(written) => self.hand_on(written, at),
            What::Gives(number) => self.give(number, at),
        }
    }

    /// The person enters a number by hand.
    fn give(&mut self, number: &Number, now: Timestamp) {
        let carrier = self.truth.carrier.as_ref().filter(|_| *number == self.truth.number);
        let form = candidate(&self.setting.setup.registry, number, carrier);
        let leg = LegKey { number: number.clone(), carrier: form.carrier };
        let act = match self.played.case.legs.is_empty() {
            true => Act::Given { leg, role: form.role, flow: form.flow },
            false => Act::Linked { leg },
        };
        self.digest(&Told::User(act), now);
    }

    fn ask(&mut self, leg: &LegKey, source: Option<SourceId>, now: Timestamp) {
        let carrier = &self.setting.setup.knowledge.carriers[&leg.carrier];
        let source = source.unwrap_or_else(|| carrier.askable().next().expect("due legs can be asked").id.clone());
        let outcome = self.answer(&source, &leg.number, now);
        if self.setting.aloud {
            println!("{now}  {source} {} {}", leg.number, outcome.kind());
        }
        self.digest(&Told::Answer { leg: leg.clone(), source, outcome }, now);
    }

    /// The person hands on a message that names a number.
    fn hear(&mut self, message: &Named, now: Timestamp) {
        let number = &message.number;
        if self.setting.aloud {
            println!("{now}  {} {number}", message.by);
        }
        let leg = LegKey { number: number.clone(), carrier: message.carrier.clone() };
        let numbers = vec![Linked {
            number: number.clone(),
            from: String::new(),
            strength: Strength::Told,
            carrier: None,
            candidates: numbers::candidates_for(&self.setting.setup.registry, number, None),
        }];
        let heard = Heard { numbers, ..Heard::default() };
        self.digest(&Told::Heard { leg, by: message.by.into(), sure: false, heard }, now);
    }

    /// The person hands on a message in words. Where it is not certain whose it is, the person knows.
    fn hand_on(&mut self, written: &Written, now: Timestamp) {
        let setup = self.setting.setup;
        let message = read(setup, written, now);
        if self.setting.aloud {
            let event = message.event.as_ref().map(|it| (it.status, it.reason));
            println!("{now}  message {:?}: {:?} says {:?}, read {event:?}", written.from, written.text, written.says);
        }
        let case = std::slice::from_ref(&self.played.case);
        let (sure, own) = match match_message::whose(&message, case, &setup.knowledge) {
            Match::Sure(whose) => (false, !whose.is_empty()),
            Match::Unsure(_) => (true, written.own),
        };
        let tellings = match own && message.says_something() && !message.crowded {
            true => message_facts::tellings(&message, &self.played.case, sure, &[], &setup.knowledge),
            false => Vec::new(),
        };
        self.played.read.push(Read::of(written, &message, !tellings.is_empty()));
        tellings.iter().for_each(|told| self.digest(told, now));
    }

    fn answer(&mut self, source: &SourceId, number: &Number, now: Timestamp) -> Outcome {
        let truth = self.truth;
        if let Some(failing) = failing(truth, source, now) {
            return failing;
        }
        let much = truth.visible(teller(source), number, now).count() * 100 + truth.named(number, now).count();
        let registry = &self.setting.setup.registry;
        let read = || answer(registry, truth, source, number, now);
        self.read.entry((source.clone(), number.clone(), much)).or_insert_with(read).clone()
    }

    fn digest(&mut self, told: &Told, now: Timestamp) {
        self.now = now;
        let ruling = rules::digest(&self.played.case, told, &self.setting.setup.knowledge, now);
        if self.setting.aloud {
            aloud(&ruling, now);
        }
        self.played.said.note(&self.played.case, told, &ruling, self.truth, now);
        self.note(&ruling, now);
        let before = self.played.case.verdict.clone();
        rules::follow(&mut self.played.case, ruling);
        for flag in [Flag::Stalled, Flag::ProbablyLost] {
            if self.played.case.verdict.has(flag) && !before.has(flag) && self.lives_unheard(now) {
                self.played.unheard.push((now, flag));
            }
        }
    }

    fn note(&mut self, ruling: &Ruling, now: Timestamp) {
        for flag in ruling.verdict.flags.iter().filter(|flag| !self.played.case.verdict.has(**flag)) {
            self.played.raised.push((now, *flag));
        }
        for notice in &ruling.notices {
            match notice.key.as_str() {
                key if key.starts_with("moved:delivered") => self.played.delivered.push((now, true)),
                key if key.starts_with("is-it-there:") => self.played.delivered.push((now, false)),
                _ => {}
            }
        }
        self.played.sure.extend(ruling.legs.iter().filter(|leg| leg.sure()).map(|leg| leg.key.clone()));
        for leg in &ruling.legs {
            let dark = leg.state == LegState::Proposed && !self.setting.setup.knowledge.askable(&leg.key.carrier);
            if leg.sure() || dark {
                self.played.adopted.entry(leg.key.clone()).or_insert(now);
            }
        }
    }

    /// Whether a scan under a number that took over, and that a witness named, stands unheard for longer than a look
    /// takes.
    fn lives_unheard(&self, now: Timestamp) -> bool {
        let look = crate::score::LOOK;
        let heard = |id: i8| {
            let sure = self.played.case.legs.iter().filter(|leg| leg.sure());
            let keys: Vec<_> = sure.map(|leg| &leg.key).collect();
            self.played.case.entries.iter().any(|it| it.event.wall.second() == id && keys.contains(&&it.leg))
        };
        self.truth.handovers.iter().filter(|it| it.witness.is_some_and(|at| at + look < now)).any(|handover| {
            let scans =
                self.truth.scans.iter().filter(|it| !it.strange() && self.truth.answerable(it.told, now) + look < now);
            let latest = scans.filter(|it| it.numbers.contains(&handover.to)).max_by_key(|it| it.at);
            latest.is_some_and(|it| !heard(it.id))
        })
    }
}

fn teller(source: &SourceId) -> Teller {
    match source.as_str() {
        "cainiao" => Teller::Cainiao,
        "cdek" => Teller::Cdek,
        _ => Teller::Post,
    }
}

/// What comes of asking a source that fails.
pub fn failing(truth: &Truth, source: &SourceId, now: Timestamp) -> Option<Outcome> {
    truth.outage(source.as_str(), now).map(|outage| match outage.blocked {
        true => Outcome::Blocked("captcha".into()),
        false => Outcome::Unavailable("503".into()),
    })
}

/// What a source that answers says of a number, as its definition reads it.
pub fn answer(registry: &Registry, truth: &Truth, source: &SourceId, number: &Number, now: Timestamp) -> Outcome {
    let body = match source.as_str() {
        "cainiao" => answers::cainiao(truth, number, now),
        "russian-post" => answers::post_page(truth, number, now),
        "russian-post-api" => answers::post_api(truth, number, now),
        "cdek" => answers::cdek(truth, number, now),
        // A carrier of another country, asked because of the number's shape.
        _ => return Outcome::NotFound,
    };
    let definition = registry.source(source).expect("a carrier's sources are defined");
    let answered = Answered::whole(200, body);
    let said = carriers::read(registry, definition, std::slice::from_ref(number), &answered);
    said.into_iter().next().expect("every number has its outcome").1
}

fn aloud(ruling: &Ruling, now: Timestamp) {
    for notice in &ruling.notices {
        println!("{now}  tells {}", notice.key);
    }
    for entry in &ruling.fresh {
        let event = &entry.event;
        let status = event.status.map_or("?", |it| it.word());
        println!("{now}    {} {} {status} | {} | {}", entry.leg.number, event.wall, event.text, event.place);
    }
    if !ruling.fresh.is_empty() {
        for leg in &ruling.legs {
            println!(
                "{now}    leg {} {} {} {} {}",
                leg.key.number, leg.key.carrier, leg.role, leg.state, leg.asks.detail
            );
        }
        println!("{now}    {} {:?}", ruling.verdict.stage, ruling.verdict.flags);
    }
}
