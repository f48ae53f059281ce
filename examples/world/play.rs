//! Plays a life: every source is asked when the ruling says so, what it answers is read by its definition and digested.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;
use posylka::{
    carriers::{self, Answered, Registry, numbers},
    model::{
        Act, Asks, Case, Facts, Flag, Heard, Leg, LegKey, LegState, Linked, Number, Order, Outcome, Parcel, ParcelId,
        Ruling, SourceId, Strength, Told, Witness,
    },
    rules::{self, Knowledge},
};

use crate::{
    answers,
    truth::{Message, Teller, Truth},
};

/// What the sources mean and what rules know.
pub struct Setting<'a> {
    pub registry: &'a Registry,
    /// Where the post answers openly only, and where the user has its key.
    pub knowledge: &'a Knowledge,
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
}

/// Plays a life to its end.
pub fn play(setting: &Setting<'_>, truth: &Truth) -> Played {
    let (played, read) = (begin(setting.registry, truth), HashMap::new());
    let mut stage = Play { setting, truth, played, read, messages: truth.messages.clone().into() };
    stage.digest(&Told::User(Act::Added), truth.added);
    while let Some((at, leg)) = stage.next() {
        if let Some(message) = stage.messages.pop_front_if(|it| it.told <= at) {
            stage.hear(&message);
            continue;
        }
        match leg {
            Some((leg, source)) => stage.ask(&leg, source, at),
            None => stage.digest(&Told::Time, at),
        }
    }
    stage.played
}

fn begin(registry: &Registry, truth: &Truth) -> Played {
    let candidates = numbers::candidates_for(registry, &truth.number, None);
    let named = candidates.iter().find(|it| truth.carrier.as_ref().is_none_or(|carrier| it.carrier == *carrier));
    let named = named.expect("the numbers of this world have a shape somebody knows");
    let leg = Leg {
        key: LegKey { number: truth.number.clone(), carrier: named.carrier.clone() },
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
        price: None,
        ordered: truth.ordered,
        shipped: None,
        promised: None,
        protection_ends: None,
    };
    let (title, received, archived) = (truth.kind.to_owned(), None, None);
    let parcel = Parcel { id: ParcelId(1), title, added: truth.added, received, archived, postcode: None };
    let case = Case::new(parcel, vec![order], vec![leg]);
    Played {
        case,
        adopted: HashMap::new(),
        sure: HashSet::new(),
        raised: Vec::new(),
        unheard: Vec::new(),
        delivered: Vec::new(),
    }
}

struct Play<'a> {
    setting: &'a Setting<'a>,
    truth: &'a Truth,
    played: Played,
    /// What was read, by source, number and how much there was to tell: the same answer is not read twice.
    read: HashMap<(SourceId, Number, usize), Outcome>,
    /// The messages that were not handed on yet.
    messages: VecDeque<Message>,
}

type Ask = Option<(LegKey, Option<SourceId>)>;

impl Play<'_> {
    /// What falls due next, before the end: an ask, or time alone.
    fn next(&self) -> Option<(Timestamp, Ask)> {
        let case = &self.played.case;
        let leg = case.legs.iter().filter(|leg| leg.watched()).min_by_key(|leg| (leg.asks.next, &leg.key));
        let change = [case.verdict.changes_at, case.advice.changes_at].into_iter().flatten().min();
        let ask = leg.filter(|leg| change.is_none_or(|change| leg.asks.next <= change));
        let (at, ask) = match (ask, change) {
            (Some(leg), _) => (leg.asks.next, Some((leg.key.clone(), leg.asks.source.clone()))),
            (None, change) => (change?, None),
        };
        (at <= self.truth.ends).then_some((at, ask))
    }

    fn ask(&mut self, leg: &LegKey, source: Option<SourceId>, now: Timestamp) {
        let carrier = &self.setting.knowledge.carriers[&leg.carrier];
        let source = source.unwrap_or_else(|| carrier.askable().next().expect("due legs can be asked").id.clone());
        let outcome = self.answer(&source, &leg.number, now);
        if self.setting.aloud {
            println!("{now}  {source} {} {}", leg.number, outcome.kind());
        }
        self.digest(&Told::Answer { leg: leg.clone(), source, outcome }, now);
    }

    /// The person hands on a message that names a number.
    fn hear(&mut self, message: &Message) {
        let (number, now) = (&message.number, message.told);
        if self.setting.aloud {
            println!("{now}  {} {number}", message.by);
        }
        let leg = LegKey { number: number.clone(), carrier: message.carrier.clone() };
        let numbers = vec![Linked {
            number: number.clone(),
            from: String::new(),
            strength: Strength::Told,
            carrier: None,
            candidates: numbers::candidates_for(self.setting.registry, number, None),
        }];
        let heard = Heard { numbers, ..Heard::default() };
        self.digest(&Told::Heard { leg, by: message.by.into(), sure: false, heard }, now);
    }

    fn answer(&mut self, source: &SourceId, number: &Number, now: Timestamp) -> Outcome {
        let truth = self.truth;
        match truth.outage(source.as_str(), now) {
            Some(outage) if outage.blocked => return Outcome::Blocked("captcha".into()),
            Some(_) => return Outcome::Unavailable("503".into()),
            None => {}
        }
        let teller = match source.as_str() {
            "cainiao" => Teller::Cainiao,
            "cdek" => Teller::Cdek,
            _ => Teller::Post,
        };
        let much = truth.visible(teller, number, now).count() * 100 + truth.named(number, now).count();
        let registry = self.setting.registry;
        let read = || {
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
        };
        self.read.entry((source.clone(), number.clone(), much)).or_insert_with(read).clone()
    }

    fn digest(&mut self, told: &Told, now: Timestamp) {
        let ruling = rules::digest(&self.played.case, told, self.setting.knowledge, now);
        if self.setting.aloud {
            aloud(&ruling, now);
        }
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
                "moved:delivered" => self.played.delivered.push((now, true)),
                key if key.starts_with("is-it-there:") => self.played.delivered.push((now, false)),
                _ => {}
            }
        }
        self.played.sure.extend(ruling.legs.iter().filter(|leg| leg.sure()).map(|leg| leg.key.clone()));
        for leg in &ruling.legs {
            let dark = leg.state == LegState::Proposed && !self.setting.knowledge.askable(&leg.key.carrier);
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
            let scans = self.truth.scans.iter().filter(|it| !it.strange() && it.told + look < now);
            let latest = scans.filter(|it| it.numbers.contains(&handover.to)).max_by_key(|it| it.at);
            latest.is_some_and(|it| !heard(it.id))
        })
    }
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
