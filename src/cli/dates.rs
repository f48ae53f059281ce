//! The dates of a purchase, as options.

use jiff::civil::Date;

use super::parse;
use crate::{app::App, import::orders::GivenDay};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Dates {
    /// Day of posting
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub shipped: Option<GivenDay>,
    /// Day the shop promises
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub promised: Option<GivenDay>,
    /// Last day of buyer protection, as the order page shows it
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub protection_ends: Option<GivenDay>,
}

/// The day that was given, said today.
pub(super) fn day_of(app: &App, day: Option<&GivenDay>) -> Option<Date> {
    day.map(|day| day.on(app.today()))
}
