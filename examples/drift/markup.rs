//! How answers in XML and HTML drift.

use super::{
    element::{Child, Element, Style, of_html, of_xml, written},
    kinds::{Drift, Kind, Values, colon, plain},
};

/// The answer as it has drifted; nothing where this kind does nothing to it. `piece`: it is a piece of a page, in quotes.
pub fn drifted(text: &str, html: bool, piece: bool, drift: &Drift, values: &Values) -> Option<String> {
    let mut root = if html { of_html(text) } else { of_xml(text)? };
    let before = root.clone();
    let prefix = match drift.kind {
        Kind::Namespace if !html => "n9:",
        _ => "",
    };
    match drift.kind {
        Kind::Envelope if html => envelope_of_page(&mut root),
        Kind::Envelope => root = envelope(root, drift),
        _ => each(&mut root, &mut |it| change(it, html, drift, values)),
    }
    if root == before && prefix.is_empty() {
        return None;
    }
    let style = Style { html, prefix, quote: if piece { '\'' } else { '"' } };
    if !prefix.is_empty() {
        root.attributes.push(("xmlns:n9".to_owned(), "urn:example:v9".to_owned()));
    }
    let text = written(&root, &style);
    Some(match (html, piece) {
        (true, false) => format!("<!DOCTYPE html>{text}"),
        (true, true) => inner(&root, &style),
        _ => text,
    })
}

/// What stands in the body of a page: of a piece only that was there.
fn inner(root: &Element, style: &Style<'_>) -> String {
    let body = root.elements().find(|it| it.name == "body");
    body.map_or_else(String::new, |body| body.elements().map(|it| written(it, style)).collect())
}

/// Goes through all elements, from the innermost.
fn each(element: &mut Element, change: &mut dyn FnMut(&mut Element)) {
    element.elements_mut().for_each(|it| each(it, change));
    change(element);
}

fn change(element: &mut Element, html: bool, drift: &Drift, values: &Values) {
    let rows = element.elements().filter(|it| is_row(it, values)).count();
    match drift.kind {
        Kind::Noise if rows > 0 => noise(element, html, values),
        Kind::Decoys if is_row(element, values) => decoys(element, html, values),
        Kind::Reorder if rows > 1 => reorder(element, values),
        Kind::CodeCase => on_texts(element, &|text| values.is_code(text).then(|| other_case(text))),
        Kind::RenameSome | Kind::RenameAll if html => rename_classes(element, drift),
        Kind::RenameSome | Kind::RenameAll => rename(element, drift),
        Kind::Nest if is_row(element, values) => nest(element, html, drift),
        Kind::Flatten if !html && is_row(element, values) => flatten(element),
        Kind::WrapList if is_row(element, values) && !html => {
            let row = std::mem::replace(element, Element::new("entry"));
            element.below.push(Child::Element(row));
        }
        Kind::DateFormat => on_texts(element, &|text| {
            let day = values.day(text).and_then(|it| drift.written(it, true));
            day.or_else(|| values.time(text).and_then(|it| drift.written(it, false)))
        }),
        Kind::SplitTime if is_row(element, values) && !html => split(element, values),
        Kind::Zone => on_texts(element, &|text| zone(text, drift, values)),
        Kind::ZoneShift => on_texts(element, &|text| {
            let moment = values.time(text)?;
            let offset = moment.offset.unwrap_or(jiff::tz::offset(8));
            let instant = offset.to_timestamp(moment.wall).ok()?;
            Some(jiff::tz::Offset::UTC.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        }),
        Kind::CodeInText => into_text(element, drift, values),
        Kind::AttributeSwap if !html => swap_attributes(element, values),
        Kind::TableToList if html => to_list(element),
        Kind::SwapColumns if html && is_row(element, values) => {
            let last = element.below.iter().rposition(|it| matches!(it, Child::Element(_)));
            let first = element.below.iter().position(|it| matches!(it, Child::Element(_)));
            if let (Some(first), Some(last)) = (first, last) {
                let moved = element.below.remove(first);
                element.below.insert(last, moved);
            }
        }
        _ => {}
    }
}

/// Whether a time stands right below an element, or in an attribute of it.
fn is_row(element: &Element, values: &Values) -> bool {
    let time = |it: &str| values.time(it).is_some() || values.day(it).is_some();
    element.attributes.iter().any(|(_, it)| time(it))
        || element.elements().any(|it| it.text().is_some_and(|it| time(&it)))
}

/// Changes the text of a leaf, and of attributes.
fn on_texts(element: &mut Element, new: &dyn Fn(&str) -> Option<String>) {
    for (_, value) in &mut element.attributes {
        if let Some(new) = new(value) {
            *value = new;
        }
    }
    if let Some(new) = element.text().and_then(|it| new(&it)) {
        element.put_text(new);
    }
}

fn other_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) { text.to_uppercase() } else { text.to_lowercase() }
}

fn noise(element: &mut Element, html: bool, values: &Values) {
    let name = element.elements().find(|it| is_row(it, values)).map(|it| it.name.clone()).unwrap_or_default();
    let mut row = Element::new(&name);
    if html {
        row.below.push(Child::Element(Element::with_text(if name == "tr" { "th" } else { "b" }, "Advertisement")));
        element.below.insert(0, Child::Element(row));
    } else {
        row.name = "Advertisement".to_owned();
        row.below.push(Child::Element(Element::with_text("Banner", "Buy one, get one free")));
        element.below.push(Child::Element(row));
    }
}

fn decoys(element: &mut Element, html: bool, values: &Values) {
    let moment = element.elements().find_map(|it| values.time(&it.text()?).cloned());
    let later = moment.and_then(|it| it.wall.checked_add(jiff::Span::new().minutes(37)).ok());
    let later = later.map(|it| it.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default();
    let name = |name: &str| if html { "td".to_owned() } else { name.to_owned() };
    if html && element.name != "tr" {
        return;
    }
    element.below.push(Child::Element(Element::with_text(&name("RecordedAt"), &later)));
    element.below.push(Child::Element(Element::with_text(&name("OfficeName"), "Head office")));
}

fn reorder(element: &mut Element, values: &Values) {
    let rows: Vec<usize> = (0..element.below.len())
        .filter(|it| matches!(&element.below[*it], Child::Element(it) if is_row(it, values)))
        .collect();
    for (one, other) in rows.iter().zip(rows.iter().rev()).take(rows.len() / 2) {
        element.below.swap(*one, *other);
    }
}

fn rename(element: &mut Element, drift: &Drift) {
    let of = if drift.kind == Kind::RenameAll { 1 } else { 3 };
    if drift.picks(&element.name, of) {
        element.name = drift.renamed(&element.name);
    }
    for (name, _) in &mut element.attributes {
        if drift.picks(name, of) {
            *name = drift.renamed(name);
        }
    }
}

fn rename_classes(element: &mut Element, drift: &Drift) {
    let of = if drift.kind == Kind::RenameAll { 1 } else { 2 };
    for (name, value) in &mut element.attributes {
        if matches!(name.as_str(), "class" | "id" | "summary") {
            let new = |it: &str| {
                if drift.picks(it, of) {
                    format!("c{}", super::dice::of_word(drift.seed, it) % 10_000)
                } else {
                    it.to_owned()
                }
            };
            *value = value.split_whitespace().map(new).collect::<Vec<_>>().join(" ");
        }
    }
}

fn nest(element: &mut Element, html: bool, drift: &Drift) {
    let below = std::mem::take(&mut element.below);
    if html {
        // Cells stay cells: what is in each goes one level down.
        element.below = below
            .into_iter()
            .map(|it| match it {
                Child::Element(mut cell) => {
                    let inner = Element { below: std::mem::take(&mut cell.below), ..Element::new("span") };
                    cell.below.push(Child::Element(inner));
                    Child::Element(cell)
                }
                text => text,
            })
            .collect();
        return;
    }
    let (down, stay): (Vec<Child>, Vec<Child>) = below.into_iter().partition(|it| match it {
        Child::Element(it) => drift.seed.is_multiple_of(2) || drift.picks(&it.name, 2),
        Child::Text(_) => false,
    });
    element.below = stay;
    element.below.push(Child::Element(Element { below: down, ..Element::new("Info") }));
}

fn flatten(element: &mut Element) {
    let mut below = Vec::new();
    for child in std::mem::take(&mut element.below) {
        match child {
            Child::Element(it)
                if it.elements().next().is_some()
                    && it.elements().all(|it| it.elements().next().is_none())
                    && it.elements().count() <= 4 =>
            {
                for mut leaf in it.elements().cloned().collect::<Vec<_>>() {
                    leaf.name = format!("{}-{}", it.name, leaf.name);
                    below.push(Child::Element(leaf));
                }
            }
            other => below.push(other),
        }
    }
    element.below = below;
}

fn split(element: &mut Element, values: &Values) {
    let mut below = Vec::new();
    for child in std::mem::take(&mut element.below) {
        let moment = match &child {
            Child::Element(it) => it.text().and_then(|text| Some((it.name.clone(), values.time(&text)?.clone()))),
            Child::Text(_) => None,
        };
        let Some((name, moment)) = moment else {
            below.push(child);
            continue;
        };
        let day = moment.wall.strftime("%Y-%m-%d").to_string();
        let hour = moment.wall.strftime("%H:%M:%S").to_string() + &moment.offset.map(colon).unwrap_or_default();
        below.push(Child::Element(Element::with_text(&format!("{name}Day"), &day)));
        below.push(Child::Element(Element::with_text(&format!("{name}Hour"), &hour)));
    }
    element.below = below;
}

fn zone(text: &str, drift: &Drift, values: &Values) -> Option<String> {
    if values.is_zone(text) {
        let offset = posylka::carriers::utc_offset::offset_of(text)?;
        return Some(if drift.seed.is_multiple_of(2) { colon(offset) } else { format!("UTC{}", plain(offset)) });
    }
    let moment = values.time(text)?;
    let offset = moment.offset?;
    let wall = moment.wall.strftime("%Y-%m-%dT%H:%M:%S");
    Some(format!("{wall}{}", if text.ends_with(&colon(offset)) { plain(offset) } else { colon(offset) }))
}

fn into_text(element: &mut Element, drift: &Drift, values: &Values) {
    let find = |is: &dyn Fn(&str) -> bool| {
        element.below.iter().position(|it| matches!(it, Child::Element(it) if it.text().is_some_and(|it| is(&it))))
    };
    let (Some(code), Some(text)) = (find(&|it| values.is_code(it)), find(&|it| values.is_text(it))) else { return };
    if code == text {
        return;
    }
    let said = |at: usize| match &element.below[at] {
        Child::Element(it) => it.text().unwrap_or_default(),
        Child::Text(_) => String::new(),
    };
    let (code_text, old) = (said(code), said(text));
    let new = match drift.seed % 3 {
        0 => format!("[{code_text}] {old}"),
        1 => format!("{code_text}: {old}"),
        _ => format!("{old} ({code_text})"),
    };
    if let Child::Element(it) = &mut element.below[text] {
        it.put_text(new);
    }
    element.below.remove(code);
}

/// In rows: attributes become elements, and elements attributes where there are no attributes.
fn swap_attributes(element: &mut Element, values: &Values) {
    if !is_row(element, values) {
        return;
    }
    if !element.attributes.is_empty() {
        let new = element.attributes.drain(..).map(|(name, value)| Child::Element(Element::with_text(&name, &value)));
        element.below.extend(new.collect::<Vec<_>>());
        return;
    }
    let mut stay = Vec::new();
    for child in std::mem::take(&mut element.below) {
        match child {
            Child::Element(it) if it.elements().next().is_none() && it.attributes.is_empty() => {
                element.attributes.push((it.name.clone(), it.text().unwrap_or_default()));
            }
            other => stay.push(other),
        }
    }
    element.attributes.sort();
    element.attributes.dedup_by(|one, other| one.0 == other.0);
    element.below = stay;
}

fn to_list(element: &mut Element) {
    element.name = match element.name.as_str() {
        "table" => "div",
        "tbody" => "ul",
        "thead" => "header",
        "tr" => "li",
        "td" => "span",
        "th" => "b",
        other => other,
    }
    .to_owned();
}

fn envelope(root: Element, drift: &Drift) -> Element {
    let mut outer = Element::new(if drift.seed.is_multiple_of(2) { "Response" } else { "Reply" });
    if drift.seed.is_multiple_of(3) {
        outer.below.push(Child::Element(Element::with_text("Took", "12")));
        let inner = Element { below: vec![Child::Element(root)], ..Element::new("Payload") };
        outer.below.push(Child::Element(inner));
    } else {
        outer.below.push(Child::Element(root));
    }
    outer
}

fn envelope_of_page(root: &mut Element) {
    for body in root.elements_mut().filter(|it| it.name == "body") {
        let below = std::mem::take(&mut body.below);
        let inner = Element { below, attributes: vec![("class".to_owned(), "app".to_owned())], ..Element::new("div") };
        body.below = vec![Child::Element(Element::with_text("h1", "Track")), Child::Element(inner)];
    }
}
