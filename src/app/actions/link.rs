//! A number is attached to a parcel, or taken away from it.

use crate::{
    app::{
        find_parcel::{NamedCarrier, SourceCode},
        refusal::Refusal,
        state::App,
    },
    carriers::{self, Recognised, numbers},
    model::{Act, CarrierId, Leg, LegKey, LegState, Number, OutcomeKind, ParcelId},
    rules::mistyped,
    store::StoreError,
};

/// What came of attaching a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The number, as it was recognised.
    pub number: Recognised,
    /// The number with a wrong digit whose place it took.
    pub corrected: Option<Number>,
}

impl App {
    /// Attaches a number to a parcel, or puts it in the place of one with a wrong digit. Whose it is, is recognised where
    /// nobody says it. A number that is attached already and asked for at a source keeps its carrier, and the source is told
    /// what it calls that.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody knows whose number it is, it is an order's, or another parcel goes under it.
    pub fn link(&mut self, id: ParcelId, number: Number, named: Option<NamedCarrier>) -> anyhow::Result<Linked> {
        let mut found = carriers::recognise(&self.setup.registry, number.as_str()).into_iter();
        if named.is_none() && found.any(|it| it.order && it.candidates.is_empty()) {
            return Err(Refusal::new("link-order").with("order", number.to_string()).with("id", id.to_string()).into());
        }
        self.link_and(id, number, named, Vec::new())
    }

    /// Puts a number in the place of one that was written wrong: it keeps that one's role, place and name, and the wrong one
    /// is asked for no more. Whose it is, is what the wrong one was where that may be, unless somebody says it.
    ///
    /// # Errors
    /// A [`Refusal`] where the parcel has no such number, nobody knows whose the right one is, or another parcel goes under
    /// it.
    pub fn correct(
        &mut self,
        id: ParcelId,
        wrong: &Number,
        right: Number,
        named: Option<NamedCarrier>,
    ) -> anyhow::Result<Linked> {
        let case = self.case(id)?;
        let legs = case.legs.iter().filter(|leg| leg.key.number == *wrong && leg.state != LegState::Rejected);
        let Some(old) = legs.max_by_key(|leg| leg.sure()).filter(|_| *wrong != right) else {
            return Err(Refusal::new("unlink-none").with("number", wrong.to_string()).into());
        };
        self.is_free(id, &right)?;
        let (carrier, code) = named.map_or((None, None), |it| (Some(it.carrier), it.code));
        let same = |number: &Number| {
            let mut may_be = numbers::candidates_for(&self.setup.registry, number, None).into_iter();
            may_be.any(|it| it.carrier == old.key.carrier).then(|| old.key.carrier.clone())
        };
        let carrier = carrier.or_else(|| same(&right)).or_else(|| self.likely_carrier(&right));
        let Some(carrier) = carrier else {
            return Err(Refusal::new("add-whose").with("number", right.to_string()).into());
        };
        let found = self.recognised(&right);
        let leg = LegKey { number: right, carrier };
        let told = code.map(|SourceCode { source, code }| Act::Coded { leg: leg.clone(), source, code });
        let acts = [Act::Corrected { wrong: wrong.clone(), leg }].into_iter().chain(told).collect();
        self.act(id, Act::Several { acts })?;
        Ok(Linked { number: found, corrected: Some(wrong.clone()) })
    }

    /// Whether no other parcel goes under the number.
    fn is_free(&mut self, id: ParcelId, number: &Number) -> anyhow::Result<()> {
        let others = self.store.reading(|tx| tx.find_by_number(number))?;
        let Some(other) = others.into_iter().find(|other| *other != id) else { return Ok(()) };
        let refusal = Refusal::new("link-known").with("number", number.to_string());
        Err(refusal.with("id", id.to_string()).with("other", other.to_string()).into())
    }

    fn recognised(&self, number: &Number) -> Recognised {
        let found = carriers::recognise(&self.setup.registry, number.as_str());
        let found = found.into_iter().find(|it| it.number == *number && !it.order);
        found.unwrap_or_else(|| Recognised::said(number.clone()))
    }

    /// A parcel under whose number nobody has shown anything yet, and from whose this one differs by a slip of the hand.
    pub(super) fn near(&mut self, number: &Number) -> anyhow::Result<Option<(ParcelId, Number)>> {
        let near = self.store.reading(|tx| {
            let mut near = Vec::new();
            for other in number.slips() {
                near.extend(tx.with_number(&other)?.into_iter().map(|id| (id, other.clone())));
            }
            Ok::<_, StoreError>(near)
        })?;
        for (id, other) in near {
            let case = self.case(id)?;
            let silent =
                |leg: &Leg| leg.key.number == other && leg.watched() && leg.asks.outcome == Some(OutcomeKind::NotFound);
            if case.entries.is_empty() && case.legs.iter().any(silent) {
                return Ok(Some((id, other)));
            }
        }
        Ok(None)
    }

    /// The same, and what else was told with the number.
    pub(super) fn link_and(
        &mut self,
        id: ParcelId,
        number: Number,
        named: Option<NamedCarrier>,
        more: Vec<Act>,
    ) -> anyhow::Result<Linked> {
        let (carrier, code) = named.map_or((None, None), |it| (Some(it.carrier), it.code));
        let Some(carrier) = carrier.or_else(|| self.likely_carrier(&number)) else {
            return Err(Refusal::new("add-whose").with("number", number.to_string()).into());
        };
        self.is_free(id, &number)?;
        let case = self.case(id)?;
        let corrected = mistyped::corrected_by(&case, &number, &self.setup.knowledge).cloned();
        let found = self.recognised(&number);
        let asked = |leg: &&Leg| code.as_ref().is_some_and(|it| leg.watched() && self.setup.asks(leg, &it.source));
        let mut known = case.legs.iter().filter(|leg| leg.key.number == number).filter(asked);
        let known = known.next().map(|leg| leg.key.clone());
        let linked = known.is_none();
        let leg = known.unwrap_or(LegKey { number: number.clone(), carrier });
        let told = code.map(|SourceCode { source, code }| Act::Coded { leg: leg.clone(), source, code });
        let acts = linked.then(|| self.attached(&case.legs, leg)).into_iter().chain(told).chain(more).collect();
        self.act(id, Act::Several { acts })?;
        Ok(Linked { number: found, corrected })
    }

    /// The act that attaches a number. What becomes of a parcel's first one at the border, its form says.
    pub(super) fn attached(&self, parcel: &[Leg], leg: LegKey) -> Act {
        let first = !parcel.iter().any(Leg::watched);
        let mut candidates = numbers::candidates_for(&self.setup.registry, &leg.number, None).into_iter();
        match candidates.find(|it| first && it.carrier == leg.carrier) {
            Some(form) => Act::Given { leg, role: form.role, flow: form.flow },
            None => Act::Linked { leg },
        }
    }

    /// The parcel that goes under a number with a wrong digit of which this is the right form.
    pub(super) fn mistyped_as(&mut self, number: &Number) -> anyhow::Result<Option<ParcelId>> {
        let mut near = Vec::new();
        self.store.reading(|tx| {
            for wrong in number.slips().iter().filter(|wrong| number.corrects(wrong)) {
                near.extend(tx.with_number(wrong)?);
            }
            Ok::<_, StoreError>(())
        })?;
        for id in near {
            if mistyped::corrected_by(&self.case(id)?, number, &self.setup.knowledge).is_some() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Takes a number away from a parcel.
    ///
    /// # Errors
    /// A [`Refusal`] where the parcel has no such number.
    pub fn unlink(&mut self, id: ParcelId, number: Number) -> anyhow::Result<()> {
        let case = self.case(id)?;
        if !case.legs.iter().any(|leg| leg.key.number == number && leg.state != LegState::Rejected) {
            return Err(Refusal::new("unlink-none").with("number", number.to_string()).into());
        }
        self.act(id, Act::Unlinked { number })?;
        Ok(())
    }

    /// The carrier whose number it most probably is by its shape; an unknown one where it is nobody's we know, and none
    /// where it is no number.
    pub fn likely_carrier(&self, number: &Number) -> Option<CarrierId> {
        let candidates = numbers::candidates_for(&self.setup.registry, number, None);
        let known = candidates.into_iter().next().map(|candidate| candidate.carrier);
        known.or_else(|| numbers::may_be_watched(number).then(CarrierId::unknown))
    }
}
