//! posylka watches the parcels a person has ordered abroad: it asks the carriers, notices when a parcel goes on under a
//! new domestic number, says when one is slow, stuck or lost by a norm it can name, and prepares the shop's dispute in
//! time. This page is its architecture.
//!
//! # Map
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`model`] | plain values: number, event, leg, parcel, order, verdict, advice, notice | nothing |
//! | [`rules`] | decisions, pure: [`rules::digest()`] is the heart | model |
//! | [`carriers`] | what a definition means, pure: numbers, requests, answers | model |
//! | [`text`] | all wording, Russian and English, pure | model |
//! | [`config`] | the user's TOML, strict, passed down | model, carriers |
//! | [`wire`] | the only HTTP to carriers | model, carriers, config |
//! | [`store`] | the only SQL | model |
//! | [`notify`] | the ways out to the user | model, text, config |
//! | [`dossier`] | evidence bundles | model, text |
//! | [`import`] | pasted text, messages and mail become numbers, orders and events | model, carriers |
//! | [`daemon`] | the loop: due, ask, read, digest, commit; deliver | all of these |
//! | [`demo`] | the carriers it plays on loopback, and lives to play them for | and the daemon |
//! | [`cli`] | one file per command | and the demo |
//!
//! The data beside the code is embedded at build: `carriers/*.toml` (one file per source), `rules/**/*.toml` (norms, seasons,
//! customs, shops, senders of messages), all dated and with their sources. A user's file of the same name replaces ours.
//!
//! # The walk of one answer
//!
//! 1. [`daemon::round`] takes the legs that are due from the store, gathers them into batches, and books the asks in the
//!    same transaction, before they are sent.
//! 2. [`daemon::ask`] builds the question ([`mod@carriers::request`]) and sends it ([`wire`]): the one network await. Nothing of
//!    the parcel crosses it but the number.
//! 3. [`carriers::read`] turns the bytes into an outcome per number.
//! 4. [`app::tell`] loads the case, lets [`rules::digest()`] decide all that follows, and commits the ruling, inside one
//!    `BEGIN IMMEDIATE`: an act of the user during step 2 is never overwritten. Commands come the same way.
//! 5. [`daemon::post`] delivers from the outbox, and marks what arrived.
//!
//! A crash anywhere costs at most one ask, repeats at most one notice, and loses nothing.
//!
//! # What is never so
//!
//! Each is an absence, and tested where a test can see it (`tests/it/layers.rs`):
//!
//! - nothing in `rules` knows a carrier or a shop by name;
//! - nothing outside `store` writes SQL;
//! - the pure rooms name no clock, I/O, async or environment; `now` is an argument;
//! - sockets only in `wire`, `notify`, `import` (IMAP), `demo` (on loopback) and `daemon` (systemd's);
//! - the words of a message are forgotten once it is read, and the code in it before;
//! - no global state, no sentence for people outside `text`;
//! - a failure is never "not found", an empty reading never "no events", an unknown code never guessed;
//! - a number is evidence, never identity, and domestic numbers are never guessed.

#![deny(missing_docs)]

pub mod app;
pub mod carriers;
pub mod cli;
pub mod clock;
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
