//! Foreign text made fit to be shown.

/// Longest text that is shown, in characters; what is longer ends in an ellipsis.
pub const LONGEST: usize = 2_000;

/// Text from carriers, shops and files as it may meet a terminal or a notification: control characters are spaces
/// (a line break stays one), those that turn the direction of writing or have no width are gone, and no more than
/// [`LONGEST`] characters are left. Escaping for markup is the business of whoever writes markup.
pub fn clean(text: &str) -> String {
    let plain = text.len() <= LONGEST && text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    if plain {
        return text.to_owned();
    }
    let mut kept = visible(text);
    let mut clean: String = kept.by_ref().take(LONGEST).collect();
    if kept.next().is_some() {
        clean.pop();
        clean.push('…');
    }
    clean
}

/// The characters of a foreign text that can be seen, however many there are: the rest as in [`clean`].
pub fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !invisible(*c)).map(|c| if blank(c) { ' ' } else { c })
}

/// Turns the direction of writing, or has no width.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// A control character, or a separator that some terminals take for one.
fn blank(c: char) -> bool {
    c != '\n' && c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_to_the_terminal_and_tricks_with_direction_are_taken_out() {
        assert_eq!(clean("ok\u{1b}[2J\u{7}\tx\r\ny"), "ok [2J  x \ny");
        assert_eq!(clean("a\u{202e}b\u{200b}\u{feff}c\u{2066}\u{200f}\u{9b}31m"), "abc 31m");
        assert_eq!(clean("Посылка — в пути, 包裹"), "Посылка — в пути, 包裹");
    }

    #[test]
    fn length_is_bounded_in_characters() {
        let long = clean(&"ж".repeat(LONGEST + 1));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with("ж…"));
        assert_eq!(clean(&"ж".repeat(LONGEST)), "ж".repeat(LONGEST));
    }
}
