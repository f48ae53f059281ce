//! What a source wants to know of a number before it answers, with what to type.

use crate::{
    app::App,
    model::{Leg, ParcelId},
    rules::inputs::wanted,
    text::Arg,
};

/// A sentence for each thing that is wanted for a leg; `legs` are all of its parcel.
pub(super) fn sentences(app: &App, id: ParcelId, leg: &Leg, legs: &[Leg]) -> Vec<String> {
    let Some(carrier) = app.setup.knowledge.carriers.get(&leg.key.carrier).filter(|_| leg.watched()) else {
        return Vec::new();
    };
    let page = carrier.page_for(leg.key.number.as_str()).map(|page| format!(": {page}")).unwrap_or_default();
    let say = |phrase: &str, more: &[(&str, Arg<'_>)]| {
        let mut args: Vec<(&str, Arg<'_>)> = vec![
            ("carrier", app.setup.name_of(&leg.key.carrier).into()),
            ("number", leg.key.number.as_str().into()),
            ("id", id.to_string().into()),
            ("page", page.as_str().into()),
        ];
        args.extend(more.iter().cloned());
        app.phrase(phrase, &args)
    };
    if wanted(leg, "phone") {
        return vec![say("explain-needs-phone", &[])];
    }
    if wanted(leg, "postcode") {
        let taken = carrier.askable().any(|source| source.takes_postcode);
        return vec![say(if taken { "explain-wants-postcode" } else { "explain-needs-postcode" }, &[])];
    }
    if !wanted(leg, "carrier") {
        return Vec::new();
    }
    // One command for the parcel is enough unless it would leave open which number is meant.
    let several = legs.iter().any(|it| it.watched() && wanted(it, "carrier") && it.key.number != leg.key.number);
    let phrase = if several { "explain-wants-code-of-one" } else { "explain-wants-code" };
    let coded = carrier.askable().filter_map(|source| Some((&source.id, source.carrier_codes.as_deref()?)));
    let name = |source| app.setup.registry.source(source).map(|it| app.setup.name_of(&it.of)).unwrap_or_default();
    let asked: Vec<String> = coded
        .map(|(source, from)| {
            say(phrase, &[("who", name(source).into()), ("source", source.as_str().into()), ("from", from.into())])
        })
        .collect();
    if asked.is_empty() { vec![say("explain-needs-carrier", &[])] } else { asked }
}
