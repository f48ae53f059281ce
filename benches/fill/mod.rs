//! A database with many parcels, each with a life behind it, filled as the daemon would.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use posylka::{
    carriers::{Answered, Registry, read},
    demo::{Life, answers, zone},
    model::{
        Access, Asks, Facts, Flow, Leg, LegKey, LegState, Number, Outcome, ParcelId, Role, SourceId, Told, Witness,
    },
    rules::{Knowledge, digest},
    store::{NewParcel, Piece, Store, StoreError, Tx},
};

use crate::lives;

/// What is needed to read answers and to judge by them.
pub struct World {
    /// The definitions.
    pub registry: Registry,
    /// The rules.
    pub knowledge: Knowledge,
    /// The moment of everything.
    pub now: Timestamp,
}

impl World {
    /// The embedded definitions and rules, a day after the last scan of all lives.
    pub fn new(now: Timestamp) -> World {
        let registry = Registry::embedded().expect("the embedded definitions load");
        let carriers = registry.carriers(&|it| it.access == Access::Keyless);
        let knowledge = Knowledge::embedded("RU".to_owned(), zone(), carriers, 1).expect("the embedded rules load");
        World { registry, knowledge, now }
    }

    /// The life of one of the parcels.
    pub fn life(&self, index: usize, posted: usize) -> Life {
        let yesterday = self.now - SignedDuration::from_hours(24);
        lives::life(index, posted, yesterday.to_zoned(zone()).datetime())
    }

    /// Adds the parcels of these places, each of two legs with ten and `posted` events, all in one transaction.
    pub fn fill(&self, store: &mut Store, places: Range<usize>, posted: usize) -> Vec<ParcelId> {
        let all = |tx: &Tx<'_>| places.map(|index| self.parcel(tx, index, posted)).collect();
        store.within::<_, StoreError>(all).expect("the database takes them")
    }

    fn parcel(&self, tx: &Tx<'_>, index: usize, posted: usize) -> Result<ParcelId, StoreError> {
        let first = number(lives::placeholder(index));
        let title = format!("Parcel {index}");
        let legs = vec![leg(first.clone(), self.now)];
        let id =
            tx.add(&NewParcel { title, added: self.now, orders: Vec::new(), legs, due_at: self.now, postcode: None })?;
        let lives = [self.life(index, posted)];
        let answer = answers::cainiao(&lives, std::slice::from_ref(&first), self.now);
        self.hear(tx, id, "cainiao", &first, answer)?;
        let domestic = number(lives::domestic(index));
        let answer = answers::russian_post(&lives, &domestic, self.now);
        self.hear(tx, id, "russian-post", &domestic, answer)?;
        Ok(id)
    }

    /// What an answer of a source says of a number.
    pub fn read(&self, source: &str, number: &Number, answer: String) -> Outcome {
        let definition = self.registry.source(&SourceId::from(source)).expect("the source is embedded");
        read(&self.registry, definition, std::slice::from_ref(number), &Answered::whole(200, answer)).remove(0).1
    }

    fn hear(&self, tx: &Tx<'_>, id: ParcelId, source: &str, number: &Number, answer: String) -> Result<(), StoreError> {
        // These sources are called like their carriers.
        let leg = LegKey { number: number.clone(), carrier: source.into() };
        let whole = "0".repeat(64);
        let piece = Piece::all(answer.as_bytes(), &whole);
        tx.keep_answer(&source.into(), number, 200, &piece, self.now)?;
        let told = Told::Answer { leg, source: source.into(), outcome: self.read(source, number, answer) };
        let case = tx.case(id)?.ok_or(StoreError::Gone(id))?;
        tx.commit(&digest(&case, &told, &self.knowledge, self.now), &[])
    }
}

fn number(text: String) -> Number {
    Number::new(text).expect("numbers of lives are in normal form")
}

fn leg(number: Number, at: Timestamp) -> Leg {
    Leg {
        key: LegKey { number, carrier: "cainiao".into() },
        role: Role::Placeholder,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(at),
    }
}
