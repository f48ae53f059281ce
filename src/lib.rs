//! posylka.

pub mod carriers;
pub mod cli;
pub mod config;
pub mod daemon;
pub mod demo;
pub mod dossier;
pub mod import;
pub mod model;
pub mod notify;
pub mod rules;
pub mod store;
pub mod text;
pub mod wire;
