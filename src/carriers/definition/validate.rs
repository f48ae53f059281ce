//! Everything about a definition that can be told without an answer.

use super::{Alternatives, Body, Definition, DefinitionError, NumberRule, Pattern, RequestSpec};
use crate::{
    carriers::{
        document_node::Format,
        numbers::holds,
        place::Place,
        request::{OPTIONAL, host_of, in_a_member, optional_places, placeholders, takes},
    },
    model::Access,
};

/// Reads a definition and looks at all of it: every pattern, place, URL, secret and example.
pub fn validate(id: &str, text: &str, origin: Option<String>) -> Result<Definition, DefinitionError> {
    let definition = Definition::parse(id, text, origin)?;
    match faults(&definition).into_iter().next() {
        None => Ok(definition),
        Some((key, message)) => Err(DefinitionError::Meaning { origin: definition.named().to_owned(), key, message }),
    }
}

type Fault = (String, String);

fn faults(it: &Definition) -> Vec<Fault> {
    let mut faults = head(it);
    for rule in &it.numbers {
        faults.extend(number_rule(rule));
    }
    for (key, spec) in it.requests() {
        faults.extend(request(it, key, spec));
        faults.extend(optional(it, key, spec));
    }
    faults.extend(carrier_codes(it));
    let format = it.answer.as_ref().map_or(Format::Json, |answer| answer.format);
    faults.extend(places(it).into_iter().filter_map(|(key, place)| Some((key.to_owned(), place.fault(format)?))));
    faults.extend(
        patterns(it)
            .into_iter()
            .filter(|(_, it)| it.regex().is_none())
            .map(|(key, it)| (key.to_owned(), format!("`{}` is no regular expression", it.source()))),
    );
    faults
}

fn head(it: &Definition) -> Vec<Fault> {
    let fault = |key: &str, message: &str| (key.to_owned(), message.to_owned());
    let mut faults = Vec::new();
    if it.schema != 1 {
        faults.push(fault("schema", "this program reads schema 1"));
    }
    if it.page.as_ref().is_some_and(|page| !page.starts_with("https://") || !page.contains("{number}")) {
        faults.push(fault("page", "an https address with {number} in it"));
    }
    if it.request.is_some() && it.answer.is_none() {
        faults.push(fault("answer", "what is asked says how its answers are read"));
    }
    if !it.draft && it.request.is_some() == (it.access == Access::LinkOnly) {
        faults.push(fault("access", "`link-only` is what has no `request`"));
    }
    if !it.draft && !it.open.is_empty() {
        faults.push(fault("open", "only a draft leaves anything open"));
    }
    if it.pace.batch == 0 || it.pace.batch > 100 {
        faults.push(fault("pace.batch", "1 to 100"));
    }
    if let Some(answer) = &it.answer {
        if answer.stride == 0 {
            faults.push(fault("answer.stride", "at least 1"));
        }
        if it.pace.batch > 1 && (answer.element.is_none() || answer.identity.is_empty()) {
            faults.push(fault("answer.element", "a batch needs `element` and `identity`"));
        }
    }
    faults
}

fn number_rule(rule: &NumberRule) -> Vec<Fault> {
    let fault = |message: String| (format!("numbers.{}", rule.rule), message);
    if rule.pattern.regex().is_none() {
        return vec![fault(format!("`{}` is no regular expression", rule.pattern.source()))];
    }
    let mut faults = Vec::new();
    if !(0.0..=1.0).contains(&rule.confidence) || !(0.0..=1.0).contains(&rule.failing) {
        faults.push(fault("confidence is 0 to 1".to_owned()));
    }
    let holds = |text: &String| holds(rule, text);
    faults.extend(rule.valid.iter().filter(|it| !holds(it)).map(|it| fault(format!("`{it}` is not valid by it"))));
    faults.extend(rule.invalid.iter().filter(|it| holds(it)).map(|it| fault(format!("`{it}` is valid by it"))));
    faults
}

fn request(it: &Definition, key: &str, spec: &RequestSpec) -> Vec<Fault> {
    let fault = |message: String| (key.to_owned(), message);
    let mut faults = Vec::new();
    match host_of(&spec.url) {
        None => faults.push(fault(format!("`{}` is no https address", spec.url))),
        Some(host) if !spec.hosts.iter().any(|it| it == host) => {
            faults.push(fault(format!("`hosts` does not hold `{host}`")));
        }
        Some(_) => {}
    }
    for name in placeholders(spec) {
        let known = match name.strip_prefix("secret.") {
            Some(secret) => it.secrets.contains_key(secret),
            None => {
                matches!(name.as_str(), "number" | "numbers" | "token" | "registered")
                    || OPTIONAL.contains(&name.as_str())
            }
        };
        if !known {
            faults.push(fault(format!("`{{{name}}}` is nothing that is known here")));
        }
    }
    faults
}

/// What may be left out must be something that can: it stands in no address, and for one number.
fn optional(it: &Definition, key: &str, spec: &RequestSpec) -> Option<Fault> {
    let fault = |message: &str| Some((key.to_owned(), message.to_owned()));
    let json = matches!(spec.body, Some(Body::Json(_)));
    let fixed = match &spec.body {
        Some(Body::Xml(text) | Body::Text(text)) => text.as_str(),
        _ => "",
    };
    if [spec.url.as_str(), fixed].iter().any(|text| !optional_places(text).is_empty()) {
        return fault("`{carrier}` and `{postcode}` stand in `query`, `headers`, a `form` or a member of `json`");
    }
    let members = match &spec.body {
        Some(Body::Json(text)) => vec![text.as_str(), &spec.each],
        _ => Vec::new(),
    };
    let lost = |text: &&str| optional_places(text).iter().any(|at| !in_a_member(text, *at));
    if members.iter().any(lost) || !json && !optional_places(&spec.each).is_empty() {
        return fault("in JSON, `{carrier}` and `{postcode}` stand in a member of an object");
    }
    let texts = spec.query.values().chain(spec.headers.values()).map(String::as_str);
    let form = match &spec.body {
        Some(Body::Form(fields)) => fields.values().map(String::as_str).collect(),
        Some(Body::Json(text)) => vec![text.as_str()],
        _ => Vec::new(),
    };
    let of_one = texts.chain(form).any(|text| !optional_places(text).is_empty());
    match key == "request" && it.pace.batch > 1 && of_one {
        true => fault("in a batch, `{carrier}` and `{postcode}` stand in `each`"),
        false => None,
    }
}

/// Who takes the code of a carrier says how one looks, and who says that takes one.
fn carrier_codes(it: &Definition) -> Option<Fault> {
    let fault = |message: String| Some(("carrier_codes".to_owned(), message));
    let named = takes(it, "carrier");
    let through_then = it.register.as_ref().is_some_and(|it| it.then.is_some());
    match &it.carrier_codes {
        None if named => fault("`{carrier}` is named: say how a code looks".to_owned()),
        Some(_) if !named && !through_then => fault("no request names `{carrier}`".to_owned()),
        Some(codes) if codes.shape.regex().is_none() => {
            fault(format!("`{}` is no regular expression", codes.shape.source()))
        }
        _ => None,
    }
}

fn fields(it: &Definition) -> Vec<(&'static str, &Alternatives)> {
    let mut fields = vec![
        ("facts.weight", &it.facts.weight),
        ("facts.origin", &it.facts.origin),
        ("facts.destination", &it.facts.destination),
        ("facts.postcode", &it.facts.postcode),
        ("facts.promised_by", &it.facts.promised_by),
        ("facts.hold_until", &it.facts.hold_until),
        ("facts.service", &it.facts.service),
        ("facts.flow", &it.facts.flow),
        ("facts.last_mile", &it.facts.last_mile),
    ];
    fields.extend(it.linked.iter().flat_map(|it| [("linked.number", &it.number), ("linked.carrier", &it.carrier)]));
    if let Some(answer) = &it.answer {
        fields.extend([
            ("answer.identity", &answer.identity),
            ("answer.code", &answer.code),
            ("answer.text", &answer.text),
            ("answer.place", &answer.place),
            ("answer.reason", &answer.reason),
            ("answer.time", &answer.time),
            ("answer.number", &answer.number),
            ("answer.carrier", &answer.carrier),
        ]);
        let zones = answer.zone.iter().flat_map(|it| it.place.iter().chain(&it.country));
        fields.extend(zones.map(|it| ("answer.zone", it)));
    }
    fields
}

fn places(it: &Definition) -> Vec<(&'static str, &Place)> {
    let mut places: Vec<_> = fields(it)
        .into_iter()
        .flat_map(|(key, many)| many.0.iter().flat_map(move |one| one.place.places().map(move |place| (key, place))))
        .collect();
    for rule in &it.outcome {
        places.extend(rule.places.iter().map(|it| ("outcome.where", &it.place)));
        places.extend(rule.says.iter().flat_map(|it| it.places()).map(|it| ("outcome.says", it)));
    }
    if let Some(answer) = &it.answer {
        places.extend(answer.rows.0.iter().map(|it| ("answer.rows", it)));
        places.extend(answer.element.iter().flat_map(|it| &it.0).map(|it| ("answer.element", it)));
    }
    places
}

fn patterns(it: &Definition) -> Vec<(&'static str, &Pattern)> {
    let mut patterns: Vec<_> = fields(it)
        .into_iter()
        .flat_map(|(key, many)| many.0.iter().filter_map(move |one| Some((key, one.pattern.as_ref()?))))
        .collect();
    patterns.extend(it.tables.patterns().map(|it| ("texts", it)));
    patterns.extend(it.linked.iter().flat_map(|it| it.text.iter().chain(&it.exclude)).map(|it| ("linked", it)));
    patterns.extend(it.answer.iter().flat_map(|it| it.extract.iter().chain(&it.complete)).map(|it| ("answer", it)));
    for rule in &it.outcome {
        patterns.extend(rule.raw.iter().map(|it| ("outcome.raw", it)));
        patterns.extend(rule.header.iter().map(|it| ("outcome.header", &it.pattern)));
        patterns.extend(rule.places.iter().filter_map(|it| it.matches.as_ref()).map(|it| ("outcome.where", it)));
    }
    patterns
}
