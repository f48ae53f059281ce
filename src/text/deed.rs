//! Deeds of the user by their names.

use super::{Phrasebook, Setting, one_line};
use crate::model::{Act, BY_MESSAGE, CarrierId, Deed, ParcelId, PersonId, Role, SourceId, Status};

/// The longest piece of a name that is shown, in characters.
const PIECE: usize = 60;

impl Phrasebook {
    /// What the user did, as a thing that can be undone: "attaching the number RB123456785CN".
    pub fn deed(&self, deed: &Deed, setting: &Setting) -> String {
        let of = |id: &str, what: String| self.phrase(id, &[("what", one_line(&what, PIECE).into())]);
        match deed {
            Deed::Added => self.label("deed-added"),
            Deed::Removed => self.label("deed-removed"),
            Deed::Unknown => self.label("deed-unknown"),
            Deed::Acted { act } => self.act(act, setting),
            Deed::Said { status } => of("deed-said", self.said(*status)),
            Deed::Message { by, status } => {
                let from = by.strip_prefix(BY_MESSAGE).unwrap_or(by);
                let from = (setting.carrier)(&CarrierId::from(from));
                let args = [("from", one_line(&from, PIECE).into()), ("what", self.said(*status).into())];
                self.phrase("deed-message", &args)
            }
            Deed::Joined { others } => {
                of("deed-joined", others.iter().map(ParcelId::to_string).collect::<Vec<_>>().join(", "))
            }
            Deed::Forbade { never, again } => {
                let names =
                    |sources: &[SourceId]| sources.iter().map(SourceId::to_string).collect::<Vec<_>>().join(", ");
                match never.is_empty() {
                    true => of("deed-allowed", names(again)),
                    false => of("deed-forbade", names(never)),
                }
            }
            Deed::Given { people } => match people.as_slice() {
                [] => self.label("deed-given-house"),
                some => of("deed-given", some.iter().map(PersonId::to_string).collect::<Vec<_>>().join(", ")),
            },
            Deed::Split { other } => of("deed-split", other.to_string()),
        }
    }

    fn act(&self, act: &Act, setting: &Setting) -> String {
        let (id, what) = match act {
            Act::Added => ("deed-added", String::new()),
            Act::Linked { leg } | Act::Given { leg, .. } => ("deed-linked", leg.number.to_string()),
            Act::Corrected { wrong, leg } => {
                let args = [("wrong", wrong.as_str().into()), ("right", leg.number.as_str().into())];
                return self.phrase("deed-corrected", &args);
            }
            Act::Unlinked { number } => ("deed-unlinked", number.to_string()),
            Act::Refresh => ("deed-refresh", String::new()),
            Act::Received => ("deed-received", String::new()),
            Act::Wronged { wrong } => ("deed-wronged", self.problem(wrong.problem)),
            Act::Disputed { step } => ("deed-disputed", self.dispute_state(step.state)),
            Act::Extended { until } => ("deed-extended", self.date(*until, setting.today)),
            Act::Ordered { order, .. } => ("deed-ordered", order.id.clone()),
            Act::Sold { seller } => ("deed-sold", seller.clone()),
            Act::Addressed { .. } => ("deed-addressed", String::new()),
            Act::Coded { source, code, .. } => ("deed-coded", format!("{source}:{code}")),
            Act::Carries { roles } if roles.iter().any(|(_, role)| *role == Role::ToForwarder) => {
                ("deed-to-forwarder", String::new())
            }
            Act::Carries { .. } => ("deed-no-forwarder", String::new()),
            Act::Dated { .. } => ("deed-dated", String::new()),
            Act::Named { title } => ("deed-named", title.clone()),
            Act::Archived { away: true } => ("deed-archived", String::new()),
            Act::Archived { away: false } => ("deed-unarchived", String::new()),
            Act::Several { acts } => {
                let said =
                    |act: &Act| !matches!(act, Act::Dated { shipped: None, promised: None, protection_ends: None });
                let acts: Vec<String> = acts.iter().filter(|it| said(it)).map(|act| self.act(act, setting)).collect();
                return acts.join(", ");
            }
        };
        self.phrase(id, &[("what", one_line(&what, PIECE).into())])
    }

    fn said(&self, status: Option<Status>) -> String {
        status.map_or_else(|| self.label("deed-nothing-said"), |it| self.status(it))
    }
}
