//! What the rules would have said of the user's own parcels, day by day, and what came of that.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::{Action, Case, DisputeState, Flag, Money, words},
    rules::{
        Knowledge,
        purchases::Claimed,
        replay::{Advised, Score, Watched, replay, score},
        trips::End,
    },
    store::StoreError,
};

words! {
    /// How a parcel ended.
    Ended {
        /// It came.
        Came = "came",
        /// It never did.
        Never = "never-came",
        /// That is not known yet.
        Open = "open",
    }
}

words! {
    /// How the advice to open a claim turned out.
    TurnedOut {
        /// It never came, and there was time.
        InTime = "in-time",
        /// It never came, and these were the last days.
        Late = "late",
        /// It never came, and none was advised.
        Missed = "missed",
        /// It never came, and no dates are known.
        Undated = "undated",
        /// It came after all.
        Early = "early",
        /// It came, and none was advised.
        Spared = "spared",
        /// It is not over.
        Open = "open",
    }
}

words! {
    /// What the archive cannot tell.
    Untold {
        /// When a source did not answer.
        Asks = "asks",
        /// When the carrier's own days were told.
        CarrierDays = "carrier-days",
        /// When the order's dates were told.
        OrderDays = "order-days",
        /// What would have come of the user's claims.
        OwnClaims = "own-claims",
        /// What was removed.
        Removed = "removed",
    }
}

/// The archive gone over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Replay {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub parcels: usize,
    pub in_force: ScoreView,
    /// With the rules that were to be tried.
    pub tried: Option<ScoreView>,
    pub claims: ClaimsView,
    pub lives: Vec<LifeView>,
    pub cannot_tell: Vec<Untold>,
}

/// What came of what rules said.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoreView {
    pub rules: Vec<AlarmView>,
    pub disputes: DisputesView,
    pub silence: SilenceView,
}

/// Parcels of which a flag was up before they came.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct AlarmView {
    pub flag: Flag,
    pub days: usize,
    pub came: usize,
    pub never_came: usize,
    pub open: usize,
}

/// Parcels by the claim that would have been advised.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct DisputesView {
    pub in_time: usize,
    pub late: usize,
    pub missed: usize,
    pub undated: usize,
    pub early: usize,
    pub spared: usize,
    pub open: usize,
}

/// Days on which nothing new was heard.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct SilenceView {
    pub waited: usize,
    pub silent: usize,
    pub longest: usize,
}

/// The money of the user's own claims: sums, one for each currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimsView {
    pub opened: usize,
    pub asked: Vec<Money>,
    pub asked_untold: usize,
    pub awarded: Vec<Money>,
    pub awarded_untold: usize,
    pub refunded: Vec<Money>,
    pub refunded_untold: usize,
}

/// One parcel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LifeView {
    pub id: String,
    pub title: String,
    pub ended: Ended,
    pub came: Option<Date>,
    /// The day the user opened a claim.
    pub opened: Option<Date>,
    pub in_force: CourseView,
    /// Where the rules that were to be tried say something else.
    pub tried: Option<CourseView>,
}

/// What rules would have said of a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CourseView {
    pub dispute: TurnedOut,
    /// The first day on which a claim was advised.
    pub advised: Option<Date>,
    pub days: Vec<SpanView>,
}

/// Days on which the same was said.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SpanView {
    pub from: Date,
    pub to: Date,
    pub flags: Vec<Flag>,
    pub action: Action,
}

/// Goes over the user's own parcels; with `tried`, by those rules too.
pub fn over_archive(app: &mut App, tried: Option<&Knowledge>) -> Result<Replay, StoreError> {
    let cases = app.store.reading(|tx| tx.lives())?;
    let (learn, now) = (app.setup.config.norms.learn, app.now);
    let in_force = replay(&cases, &app.setup.knowledge, learn, now);
    let tried = tried.map(|knowledge| replay(&cases, knowledge, learn, now));
    let days = || in_force.iter().flat_map(|it| &it.days).map(|it| it.day);
    let lives = cases.iter().zip(&in_force).enumerate().map(|(at, (case, it))| {
        let other = tried.as_ref().and_then(|all| all.get(at)).map(CourseView::of);
        LifeView::of(app, case, it, other)
    });
    let mut claimed = Claimed::default();
    cases.iter().for_each(|case| claimed.add(case));
    Ok(Replay {
        from: days().min(),
        to: days().max(),
        parcels: cases.len(),
        lives: lives.collect(),
        in_force: ScoreView::of(&score(&in_force)),
        tried: tried.as_ref().map(|all| ScoreView::of(&score(all))),
        claims: ClaimsView::of(&claimed),
        cannot_tell: Untold::ALL.to_vec(),
    })
}

impl ScoreView {
    fn of(score: &Score) -> ScoreView {
        let alarm = |(flag, it): (&Flag, &crate::rules::replay::Alarm)| AlarmView {
            flag: *flag,
            days: it.days,
            came: it.came,
            never_came: it.lost,
            open: it.open,
        };
        let (it, quiet) = (score.claims, score.quiet);
        ScoreView {
            rules: score.alarms.iter().map(alarm).collect(),
            disputes: DisputesView {
                in_time: it.in_time,
                late: it.late,
                missed: it.missed,
                undated: it.undated,
                early: it.early,
                spared: it.spared,
                open: it.open,
            },
            silence: SilenceView { waited: quiet.waited, silent: quiet.silent, longest: quiet.longest },
        }
    }
}

impl ClaimsView {
    fn of(it: &Claimed) -> ClaimsView {
        ClaimsView {
            opened: it.claims,
            asked: it.asked.all(),
            asked_untold: it.asked_untold,
            awarded: it.awarded.all(),
            awarded_untold: it.awarded_untold,
            refunded: it.back.all(),
            refunded_untold: it.back_untold,
        }
    }
}

impl LifeView {
    fn of(app: &App, case: &Case, watched: &Watched, other: Option<CourseView>) -> LifeView {
        let in_force = CourseView::of(watched);
        let opened = case.dispute.steps.iter().find(|step| step.state == DisputeState::Opened);
        LifeView {
            id: case.parcel.id.to_string(),
            title: case.parcel.title.clone(),
            ended: match watched.end {
                End::Arrived => Ended::Came,
                End::Lost => Ended::Never,
                End::None => Ended::Open,
            },
            came: watched.came,
            opened: opened.map(|step| app.setup.knowledge.day(step.at)),
            tried: other.filter(|it| *it != in_force),
            in_force,
        }
    }
}

impl CourseView {
    fn of(watched: &Watched) -> CourseView {
        let (dispute, advised) = match watched.advised() {
            Advised::InTime(day) => (TurnedOut::InTime, Some(day)),
            Advised::Late(day) => (TurnedOut::Late, Some(day)),
            Advised::Early(day) => (TurnedOut::Early, Some(day)),
            Advised::Missed => (TurnedOut::Missed, None),
            Advised::Undated => (TurnedOut::Undated, None),
            Advised::Spared => (TurnedOut::Spared, None),
            Advised::Open(day) => (TurnedOut::Open, day),
        };
        let span = |(from, to, flags, action): (Date, Date, &[Flag], Action)| {
            let flags = flags.to_vec();
            SpanView { from, to, flags, action }
        };
        CourseView { dispute, advised, days: watched.spans().into_iter().map(span).collect() }
    }
}
