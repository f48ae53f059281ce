//! Figures for who watches the watcher, in the form of Prometheus: for those who ask, and for a file that others collect.

use std::fmt::Write as _;

use crate::{
    app::{
        App,
        views::{
            deadlines::deadlines,
            status::{DaemonLife, Status, status},
        },
    },
    model::{Flag, Stage},
};

/// The figures of a moment, for who asks.
pub fn of_now(app: &mut App, daemon: DaemonLife) -> anyhow::Result<String> {
    let status = status(app, daemon)?;
    let mut page = figures(app, &status)?;
    page.gauge("posylka_up", "Whether a daemon watches.");
    page.figure("posylka_up", &[], f64::from(u8::from(status.daemon.alive)));
    if let Some(last) = status.daemon.last_tick.or(status.last_round) {
        page.gauge("posylka_last_look_age_seconds", "Seconds since somebody last looked.");
        page.figure("posylka_last_look_age_seconds", &[], app.now.duration_since(last).as_secs().max(0) as f64);
    }
    Ok(page.text)
}

/// The same for a file. It is as long the same as nothing happens: a file cannot say that whoever wrote it lives.
pub fn of_file(app: &mut App) -> anyhow::Result<String> {
    let status = status(app, DaemonLife::default())?;
    Ok(figures(app, &status)?.text)
}

fn figures(app: &mut App, status: &Status) -> anyhow::Result<Page> {
    let mut page = Page::default();
    let count = |word: &str| status.parcels.get(word).copied().unwrap_or(0) as f64;
    page.gauge("posylka_parcels", "Parcels in sight, by stage.");
    Stage::ALL.iter().for_each(|it| page.figure("posylka_parcels", &[("stage", it.word())], count(it.word())));
    page.gauge("posylka_flags", "Parcels in sight with something out of the ordinary.");
    Flag::ALL.iter().for_each(|it| page.figure("posylka_flags", &[("flag", it.word())], count(it.word())));
    page.gauge("posylka_needs_user", "Things only the user can do.");
    page.figure("posylka_needs_user", &[], status.needs_you.len() as f64);
    let today = app.today();
    let left: Vec<i32> = deadlines(app)?.deadlines.iter().map(|it| (it.day - today).get_days()).collect();
    page.gauge("posylka_deadlines", "Days that must not be missed, within so many days.");
    for within in [1, 3, 7, 30] {
        let due = left.iter().filter(|days| **days <= within).count();
        page.figure("posylka_deadlines", &[("within_days", &within.to_string())], due as f64);
    }
    page.gauge("posylka_source_failures", "Failures of a source in a row.");
    for it in &status.carriers {
        page.figure("posylka_source_failures", &[("source", &it.id)], f64::from(it.health.failures));
    }
    page.counter("posylka_source_answers_total", "Answers of a source, by outcome.");
    for it in &status.carriers {
        for (outcome, count) in &it.health.outcomes {
            let labels = [("source", it.id.as_str()), ("outcome", outcome.as_str())];
            page.figure("posylka_source_answers_total", &labels, f64::from(*count));
        }
    }
    page.gauge("posylka_channel_failures", "Failures of a way out in a row.");
    for it in &status.channels {
        page.figure("posylka_channel_failures", &[("channel", &it.channel)], f64::from(it.failures));
    }
    page.gauge("posylka_notices_owed", "Notices that wait for their way out.");
    page.figure("posylka_notices_owed", &[], status.outbox.iter().map(|it| f64::from(it.owed)).sum());
    if let Some(last) = status.carriers.iter().filter_map(|it| it.health.last_good).max() {
        page.gauge("posylka_last_answer_timestamp_seconds", "When a source last answered.");
        page.figure("posylka_last_answer_timestamp_seconds", &[], last.as_second() as f64);
    }
    Ok(page)
}

/// A page of figures.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn gauge(&mut self, name: &str, help: &str) {
        self.head(name, "gauge", help);
    }

    fn counter(&mut self, name: &str, help: &str) {
        self.head(name, "counter", help);
    }

    // Writing into a String cannot fail.
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn figure(&mut self, name: &str, labels: &[(&str, &str)], value: f64) {
        let pairs: Vec<String> = labels.iter().map(|(key, value)| format!("{key}=\"{}\"", escaped(value))).collect();
        let labels = if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {}", value + 0.0);
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out() {
        let mut page = Page::default();
        page.figure("a", &[("b", "x\"}\n\\c")], 1.5);
        assert_eq!(page.text, "a{b=\"x\\\"}\\n\\\\c\"} 1.5\n");
    }
}
