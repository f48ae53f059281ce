//! What a person perhaps meant who mistyped.

use crate::text::folded;

/// The known name that is nearest to what was typed, where only a slip or two lie between.
pub(super) fn nearest<T>(typed: &str, known: impl IntoIterator<Item = (String, T)>) -> Option<T> {
    let typed: Vec<char> = folded(typed.trim()).chars().take(LONGEST).collect();
    if typed.len() < SHORTEST {
        return None;
    }
    let near = known.into_iter().filter_map(|(name, meant)| Some((slips(&typed, &name)?, meant)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, meant)| meant)
}

/// Names that are shorter are all like one another.
const SHORTEST: usize = 3;
/// Nobody mistypes what is longer; they paste it.
const LONGEST: usize = 60;

/// How many slips lie between; a word of a name may be meant as well as all of it.
fn slips(typed: &[char], name: &str) -> Option<usize> {
    let name = folded(name);
    let words = std::iter::once(name.as_str()).chain(name.split_whitespace());
    let least = words.map(|word| distance(typed, &word.chars().take(LONGEST).collect::<Vec<_>>())).min()?;
    (least <= typed.len().div_ceil(4)).then_some(least)
}

/// Letters that were added, left out, changed, or that changed places.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let changed = rows[i][j] + usize::from(left != right);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *right && *left == b[j - 1] {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_or_two_are_seen_through_and_no_more() {
        let known = ["cainiao", "cdek", "Наушники беспроводные", "Ёлка"];
        let meant = |typed: &str| nearest(typed, known.iter().map(|it| ((*it).to_owned(), *it)));
        for (typed, wanted) in [
            ("cainio", Some("cainiao")),
            ("cianiao", Some("cainiao")),
            ("нушники", Some("Наушники беспроводные")),
            ("елки", Some("Ёлка")),
            ("kettle", None),
            ("cd", None),
            ("", None),
        ] {
            assert_eq!(meant(typed), wanted, "{typed}");
        }
    }
}
