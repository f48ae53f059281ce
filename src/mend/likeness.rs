//! How alike two names are: `action_code` and `ActionCode` are one, `code` and `statusCode` are near.

/// Letters and figures in small letters.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The last name in a place.
pub(super) fn last_name(place: &str) -> &str {
    let place = place.trim_end_matches("/.");
    let last = place.rsplit(['/', ' ']).next().unwrap_or(place);
    last.split('[').next().unwrap_or(last).trim_start_matches('@')
}

/// 0 to 100; 100 is the same name but for its spelling.
pub(super) fn likeness(one: &str, other: &str) -> u32 {
    let (a, b) = (plain(one), plain(other));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 100;
    }
    let pairs = |text: &str| text.as_bytes().windows(2).map(|it| (it[0], it[1])).collect::<Vec<_>>();
    let (a, mut b) = (pairs(&a), pairs(&b));
    let total = a.len() + b.len();
    let mut shared = 0;
    for pair in a {
        if let Some(at) = b.iter().position(|it| *it == pair) {
            b.swap_remove(at);
            shared += 1;
        }
    }
    (200 * shared / total.max(1)).min(99) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_spelling() {
        assert_eq!(likeness("action_code", "ActionCode"), 100);
        assert!(likeness("statusCode", "code") > likeness("statusCode", "place"));
        assert_eq!(likeness("", "x"), 0);
        assert_eq!(last_name("a/b[kind=x]/@c"), "c");
        assert_eq!(last_name("td.a span.b"), "span.b");
    }
}
