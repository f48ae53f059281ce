//! What the user may want to know of a number they typed.

use crate::model::{Check, Number};

/// Something about a number, as data; sentences are made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Cyrillic letters that look like Latin ones were read as those.
    CyrillicLetters,
    /// The check digit does not fit: probably a typing error. The numbers one slip away whose digit fits.
    WrongCheckDigit {
        /// Swapped neighbours first, then single digits.
        repairs: Vec<Number>,
    },
    /// It looks like the number of an order.
    OrderNumber,
}

pub(super) fn hints(number: &Number, check: Check, cyrillic: bool, order: bool) -> Vec<Hint> {
    let mut hints = Vec::new();
    if cyrillic {
        hints.push(Hint::CyrillicLetters);
    }
    if order {
        hints.push(Hint::OrderNumber);
    }
    if check == Check::Failed && !order {
        hints.push(Hint::WrongCheckDigit { repairs: number.repairs() });
    }
    hints
}
