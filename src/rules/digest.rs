//! The heart.

use jiff::{Timestamp, civil::Date};

use super::{
    Knowledge, adoption, dispute, handover, inputs, mistyped, next_ask, notices, sight::sight, timeline, undo, verdict,
};
use crate::model::{
    Act, Advice, Before, Case, Dispute, DisputeState, Entry, Evidence, Heard, Leg, LegKey, LegState, Notice,
    NoticeMark, Order, Outcome, OutcomeKind, Parcel, Ruling, ShopId, SourceId, Step, Told, total,
};

/// Why an answer says nothing.
const FORGOTTEN: &str = "it has shown scans of this number before, and does not know it any more";

/// All that follows for a parcel from being told something: an answer, an act of the user, or that time has passed.
///
/// Nothing is dropped: legs only change their state, events only join. Being told the same thing twice changes nothing
/// but the time of the next ask.
pub fn digest(case: &Case, told: &Told, knowledge: &Knowledge, now: Timestamp) -> Ruling {
    let mut hearing = Hearing::of(case);
    match told {
        Told::Answer { leg, source, outcome } => hearing.answer(leg, source, outcome, knowledge, now),
        Told::Heard { leg, by, sure, heard } => hearing.heard(leg, by, *sure, heard, knowledge, now),
        Told::User(act) => hearing.act(act, knowledge, now),
        Told::Undone(before) => hearing.undo(before),
        Told::Joined { legs, orders } => {
            handover::join(&mut hearing.legs, legs, now);
            let new: Vec<Order> = orders.iter().filter(|it| !hearing.orders.contains(it)).cloned().collect();
            hearing.orders.extend(new);
        }
        Told::Time => {}
    }
    hearing.conclude(knowledge, now)
}

/// The case as it stands after a ruling, every notice of it shown: what the store would load again.
pub fn follow(case: &mut Case, ruling: Ruling) {
    case.entries = timeline::union(&case.entries, &ruling.fresh);
    case.entries.retain(|it| !ruling.retracted.contains(it) && !ruling.forgotten.contains(&it.leg));
    case.notices.retain(|mark| !ruling.withdrawn.contains(&mark.key));
    let shown = |it: Notice| NoticeMark { key: it.key, shown: true, at: it.at };
    case.notices.extend(ruling.notices.into_iter().map(shown));
    case.parcel = ruling.parcel;
    case.orders = ruling.orders;
    case.legs = ruling.legs;
    case.verdict = ruling.verdict;
    case.advice = ruling.advice;
    case.dispute = ruling.dispute;
}

/// A case while something is being taken in.
struct Hearing<'a> {
    case: &'a Case,
    parcel: Parcel,
    orders: Vec<Order>,
    legs: Vec<Leg>,
    forgotten: Vec<LegKey>,
    retracted: Vec<Entry>,
    fresh: Vec<Entry>,
    dispute: Dispute,
    /// What was advised before: an advice that goes on keeps its day.
    advised: Advice,
    /// When that was done which is taken back.
    undone: Option<Timestamp>,
}

impl<'a> Hearing<'a> {
    fn of(case: &'a Case) -> Hearing<'a> {
        Hearing {
            case,
            parcel: case.parcel.clone(),
            orders: case.orders.clone(),
            legs: case.legs.clone(),
            forgotten: Vec::new(),
            retracted: Vec::new(),
            fresh: Vec::new(),
            dispute: case.dispute.clone(),
            advised: case.advice.clone(),
            undone: None,
        }
    }

    fn answer(&mut self, key: &LegKey, source: &SourceId, outcome: &Outcome, knowledge: &Knowledge, now: Timestamp) {
        let Some(index) = self.legs.iter().position(|leg| &leg.key == key) else { return };
        let forgotten = Outcome::Unreadable(FORGOTTEN.to_owned());
        let outcome = if self.is_forgotten(key, source, outcome) { &forgotten } else { outcome };
        self.legs[index].asks = next_ask::asked(&self.legs[index], source, outcome, knowledge, now);
        let Some(heard) = outcome.heard() else { return };
        let (leg, told) = (&self.legs[index], entries(key, source, heard, now));
        if let Some(finding) = adoption::settle(self.case, &self.legs, leg, heard, &told, knowledge, now) {
            let leg = &mut self.legs[index];
            (leg.state, leg.evidence) = (finding.state, finding.evidence);
            leg.asks.detail = finding.why.to_owned();
        }
        self.take_in(index, source, heard, knowledge, now);
        self.weigh_again(index, knowledge, now);
    }

    /// A source that has shown scans of a number and no longer knows it has nothing to say of the parcel: that is not
    /// silence.
    fn is_forgotten(&self, key: &LegKey, source: &SourceId, outcome: &Outcome) -> bool {
        let shown = |entry: &Entry| entry.leg == *key && entry.source == *source;
        *outcome == Outcome::NotFound && self.case.entries.iter().any(shown)
    }

    /// What one number's answer says of the parcel may be what the look-up of another one had nothing to agree with.
    fn weigh_again(&mut self, told: usize, knowledge: &Knowledge, now: Timestamp) {
        let open = |(at, leg): (usize, &Leg)| (at != told && leg.state == LegState::Proposed).then_some(at);
        let open: Vec<usize> = self.legs.iter().enumerate().filter_map(open).collect();
        if open.is_empty() {
            return;
        }
        let entries = timeline::union(&self.case.entries, &self.fresh);
        let case = Case { entries, ..self.case.clone() };
        for at in open {
            if let Some(finding) = adoption::settle_again(&case, &self.legs, &self.legs[at], knowledge, now) {
                let leg = &mut self.legs[at];
                (leg.state, leg.evidence) = (finding.state, finding.evidence);
                if leg.asks.outcome == Some(OutcomeKind::Events) {
                    leg.asks.detail = finding.why.to_owned();
                }
            }
        }
    }

    /// A message or a person is believed as to what happened; a number it names is looked up unless the user vouches for
    /// it, or a second witness speaks of it. What the user took away stays away.
    fn heard(&mut self, key: &LegKey, by: &str, sure: bool, heard: &Heard, knowledge: &Knowledge, now: Timestamp) {
        let known = self.legs.iter().position(|leg| &leg.key == key);
        let first = self.legs.is_empty();
        let index = known.unwrap_or_else(|| {
            self.legs.push(handover::told_of(&self.legs, key, by, sure, now));
            self.legs.len() - 1
        });
        if let Some(form) = heard.form_of(&key.number, &key.carrier).filter(|_| first) {
            (self.legs[index].role, self.legs[index].flow) = (form.role, form.flow);
        }
        let leg = &mut self.legs[index];
        match leg.state {
            LegState::Rejected => return,
            _ if sure => vouch(leg),
            LegState::Proposed if handover::taken(self.case, &key.number) => leg.state = LegState::Contradicted,
            _ if known.is_none() => {
                let linked = heard.numbers.iter().find(|it| it.number == key.number);
                let proven = handover::is_proven(&key.number, linked, knowledge);
                leg.evidence = knowledge.evidence.weigh(leg.witness.how(), [], proven);
            }
            _ => {
                if let Some(evidence) = adoption::heard_again(leg, by, heard, knowledge) {
                    leg.state = if evidence.suffices() { LegState::Confirmed } else { LegState::Proposed };
                    leg.evidence = evidence;
                }
            }
        }
        self.take_in(index, &SourceId(by.to_owned()), heard, knowledge, now);
    }

    fn take_in(&mut self, index: usize, source: &SourceId, heard: &Heard, knowledge: &Knowledge, now: Timestamp) {
        let key = self.legs[index].key.clone();
        let mut heard = heard.clone();
        heard.date(now);
        let heard = &heard;
        self.legs[index].facts.learn(heard.facts.clone());
        self.fresh = timeline::fresh(&self.case.entries, &entries(&key, source, heard, now));
        if self.legs[index].state != LegState::Contradicted {
            let new = handover::proposals(self.case, &self.legs, &key, source, heard, knowledge, now);
            self.legs.extend(new);
        }
    }

    fn act(&mut self, act: &Act, knowledge: &Knowledge, now: Timestamp) {
        match act {
            Act::Added => {}
            Act::Linked { leg } => self.link(leg, now),
            Act::Given { leg: key, role, flow } => {
                self.link(key, now);
                for leg in self.legs.iter_mut().filter(|leg| leg.key == *key) {
                    (leg.role, leg.flow) = (*role, *flow);
                }
            }
            Act::Corrected { wrong, leg } => {
                self.link(leg, now);
                mistyped::correct_by_hand(&mut self.legs, &mut self.parcel, wrong, leg);
            }
            Act::Unlinked { number } => handover::reject(&mut self.legs, number),
            Act::Refresh => {
                for leg in self.legs.iter_mut().filter(|leg| leg.watched()) {
                    leg.asks.next = leg.asks.next.min(now);
                    leg.asks.source = None;
                }
            }
            Act::Received => {
                self.parcel.received = Some(now);
                self.dispute.wrong = self.dispute.goods().cloned();
            }
            Act::Wronged { wrong } => {
                let at = self.parcel.received.unwrap_or(wrong.at);
                self.parcel.received = (!wrong.problem.denies()).then_some(at);
                self.dispute.wrong = Some(wrong.clone());
            }
            Act::Disputed { step } => self.claim_goes_on(step, now),
            Act::Extended { until } => {
                (self.dispute.extended, self.dispute.by_seller) = (Some(*until), true);
            }
            Act::Ordered { order, instead_of } => self.purchase(order, instead_of.as_ref()),
            Act::Dated { shipped, promised, protection_ends } => {
                self.read_protection(*protection_ends);
                for order in &mut self.orders {
                    order.shipped = shipped.or(order.shipped);
                    order.promised = promised.or(order.promised);
                    order.protection_ends = protection_ends.or(order.protection_ends);
                }
            }
            Act::Sold { seller } => self.orders.iter_mut().for_each(|order| order.seller.clone_from(seller)),
            Act::Archived { away } => self.parcel.archived = away.then_some(now),
            Act::Several { acts } => acts.iter().for_each(|act| self.act(act, knowledge, now)),
            Act::Named { title } => self.parcel.title.clone_from(title),
            Act::Addressed { postcode } if self.parcel.postcode != *postcode => {
                self.parcel.postcode.clone_from(postcode);
                inputs::addressed(&mut self.legs, knowledge, now);
            }
            Act::Addressed { .. } => {}
            Act::Carries { roles } => {
                for (key, role) in roles {
                    self.legs.iter_mut().filter(|leg| leg.key == *key).for_each(|leg| leg.role = *role);
                }
            }
            Act::Coded { leg, source, code } => inputs::coded(&mut self.legs, leg, source, code, now),
        }
    }

    /// What makes no sense after what happened before changes nothing.
    fn claim_goes_on(&mut self, step: &Step, now: Timestamp) {
        if dispute::check(&self.dispute, step, now).is_err() {
            return;
        }
        let opened = step.state == DisputeState::Opened;
        let last = self.dispute.steps.last_mut();
        if let Some(last) =
            last.filter(|last| (step.state, last.state) == (DisputeState::Refunded, DisputeState::Refunded))
        {
            // The rate alone belongs to the sum that was told before.
            if step.amount.is_none() {
                last.rate = step.rate;
                return;
            }
        }
        let advised = self.case.advice.reason.clone().filter(|_| opened);
        let asked = || {
            let part = self.dispute.goods().and_then(|wrong| wrong.amount.clone());
            part.or_else(|| total(&self.orders)).filter(|_| opened)
        };
        let amount = step.amount.clone().or_else(asked);
        self.dispute.steps.push(Step { reason: step.reason.clone().or(advised), amount, ..step.clone() });
    }

    /// What is told of a purchase joins what is known of it; one without a number was this one all along.
    fn purchase(&mut self, told: &Order, instead_of: Option<&(ShopId, String)>) {
        let (shop, id) = instead_of.map_or((&told.shop, &told.id), |(shop, id)| (shop, id));
        let known = self.orders.iter().position(|it| it.shop == *shop && it.id == *id);
        let nameless = || self.orders.iter().position(|it| it.id.is_empty()).filter(|_| self.orders.len() == 1);
        let at = known.or_else(nameless);
        if at.is_some() {
            self.read_protection(told.protection_ends);
        }
        match at {
            None => self.orders.push(told.clone()),
            Some(at) => {
                let old = self.orders[at].clone();
                self.orders[at] = Order {
                    seller: if told.seller.is_empty() { old.seller } else { told.seller.clone() },
                    price: told.price.clone().or(old.price),
                    ordered: told.ordered.or(old.ordered),
                    shipped: told.shipped.or(old.shipped),
                    promised: told.promised.or(old.promised),
                    protection_ends: told.protection_ends.or(old.protection_ends),
                    ..told.clone()
                };
            }
        }
    }

    /// A later day on the order page than before stands before the shop's rules, whether the seller lengthened the protection
    /// or a slip was mended. An earlier one ends that.
    fn read_protection(&mut self, read: Option<Date>) {
        let Some(read) = read else { return };
        let before = self.orders.iter().filter_map(|order| order.protection_ends).min();
        self.dispute.extended = before.max(self.dispute.extended).filter(|before| *before < read).map(|_| read);
        self.dispute.by_seller &= self.dispute.extended.is_some();
    }

    /// The user's word is as good as a confirmation, and brings back what was rejected.
    fn link(&mut self, key: &LegKey, now: Timestamp) {
        match self.legs.iter_mut().find(|leg| &leg.key == key) {
            Some(leg) => {
                vouch(leg);
                leg.state = LegState::Confirmed;
                leg.asks.next = now;
            }
            None => self.legs.push(handover::told_of(&self.legs, key, "user", true, now)),
        }
    }

    /// Puts back what a deed changed, and takes away what it brought.
    fn undo(&mut self, before: &Before) {
        self.undone = Some(before.at);
        self.forgotten = undo::followed(&self.legs, before);
        self.retracted = undo::told(&self.case.entries, before);
        self.legs.retain(|leg| !self.forgotten.contains(&leg.key));
        for leg in &mut self.legs {
            if let Some((_, state)) = before.legs.iter().find(|(key, _)| *key == leg.key) {
                leg.state = *state;
            }
            if let Some((_, facts)) = before.facts.iter().find(|(key, _)| *key == leg.key) {
                leg.facts.clone_from(facts);
            }
            if let Some((_, evidence)) = before.evidence.iter().find(|(key, _)| *key == leg.key) {
                leg.evidence.clone_from(evidence);
            }
            if let Some((_, codes)) = before.codes.iter().find(|(key, _)| *key == leg.key) {
                leg.codes.clone_from(codes);
            }
            if let Some((_, role)) = before.roles.iter().find(|(key, _)| *key == leg.key) {
                leg.role = *role;
            }
        }
        let Before { orders, parcel, dispute, advice, .. } = before.clone();
        self.advised = advice.unwrap_or_else(|| self.advised.clone());
        self.orders = orders.unwrap_or_else(|| self.orders.clone());
        self.parcel = parcel.unwrap_or_else(|| self.parcel.clone());
        self.dispute = dispute.unwrap_or_else(|| self.dispute.clone());
    }

    /// What follows, in the order in which one thing needs the other.
    fn conclude(mut self, knowledge: &Knowledge, now: Timestamp) -> Ruling {
        let mut entries = timeline::union(&self.case.entries, &self.fresh);
        entries.retain(|it| !self.retracted.contains(it) && !self.forgotten.contains(&it.leg));
        mistyped::correct(&mut self.legs, &mut self.parcel, &entries, knowledge);
        handover::stand(&mut self.legs);
        let case = Case {
            parcel: self.parcel.clone(),
            orders: self.orders.clone(),
            entries,
            dispute: self.dispute.clone(),
            advice: self.advised,
            ..self.case.clone()
        };
        let progress = timeline::progress(&case, &self.legs, &case.entries, now);
        self.legs.extend(handover::kept_at_home(&self.legs, progress.stage, knowledge, now));
        let verdict = verdict::reach(&case, &self.legs, &progress, knowledge, now);
        let advice = dispute::advise(&case, &self.legs, &progress, &verdict, &self.dispute, knowledge, now);
        let watch = verdict::watch(&case, &self.legs, &progress, &self.dispute, now);
        next_ask::plan(&mut self.legs, &verdict, watch, knowledge, now);
        let news = notices::News { legs: &self.legs, fresh: &self.fresh, turns: progress.turns, undone: self.undone };
        let (notices, withdrawn) = notices::make(self.case, &news, &verdict, &advice, knowledge, now);
        let asks = self.legs.iter().map(|leg| leg.asks.next).min().unwrap_or(Timestamp::MAX);
        let sight = sight(&self.parcel, &self.legs, &progress, &verdict, &advice, now);
        let changes_at = [verdict.changes_at, advice.changes_at, sight.until].into_iter().flatten().min();
        let due_at = changes_at.map_or(asks, |at| at.min(asks));
        Ruling {
            parcel: self.parcel,
            orders: self.orders,
            legs: self.legs,
            forgotten: self.forgotten,
            retracted: self.retracted,
            fresh: self.fresh,
            verdict,
            advice,
            dispute: self.dispute,
            notices,
            withdrawn,
            due_at,
            changes_at,
            in_sight: sight.is_in,
        }
    }
}

/// The user's word for a number is enough, and needs no other evidence.
fn vouch(leg: &mut Leg) {
    if matches!(leg.state, LegState::Proposed | LegState::Contradicted) {
        leg.state = LegState::Confirmed;
    }
    leg.evidence = Evidence { proven: leg.evidence.proven, ..Evidence::default() };
}

fn entries(leg: &LegKey, source: &SourceId, heard: &Heard, now: Timestamp) -> Vec<Entry> {
    let entry = |(order, event): (usize, &crate::model::Event)| Entry {
        leg: leg.clone(),
        source: source.clone(),
        event: event.clone(),
        order: u32::try_from(order).unwrap_or(u32::MAX),
        heard: now,
    };
    heard.events.iter().enumerate().map(entry).collect()
}
