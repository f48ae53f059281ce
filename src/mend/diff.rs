//! The difference of two texts, line by line.

/// Longer texts are compared from their ends only.
const LINES_MAX: usize = 3_000;

/// The lines of `new` that are not in `old` after `+`, those that are gone after `-`, each with the number of the line.
pub fn diff(old: &str, new: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a_mid, b_mid) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut text = String::new();
    let kept = if a_mid.len().max(b_mid.len()) > LINES_MAX { Vec::new() } else { common(a_mid, b_mid) };
    let (mut i, mut j) = (0, 0);
    for (to_i, to_j) in kept.into_iter().chain([(a_mid.len(), b_mid.len())]) {
        if i < to_i || j < to_j {
            text += &format!("@@ {} @@\n", head + i + 1);
        }
        a_mid[i..to_i].iter().for_each(|it| text += &format!("-{it}\n"));
        b_mid[j..to_j].iter().for_each(|it| text += &format!("+{it}\n"));
        (i, j) = (to_i + 1, to_j + 1);
    }
    text
}

/// The longest common lines, by their places.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = match a[i] == b[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn only_what_differs_is_told() {
        let old = "a\nb\nc\nd\ne\n";
        assert_eq!(diff(old, "a\nB\nc\nd\ne\nf\n"), "@@ 2 @@\n-b\n+B\n@@ 6 @@\n+f\n");
        assert_eq!(diff(old, old), "");
        assert_eq!(diff("", "a\n"), "@@ 1 @@\n+a\n");
    }
}
