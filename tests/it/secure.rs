//! What must not get out, what must not come in, and what is told of it.

mod canary;
mod hosts;
mod ledger;
mod tls;
