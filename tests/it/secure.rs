//! What must not get out, what must not come in, and what is told of it.

mod canary;
mod doctor;
mod escaping;
mod hosts;
mod ledger;
mod mail_tls;
mod tls;
