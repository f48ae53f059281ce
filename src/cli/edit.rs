//! `posylka edit`

use clap::ArgGroup;

use super::{
    ask::meant,
    dates::{Dates, day_of},
    list::after,
    output::Reply,
    parse,
    parse::Postcode,
};
use crate::{
    app::{
        App,
        actions::{edit, given_sum::GivenSum},
    },
    import::orders::GivenDay,
};

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("changes").args(["title", "shop", "seller", "order_id", "price", "ordered", "shipped", "promised", "protection_ends", "postcode", "to_forwarder", "no_forwarder", "carrier", "for", "never", "again"]).required(true).multiple(true)))]
pub(super) struct Edit {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// What you call it
    #[arg(long, value_parser = parse::title)]
    pub title: Option<String>,
    /// From whom it was bought, as the order page calls them
    #[arg(long, value_parser = parse::title)]
    pub seller: Option<String>,
    /// Where it was bought: aliexpress-ru, aliexpress-com, joom, ozon-global, other
    #[arg(long)]
    pub shop: Option<String>,
    /// Which of its orders --shop, --order-id, --price and --ordered are of; the only one without it
    #[arg(long, value_parser = parse::order)]
    pub order: Option<String>,
    /// The shop's order number, where it was not known or written wrong
    #[arg(long, value_name = "ORDER", value_parser = parse::order)]
    pub order_id: Option<String>,
    /// What was paid: 12.50USD, "1 234,56 ₽"; without a currency it is roubles
    #[arg(long, value_name = "SUM", value_parser = parse::sum)]
    pub price: Option<GivenSum>,
    /// Day of purchase, as 2026-02-28
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    pub ordered: Option<GivenDay>,
    #[command(flatten)]
    pub dates: Dates,
    /// The recipient's postcode, told only to sources that want it; `none` takes it back
    #[arg(long, value_parser = parse::postcode)]
    pub postcode: Option<Postcode>,
    /// It goes to a forwarder's warehouse, which sends it on under another number
    #[arg(long)]
    pub to_forwarder: bool,
    /// It does not, whatever was said before
    #[arg(long, conflicts_with = "to_forwarder")]
    pub no_forwarder: bool,
    /// What a source calls the carrier of the number: SOURCE:CODE, as 17track:3011
    #[arg(long, value_name = "SOURCE:CODE")]
    pub carrier: Option<String>,
    /// Whose it is: a name of [people], or several; '' gives it to the whole house
    #[arg(long = "for", id = "for", value_name = "NAME")]
    pub people: Vec<String>,
    /// A source that is never to be asked for this parcel; `posylka privacy` shows who was asked
    #[arg(long, value_name = "SOURCE")]
    pub never: Vec<String>,
    /// A source that may be asked for it again
    #[arg(long, value_name = "SOURCE")]
    pub again: Vec<String>,
    /// The days and the price are meant as they are, however doubtful
    #[arg(long)]
    pub sure: bool,
}

pub(super) fn edit(app: &mut App, args: &Edit) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let Dates { shipped, promised, protection_ends } = &args.dates;
    let day = |it: &Option<_>| day_of(app, it.as_ref());
    let (shipped, promised, protection_ends) = (day(shipped), day(promised), day(protection_ends));
    let ordered = day(&args.ordered);
    let code = args.carrier.as_deref().map(|meant| app.find_code(meant)).transpose()?;
    let (title, postcode) = (args.title.clone(), args.postcode.clone().map(|it| it.0));
    let shop = args.shop.as_deref().map(|shop| app.find_shop(Some(shop))).transpose()?;
    let (seller, order_id) = (args.seller.clone(), args.order_id.clone());
    let (order, price, sure) = (args.order.clone(), args.price.clone(), args.sure);
    let mut edit = edit::Edit {
        title,
        seller,
        order,
        order_id,
        shop,
        price,
        ordered,
        shipped,
        promised,
        protection_ends,
        postcode,
        to_forwarder: (args.to_forwarder || args.no_forwarder).then_some(args.to_forwarder),
        code,
        sure,
    };
    if !edit.sure {
        meant(app, &app.doubts_of_edit(&edit))?;
        edit.sure = true;
    }
    if !args.never.is_empty() || !args.again.is_empty() {
        app.forbid(id, &args.never, &args.again)?;
    }
    if !args.people.is_empty() {
        let people: Vec<String> = args.people.iter().filter(|it| !it.is_empty()).cloned().collect();
        app.give(id, &people)?;
    }
    app.edit(id, edit)?;
    after(app, &[id])
}
