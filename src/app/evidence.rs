//! A claim's texts and its dossier, made of what is known of a parcel.

use std::{io, path::PathBuf};

use anyhow::Context;
use jiff::Timestamp;

use super::{setup::Setup, state::App};
use crate::{
    carriers::redact,
    dossier::{self, Dossier, RawAnswer},
    model::{Case, DisputeState, Entry, Number, ParcelId},
    rules::{dispute::Marketplace, timeline},
    store::{StoreError, Tx},
    text::{Claim, ClaimFacts, Label, Lang, Phrasebook, Setting},
};

/// All that a claim is made of.
#[derive(Debug)]
pub struct Evidence {
    /// The parcel.
    pub case: Case,
    answers: Vec<RawAnswer>,
    now: Timestamp,
}

/// What a claim for a parcel is made of; `None` where there is no such parcel.
pub fn evidence(tx: &Tx<'_>, id: ParcelId, now: Timestamp) -> Result<Option<Evidence>, StoreError> {
    let Some(case) = tx.case(id)? else { return Ok(None) };
    let numbers: Vec<Number> = case.legs.iter().map(|leg| leg.key.number.clone()).collect();
    let answers = tx.answers_for(&numbers)?.into_iter().map(|it| RawAnswer {
        original: dossier::sha256(&it.body),
        bytes: without_people(&it.body, &it.number),
        source: it.source,
        number: it.number,
        at: it.at,
        status: it.http,
    });
    Ok(Some(Evidence { answers: answers.collect(), case, now }))
}

impl App {
    /// What a claim for a parcel is made of.
    pub fn evidence(&mut self, id: ParcelId) -> anyhow::Result<Evidence> {
        let now = self.now;
        self.store.reading(|tx| evidence(tx, id, now))?.with_context(|| format!("parcel {id} is gone"))
    }
}

/// An answer as it may be shown to a stranger: the number stays, people go.
fn without_people(body: &[u8], number: &Number) -> Vec<u8> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1251.decode(body).0,
    };
    redact::redacted(&text, number, number).into_bytes()
}

/// The same, if the advice calls for a claim that is not drafted yet.
pub fn wanted(tx: &Tx<'_>, id: ParcelId, now: Timestamp) -> Result<Option<Evidence>, StoreError> {
    let evidence = evidence(tx, id, now)?;
    Ok(evidence.filter(|it| it.case.advice.action.drafts() && it.case.dispute.state() == DisputeState::None))
}

impl Evidence {
    /// The claim in a language.
    pub fn claim(&self, setup: &Setup, phrases: &Phrasebook) -> Claim {
        let events = self.events();
        let shop = self.shop(setup);
        let reason = self.case.advice.reason.as_deref().and_then(|id| shop?.reason(id));
        let facts = ClaimFacts {
            title: &self.case.parcel.title,
            orders: &self.case.orders,
            legs: &self.case.legs,
            events: &events,
            verdict: &self.case.verdict,
            advice: &self.case.advice,
            wrong: self.case.dispute.wrong.as_ref(),
            received: self.case.parcel.received.map(|at| setup.knowledge.day(at)),
            reason: reason.map(|it| Label { en: &it.en, ru: &it.ru }),
            seller_reply_days: shop.and_then(|it| it.reply.as_ref()).map(|it| it.seller_days),
            traps: shop.map_or(&[], |it| &it.traps),
        };
        self.telling(setup, |setting| phrases.claim(&facts, setting, setup.config.dispute.longest))
    }

    /// Writes the dossier and says where it lies.
    pub fn write(&self, setup: &Setup) -> io::Result<PathBuf> {
        let (en, ru) = (Phrasebook::new(Lang::En), Phrasebook::new(Lang::Ru));
        let (en, ru) = (self.claim(setup, &en), self.claim(setup, &ru));
        let events = self.events();
        let folder = setup.folders.dossiers().join(self.case.parcel.id.to_string());
        let made = self.now.to_zoned(setup.knowledge.zone.clone());
        let written = self.telling(setup, |setting| {
            let dossier = Dossier {
                phrases: &setup.phrases,
                setting: *setting,
                made: &made,
                parcel: &self.case.parcel,
                orders: &self.case.orders,
                legs: &self.case.legs,
                events: &events,
                verdict: &self.case.verdict,
                advice: &self.case.advice,
                en: &en,
                ru: &ru,
                answers: &self.answers,
            };
            dossier::write(&folder, &dossier)
        })?;
        Ok(written.folder)
    }

    fn events(&self) -> Vec<Entry> {
        let own = timeline::own(&self.case, &self.case.legs, &self.case.entries);
        timeline::merge(&own).into_iter().map(|line| line.entry.clone()).collect()
    }

    fn shop<'a>(&self, setup: &'a Setup) -> Option<&'a Marketplace> {
        setup.knowledge.rules(self.case.orders.first()?)
    }

    fn telling<T>(&self, setup: &Setup, tell: impl FnOnce(&Setting<'_>) -> T) -> T {
        setup.telling(setup.knowledge.day(self.now), tell)
    }
}
