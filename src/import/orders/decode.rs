//! The bytes of a file as text.

use encoding_rs::{Encoding, KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// One sign in so many that is none still leaves a text in UTF-8: one that was cut or patched.
const BROKEN: usize = 20;
/// As many bytes tell how a text is written.
const LOOK: usize = 4_000;

/// UTF-8 with or without a mark, UTF-16, else the Cyrillic of Windows or of Unix.
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
            if utf8 { lossy.into_owned() } else { cyrillic(bytes) }
        }
    }
}

/// One byte a sign: small and great letters stand the other way round in the two, and other letters are frequent.
fn cyrillic(bytes: &[u8]) -> String {
    let [windows, unix] = [WINDOWS_1251, KOI8_R].map(|it| it.decode_without_bom_handling(bytes).0);
    let likely = |text: &str| {
        let (mut points, mut small_before) = (0_i64, false);
        for c in text.chars().take(LOOK).filter(|c| !c.is_ascii_alphabetic()) {
            let frequent = c.to_lowercase().next().is_some_and(|it| "оеаинтсрвлк".contains(it));
            points += i64::from(frequent) - 3 * i64::from(small_before && c.is_uppercase());
            small_before = c.is_lowercase();
        }
        points
    };
    if likely(&unix) > likely(&windows) { unix.into_owned() } else { windows.into_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_old_ways_to_write_cyrillic_are_told_apart() {
        for plain in [
            "Заказ;Товар;Трек\n8190000000000017;Наушники;LP00123456789012\n",
            "ЗАКАЗ;ТОВАР\n1;ЛАМПА\n",
            "номер заказа,цена\n1,990 руб.\n",
            "Номер заказа;Магазин;Дата\n5;Озон;1 марта 2026\n",
        ] {
            for encoding in [WINDOWS_1251, KOI8_R] {
                assert_eq!(text(&encoding.encode(plain).0), plain, "{}", encoding.name());
            }
        }
    }
}
