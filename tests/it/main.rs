//! All integration tests in one binary.

mod architecture;
mod backtest;
mod carriers;
mod claims;
mod cli;
mod corpus;
mod daemon;
mod desktop;
mod disk;
mod faults;
mod handover;
mod kill;
mod layers;
mod messages;
mod numbers;
mod orders;
mod pace;
mod readme;
mod reality;
mod reference;
mod store;
mod stories;
mod tidy;
mod timeline;
mod verdicts;
mod ways;
