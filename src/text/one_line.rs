//! Text from outside on one line of ours.

use crate::model::clean;

/// The text cleaned and on one line, of at most `max` characters; what was cut off shows as `…`.
pub fn one_line(text: &str, max: usize) -> String {
    let text = clean(text).replace('\n', " ");
    match text.char_indices().nth(max) {
        None => text,
        Some(_) => {
            let kept: String = text.chars().take(max.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// The text as it is looked for: small letters, and `ё` as people type it.
pub fn folded(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// As many of the sentences as fit `max` characters together, in their order; the first always, cut if it must be.
pub(super) fn fit(sentences: impl IntoIterator<Item = String>, max: usize) -> String {
    let mut text = String::new();
    for sentence in sentences.into_iter().filter(|it| !it.is_empty()) {
        let apart = usize::from(!text.is_empty());
        if text.is_empty() {
            text = one_line(&sentence, max);
        } else if text.chars().count() + apart + sentence.chars().count() <= max {
            text = format!("{text} {sentence}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_bounded_by_characters() {
        assert_eq!(one_line("посылка", 7), "посылка");
        assert_eq!(one_line("посылка", 6), "посыл…");
        assert_eq!(one_line("a\r\nb\u{202e}c\u{1b}[0m", 20), "a  bc [0m");
        assert_eq!(one_line(&"я".repeat(10_000), 60).chars().count(), 60);
    }

    #[test]
    fn whole_sentences_fit_or_stay_away() {
        let text = fit(["One two.".into(), "Three four five.".into(), "Six.".into()], 14);
        assert_eq!(text, "One two. Six.");
    }
}
