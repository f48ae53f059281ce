//! `posylka add`

use std::io::Read;

use anyhow::bail;

use super::{
    ask::meant,
    dates::day_of,
    global::Global,
    link, list,
    look::Looking,
    number,
    output::{Reply, aside, in_words},
    parse,
};
use crate::{
    app::{
        App,
        actions::{
            add::{Added, Purchase, given_numbers::GivenNumbers},
            given_sum::GivenSum,
        },
        views::statistics::SellerView,
    },
    import::orders::GivenDay,
    model::ParcelId,
};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  posylka add LP00123456789012 --title Headphones --protection-ends \"in 60 days\"\n  \
                        posylka add --order 8190000000000027 --shop aliexpress-ru --price 12.50USD\n  \
                        posylka add - < numbers.txt"
)]
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
    /// It goes to a forwarder's warehouse, which sends it on under another number
    #[arg(long)]
    pub to_forwarder: bool,
    /// Where it was bought: aliexpress-ru, aliexpress-com, joom, ozon-global, other
    #[arg(long)]
    pub shop: Option<String>,
    /// From whom it was bought, as the order page calls them: their record is kept
    #[arg(long, value_parser = parse::title)]
    pub seller: Option<String>,
    /// The shop's order number; enough without a tracking number
    #[arg(long, value_parser = parse::order)]
    pub order: Option<String>,
    /// What was paid: 12.50USD, "1 234,56 ₽"; without a currency it is roubles
    #[arg(long, value_name = "SUM", value_parser = parse::sum)]
    pub price: Option<GivenSum>,
    /// Day of purchase, as 2026-02-28
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub ordered: Option<GivenDay>,
    #[command(flatten)]
    pub dates: super::dates::Dates,
    /// The recipient's postcode, told only to sources that want it
    #[arg(long, value_parser = parse::postcode)]
    pub postcode: Option<parse::Postcode>,
    /// The days and the price are meant as they are, however doubtful
    #[arg(long)]
    pub sure: bool,
    /// Do not look now: the daemon asks, or whoever looks next
    #[arg(long)]
    pub later: bool,
}

/// What stdin may hold: a thousand messages.
const STDIN_MAX: u64 = 4_000_000;

pub(super) async fn run(global: &Global, args: &Add) -> anyhow::Result<Reply> {
    // What is piped in may be any number of them.
    let looks = !args.later && !args.numbers.iter().any(|it| it == "-");
    let mut looking = Looking::open(global, looks).await?;
    let phrases = looking.app.setup.phrases.clone();
    let added = add(&mut looking.app, args).map_err(|error| in_words(error, &phrases))?;
    let new: Vec<_> = added.parcels.iter().chain(added.corrected.iter().map(|(id, _)| id)).copied().collect();
    if looks && !new.is_empty() {
        let before = looking.app.await_daemon_for_new(&new, looking.at_home());
        looking.look(Some(&new), before).await?;
    }
    told(&mut looking.app, &added)
}

fn add(app: &mut App, args: &Add) -> anyhow::Result<Added> {
    let shop = app.find_shop(args.shop.as_deref())?;
    let carrier = args.carrier.as_deref().map(|it| app.find_whose(it)).transpose()?;
    let given = given(app, &args.numbers, carrier.is_some())?;
    let mut purchase = Purchase {
        title: args.title.clone(),
        carrier,
        to_forwarder: args.to_forwarder,
        shop,
        seller: args.seller.clone(),
        order: args.order.clone(),
        price: args.price.clone(),
        ordered: day_of(app, args.ordered.as_ref()),
        shipped: day_of(app, args.dates.shipped.as_ref()),
        promised: day_of(app, args.dates.promised.as_ref()),
        protection_ends: day_of(app, args.dates.protection_ends.as_ref()),
        sure: args.sure,
        postcode: args.postcode.clone().and_then(|it| it.0),
    };
    if !purchase.sure {
        meant(app, &app.doubts_of_purchase(&purchase))?;
        purchase.sure = true;
    }
    let added = app.add(given, &purchase)?;
    let phrases = &app.setup.phrases;
    let passed: Vec<String> = added.passed.iter().map(|it| it.in_words(phrases)).collect();
    if added.parcels.is_empty() && added.corrected.is_empty() && added.known.is_empty() {
        bail!(passed.join("\n"));
    }
    passed.iter().for_each(|told| aside(told));
    added.near.iter().for_each(|it| aside(&it.in_words(phrases)));
    added.seller.iter().for_each(|it| aside(&seller(app, it)));
    Ok(added)
}

/// How what was added stands now.
fn told(app: &mut App, added: &Added) -> anyhow::Result<Reply> {
    let corrected: String = added.corrected.iter().map(|(id, linked)| link::corrected(app, *id, linked)).collect();
    let taken_over = added.corrected.iter().map(|(id, _)| id);
    let parcels: Vec<_> = added.parcels.iter().chain(taken_over).chain(&added.known).copied().collect();
    let hints: String = added.numbers.iter().map(|it| number::hints(&app.setup.phrases, it)).collect();
    let alone = |(id, order): &(ParcelId, String)| {
        app.phrase("add-order-alone", &[("id", id.to_string().into()), ("order", order.into())]) + "\n"
    };
    let alone: String = added.orders_alone.iter().map(alone).collect();
    let mut reply = list::after(app, &parcels)?;
    reply.text = corrected + &reply.text;
    reply.text += &alone;
    reply.text += &hints;
    Ok(reply)
}

/// The record of a seller of whom not everything came well: counts, and shares only of more than a few.
fn seller(app: &App, it: &SellerView) -> String {
    let orders = &it.orders;
    let args = [
        ("seller", (&it.seller).into()),
        ("orders", orders.count.into()),
        ("came", orders.came.into()),
        ("never", orders.never_came.into()),
        ("disputes", orders.disputes.opened.into()),
        ("refunded", orders.disputes.refunded.into()),
    ];
    let percent = |share: f64| (share * 100.0).round() as i64;
    let shares = match it.share_lost.zip(it.share_lost_of_all) {
        Some((own, all)) => app.phrase("seller-shares", &[("own", percent(own).into()), ("all", percent(all).into())]),
        None => app.label("seller-few"),
    };
    format!("{} {shares}", app.phrase("seller-record", &args))
}

/// What was given: an argument each, or a line each of stdin. What looks like a number on stdin and is nobody's is told.
pub(super) fn given(app: &App, texts: &[String], carrier_is_named: bool) -> anyhow::Result<GivenNumbers> {
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
