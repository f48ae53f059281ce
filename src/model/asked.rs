//! Why a number is sent to somebody.

use super::words::words;

words! {
    /// Why a number is sent to somebody.
    AskedFor {
        /// It is watched.
        Watch = "watch",
        /// Whether a parcel goes on under it: somebody named it, nobody has confirmed it.
        Confirm = "confirm",
        /// The user asked for an answer by hand.
        Capture = "capture",
    }
}
