//! The protection and the silence of a parcel as two bars.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::{
    app::{App, views::parcel::ParcelDetails},
    dossier::{ProtectionClock, Silence},
    model::DisputeState,
};

/// How long a bar is, in units of its drawing.
const LONG: i32 = 1000;

/// Both, as far as there is something to show.
pub fn clocks(app: &App, shown: &ParcelDetails) -> Markup {
    // Who has the parcel, or the money, waits for nothing.
    let waits = !shown.parcel.received && shown.parcel.dispute.state != DisputeState::Refunded;
    html! {
        @if let Some(silence) = shown.silence.filter(|_| waits) { (silent(app, silence)) }
        @if let Some(clock) = shown.clock.filter(|_| waits) { (protection(app, clock)) }
    }
}

fn silent(app: &App, silence: Silence) -> Markup {
    let Silence { days, most, share } = silence;
    let phrases = &app.setup.phrases;
    let quiet = phrases.phrase("picture-quiet", &[("n", phrases.days(days).into())]);
    let usual = phrases.phrase("picture-most", &[("n", phrases.days(most).into()), ("share", share.into())]);
    let class = if days > most { "run late" } else { "run" };
    html! {
        figure.clock {
            figcaption { (phrases.label("picture-norm")) }
            (bar(class, silence.at(days, LONG), &[("mark", silence.at(most, LONG))], &format!("{quiet}; {usual}")))
            ul.legend {
                li.(if days > most { "late" } else { "now" }) { (quiet) }
                li.mark { (usual) }
            }
        }
    }
}

fn protection(app: &App, clock: ProtectionClock) -> Markup {
    let (phrases, today) = (&app.setup.phrases, app.today());
    let at = |day: Date| clock.at(day, today, LONG);
    let begun = if clock.posted { "picture-begun" } else { "picture-bought" };
    let rows = [
        (begun, "begun", Some(clock.begun)),
        ("picture-today", "now", Some(today)),
        ("picture-ends", "mark", clock.ends),
        ("picture-closes", "last", clock.closes),
    ];
    let said = |id: &str, day: Date| {
        let n = phrases.days((day - clock.begun).get_days());
        phrases.phrase(id, &[("day", phrases.date(day, today).into()), ("n", n.into())])
    };
    let rows: Vec<(&str, String, i32)> =
        rows.into_iter().filter_map(|(id, class, day)| day.map(|day| (class, said(id, day), at(day)))).collect();
    let marks: Vec<(&str, i32)> =
        rows.iter().filter(|(class, ..)| ["mark", "last"].contains(class)).map(|(class, _, x)| (*class, *x)).collect();
    let told = rows.iter().map(|(_, said, _)| said.as_str()).collect::<Vec<_>>().join("; ");
    html! {
        figure.clock {
            figcaption { (phrases.label("picture-clock")) }
            (bar("run", at(today), &marks, &told))
            ul.legend { @for (class, said, _) in &rows { li class=(class) { (said) } } }
        }
    }
}

/// A bar that has run so far, with marks on it.
fn bar(class: &str, run: i32, marks: &[(&str, i32)], told: &str) -> Markup {
    html! {
        svg.bar role="img" aria-label=(told) viewBox={ "0 0 " (LONG) " 40" } preserveAspectRatio="none" {
            rect.whole y="8" width=(LONG) height="24" {}
            rect class=(class) y="8" width=(run.max(8)) height="24" {}
            @for (class, x) in marks { rect class=(class) x=((x - 3).clamp(0, LONG - 6)) width="6" height="40" {} }
        }
    }
}
