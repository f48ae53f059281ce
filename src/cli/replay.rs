//! `posylka replay`: what the rules would have said of one's own parcels, day by day, and what came of that.

use std::path::PathBuf;

use super::{columns::table, output::Reply, stats::back_of};
use crate::app::{
    App,
    views::replay::{AlarmView, CourseView, LifeView, Replay, ScoreView, over_archive},
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Rules to be tried beside those in force: files as they would stand in `rules/`, such as norms.toml
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(app: &mut App, args: &Args) -> anyhow::Result<Reply> {
    let tried = args.rules.as_deref().map(|folder| app.setup.with_rules_of(folder)).transpose()?;
    let replay = over_archive(app, tried.as_ref())?;
    let said = if replay.parcels == 0 { app.label("replay-none") } else { text(app, &replay) };
    Ok(Reply::new(said, replay))
}

fn text(app: &App, it: &Replay) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let head = [("count", it.parcels.into()), ("from", day(it.from).into()), ("to", day(it.to).into())];
    let mut text = app.phrase("replay-head", &head) + "\n";
    if it.tried.is_some() {
        text += &format!("{}\n", app.label("replay-both"));
    }
    let [rules, disputes] = ["rules", "disputes"].map(|id| app.label(&format!("replay-{id}-title")));
    text += &format!("\n{rules}\n{}", alarms(app, it));
    text += &format!("\n{disputes}\n{}", claims(app, it));
    let silence = it.in_force.silence;
    let quiet =
        [("silent", silence.silent.into()), ("waited", silence.waited.into()), ("longest", silence.longest.into())];
    text += &format!("\n{}\n{}\n", app.phrase("replay-silence", &quiet), money(app, it));
    text += &format!("\n{}\n{}", app.label("replay-lives-title"), lives(app, &it.lives));
    let untold = it.cannot_tell.iter().map(|it| format!("- {}\n", app.label(&format!("replay-untold-{it}"))));
    text + &format!("\n{}\n{}", app.label("replay-untold-title"), untold.collect::<String>())
}

/// A figure by the rules in force; where others are tried and say otherwise, theirs after it.
fn figure(it: &Replay, of: &dyn Fn(&ScoreView) -> usize) -> String {
    let own = of(&it.in_force);
    match it.tried.as_ref().map(of) {
        Some(other) if other != own => format!("{own} → {other}"),
        _ => own.to_string(),
    }
}

fn alarms(app: &App, it: &Replay) -> String {
    let mut flags: Vec<_> = [Some(&it.in_force), it.tried.as_ref()].into_iter().flatten().collect::<Vec<_>>();
    let mut flags: Vec<_> = flags.drain(..).flat_map(|score| &score.rules).map(|rule| rule.flag).collect();
    flags.sort_unstable();
    flags.dedup();
    let rows = flags.into_iter().map(|flag| {
        let of = |part: fn(&AlarmView) -> usize| {
            figure(it, &|score| score.rules.iter().find(|it| it.flag == flag).map_or(0, part))
        };
        [app.setup.phrases.flag(flag), of(|it| it.days), of(|it| it.came), of(|it| it.never_came), of(|it| it.open)]
    });
    let ids = ["rule", "days", "came", "never-came", "open"];
    table(ids.map(|id| app.label(&format!("replay-{id}"))), rows)
}

fn claims(app: &App, it: &Replay) -> String {
    let rows = [
        ("in-time", figure(it, &|score| score.disputes.in_time)),
        ("late", figure(it, &|score| score.disputes.late)),
        ("missed", figure(it, &|score| score.disputes.missed)),
        ("undated", figure(it, &|score| score.disputes.undated)),
        ("early", figure(it, &|score| score.disputes.early)),
        ("spared", figure(it, &|score| score.disputes.spared)),
        ("open", figure(it, &|score| score.disputes.open)),
    ];
    let rows = rows.map(|(id, count)| [app.label(&format!("replay-claim-{id}")), count]);
    table([app.label("replay-claim"), app.label("replay-parcels")], rows)
}

fn money(app: &App, it: &Replay) -> String {
    let claims = &it.claims;
    if claims.opened == 0 {
        return app.label("replay-no-claims");
    }
    let sum = |all, untold| Some(back_of(app, all, untold)).filter(|it| !it.is_empty()).unwrap_or_else(|| "—".into());
    let args = [
        ("count", claims.opened.into()),
        ("asked", sum(&claims.asked, claims.asked_untold).into()),
        ("awarded", sum(&claims.awarded, claims.awarded_untold).into()),
        ("refunded", sum(&claims.refunded, claims.refunded_untold).into()),
    ];
    app.phrase("replay-money", &args)
}

fn lives(app: &App, lives: &[LifeView]) -> String {
    let ids = ["id", "title", "ended", "dispute", "opened", "said"];
    let rows = lives.iter().flat_map(|it| {
        let came = it.came.map(|day| format!(" {day}")).unwrap_or_default();
        let ended = app.label(&format!("replay-{}", it.ended)) + &came;
        let opened = it.opened.map(|day| day.to_string()).unwrap_or_default();
        let own =
            [it.id.clone(), it.title.clone(), ended, turned_out(app, &it.in_force), opened, said(app, &it.in_force)];
        let tried = it.tried.as_ref().map(|tried| {
            let none = String::new;
            [
                none(),
                format!("→ {}", app.label("replay-tried")),
                none(),
                turned_out(app, tried),
                none(),
                said(app, tried),
            ]
        });
        std::iter::once(own).chain(tried)
    });
    table(ids.map(|id| app.label(&format!("replay-life-{id}"))), rows)
}

fn turned_out(app: &App, it: &CourseView) -> String {
    let day = it.advised.map(|day| format!(" {day}")).unwrap_or_default();
    app.label(&format!("replay-turned-{}", it.dispute)) + &day
}

/// The days on which something was out of the ordinary.
fn said(app: &App, it: &CourseView) -> String {
    let phrases = &app.setup.phrases;
    let mut spans: Vec<(jiff::civil::Date, jiff::civil::Date, String)> = Vec::new();
    for day in it.days.iter().filter(|it| !it.flags.is_empty()) {
        let flags: Vec<String> = day.flags.iter().map(|flag| phrases.flag(*flag)).collect();
        let flags = flags.join(", ");
        match spans.last_mut().filter(|last| last.2 == flags && last.1.tomorrow().ok() == Some(day.from)) {
            Some(last) => last.1 = day.to,
            None => spans.push((day.from, day.to, flags)),
        }
    }
    let line = |(from, to, flags): &(jiff::civil::Date, jiff::civil::Date, String)| {
        let [from, to] = [from, to].map(|day| day.strftime("%m-%d").to_string());
        if from == to { format!("{from} {flags}") } else { format!("{from} – {to} {flags}") }
    };
    spans.iter().map(line).collect::<Vec<_>>().join("; ")
}
