//! posylka watches the parcels a person has ordered abroad: it asks the carriers, notices when a parcel goes on under a
//! new domestic number, says when one is slow, stuck or lost by a norm it can name, and prepares the shop's dispute in
//! time. This page is its architecture; `ARCHITECTURE.md` adds why it is so, three walks, and where to put things.
//!
//! # Map
//!
//! Each room may use the rooms above it in this table that its last column names, and no other.
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`model`] | plain values: number, event, leg, parcel, order, verdict, advice, notice | nothing |
//! | [`rules`] | decisions, pure: [`rules::digest()`] is the heart | model |
//! | [`carriers`] | what a definition means, pure: numbers, requests, answers | model |
//! | [`text`] | all wording, Russian and English, pure | model |
//! | [`clock`] | what time it is; in tests one that runs faster, or leaps | model |
//! | [`config`] | the user's TOML, strict, passed down | model, carriers |
//! | [`store`] | the only SQL | model |
//! | [`tls`] | whose certificates are believed | nothing |
//! | [`wire`] | the only HTTP to carriers | model, carriers, config, tls |
//! | [`notify`] | the ways out to the user | model, text, config, tls |
//! | [`dossier`] | evidence bundles | model, text |
//! | [`import`] | pasted text, messages and mail become numbers, orders and events | model, carriers, tls |
//! | [`mod@mend`] | from remembered scans and a changed answer to a definition that reads it, pure | model, carriers |
//! | [`app`] | what a person can do ([`app::actions`]) and see ([`app::views`]), and the look at the carriers ([`app::look`]); it prints nothing, and `now` is handed in | all of these but the clock |
//! | [`web`] | the page, the API, and what phones and browsers send in: forms over [`app`]; a thread and a connection of its own | what `app` may, and app; not the store |
//! | [`publish`] | what is given to others: files in a folder, sensors in a house | what `web` may, and web |
//! | [`daemon`] | the main loop, and what only something that runs for long needs: what is in flight, delivery, mail, signs of life, the lock | and app, web, publish, clock |
//! | [`demo`] | the carriers it plays on loopback, and lives to play them for | and daemon |
//! | [`cli`] | arguments, questions at the terminal, printing, exit codes | and demo; not the store |
//!
//! The data beside the code is embedded at build: `carriers/*.toml` (one file per source), `rules/**/*.toml` (norms, seasons,
//! customs, shops, senders of messages), all dated and with their sources. A user's file of the same name replaces ours.
//!
//! # The walk of one answer
//!
//! 1. [`app::look::book`] takes the legs that are due from the store, gathers them into batches, and books the asks in the
//!    same transaction, before they are sent.
//! 2. [`app::look::ask`] builds the question ([`mod@carriers::request`]) and sends it ([`wire`]): the one network await. Nothing
//!    of the parcel crosses it but the number, and what the source's definition names and the user gave: the postcode, the
//!    code of the carrier.
//! 3. [`carriers::read`] turns the bytes into an outcome per number.
//! 4. [`app::look::hear`] tells it: [`app::tell`] loads the case, lets [`rules::digest()`] decide all that follows, and commits
//!    the ruling, inside one `BEGIN IMMEDIATE`: an act of the user during step 2 is never overwritten. Actions come the same
//!    way.
//! 5. [`daemon::delivery`] delivers from the outbox, and marks what arrived.
//!
//! Who waits at a terminal goes the same way ([`app::look::foreground`]), and `check-now` is the daemon's loop for one round.
//!
//! A crash anywhere costs at most one ask, repeats at most one notice, and loses nothing.
//!
//! # What is never so
//!
//! Each is an absence, and tested where a test can see it (`tests/it/layers.rs`):
//!
//! - nothing in `rules` knows a carrier or a shop by name;
//! - nothing outside `store` writes SQL, and `cli` names the store nowhere;
//! - the pure rooms name no clock, I/O, async or environment; `now` is an argument;
//! - sockets only in `wire`, `notify`, `import` (IMAP), `demo` (on loopback), `web` (listens) and `daemon` (systemd's, and its
//!   nudge);
//! - nothing of the page is reached but through its guard (`web::routes`), and it loads nothing from elsewhere;
//! - no file uses, by whatever way round, a file that uses it;
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
pub mod mend;
pub mod model;
pub mod notify;
pub mod publish;
pub mod rules;
pub mod store;
pub mod text;
pub mod tls;
pub mod web;
pub mod wire;
