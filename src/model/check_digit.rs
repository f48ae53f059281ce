//! The check digits of the two standards that no carrier owns: S10 of the Universal Postal Union, and the 14 digits of a
//! post. They say which numbers were probably mistyped, and what was probably meant.

use super::{Check, Number};

/// The standard a number follows by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// Two letters, nine digits, two letters.
    S10,
    /// Fourteen digits, as the Russian post gives them; other carriers use the shape without the digit.
    Digits14,
}

impl Standard {
    /// The standard a text follows by its shape.
    pub fn of(text: &str) -> Option<Standard> {
        let bytes = text.as_bytes();
        let letters = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_uppercase);
        let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
        match bytes.len() {
            13 if letters(0..2) && digits(2..11) && letters(11..13) => Some(Standard::S10),
            14 if digits(0..14) => Some(Standard::Digits14),
            _ => None,
        }
    }

    /// Where its digits stand, the check digit last.
    fn places(self) -> std::ops::Range<usize> {
        match self {
            Standard::S10 => 2..11,
            Standard::Digits14 => 0..14,
        }
    }

    /// Whether the digit of a text of this shape is right.
    fn holds(self, text: &str) -> bool {
        let places = self.places();
        let said = text.as_bytes()[places.end - 1] as char;
        let serial = &text[places.start..places.end - 1];
        let made = if self == Standard::S10 { s10(serial) } else { digits14(serial) };
        made == Some(said)
    }
}

impl Number {
    /// What the digit of its standard says; none where it follows none.
    pub fn by_standard(&self) -> Check {
        match Standard::of(self.as_str()) {
            None => Check::None,
            Some(standard) if standard.holds(self.as_str()) => Check::Passed,
            Some(_) => Check::Failed,
        }
    }

    /// The numbers one slip away whose digit is right, the likeliest first: two neighbours swapped, a digit for one beside it
    /// on the keys or one that looks like it, any other digit. None for a number whose own digit is right, or that follows no
    /// standard.
    pub fn repairs(&self) -> Vec<Number> {
        let text = self.as_str();
        let Some(standard) = Standard::of(text).filter(|it| !it.holds(text)) else { return Vec::new() };
        let mut repairs: Vec<Number> = Vec::new();
        let mut try_out = |bytes: &[u8]| {
            let fits = str::from_utf8(bytes).ok().filter(|it| standard.holds(it));
            let number = fits.and_then(|it| Number::new(it).ok());
            repairs.extend(number.filter(|it| !repairs.contains(it)));
        };
        let mut bytes = text.as_bytes().to_vec();
        let places = standard.places();
        for at in places.start..places.end - 1 {
            bytes.swap(at, at + 1);
            try_out(&bytes);
            bytes.swap(at, at + 1);
        }
        for near in [true, false] {
            for at in places.clone() {
                let was = bytes[at];
                for digit in (b'0'..=b'9').filter(|digit| is_near(*digit, was) == near) {
                    bytes[at] = digit;
                    try_out(&bytes);
                }
                bytes[at] = was;
            }
        }
        repairs
    }

    /// Every number one slip away, right or wrong: two neighbouring digits swapped, or one digit for another.
    pub fn slips(&self) -> Vec<Number> {
        let mut bytes = self.as_str().as_bytes().to_vec();
        let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
        let mut slips: Vec<Vec<u8>> = Vec::new();
        for pair in digits.windows(2) {
            bytes.swap(pair[0], pair[1]);
            slips.push(bytes.clone());
            bytes.swap(pair[0], pair[1]);
        }
        for at in digits {
            let was = bytes[at];
            for digit in (b'0'..=b'9').filter(|digit| *digit != was) {
                bytes[at] = digit;
                slips.push(bytes.clone());
            }
            bytes[at] = was;
        }
        let numbers = slips.into_iter().filter_map(|bytes| Number::new(String::from_utf8(bytes).ok()?).ok());
        numbers.filter(|it| it != self).collect()
    }

    /// Whether it is what another number with a wrong digit was probably meant to be.
    pub fn corrects(&self, wrong: &Number) -> bool {
        self.as_str().len() == wrong.as_str().len() && wrong.repairs().contains(self)
    }
}

/// Whether two digits stand side by side on the keys, or look alike.
fn is_near(a: u8, b: u8) -> bool {
    const ALIKE: [(u8, u8); 6] = [(b'1', b'7'), (b'3', b'8'), (b'0', b'8'), (b'6', b'8'), (b'0', b'6'), (b'3', b'5')];
    matches!(a.abs_diff(b), 1 | 3) || ALIKE.contains(&(a.min(b), a.max(b)))
}

/// The digits, each times its weight, summed.
fn sum(serial: &str, weights: impl Iterator<Item = u32>) -> Option<u32> {
    serial.chars().zip(weights).map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum()
}

/// The check digit of the eight digits of an S10 number.
pub fn s10(serial: &str) -> Option<char> {
    match sum(serial, [8, 6, 4, 2, 3, 5, 9, 7].into_iter())? % 11 {
        0 => Some('5'),
        1 => Some('0'),
        rest => char::from_digit(11 - rest, 10),
    }
}

/// The last of fourteen digits, made of those before it.
pub fn digits14(serial: &str) -> Option<char> {
    char::from_digit((10 - sum(serial, [3, 1].into_iter().cycle())? % 10) % 10, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_its_repair_is_among_the_likely_ones() {
        let number = |text: &str| Number::new(text).unwrap();
        for (right, slips) in [
            ("RB123456785CN", ["RB123456784CN", "RB213456785CN", "RB123466785CN"]),
            ("10100064123459", ["10100064123458", "01100064123459", "10100064123469"]),
        ] {
            assert_eq!((number(right).by_standard(), number(right).repairs()), (Check::Passed, vec![]));
            for slip in slips {
                let wrong = number(slip);
                assert_eq!(wrong.by_standard(), Check::Failed, "{slip}");
                assert!(number(right).corrects(&wrong) && !wrong.corrects(&number(right)), "{slip}");
                assert!(wrong.repairs().iter().all(|it| it.by_standard() == Check::Passed && *it != wrong), "{slip}");
            }
        }
        assert!(!number("RB123456768CN").corrects(&number("RB999456784CN")), "more than one slip away");
        assert_eq!(
            (number("LP00123456789012").by_standard(), number("LP00123456789012").repairs()),
            (Check::None, vec![])
        );
    }
}
