//! Rows that a definition tells from others beside them by a condition, `statuses[completed=true]`, and their new places.

/// A condition of a place.
#[derive(Debug, PartialEq, Eq)]
struct Condition<'p> {
    key: &'p str,
    value: &'p str,
    /// Whether it is asked of the row itself, not of what the row stands in.
    of_row: bool,
}

/// Whether new places of rows ask what the old ones asked: of the same value, and by the same key or of the row as before. A condition
/// on something else that happens to tell these rows apart says nothing of the next answer.
pub(super) fn as_before<'p>(old: impl Iterator<Item = &'p str>, new: &[String]) -> bool {
    let old: Vec<Condition<'_>> = old.flat_map(conditions).collect();
    if old.is_empty() {
        return true;
    }
    let asks_the_same = |it: &Condition<'_>| {
        let alike = |other: &Condition<'_>| {
            it.value.eq_ignore_ascii_case(other.value) && (it.key == other.key || it.of_row && other.of_row)
        };
        old.iter().any(alike)
    };
    let new: Vec<Condition<'_>> = new.iter().flat_map(|it| conditions(it)).collect();
    !new.is_empty() && new.iter().all(asks_the_same)
}

fn conditions(place: &str) -> Vec<Condition<'_>> {
    let steps: Vec<&str> = place.split('/').collect();
    let mut found = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        for piece in step.split('[').skip(1).filter_map(|it| it.split(']').next()) {
            let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
            found.push(Condition { key, value, of_row: index + 1 == steps.len() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_on_something_else_is_none() {
        let old = ["data/statuses[completed=true]", "data/statuses[completed=true]/items/statuses"];
        let fits = |new: &str| as_before(old.into_iter(), &[new.to_owned()]);
        assert!(fits("data/stages[completed=true]") && fits("data/stages[done=TRUE]"));
        assert!(fits("data/stages[completed=true]/parts"));
        assert!(!fits("data/statuses"), "it tells nothing apart");
        assert!(!fits("data[weight=0.64]/statuses") && !fits("data/statuses[code=CREATED]"));
        assert!(!fits("data[success=true]/statuses"), "true of something else");
        assert!(as_before(["list"].into_iter(), &["list[a=b]".to_owned()]), "nothing was told apart");
    }
}
