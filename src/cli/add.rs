//! `posylka add`

use std::io::Read;

use anyhow::bail;
use jiff::civil::Date;

use super::{
    list, number,
    output::{Reply, aside},
    parse,
};
use crate::{
    app::{
        App,
        actions::add::{Purchase, given_numbers::GivenNumbers},
    },
    model::Money,
};

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// Tracking numbers, links, sentences; `-` reads stdin
    #[arg(required_unless_present = "order", value_name = "NUMBER")]
    pub numbers: Vec<String>,
    /// What you call it
    #[arg(long, value_parser = parse::title)]
    pub title: Option<String>,
    /// Whose number it is, by id or name, or what a source calls it as 17track:3011; recognised without it
    #[arg(long)]
    pub carrier: Option<String>,
    /// Where it was bought: aliexpress-ru, aliexpress-com, joom, ozon-global, other
    #[arg(long)]
    pub shop: Option<String>,
    /// The shop's order number; enough without a tracking number
    #[arg(long, value_parser = parse::order)]
    pub order: Option<String>,
    /// What was paid: 990, 12.50USD, "1 234,56 ₽"
    #[arg(long, value_name = "SUM")]
    pub price: Option<Money>,
    /// Day of purchase, as 2026-02-28
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub ordered: Option<Date>,
    #[command(flatten)]
    pub dates: super::dates::Dates,
    /// The recipient's postcode, told only to sources that want it
    #[arg(long, value_parser = parse::postcode)]
    pub postcode: Option<parse::Postcode>,
}

/// What stdin may hold: a thousand messages.
const STDIN_MAX: u64 = 4_000_000;

pub(super) fn run(app: &mut App, args: &Add) -> anyhow::Result<Reply> {
    let shop = app.find_shop(args.shop.as_deref())?;
    let carrier = args.carrier.as_deref().map(|it| app.find_whose(it)).transpose()?;
    let given = given(app, &args.numbers, carrier.is_some())?;
    let purchase = Purchase {
        title: args.title.clone(),
        carrier,
        shop,
        order: args.order.clone(),
        price: args.price.clone(),
        ordered: args.ordered,
        shipped: args.dates.shipped,
        promised: args.dates.promised,
        protection_ends: args.dates.protection_ends,
        postcode: args.postcode.clone().and_then(|it| it.0),
    };
    let added = app.add(given, &purchase)?;
    let phrases = &app.setup.phrases;
    let passed: Vec<String> = added.passed.iter().map(|it| it.in_words(phrases)).collect();
    if added.parcels.is_empty() && added.known.is_empty() {
        bail!(passed.join("\n"));
    }
    passed.iter().for_each(|told| aside(told));
    let hints: String = added.numbers.iter().map(|it| number::hints(phrases, it)).collect();
    let mut reply = list::after(app, &[added.parcels, added.known].concat())?;
    reply.text += &hints;
    Ok(reply)
}

/// What was given: an argument each, or a line each of stdin. What looks like a number on stdin and is nobody's is told.
fn given(app: &App, texts: &[String], carrier_is_named: bool) -> anyhow::Result<GivenNumbers> {
    if let Some(one) = GivenNumbers::in_groups(app, texts) {
        return Ok(one);
    }
    let mut given = GivenNumbers::default();
    for text in texts {
        if text != "-" {
            given.typed(app, text, carrier_is_named)?;
            continue;
        }
        for number in given.pasted(app, &stdin()?) {
            aside(&app.phrase("add-whose", &[("number", number.as_str().into())]));
        }
    }
    Ok(given)
}

fn stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().take(STDIN_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
