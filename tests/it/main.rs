//! All integration tests in one binary.

mod carriers;
mod cli;
mod daemon;
mod faults;
mod layers;
mod numbers;
mod store;
mod readme;
mod stories;
mod tidy;
mod timeline;
