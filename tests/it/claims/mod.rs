//! Claims at the shop, from the first advice to the money: the decision table, the state machine, the article the project
//! began from, and what is written for them.

mod article;
mod calendar;
mod desk;
mod duty;
mod lives;
mod machine;
mod orders;
mod photos;
mod shops;
mod slept;
mod table;

pub use desk::Desk;
