//! What to do at the shop: the shop's rules as data, the window of its clock, and the decision table.

mod marketplace;
mod table;
mod window;

pub use marketplace::{Claim, Clock, Ground, Marketplace, Open, Processing, Refund, Reply};
pub use table::advise;
pub use window::{protection_end, window};
