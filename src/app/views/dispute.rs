//! What to do at the shop: for one parcel with the texts for it, and for all.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::listed_parcel::ParcelView;
use crate::{
    app::{evidence::Evidence, state::App},
    model::{Action, Case, DisputeState, ParcelId, Round, Stage, Step, Why, Window, Wrong, clean},
    store::{StoreError, Which},
    text::{Asking, Claim, Lang, Phrasebook},
};

/// What to do at the shop for a parcel, why, and the texts for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisputeAdvice {
    pub id: String,
    pub action: Action,
    pub reason: Option<String>,
    pub act_by: Option<Date>,
    pub window: Option<Window>,
    pub because: Vec<String>,
    /// What to beware of just now.
    pub beware: Vec<String>,
    pub state: DisputeState,
    pub steps: Vec<Step>,
    pub wrong: Option<Wrong>,
    pub draft: Option<Draft>,
    /// Where the dossier was written, if it was.
    pub dossier: Option<String>,
    #[serde(skip)]
    pub title: String,
    /// The advice as a sentence.
    #[serde(skip)]
    pub sentence: String,
    /// A message to the seller, in English, where the advice is to write one.
    #[serde(skip)]
    pub to_seller: Option<String>,
    /// Whether a claim is open and not over.
    #[serde(skip)]
    pub runs: bool,
    /// Whether a part was awarded, and nobody knows until when that can be objected to.
    #[serde(skip)]
    pub part: bool,
    /// Whether the user says they have nothing, and tracking does not say that it was delivered.
    #[serde(skip)]
    pub denied_early: bool,
}

/// The texts of a claim.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Draft {
    /// What they are for.
    pub round: Round,
    /// The language of those who read a claim at the shop.
    pub platform: Lang,
    /// What to look at or to tell before one is sent.
    pub first: Vec<String>,
    pub en: String,
    pub ru: String,
    /// The form's questions by id, answered in the shop's language.
    pub answers: Map<String, Value>,
    /// The claim in the user's language.
    #[serde(skip)]
    pub own: Claim,
}

impl App {
    /// What to do at the shop for a parcel; with texts where the advice calls for a claim.
    pub fn dispute(&mut self, id: ParcelId) -> anyhow::Result<DisputeAdvice> {
        let evidence = self.evidence(id)?;
        let advice = DisputeAdvice::of(self, &evidence, evidence.case.advice.action.writes()).asking(&evidence.case);
        let folder = self.setup.folders.dossiers().join(id.to_string());
        let written = folder.join("dossier.html").is_file();
        Ok(DisputeAdvice { dossier: written.then(|| folder.display().to_string()), ..advice })
    }

    /// The same without any text for the shop, and without a dossier: for others than the user.
    pub fn dispute_at_a_glance(&mut self, id: ParcelId) -> anyhow::Result<DisputeAdvice> {
        let case = self.case(id)?;
        let evidence = Evidence::of(case, self.now);
        Ok(DisputeAdvice::of(self, &evidence, false))
    }

    /// All parcels with what is to be done at the shop, the nearest day first.
    pub fn disputes(&mut self) -> Result<Vec<DisputeRow>, StoreError> {
        let mut listed = self.list(Which::InSight)?;
        listed.sort_by_key(|it| (it.advice.act_by.unwrap_or(Date::MAX), it.parcel.id));
        let row = |it| {
            let closes = |window: Window| window.closes;
            DisputeRow { parcel: ParcelView::of(self, it), closes: it.advice.window.map(closes) }
        };
        Ok(listed.iter().map(row).collect())
    }
}

impl DisputeAdvice {
    /// The same with the dossier that was written of it.
    pub fn with_dossier(app: &App, evidence: &Evidence, folder: &Path) -> DisputeAdvice {
        let advice = DisputeAdvice::of(app, evidence, true).asking(&evidence.case);
        DisputeAdvice { dossier: Some(folder.display().to_string()), ..advice }
    }

    fn of(app: &App, evidence: &Evidence, drafted: bool) -> DisputeAdvice {
        let (case, phrases) = (&evidence.case, &app.setup.phrases);
        let (sentence, because) = app.setup.telling(app.today(), |setting| {
            let mut because: Vec<String> = Vec::new();
            for line in case.advice.because.iter().map(|why| phrases.why(why, setting)) {
                if !because.contains(&line) {
                    because.push(line);
                }
            }
            // Why stands beside it.
            (phrases.todo(&case.advice, &case.orders, setting), because)
        });
        DisputeAdvice {
            id: case.parcel.id.to_string(),
            action: case.advice.action,
            reason: case.advice.reason.clone(),
            act_by: case.advice.act_by,
            window: case.advice.window,
            because,
            beware: phrases.traps(&case.advice),
            state: case.dispute.state(),
            steps: case.dispute.steps.clone(),
            wrong: case.dispute.wrong.clone(),
            draft: evidence.round().ok().filter(|_| drafted).map(|round| Draft::of(app, evidence, round)),
            dossier: None,
            title: clean(&case.parcel.title),
            sentence,
            to_seller: None,
            runs: case.dispute.runs(),
            part: case.advice.action == Action::AwaitRefund
                && case.advice.because.iter().any(|why| matches!(why, Why::Award { .. }))
                && !evidence.appeal_has_its_day(&app.setup),
            denied_early: case.dispute.denied().is_some() && case.verdict.stage != Stage::Delivered,
        }
    }
}

impl DisputeAdvice {
    /// With the message to the seller that belongs to it.
    fn asking(self, case: &Case) -> DisputeAdvice {
        let number = case.legs.first().map(|leg| &leg.key.number);
        let text = |asking| Phrasebook::new(Lang::En).asking(asking, &case.orders, number);
        DisputeAdvice { to_seller: asking(self.action).map(text), ..self }
    }
}

impl Draft {
    fn of(app: &App, evidence: &Evidence, round: Round) -> Draft {
        let claim = |lang| evidence.claim(&app.setup, round, &Phrasebook::new(lang));
        let (en, ru) = (claim(Lang::En), claim(Lang::Ru));
        let platform = evidence.platform(&app.setup);
        let of = |lang: Lang| if lang == Lang::Ru { &ru } else { &en };
        let answers = of(platform).answers.iter().map(|it| (it.id.to_owned(), it.answer.clone().into())).collect();
        let own = of(app.setup.phrases.lang()).clone();
        Draft { round, platform, first: own.first.clone(), en: en.text, ru: ru.text, answers, own }
    }
}

/// The ready message to the seller that belongs to an advice.
fn asking(action: Action) -> Option<Asking> {
    match action {
        Action::AskNumber => Some(Asking::Number),
        Action::AskExtension => Some(Asking::Extension),
        Action::FindNumber => Some(Asking::LocalNumber),
        _ => None,
    }
}

/// A parcel among all, with what is to be done at the shop.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisputeRow {
    #[serde(flatten)]
    pub parcel: ParcelView,
    /// The last day a claim can be opened.
    #[serde(skip)]
    pub closes: Option<Date>,
}
