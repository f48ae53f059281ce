//! A saved page of the shop's list of orders. Most class names change with every build, so an order is found by what names its
//! number, and what stands in the same card belongs to it.

use jiff::civil::Date;
use scraper::{ElementRef, Html, Selector};

use super::{
    days::{self, Near},
    found::{Found, Read, line, numbers, order_id},
    page_data, sum,
    vocabulary::Words,
};
use crate::carriers::Registry;

/// The most orders that are in one parcel.
const TOGETHER: usize = 8;
/// As many tables of a page are looked at.
const TABLES: usize = 30;
/// What is shorter is a day.
const SHORTEST_ID: usize = 14;
/// The longest text of a card that is looked at, in characters.
const LONGEST: usize = 4_000;

/// How an order's number, its goods, its seller, what was paid and how it stands are marked: on the Russian site, on the
/// other.
struct Marks {
    number: Selector,
    goods: Selector,
    seller: Selector,
    paid: Selector,
    standing: Selector,
}

impl Marks {
    fn new() -> Option<Marks> {
        Some(Marks {
            number: Selector::parse("[data-testid=\"orderNumber\"], .order-item-header-right-info").ok()?,
            goods: Selector::parse("[data-testid=\"productText\"], .order-item-content-info-name").ok()?,
            seller: Selector::parse("[data-testid^=\"sellerInfo\"], .order-item-store-name").ok()?,
            paid: Selector::parse(".order-item-content-opt-price-total").ok()?,
            standing: Selector::parse(".order-item-header-status-text").ok()?,
        })
    }
}

pub(super) fn read(registry: &Registry, words: &Words, text: &str, today: Date) -> Read {
    let page = Html::parse_document(text);
    let mut read = Read::default();
    let Some(marks) = Marks::new() else { return read };
    let shop = words.hosts.keys().find(|host| text.contains(host.as_str())).and_then(|host| words.shop_in(host));
    for mark in page.select(&marks.number).take(super::found::MOST) {
        let id = id(mark);
        if id.is_empty() {
            read.fault(0, "orderNumber", &mark.text().collect::<String>());
            continue;
        }
        let card = card(mark, &marks);
        let found = found(words, mark, card, &marks, today);
        let numbers = shared(card, &marks).flat_map(|text| numbers(registry, &text)).filter(|it| it.as_str() != id);
        let mut numbers: Vec<_> = numbers.collect();
        numbers.dedup();
        read.take(Found { id, shop: shop.clone(), numbers, ..found });
    }
    // Where the server did not write the orders into the page, their data lies beside it.
    if read.found.is_empty() {
        page_data::read(registry, words, &page, shop.as_ref(), today, &mut read);
    }
    if read.found.is_empty() { tables(registry, words, &page, today).unwrap_or(read) } else { read }
}

/// The order's number: where a day stands beside it, the piece that is long enough.
fn id(mark: ElementRef<'_>) -> String {
    let figures = |text: &str| order_id(text).chars().filter(char::is_ascii_digit).collect::<String>();
    let long = mark.text().map(figures).find(|it| it.len() >= SHORTEST_ID);
    long.unwrap_or_else(|| figures(&mark.text().collect::<String>()))
}

/// The first table of a page with orders in it: spreadsheets and shops save tables so.
fn tables(registry: &Registry, words: &Words, page: &Html, today: Date) -> Option<Read> {
    let of = |tag: &str| Selector::parse(tag).ok();
    let (table, row, cell) = (of("table")?, of("tr")?, of("th, td")?);
    let text = |it: ElementRef<'_>| line(&it.text().collect::<String>()).replace(['\t', '"'], " ");
    let lines = |it: ElementRef<'_>| {
        let rows = it.select(&row).take(super::found::MOST);
        rows.map(|row| row.select(&cell).map(text).collect::<Vec<_>>().join("\t") + "\n").collect::<String>()
    };
    let tables = page.select(&table).take(TABLES).map(lines);
    tables.filter_map(|it| super::table::read(registry, words, &it, today)).find(|it| !it.found.is_empty())
}

/// The largest element with this one order in it.
fn card<'a>(mark: ElementRef<'a>, marks: &Marks) -> ElementRef<'a> {
    let alone = |it: &ElementRef<'_>| it.select(&marks.number).nth(1).is_none();
    mark.ancestors().filter_map(ElementRef::wrap).take_while(alone).last().unwrap_or(mark)
}

/// The texts a card's tracking number may stand in: its own, and those of the parcel it shares with other orders, which
/// stand in no other order's card.
fn shared<'a>(card: ElementRef<'a>, marks: &'a Marks) -> impl Iterator<Item = String> + 'a {
    let own = card.text().map(str::to_owned);
    let parcel = card.ancestors().filter_map(ElementRef::wrap).find(|it| it.select(&marks.number).nth(1).is_some());
    let parcel = parcel.filter(|it| it.select(&marks.number).count() <= TOGETHER && it.value().name() != "body");
    let beside = parcel.into_iter().flat_map(move |parcel| {
        let bare = parcel.children().filter_map(ElementRef::wrap);
        bare.filter(|it| it.select(&marks.number).next().is_none())
            .flat_map(|it| it.text().map(str::to_owned))
            .collect::<Vec<_>>()
    });
    own.chain(beside)
}

fn found(words: &Words, mark: ElementRef<'_>, card: ElementRef<'_>, marks: &Marks, today: Date) -> Found {
    let text: String = card.text().flat_map(|it| [it, "\n"]).collect::<String>().chars().take(LONGEST).collect();
    let titles: Vec<String> = card.select(&marks.goods).map(|it| line(&it.text().collect::<String>())).collect();
    let ordered = text.lines().filter(|it| !says(it, &words.protection) && !says(it, &words.delivery));
    let named = || mark.text().find_map(|it| days::day(words, it.split_once(':')?.1, Near::Before(today)));
    let ordered = ordered.filter_map(|it| dated(words, it, Near::Before(today))).next().or_else(named);
    let ahead = |wanted: &[String]| {
        let mut lines = text.lines().filter(|it| says(it, wanted));
        lines.find_map(|it| dated(words, it, Near::From(ordered.unwrap_or(today))))
    };
    let marked = |by| card.select(by).next().map(|it| it.text().collect::<Vec<_>>().join(" "));
    let (seller, paid) = (marked(&marks.seller), marked(&marks.paid));
    let lines = || text.lines().filter(|it| !says(it, &words.protection)).collect::<Vec<_>>().join("\n");
    Found {
        title: line(&titles.join(", ")),
        seller: line(&seller.unwrap_or_default()),
        price: match paid {
            Some(paid) => sum::read(words, paid.rsplit(':').next().unwrap_or_default().trim()),
            None => words.patterns.page_price.find(&text).and_then(|it| sum::read(words, it.as_str())),
        },
        whole: true,
        ordered,
        promised: ahead(&words.delivery),
        protection_ends: ahead(&words.protection),
        standing: words.standing(&marked(&marks.standing).unwrap_or_else(lines)),
        ..Found::default()
    }
}

fn says(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The first day a text names.
fn dated(words: &Words, text: &str, near: Near) -> Option<Date> {
    let found = words.patterns.page_day.captures_iter(text).find(|it| words.month(&it[2]).is_some())?;
    days::day(words, &found[0], near)
}
