//! Orders from files, as people and shops write them.

use std::{fs, path::Path};

use jiff::civil::date;
use posylka::{
    carriers::Registry,
    import::orders::{self, Found, Read, ReadError, Standing},
};

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/orders").join(name)).unwrap()
}

fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    orders::read(&Registry::embedded().unwrap(), bytes, date(2026, 3, 10))
}

fn of(name: &str) -> Read {
    read(&bytes(name)).unwrap()
}

/// An order in a line: what a person would check against the file.
fn said(it: &Found) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("-".to_owned(), |day| day.to_string());
    let numbers: Vec<&str> = it.numbers.iter().map(|number| number.as_str()).collect();
    let price = it.price.as_ref().map_or("-".to_owned(), |price| price.money().to_string());
    let shop = it.shop.as_ref().map_or("-", |shop| shop.as_str());
    let (ordered, shipped, promised, ends) =
        (day(it.ordered), day(it.shipped), day(it.promised), day(it.protection_ends));
    format!(
        "{} {shop} {:?} {price} {ordered} {shipped} {promised} {ends} {numbers:?} {:?}",
        it.id, it.title, it.standing
    )
}

#[test]
fn a_saved_page_of_the_list() {
    let lines: Vec<String> = of("aliexpress-ru-list.html").found.iter().map(said).collect();
    assert_eq!(
        lines,
        [
            r#"8190000000000101 aliexpress-ru "Наушники беспроводные <M5>" 1234.56 RUB 2026-02-28 - - 2026-05-15 [] Open"#,
            r#"8190000000000102 aliexpress-ru "Чехол для телефона" 340.00 RUB 2026-03-02 - - - [] Cancelled"#,
            r#"8190000000000103 aliexpress-ru "Кабель, Переходник" 512.00 RUB 2025-12-30 - - - ["LP00123456789012"] Open"#,
            r#"8190000000000104 aliexpress-ru "Отвёртка" 99.90 RUB 2025-12-31 - - - ["LP00123456789012"] Open"#,
            r#"8190000000000105 aliexpress-ru "Носки" 150.00 RUB 2026-01-01 - - - [] Done"#,
        ]
    );
}

#[test]
fn a_spreadsheet_of_windows_with_bad_rows() {
    let read = of("excel-1251.csv");
    let lines: Vec<String> = read.found.iter().map(said).collect();
    assert_eq!(
        lines,
        [
            r#"8190000000000201 - "Чайник \"Заря\"" 1990.00 RUB 2026-02-01 - - 2026-05-15 ["LP00234567890123"] Open"#,
            r#"8190000000000202 - "Лампа" 12.50 EUR 2026-02-01 - - 2026-04-20 [] Open"#,
            r#"8190000000000203 - "Плохая дата" 100.00 RUB - - - - [] Open"#,
            r#"8190000000000204 - "Плохая цена" - 2026-02-02 - - - [] Open"#,
            r#"8190000000000205 - "Две \"кавычки\"; и точка с запятой" 5.00 RUB 2026-02-03 - - 2026-04-12 ["LP00345678901234", "RB123456785CN"] Open"#,
        ]
    );
    let faults: Vec<(usize, &str, &str)> =
        read.faults.iter().map(|it| (it.line, it.column.as_str(), it.text.as_str())).collect();
    assert_eq!(faults, [(4, "Дата заказа", "32.13.2026"), (5, "Цена", "сто рублей")]);
}

#[test]
fn a_table_with_a_mark_and_the_template_itself() {
    let lines: Vec<String> = of("bom.csv").found.iter().map(said).collect();
    assert_eq!(lines, [r#"8190000000000301 joom "Lamp" 12.50 USD 2026-02-01 2026-02-03 - 2026-05-04 [] Open"#]);
    let template = read(orders::template().as_bytes()).unwrap();
    assert_eq!((template.found.len(), template.faults.len()), (1, 0));
    assert_eq!(template.found[0].numbers.len(), 1);
}

#[test]
fn the_json_of_the_shops_own_pages() {
    let lines: Vec<String> = of("order-list.json").found.iter().map(said).collect();
    assert_eq!(
        lines,
        [
            r#"8190000000000401 aliexpress-com "Voltage converter, Case" 25.66 USD 2026-02-13 - - - [] Open"#,
            r#"8190000000000402 aliexpress-com "" 3.84 EUR 2026-02-14 - - - [] Cancelled"#,
            r#"8190000000000403 aliexpress-com "" 3.84 USD 2025-12-01 - - - [] Done"#,
        ]
    );
    let lines: Vec<String> = of("order-detail.json").found.iter().map(said).collect();
    assert_eq!(lines, [r#"8190000000000401 aliexpress-com "" - 2026-02-13 2026-02-15 2026-03-30 2026-04-29 [] Open"#]);
    let lines: Vec<String> = of("querydetail.jsonp").found.iter().map(said).collect();
    assert_eq!(
        lines,
        [
            r#"8190000000000401 aliexpress-com "Voltage converter" - - - - 2026-04-28 ["LP00456789012345", "RB123456785CN"] Open"#
        ]
    );
}

#[test]
fn a_pasted_link() {
    let lines: Vec<String> =
        read(b"https://aliexpress.ru/order-list/8190000000000501?spm=a2g2w").unwrap().found.iter().map(said).collect();
    assert_eq!(lines, [r#"8190000000000501 aliexpress-ru "" - - - - - [] Open"#]);
}

/// Pieces of files, cut and broken: nothing panics, and nothing is made of nothing.
#[test]
fn hostile_files_cost_only_themselves() {
    for name in
        ["aliexpress-ru-list.html", "excel-1251.csv", "order-list.json", "order-detail.json", "querydetail.jsonp"]
    {
        let whole = bytes(name);
        for cut in (0..whole.len()).step_by(97) {
            drop(read(&whole[..cut]));
            drop(read(&whole[cut..]));
        }
    }
    for text in ["", " ", "\u{feff}", "{", "[]", "null", "<", "<html>", "a;b\n1;2", "order\n", "f(", "f({)", ";;;;\n;;"]
    {
        assert!(read(text.as_bytes()).is_err(), "{text:?}");
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(read(deep.as_bytes()), Err(ReadError::Json { .. })));
    let long = format!("order,title\n8190000000000601,\"{}\u{202e}\u{1b}[2J\"\n", "x<b>\u{7}".repeat(20_000));
    let found = read(long.as_bytes()).unwrap().found;
    assert_eq!(found[0].title.chars().count(), 200);
    assert!(!found[0].title.contains(['\u{7}', '\u{1b}', '\u{202e}']));
    assert_eq!(found[0].standing, Standing::Open);
}
