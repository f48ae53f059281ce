//! Names as IMAP wants them.

/// In quotes; `None` where it holds what cannot stand there.
pub(super) fn quoted(text: &str) -> Option<String> {
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    plain.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// The name of a folder in modified UTF-7 (RFC 3501, 5.1.3): what is not ASCII stands as base64 of UTF-16 between `&` and
/// `-`.
pub(super) fn modified_utf7(name: &str) -> String {
    let (mut out, mut wide) = (String::new(), Vec::new());
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            close(&mut out, &mut wide);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            wide.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    close(&mut out, &mut wide);
    out
}

fn close(out: &mut String, wide: &mut Vec<u8>) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    if wide.is_empty() {
        return;
    }
    out.push('&');
    for three in wide.chunks(3) {
        let group = three.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let digits = (0..=three.len()).map(|at| DIGITS[(group >> (18 - 6 * at) & 63) as usize]);
        out.extend(digits.map(char::from));
    }
    out.push('-');
    wide.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_in_other_letters_are_named_as_the_standard_does() {
        // The example of RFC 3501, and what mail servers call the folder "Sent" in Russian.
        assert_eq!(
            modified_utf7("~peter/mail/\u{53f0}\u{5317}/\u{65e5}\u{672c}\u{8a9e}"),
            "~peter/mail/&U,BTFw-/&ZeVnLIqe-"
        );
        let sent = "\u{41e}\u{442}\u{43f}\u{440}\u{430}\u{432}\u{43b}\u{435}\u{43d}\u{43d}\u{44b}\u{435}";
        assert_eq!(modified_utf7(sent), "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-");
        assert_eq!(modified_utf7("A & B"), "A &- B");
        assert_eq!(quoted("a\"b\\c").as_deref(), Some("\"a\\\"b\\\\c\""));
        assert_eq!(quoted("a\r\nLOGOUT"), None);
    }
}
