//! The whole back-test of a file, and its two ways out.

use serde_json::{Map, Value, json};

use super::{
    bounds::{Asking, BOUNDS, Bounds, CONSTANTS as DAYS, Tally, tally},
    cells::{Dice, cells},
    lost::{Alarms, CONSTANTS, Lost, lost},
    rows::Row,
};

/// Sizes of the user's own history that are tried.
const COUNTS: [usize; 6] = [3, 5, 10, 20, 50, 100];

/// What came of a file.
pub struct Report {
    cells: usize,
    tallies: Vec<(usize, Tally)>,
    lost: Option<Lost>,
}

impl Report {
    /// The same for the same rows and seed; `never` is the share of parcels that never come.
    pub fn of(rows: &[Row], never: f64, asking: Asking, seed: u64) -> Report {
        let (cells, mut dice) = (cells(rows), Dice(seed));
        let tallies = COUNTS.iter().map(|count| (*count, tally(&cells, *count, never, asking, &mut dice))).collect();
        Report { cells: cells.len(), tallies, lost: lost(&cells, never, &mut dice) }
    }

    /// `beyond95` and its like are ours; `own95`, `prior95`, `shrunk95` and its like what they are compared with; `days95`
    /// and its like how wide ours are.
    pub fn json(&self) -> Value {
        let by_count = |share: &dyn Fn(&Tally) -> f64| -> Value {
            self.tallies.iter().map(|(count, it)| (count.to_string(), json!(share(it)))).collect::<Map<_, _>>().into()
        };
        let mut all = Map::new();
        for (at, bound) in BOUNDS.iter().enumerate() {
            all.insert(format!("beyond{bound}"), by_count(&|it| of(it.ours.beyond[at], it)));
            all.insert(format!("shrunk{bound}"), by_count(&|it| of(it.shrunk.beyond[at], it)));
            all.insert(format!("error{bound}"), by_count(&|it| it.ours.error(at, it)));
            all.insert(format!("days{bound}"), by_count(&|it| days(&it.ours, at, it)));
            all.insert(format!("shrunk_days{bound}"), by_count(&|it| days(&it.shrunk, at, it)));
        }
        for (at, bound) in DAYS.iter().enumerate() {
            all.insert(format!("beyond_{bound}_days"), by_count(&|it| of(it.constants[at], it)));
        }
        all.insert("arrivals".to_owned(), by_count(&|it| f64::from(it.arrivals)));
        all.insert("own95".to_owned(), by_count(&|it| it.own.share()));
        all.insert("prior95".to_owned(), by_count(&|it| of(it.prior.beyond[NINETY_FIVE], it)));
        all.insert("eta80".to_owned(), by_count(&|it| it.eta.share()));
        all.insert("lost".to_owned(), self.lost.as_ref().map_or(Value::Null, lost_json));
        all.into()
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut lines = vec![format!("{} cells of at least 40 arrivals; shares in % of arrivals", self.cells)];
        lines.push("\nbeyond 95 %    own data    prior     ours".to_owned());
        for (count, it) in &self.tallies {
            let shares = [it.own.share(), of(it.prior.beyond[NINETY_FIVE], it), of(it.ours.beyond[NINETY_FIVE], it)];
            let shares = shares.map(percent).join("  ");
            lines.push(format!("{count:>3} parcels     {shares}    {:>5} arrivals, {} draws", it.arrivals, it.asked));
        }
        for (name, recipe) in RECIPES {
            lines.push(format!(
                "\n{name:<14} beyond 50 %    80 %    90 %    95 %    99 %    days to 50 %   80 %   90 %   95 %    error of 50 80 90 95"
            ));
            for (count, it) in &self.tallies {
                let bounds = recipe(it);
                let shares = bounds.beyond.map(|hits| percent(of(hits, it))).join(" ");
                let errors = [0, 1, 2, NINETY_FIVE].map(|at| percent(bounds.error(at, it))).join("");
                let widths = [0, 1, 2, NINETY_FIVE].map(|at| format!("{:6.1}", days(bounds, at, it))).join(" ");
                lines.push(format!("{count:>3} parcels     {shares}          {widths} {errors}"));
            }
        }
        lines.push(format!("\nconstants, beyond   {}", DAYS.map(|days| format!("{days:>2} days")).join("  ")));
        for (count, it) in &self.tallies {
            lines.push(format!(
                "{count:>3} parcels         {}",
                it.constants.map(|hits| percent(of(hits, it))).join(" ")
            ));
        }
        lines.push("\ninside 80 % of the time left".to_owned());
        lines.extend(self.tallies.iter().map(|(count, it)| format!("{count:>3} parcels {}", percent(it.eta.share()))));
        lines.extend(self.lost.iter().flat_map(lost_lines));
        lines.join("\n")
    }
}

type Recipe = fn(&Tally) -> &Bounds;

/// What is held side by side.
const RECIPES: [(&str, Recipe); 3] =
    [("prior", |it| &it.prior), ("shrunk", |it| &it.shrunk), ("ours: ranks", |it| &it.ours)];

fn days(bounds: &Bounds, at: usize, tally: &Tally) -> f64 {
    bounds.days[at] / f64::from(tally.asked.max(1))
}

fn lost_lines(lost: &Lost) -> Vec<String> {
    let rules = [("ours".to_owned(), lost.ours), ("ours, the odds alone".to_owned(), lost.odds)];
    let constants = CONSTANTS.iter().zip(lost.constants).map(|(days, it)| (format!("{days} days"), it));
    let line = |(name, it): (String, Alarms)| {
        format!("{name:<28} {} {}", percent(it.recall.share()), percent(it.false_alarms.share()))
    };
    let came = lost.ours.false_alarms.of;
    let head = format!("\n{} never came, {came} came; by promise + 15    recall  false alarms", lost.ours.recall.of);
    std::iter::once(head).chain(rules.into_iter().chain(constants).map(line)).collect()
}

/// Where 95 stands in [`BOUNDS`].
const NINETY_FIVE: usize = 3;

fn of(hits: u32, tally: &Tally) -> f64 {
    f64::from(hits) / f64::from(tally.asked.max(1))
}

fn percent(share: f64) -> String {
    format!("{:7.2}", share * 100.0)
}

fn lost_json(lost: &Lost) -> Value {
    let (days, best) = lost.best_constant();
    json!({
        "recall": lost.ours.recall.share(),
        "false_alarms": lost.ours.false_alarms.share(),
        "odds_alone": { "recall": lost.odds.recall.share(), "false_alarms": lost.odds.false_alarms.share() },
        "best_constant": {
            "days": days,
            "recall": best.recall.share(),
            "false_alarms": best.false_alarms.share(),
        },
    })
}
