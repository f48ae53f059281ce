//! All integration tests in one binary.

mod architecture;
mod backtest;
mod carriers;
mod claims;
mod cli;
mod configuration;
mod corpus;
mod daemon;
mod desktop;
mod disk;
mod drift;
mod faults;
mod foreground;
mod handover;
mod kill;
mod layers;
mod messages;
#[cfg(feature = "mqtt")]
mod mqtt;
mod numbers;
mod orders;
mod pace;
mod places;
mod plans;
mod publish;
mod readme;
mod reality;
mod reference;
mod secure;
mod store;
mod stories;
mod tidy;
mod timeline;
mod verdicts;
mod ways;
mod web;
