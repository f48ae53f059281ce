//! A claim's texts and its dossier, made of what is known of a parcel.

use std::{io, path::PathBuf};

use anyhow::Context;
use jiff::Timestamp;

use super::{setup::Setup, state::App};
use crate::{
    carriers::redact,
    dossier::{self, Dossier, RawAnswer},
    model::{Case, DisputeState, Entry, Number, ParcelId, Round},
    rules::{
        dispute::{self, Marketplace, NoText, settlement},
        timeline,
    },
    store::{StoreError, Tx},
    text::{Claim, ClaimFacts, Label, Lang, Phrasebook},
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
        original: it.whole,
        bytes: without_people(&it.body),
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
fn without_people(body: &[u8]) -> Vec<u8> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1251.decode(body).0,
    };
    redact::redacted(&text, &[]).into_bytes()
}

/// The same, if the advice calls for a claim that is not drafted yet and can be written.
pub fn wanted(tx: &Tx<'_>, id: ParcelId, now: Timestamp) -> Result<Option<(Evidence, Round)>, StoreError> {
    let new = |it: &Evidence| it.case.advice.action.drafts() && it.case.dispute.state() == DisputeState::None;
    let evidence = evidence(tx, id, now)?.filter(new);
    Ok(evidence.and_then(|it| it.round().ok().map(|round| (it, round))))
}

impl Evidence {
    /// What is known of a parcel, without the answers it was heard in.
    pub(super) fn of(case: Case, now: Timestamp) -> Evidence {
        Evidence { case, answers: Vec::new(), now }
    }

    /// What is to be written now.
    ///
    /// # Errors
    /// Why there is no text.
    pub fn round(&self) -> Result<Round, NoText> {
        dispute::round(&self.case)
    }

    /// The language of those who read a claim at the shop.
    pub fn platform(&self, setup: &Setup) -> Lang {
        self.shop(setup).map_or(Lang::En, |shop| shop.language)
    }

    /// Whether the shop's rules say until when a decision can be objected to.
    pub fn appeal_has_its_day(&self, setup: &Setup) -> bool {
        self.shop(setup).is_some_and(|shop| shop.appeal.is_some())
    }

    /// The claim in a language.
    pub fn claim(&self, setup: &Setup, round: Round, phrases: &Phrasebook) -> Claim {
        let (events, older) = (self.events(), self.older());
        let (shop, claim) = (self.shop(setup), &self.case.dispute);
        let reason = self.case.advice.reason.as_deref().and_then(|id| shop?.reason(id));
        let asked = settlement::asked(claim, &self.case.orders);
        let came = settlement::came(claim, &self.case.orders, &setup.knowledge.customs.rates);
        let day = |at: Timestamp| setup.knowledge.day(at);
        let until = dispute::seller_until(claim, shop, &setup.knowledge);
        let facts = ClaimFacts {
            round,
            parcel: self.case.parcel.id,
            title: &self.case.parcel.title,
            orders: &self.case.orders,
            legs: &self.case.legs,
            events: &events,
            older: &older,
            verdict: &self.case.verdict,
            advice: &self.case.advice,
            dispute: claim,
            received: self.case.parcel.received.map(day),
            asked: asked.as_ref(),
            came: came.as_ref().filter(|_| claim.state() == DisputeState::Refunded),
            seller_until: until.filter(|until| *until < day(self.now)),
            shop: shop.map(|it| Label { en: &it.name, ru: it.name_ru.as_ref().unwrap_or(&it.name) }),
            reason: reason.map(|it| Label { en: &it.en, ru: &it.ru }),
            seller_reply_days: shop.and_then(|it| it.reply.as_ref()).map(|it| it.seller_days),
            traps: shop.map_or(&[], |it| &it.traps),
            platform: self.platform(setup),
            reader: setup.phrases.lang(),
            day: &day,
        };
        let longest = setup.config.dispute.longest;
        let today = setup.knowledge.day(self.now);
        setup.telling_in(phrases.lang(), today, |setting| phrases.claim(&facts, setting, longest))
    }

    /// Writes the dossier and says where it lies.
    pub fn write(&self, setup: &Setup, round: Round) -> io::Result<PathBuf> {
        let (en, ru) = (Phrasebook::new(Lang::En), Phrasebook::new(Lang::Ru));
        let claims = [self.claim(setup, round, &en), self.claim(setup, round, &ru)];
        let events = self.events();
        let folder = setup.folders.dossiers().join(self.case.parcel.id.to_string());
        let made = self.now.to_zoned(setup.knowledge.zone.clone());
        let platform = if self.platform(setup) == Lang::Ru { &ru } else { &en };
        let today = setup.knowledge.day(self.now);
        let read = self.case.orders.iter().filter_map(|order| order.protection_ends).min();
        let written = setup.telling_in(platform.lang(), today, |theirs| {
            setup.telling(today, |setting| {
                let dossier = Dossier {
                    phrases: &setup.phrases,
                    setting: *setting,
                    platform,
                    their_setting: *theirs,
                    made: &made,
                    parcel: &self.case.parcel,
                    orders: &self.case.orders,
                    legs: &self.case.legs,
                    events: &events,
                    verdict: &self.case.verdict,
                    advice: &self.case.advice,
                    protection: read.max(self.case.dispute.extended),
                    en: &claims[0],
                    ru: &claims[1],
                    answers: &self.answers,
                };
                dossier::write(&folder, &dossier)
            })
        })?;
        Ok(written.folder)
    }

    fn events(&self) -> Vec<Entry> {
        let own = timeline::own(&self.case, &self.case.legs, &self.case.entries);
        timeline::merge(&own).into_iter().map(|line| line.entry.clone()).collect()
    }

    /// Scans from before the purchase: the number was another parcel's then.
    fn older(&self) -> Vec<Entry> {
        let bought = timeline::earliest(&self.case.orders, self.case.parcel.added);
        self.case.entries.iter().filter(|entry| entry.event.about() < bought).cloned().collect()
    }

    fn shop<'a>(&self, setup: &'a Setup) -> Option<&'a Marketplace> {
        setup.knowledge.rules(self.case.orders.first()?)
    }
}
