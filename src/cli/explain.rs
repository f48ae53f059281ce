//! `posylka explain`

use super::{
    columns::paragraph,
    norm_chart,
    output::Reply,
    screen::{Paint, Screen},
};
use crate::{
    app::{
        App,
        views::explanation::{StandingView, explanation},
    },
    text::Arg,
};

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let explained = explanation(app, id)?;
    let picture = explained.standing.as_ref().map(|it| picture(app, it)).unwrap_or_default();
    let screen = Screen::here();
    let sentences: String = explained.explain.iter().map(|it| paragraph(screen, it, Paint::Plain)).collect();
    Ok(Reply::new(format!("{sentences}{picture}"), explained).paged())
}

/// Where it stands among such parcels, drawn, with what the drawing means.
fn picture(app: &App, standing: &StandingView) -> String {
    let unit = if standing.working { "explain-picture-working" } else { "explain-picture-days" };
    let args: [(&str, Arg<'_>); 3] = [
        ("norm", standing.norm.as_str().into()),
        ("days", (standing.days as i32).into()),
        ("unit", app.label(unit).into()),
    ];
    let drawn = norm_chart::draw(&standing.survival, standing.days, norm_chart::width());
    format!(
        "\n{}\n{}\n{}",
        app.phrase("explain-picture", &args),
        drawn.join("\n"),
        app.phrase("explain-picture-key", &args)
    )
}
