//! All integration tests in one binary.

mod carriers;
mod cli;
mod corpus;
mod daemon;
mod faults;
mod layers;
mod numbers;
mod store;
mod stories;
mod tidy;
