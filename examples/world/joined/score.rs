//! Sets what was said of orders that travel together against what was true.

use std::collections::BTreeMap;

use posylka::{
    app::Setup,
    model::{Action, Case, Dispute, LegState, NoticeKind, Stage, Why},
    rules::{dispute, timeline},
};

use super::{fate::Joint, play::Played};
use crate::{
    score::{LOOK, Score},
    truth::{Scan, Step},
};

/// What presses a claim or says that its last day comes.
const PRESSES: &[Action] = &[Action::Recommend, Action::Open, Action::AskSeller, Action::AskExtension, Action::Prepare];

/// The sources that are played.
const PLAYED: &[&str] = &["cainiao", "russian-post", "russian-post-api"];

impl Score {
    /// Takes in one life.
    pub fn joined(&mut self, joint: &Joint, played: &Played, setup: &Setup, index: u64) {
        self.add("joined_lives", 1);
        self.add("joined_orders", joint.orders.len());
        self.named_together(joint, played, index);
        self.fault("joined_refused", played.refused.len(), index);
        self.fault("joined_orders_lost", played.lost.len(), index);
        self.clocks(joint, played, setup, index);
        self.fault("joined_told_again", told_again(played), index);
        let last = joint.truth.scans.iter().max_by_key(|it| it.at);
        let came = last.filter(|it| matches!(it.step, Step::Delivered)).map(|it| it.told);
        let firsts = joint.truth.scans.iter().filter(|it| it.step == Step::Delivered).map(|it| it.told).min();
        let wrongly = played.told.iter().filter(|(at, _, notice)| {
            notice.key.starts_with("moved:delivered") && firsts.or(came).is_none_or(|came| *at < came)
        });
        self.fault("joined_delivered_wrongly", wrongly.count(), index);
        if let (Some(at), [case]) = (played.joined, played.cases.as_slice()) {
            self.add("joined", 1);
            self.one_parcel(joint, case, at, index);
        } else if played.joined.is_some() {
            self.fault("joined_ends_wrong", 1, index);
        }
    }

    /// Once the answers for two of them name the number, somebody says that they seem to travel together.
    fn named_together(&mut self, joint: &Joint, played: &Played, index: u64) {
        let told = |kind: fn(&NoticeKind) -> bool| played.told.iter().filter(|it| kind(&it.2.kind)).count();
        self.add("joined_named", told(|it| matches!(it, NoticeKind::Together { .. })));
        self.fault("joined_called_a_conflict", told(|it| matches!(it, NoticeKind::Conflict { .. })), index);
        let mut named: Vec<_> = joint.truth.namings.iter().map(|it| it.told).collect();
        named.sort_unstable();
        let named = named.get(1).copied();
        let due = |at| named.is_some_and(|named| joint.truth.answerable(named, at) + LOOK * 3 < at);
        self.fault("joined_unnamed", usize::from(played.found_out.is_some_and(due)), index);
    }

    /// Of each purchase that has not come the last day is told while there is time.
    fn clocks(&mut self, joint: &Joint, played: &Played, setup: &Setup, index: u64) {
        let over = joint.truth.scans.iter().filter(|it| it.step >= Step::Delivered).map(|it| it.told).min();
        for bought in &joint.orders {
            let Some(shop) = setup.knowledge.rules(&bought.order) else { continue };
            let window = dispute::window(&bought.order, shop, &Dispute::default(), false, &setup.knowledge.zone);
            let Some(closes) = window.map(|it| it.closes) else { continue };
            let day = |at| setup.knowledge.day(at);
            let asleep = |it: &(jiff::Timestamp, jiff::Timestamp)| day(it.0) <= closes && day(it.1) >= closes;
            if day(joint.truth.ends) <= closes
                || over.is_some_and(|at| day(at) <= closes)
                || joint.truth.asleep.iter().any(asleep)
            {
                continue;
            }
            self.add("joined_clocks", 1);
            let told = played.told.iter().any(|(at, _, notice)| {
                let advice = match &notice.kind {
                    NoticeKind::Advised { advice, .. } | NoticeKind::Reminded { advice, .. } => advice,
                    _ => return false,
                };
                day(*at) <= closes && advice.act_by == Some(closes) && PRESSES.contains(&advice.action)
            });
            self.fault("joined_clocks_untold", usize::from(!told), index);
        }
    }

    /// How the one parcel stands that they have become.
    fn one_parcel(&mut self, joint: &Joint, case: &Case, joined: jiff::Timestamp, index: u64) {
        let truth = &joint.truth;
        let since = |at: jiff::Timestamp| truth.answerable(at.max(joined), truth.ends) + LOOK * 3 < truth.ends;
        let onward = case.legs.iter().filter(|leg| leg.key.number == joint.onward);
        let open =
            onward.clone().all(|leg| !leg.sure()) && onward.clone().any(|leg| leg.state == LegState::Contradicted);
        self.fault("joined_contradicted", usize::from(open && since(joined)), index);
        let own = timeline::own(case, &case.legs, &case.entries);
        let mut seen: BTreeMap<i8, usize> = BTreeMap::new();
        for line in timeline::merge(&own).iter().filter(|it| PLAYED.contains(&it.entry.source.as_str())) {
            *seen.entry(line.entry.event.wall.second()).or_default() += 1;
        }
        let sure = |it: &&Scan| case.legs.iter().any(|leg| leg.sure() && it.numbers.contains(&leg.key.number));
        let last = truth.scans.iter().max_by_key(|it| it.at);
        let over = last.filter(|it| it.step == Step::Delivered).map_or(truth.ends, |it| it.told);
        let heard = |it: &&Scan| it.told < over && since(it.told);
        let told: Vec<&Scan> = truth.scans.iter().filter(heard).filter(sure).collect();
        self.add("joined_scans", told.len());
        self.fault("joined_scans_lost", told.iter().filter(|it| !seen.contains_key(&it.id)).count(), index);
        let real = |id: i8| truth.scans.iter().any(|it| it.id == id);
        self.fault("joined_scans_repeated", seen.iter().filter(|(id, many)| real(**id) && **many > 1).count(), index);
        let Some(last) = last.filter(|it| since(it.told)) else { return };
        let right = match last.step {
            Step::Delivered => Stage::Delivered,
            Step::Returned => Stage::Returned,
            _ => return,
        };
        self.add("joined_ends", 1);
        let verdict = &case.verdict;
        let asked = verdict.because.iter().any(|why| matches!(why, Why::SaidToHaveEnded { .. }));
        self.add("joined_asked_whether_there", usize::from(asked));
        self.fault("joined_ends_wrong", usize::from(verdict.stage != right && !asked), index);
    }
}

/// What was told once more, of the parcel they have become, though it was told of one of them before.
fn told_again(played: &Played) -> usize {
    let Some(joined) = played.joined else { return 0 };
    let after = played.told.iter().filter(|(at, _, notice)| *at >= joined && !notice.urgent);
    let before = |key: &str| played.told.iter().any(|(at, _, notice)| *at < joined && notice.key == key);
    after.filter(|(_, _, notice)| before(&notice.key)).count()
}
