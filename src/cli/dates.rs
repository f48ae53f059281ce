//! The dates of a purchase, as options.

use jiff::civil::Date;

use super::parse;

#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Dates {
    /// Day of posting
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub shipped: Option<Date>,
    /// Day the shop promises
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub promised: Option<Date>,
    /// Last day of buyer protection, as the order page shows it
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub protection_ends: Option<Date>,
}
