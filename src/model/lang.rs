//! The languages we speak.

use super::words;

words! {
    /// A language we speak.
    Lang {
        /// Russian.
        Ru = "ru",
        /// English.
        En = "en",
    }
}
