//! `posylka explain`

use super::{norm_chart, output::Reply};
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
    Ok(Reply::new(format!("{}\n{picture}", explained.explain.join("\n")), explained))
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
