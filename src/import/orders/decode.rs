//! The bytes of a file as text.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// One sign in so many that is none still leaves a text in UTF-8: one that was cut or patched.
const BROKEN: usize = 20;
/// As many bytes tell how a text is written.
const LOOK: usize = 4_000;

/// UTF-8 with or without a mark, UTF-16, else the Cyrillic of Windows.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark.min(bytes.len())..]).0.into_owned();
    }
    if let Some(encoding) = wide(&bytes[..bytes.len().min(LOOK)]) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let lossy = String::from_utf8_lossy(bytes);
            let (mut broken, mut foreign) = (0, 0);
            lossy.chars().filter(|c| !c.is_ascii()).for_each(|c| match c {
                char::REPLACEMENT_CHARACTER => broken += 1,
                _ => foreign += 1,
            });
            let utf8 = broken * BROKEN < foreign;
            if utf8 { lossy.into_owned() } else { WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned() }
        }
    }
}

/// Two bytes a sign and no mark: every other byte of a table of numbers is nothing.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let nothing = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|it| **it == 0).count();
    let (even, odd, half) = (nothing(0), nothing(1), bytes.len() / 2);
    match () {
        () if half > 4 && odd * 3 > half && even * 10 < half => Some(UTF_16LE),
        () if half > 4 && even * 3 > half && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}
