//! How a piece of a document is written as a place of a definition: several ways, each to be tried.

use super::tree::{Step, Tree};
use crate::carriers::document_node::Node;

/// More conditions and classes than this are not tried.
const WAYS_MAX: usize = 24;

/// The places that may lead from `from` to a leaf below it, the plainest first.
pub(super) fn to_leaf(tree: &Tree<'_>, from: usize, leaf: usize) -> Vec<String> {
    if from == leaf {
        return vec![".".to_owned()];
    }
    let Some(way) = tree.way(from, leaf) else { return Vec::new() };
    match tree.0[from].node {
        Node::Html(_) => selectors(tree, &way, from),
        _ => paths(tree, &way),
    }
}

/// The places that may lead from `from` to all of the rows, the plainest first.
pub(super) fn to_rows(tree: &Tree<'_>, from: usize, rows: &[usize]) -> Vec<String> {
    let Some(first) = rows.first() else { return Vec::new() };
    if matches!(tree.0[from].node, Node::Html(_)) {
        return row_selectors(tree, from, rows);
    }
    let Some(ways) = rows.iter().map(|it| tree.way(from, *it)).collect::<Option<Vec<_>>>() else { return Vec::new() };
    if ways[0].is_empty() {
        return vec![".".to_owned()];
    }
    let names: Vec<Vec<Option<String>>> = ways.iter().map(|way| row_steps(tree, way)).collect();
    if names.iter().any(|it| it.len() != names[0].len()) {
        return Vec::new();
    }
    // What differs from row to row is a key, not a name.
    let step = |at: usize| {
        let own = names[0][at].clone();
        if names.iter().all(|it| it[at] == own) { own } else { Some("*".to_owned()) }
    };
    let steps: Option<Vec<String>> = (0..names[0].len()).map(step).collect();
    let Some(steps) = steps else { return Vec::new() };
    let plain = if steps.is_empty() { ".".to_owned() } else { steps.join("/") };
    let mut found = vec![plain];
    // Told from their neighbours by an attribute or a field of one of the pieces on the way.
    let on_way: Vec<usize> = ways[0].iter().copied().filter(|it| !is_item_of_list(tree, *it)).collect();
    for (index, at) in on_way.iter().enumerate().rev().skip_while(|(_, at)| *at == first) {
        for condition in conditions(tree, *at) {
            let mut with = steps.clone();
            if let Some(step) = with.get_mut(index) {
                *step += &condition;
                found.push(with.join("/"));
            }
        }
    }
    // Items of a list that are told from the others by a field.
    let shared = |it: &String| rows.iter().all(|row| conditions(tree, *row).contains(it));
    let own = conditions(tree, *first).into_iter().filter(|it| is_item_of_list(tree, *first) && shared(it));
    for condition in own {
        if let Some((last, before)) = steps.split_last() {
            let with = before.iter().cloned().chain([format!("{last}{condition}")]).collect::<Vec<_>>();
            found.push(with.join("/"));
        }
    }
    found.truncate(WAYS_MAX);
    found
}

fn is_item_of_list(tree: &Tree<'_>, at: usize) -> bool {
    matches!(tree.0[at].step, Step::Item(_))
}

/// The names on the way to a row: items of lists have none. Inner `None`: no place can name it.
fn row_steps(tree: &Tree<'_>, way: &[usize]) -> Vec<Option<String>> {
    let mut steps = Vec::new();
    for at in way {
        match tree.0[*at].step {
            Step::Item(_) if !is_item_of_list(tree, tree.0[*at].above) => {}
            Step::Item(_) => steps.push(Some("*".to_owned())),
            step => steps.push(name(step)),
        }
    }
    steps
}

/// A step as a place writes it; `None` where no place can.
fn name(step: Step<'_>) -> Option<String> {
    match step {
        Step::Attribute(name) => Some(format!("@{name}")),
        Step::Name(name) => {
            let plain = !name.is_empty() && !name.contains(['/', '[', ']', '{', '}', ' ', '*']);
            let figures = name.parse::<usize>().is_ok();
            (plain && !figures && !name.starts_with(['@', '+', '.'])).then(|| name.to_owned())
        }
        Step::Item(index) => Some(index.to_string()),
        Step::Key(_) => Some("*".to_owned()),
        Step::Root => None,
    }
}

/// Conditions that tell a piece from those beside it: `[@name=x]`, `[kind=x]`.
fn conditions(tree: &Tree<'_>, at: usize) -> Vec<String> {
    let mut found = Vec::new();
    for below in tree.below(at) {
        let Some(text) = tree.0[below].text.as_deref() else { continue };
        let fits = !text.is_empty() && text.len() <= 40 && !text.contains(['/', '[', ']', '=', '{', '}']);
        if let Some(key) = name(tree.0[below].step).filter(|_| fits && found.len() < 8) {
            found.push(format!("[{key}={text}]"));
        }
    }
    found
}

fn paths(tree: &Tree<'_>, way: &[usize]) -> Vec<String> {
    let named = |with_items: bool| -> Option<Vec<String>> {
        let counts = |at: &&usize| with_items || !is_item_of_list(tree, **at);
        way.iter().filter(counts).map(|at| name(tree.0[*at].step)).collect()
    };
    let mut found: Vec<String> = Vec::new();
    if let Some(steps) = named(false).filter(|it| !it.is_empty()) {
        found.push(steps.join("/"));
        // A list of things told apart by a field of theirs: `refs[kind=x]/value`.
        for (index, at) in way.iter().enumerate().take(way.len().saturating_sub(1)).rev() {
            let before = way[..=index].iter().filter(|it| !is_item_of_list(tree, **it)).count();
            for condition in conditions(tree, *at) {
                let mut with = steps.clone();
                if let Some(step) = before.checked_sub(1).and_then(|it| with.get_mut(it)) {
                    *step += &condition;
                    found.push(with.join("/"));
                }
            }
        }
    }
    if let Some(steps) = named(true) {
        let with_items = steps.join("/");
        if !found.contains(&with_items) {
            found.insert(1.min(found.len()), with_items);
        }
    }
    found.truncate(WAYS_MAX);
    found
}

/// Attributes that say how an element looks, not what it is.
const LAYOUT: [&str; 9] = ["colspan", "rowspan", "width", "height", "align", "valign", "bgcolor", "border", "scope"];

/// Whether CSS takes a word as it is.
fn is_plain(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// What an element of a page is known by, the surest first: its id, its class, an attribute, its place.
fn known_by(tree: &Tree<'_>, at: usize, by_place: bool) -> Vec<String> {
    let piece = &tree.0[at];
    let (Node::Html(element), Step::Name(tag)) = (piece.node, piece.step) else { return Vec::new() };
    let mut found = Vec::new();
    for class in element.attr("class").unwrap_or_default().split_whitespace().filter(|it| is_plain(it)).take(3) {
        found.push(format!("{tag}.{class}"));
    }
    for (name, value) in element.value().attrs() {
        let telling = !matches!(name, "class" | "id" | "style" | "href" | "src" | "value" | "datetime")
            && !LAYOUT.contains(&name);
        let plain = !value.is_empty() && value.len() <= 40 && !value.contains(['"', '\\', '@']);
        if telling && is_plain(name) && plain && found.len() < 6 {
            found.push(format!("{tag}[{name}=\"{value}\"]"));
        }
    }
    if by_place {
        found.push(format!("{tag}:nth-child({})", piece.nth));
    }
    found.push(tag.to_owned());
    found
}

fn id_of(tree: &Tree<'_>, at: usize) -> Option<String> {
    let Node::Html(element) = tree.0[at].node else { return None };
    element.attr("id").filter(|it| is_plain(it)).map(|it| format!("#{it}"))
}

/// Selectors for a leaf of a page below `from`.
fn selectors(tree: &Tree<'_>, way: &[usize], from: usize) -> Vec<String> {
    let (elements, attribute) = match way.split_last() {
        Some((last, rest)) => match tree.0[*last].step {
            Step::Attribute(name) => (rest, format!("@{name}")),
            _ => (way, String::new()),
        },
        None => return Vec::new(),
    };
    let Some((last, above)) = elements.split_last() else { return vec![format!(".{attribute}")] };
    let mut found: Vec<String> = Vec::new();
    // Ids are for what stands once: below a row every row has its own.
    let whole = tree.0[from].above == 0;
    found.extend(id_of(tree, *last).filter(|_| whole));
    let own = known_by(tree, *last, true);
    found.extend(own.iter().cloned());
    for at in above.iter().rev() {
        let id = id_of(tree, *at).filter(|_| whole);
        for outer in id.into_iter().chain(known_by(tree, *at, true)) {
            found.extend(own.iter().map(|it| format!("{outer} {it}")));
        }
    }
    let chain: Vec<String> =
        elements.iter().filter_map(|it| known_by(tree, *it, true).into_iter().rev().nth(1)).collect();
    found.push(chain.join(" > "));
    // What is tried first is the plainest.
    found.truncate(2 * WAYS_MAX);
    found.into_iter().map(|it| it + &attribute).collect()
}

/// Selectors for rows of a page below `from`.
fn row_selectors(tree: &Tree<'_>, from: usize, rows: &[usize]) -> Vec<String> {
    let Some(first) = rows.first() else { return Vec::new() };
    let shared = |it: &String| rows.iter().all(|row| known_by(tree, *row, false).contains(it));
    let own: Vec<String> = known_by(tree, *first, false).into_iter().filter(shared).collect();
    let mut found: Vec<String> = own.iter().filter(|it| it.contains('.')).cloned().collect();
    let mut at = tree.0[*first].above;
    let mut outer_most = Vec::new();
    while at != from && at != 0 {
        if rows.iter().all(|row| tree.is_in(*row, at)) {
            for outer in id_of(tree, at).into_iter().chain(known_by(tree, at, false)) {
                let telling = outer.contains(['#', '.', '[']);
                let to = if telling { &mut found } else { &mut outer_most };
                to.extend(own.iter().map(|it| format!("{outer} {it}")));
            }
        }
        at = tree.0[at].above;
    }
    found.extend(own);
    found.extend(outer_most);
    found.truncate(2 * WAYS_MAX);
    found
}
