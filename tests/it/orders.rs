//! Files of orders and their headings, seen elsewhere (`fixtures/public`), against their right readings.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use jiff::civil::date;
use posylka::{
    carriers::Registry,
    import::orders::{self, Found, Read, ReadError, Standing},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/public").join(path)
}

fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    orders::read(&REGISTRY, bytes, date(2026, 7, 1))
}

/// What a `.right` says.
#[derive(Debug, Default)]
struct Right {
    orders: Vec<BTreeMap<String, String>>,
    unknown: Vec<String>,
    faults: Vec<String>,
    refused: bool,
}

const FIELDS: [&str; 12] = [
    "order=",
    "numbers=",
    "title=",
    "price=",
    "currency=",
    "ordered=",
    "shipped=",
    "promised=",
    "protection=",
    "shop=",
    "seller=",
    "carrier=",
];

fn right(text: &str) -> Right {
    let mut right = Right::default();
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        if let Some(column) = line.strip_prefix("unknown column: ") {
            right.unknown.push(column.to_owned());
        } else if let Some(fault) = line.strip_prefix("fault: ") {
            right.faults.push(fault.to_owned());
        } else if line.starts_with("refused: ") {
            right.refused = true;
        } else {
            right.orders.push(fields(line));
        }
    }
    right
}

/// `title=Cable, Plug price=3` in pieces: a field lasts up to the next.
fn fields(line: &str) -> BTreeMap<String, String> {
    let names = FIELDS.iter().chain(&["status="]);
    let mut starts: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let spaced = format!(" {name}");
            if line.starts_with(name) { Some((0, *name)) } else { line.find(&spaced).map(|at| (at + 1, *name)) }
        })
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([line.len() + 1]).collect::<Vec<_>>();
    let field = |((at, name), end): (&(usize, &str), &usize)| {
        (name.trim_end_matches('=').to_owned(), line[at + name.len()..end - 1].trim().to_owned())
    };
    starts.iter().zip(&ends).map(field).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

/// A field of an order as the right readings write it.
fn said(found: &Found, field: &str) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|it| it.to_string()).unwrap_or_default();
    match field {
        "order" => plain(&found.id),
        "numbers" => found.numbers.iter().map(|it| plain(it.as_str())).collect::<Vec<_>>().join(","),
        "title" => found.title.clone(),
        "price" => {
            found.price.as_ref().map(|it| format!("{}.{:02}", it.cents / 100, it.cents % 100)).unwrap_or_default()
        }
        "currency" => found.price.as_ref().and_then(|it| it.currency.clone()).unwrap_or_default(),
        "ordered" => day(found.ordered),
        "shipped" => day(found.shipped),
        "promised" => day(found.promised),
        "protection" => day(found.protection_ends),
        "shop" => found.shop.as_ref().map(|it| it.to_string()).unwrap_or_default(),
        "seller" => found.seller.clone(),
        "carrier" => found.carrier.clone(),
        "status" => match found.standing {
            Standing::Open => String::new(),
            Standing::Cancelled => "cancelled".to_owned(),
            Standing::Done => "done".to_owned(),
        },
        other => panic!("no field {other}"),
    }
}

fn wanted(order: &BTreeMap<String, String>, field: &str) -> String {
    let value = order.get(field).cloned().unwrap_or_default();
    match field {
        "order" => plain(&value),
        "numbers" => value.split(',').map(plain).collect::<Vec<_>>().join(","),
        "price" if !value.is_empty() => format!("{:.2}", value.parse::<f64>().unwrap()),
        _ => value,
    }
}

/// What is otherwise than it should be.
fn faults(right: &Right, read: Result<Read, ReadError>) -> Vec<String> {
    let read = match (right.refused, read) {
        (true, Err(_)) => return Vec::new(),
        (true, Ok(read)) => return vec![format!("was not refused: {:?}", read.found)],
        (false, Err(fault)) => return vec![format!("was refused: {fault}")],
        (false, Ok(read)) => read,
    };
    let mut faults = Vec::new();
    let mut differ = |what: String, wanted: String, got: String| {
        if wanted != got {
            faults.push(format!("{what}: `{got}` for `{wanted}`"));
        }
    };
    differ("orders".into(), right.orders.len().to_string(), read.found.len().to_string());
    for (at, (order, found)) in right.orders.iter().zip(&read.found).enumerate() {
        for field in FIELDS.iter().map(|it| it.trim_end_matches('=')).chain(["status"]) {
            let counts = !matches!(field, "shop" | "seller" | "carrier") || order.contains_key(field);
            if counts && (field != "status" || order.contains_key(field) || found.standing != Standing::Open) {
                differ(format!("{} {field}", at + 1), wanted(order, field), said(found, field));
            }
        }
    }
    differ("unknown columns".into(), right.unknown.join(", "), read.unknown.join(", "));
    let line = |it: &orders::Fault| format!("{} | {} | {}", it.line, it.column, it.text);
    differ("faults".into(), right.faults.join("; "), read.faults.iter().map(line).collect::<Vec<_>>().join("; "));
    faults
}

#[test]
fn files_seen_elsewhere_are_read_right() {
    let (mut wrong, mut all) = (Vec::new(), 0);
    let mut files: Vec<PathBuf> = fs::read_dir(fixture("orders")).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|it| it.extension().is_none_or(|it| it != "right")) {
        all += 1;
        let right = right(&fs::read_to_string(file.with_extension("right")).unwrap());
        let faults = faults(&right, read(&fs::read(file).unwrap()));
        if !faults.is_empty() {
            wrong.push(format!("{}: {}", file.file_name().unwrap().to_string_lossy(), faults.join("\n    ")));
        }
    }
    println!("{} of {all} files right", all - wrong.len());
    assert!(all > 40 && wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each heading alone above a cell: what its column holds shows in what becomes of the cell.
#[test]
fn headings_seen_elsewhere_are_known() {
    let text = fs::read_to_string(fixture("headings.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let (heading, field) = (row[0], row[1]);
        let (beside, cell) = match field {
            "number" => ("Order ID", "LP00120000001001"),
            "order" => ("Tracking number", "8190000000001999"),
            "price" | "currency" => ("Order ID", if field == "price" { "12,50" } else { "USD" }),
            "ordered" | "shipped" | "promised" | "protection" => ("Order ID", "2026-06-18"),
            "shop" => ("Order ID", "joom"),
            "status" => ("Order ID", "Completed"),
            _ => ("Order ID", "Kettle"),
        };
        let first = if field == "order" { "LP00120000001002" } else { "8190000000001001" };
        let (more_heads, more) = if field == "currency" { ("\tTotal", "\t12.50") } else { ("", "") };
        let table = format!("{beside}\t{heading}{more_heads}\n{first}\t{cell}{more}\n");
        let got = read(table.as_bytes()).map(|it| (it.found.first().cloned().unwrap_or_default(), it.unknown));
        let Ok((found, unknown)) = got else {
            wrong.push(format!("{heading}: refused"));
            continue;
        };
        let holds = match field {
            "quantity" | "ignore" => found == Found { id: first.to_owned(), ..Found::default() },
            "order" => found.id == cell,
            "number" => said(&found, "numbers") == cell,
            "price" => said(&found, "price") == "12.50",
            "currency" => said(&found, "currency") == "USD",
            "status" => found.standing == Standing::Done,
            field => said(&found, field) == cell,
        };
        if !holds || !unknown.is_empty() {
            wrong.push(format!("{heading} is {field}: {found:?} {unknown:?}"));
        }
    }
    println!("{} of {} headings known", rows.len() - wrong.len(), rows.len());
    assert!(rows.len() > 300 && wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands beside the project where it is developed.
#[test]
fn the_files_of_the_shared_folder_are_read_right() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reality");
    let folder = std::env::var("SHARED_REALITY").map_or(beside, Into::into);
    let wanted = [
        (
            "import-apos.csv",
            "order=8190000000000027 numbers=10100064123459 title=Kettle price=12.50 ordered=2026-06-18",
        ),
        (
            "import-eq.csv",
            "order=8190000000000027 numbers=LP00123456789012 title=Kettle price=12.50 currency=USD ordered=2026-06-18",
        ),
        ("import-tracking-col.csv", "order=8190000000000027 numbers=LP00123456789012 title=Kettle price=12.50"),
        (
            "import-us-date.csv",
            "order=8190000000000027 numbers=LP00123456789012 title=Kettle ordered=2026-06-18\n\
             order=8190000000000028 numbers=LP00987654321098 title=Lamp ordered=2026-06-18\n\
             order=8190000000000029 numbers=LP00123456789098 title=Bulb ordered=2026-06-18",
        ),
        (
            "ali-detail-two.json",
            "order=8190000000000401 numbers=LP00123456789012,LP00987654321098 ordered=2026-02-13 shipped=2026-02-15 \
             promised=2026-03-30 protection=2026-04-29",
        ),
        ("ali-list-ssr.html", "order=8190000000000401 title=Kettle price=1234.56 currency=RUB ordered=2026-02-13"),
    ];
    for (name, wanted) in wanted {
        let Ok(bytes) = fs::read(folder.join(name)) else {
            println!("skipped: ../shared/reality is not here");
            return;
        };
        assert_eq!(faults(&right(wanted), read(&bytes)), Vec::<String>::new(), "{name}");
    }
}

/// What nobody has seen yet: the kinds in other dresses.
#[test]
fn kinds_in_other_dresses() {
    for (text, wanted) in [
        // Headings made of known words, numbers with notes, a sum below.
        (
            "\u{424}\u{430}\u{439}\u{43b}\n\nOrder Placed;Order Number;Shipments;Total (USD)\nMay 3, 2026;#1024;1Z5R89390357567127 (UPS);1,299\n\
             Total;;;1,299\n",
            "order=1024 numbers=1Z5R89390357567127 price=1299 currency=USD ordered=2026-05-03",
        ),
        // A quotation mark that is none.
        (
            "Track\tItem\nLP00123456789012\t7\" tablet\nRB123456785CN\t\"Cable\n10100064123459\tLamp\n",
            "numbers=LP00123456789012 title=7\" tablet\nnumbers=RB123456785CN title=Cable\nnumbers=10100064123459 title=Lamp",
        ),
        // One value after the other.
        (
            "{\"orderId\":\"8190000000001011\",\"trackingNumber\":\"LP00123456789012\",\"title\":\"Kettle\"}\n\
             {\"orderId\":\"8190000000001012\",\"trackingNumbers\":[\"RB123456785CN\",\"LP00123456789022\"]}\n",
            "order=8190000000001011 numbers=LP00123456789012 title=Kettle\n\
             order=8190000000001012 numbers=RB123456785CN,LP00123456789022",
        ),
        // What a program made of an order number, a phone without its plus.
        (
            "order,track\n8190000000001011.0,89161234567\n8190000000001012,9161234567\n",
            "order=8190000000001011\norder=8190000000001012\nfault: 2 | track | 89161234567\nfault: 3 | track | 9161234567",
        ),
        (
            "LP00123456789012\n8190000000001011 RB123456785CN\n",
            "numbers=LP00123456789012\norder=8190000000001011 numbers=RB123456785CN",
        ),
        ("PK\u{3}\u{4}workbook", "refused: a workbook"),
        ("name,phone\nA,+79161234567\n", "refused: nothing of orders"),
    ] {
        assert_eq!(faults(&right(wanted), read(text.as_bytes())), Vec::<String>::new(), "{text}");
    }
}
