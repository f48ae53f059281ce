//! What to do at the shop: the shop's rules as data, the window of its clock, the decision table, and how a claim goes on
//! once it is opened.
//!
//! Belongs here: the window, the table of advice, how a claim goes on, reminders. Does not belong here: texts of a
//! claim (`text`), and its files (`dossier`).

mod goods;
mod ground;
mod marketplace;
mod remind;
mod round;
mod running;
pub mod settlement;
mod situation;
mod step;
mod table;
mod terms;
pub(super) mod window;

pub use ground::Ground;
pub use marketplace::{Claim, Clock, Days, Escalation, Marketplace, Open, Refund, Reply, Start};
pub use remind::{Lead, hours_left, lead, next_lead};
pub use round::{NoText, round};
pub use step::{NotNow, check};
pub use table::advise;
pub use terms::{banking_days, seller_until};
pub use window::{protection_end, window};
