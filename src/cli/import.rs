//! `posylka import`: what files say of orders becomes parcels, and what is known of them is brought up to date.

use std::{fs::File, io::Read as _, path::Path};

use anyhow::{Context, bail};
use serde::Serialize;

use super::output::{Reply, table};
use crate::{
    app::App,
    import::orders::{self, Fault, Found, LARGEST, Read, Standing},
    model::ShopId,
};

mod plan;

use plan::Change;

/// The columns of a table; heads in Russian are known too, and rows are named by line where a cell cannot be read.
const COLUMNS: &str = "Columns of a table, in any order, any of them: order, shop, title, number (several apart by spaces), \
    price, ordered, shipped, promised, protection_ends. Days as 2026-02-28, 28.02.2026 or as a spreadsheet counts them; \
    commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1251.";

#[derive(Debug, clap::Args)]
#[command(after_help = COLUMNS)]
pub(super) struct Import {
    /// CSV, JSON of the shop's own pages, a saved page of orders, a link to an order; `-` reads stdin
    #[arg(value_name = "FILE", required_unless_present = "template")]
    files: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Where it was bought, whatever the file says
    #[arg(long)]
    shop: Option<String>,
    /// Write an empty table with its columns
    #[arg(long, conflicts_with = "files")]
    template: bool,
}

#[derive(Serialize)]
struct Imported {
    dry_run: bool,
    changes: Vec<Change>,
    /// Orders that are cancelled or complete, and not watched.
    passed: usize,
    faults: Vec<Faulty>,
    /// Columns nobody knows.
    unknown_columns: Vec<Column>,
    /// Columns whose days were read day first, and could be read month first as well.
    unsure_columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    file: String,
    column: String,
}

#[derive(Serialize)]
struct Faulty {
    file: String,
    line: usize,
    column: String,
    text: String,
}

pub(super) fn run(app: &mut App, args: &Import) -> anyhow::Result<Reply> {
    if args.template {
        return Ok(Reply::new(orders::template(), orders::template()));
    }
    let given = args.shop.as_deref().map(|shop| super::add::shop(app, Some(shop))).transpose()?;
    let (mut found, mut faults, mut unknown, mut unsure) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for name in &args.files {
        let bytes = bytes(name).with_context(|| name.clone())?;
        let today = app.today();
        let read = orders::read(&app.setup.registry, &bytes, today).with_context(|| name.clone())?;
        let Read { found: new, faults: bad, unknown: unread, unsure: either } = read;
        found.extend(new);
        let of_file = |column: String| Column { file: name.clone(), column };
        unknown.extend(unread.into_iter().map(of_file));
        unsure.extend(either.into_iter().map(of_file));
        let faulty = |it: Fault| Faulty { file: name.clone(), line: it.line, column: it.column, text: it.text };
        faults.extend(bad.into_iter().map(faulty));
    }
    let known = |shop: &ShopId| app.setup.knowledge.shops.contains_key(shop);
    if let Some(shop) = found.iter().filter_map(|it| it.shop.as_ref()).find(|it| given.is_none() && !known(it)) {
        super::add::shop(app, Some(shop.as_str()))?;
    }
    let default = app.setup.config.shop.clone();
    let shop = |it: &Found| given.clone().or_else(|| it.shop.clone()).unwrap_or_else(|| default.clone());
    let wanted: Vec<(ShopId, Found)> = found.into_iter().map(|it| (shop(&it), it)).collect();
    let passed = wanted.iter().filter(|(_, it)| it.standing != Standing::Open).count();
    let changes = plan::carry_out(app, wanted, args.dry_run)?;
    let imported = Imported {
        dry_run: args.dry_run,
        passed,
        changes,
        faults,
        unknown_columns: unknown,
        unsure_columns: unsure,
    };
    let code = u8::from(!imported.faults.is_empty() && imported.changes.is_empty());
    let mut reply = Reply::new(text(app, &imported), imported);
    reply.code = code;
    Ok(reply)
}

fn bytes(name: &str) -> anyhow::Result<Vec<u8>> {
    if name.starts_with("http://") || name.starts_with("https://") {
        return Ok(name.as_bytes().to_vec());
    }
    let mut bytes = Vec::new();
    match name {
        "-" => std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)?,
        name => File::open(Path::new(name))?.take(LARGEST + 1).read_to_end(&mut bytes)?,
    };
    if bytes.len() as u64 > LARGEST {
        bail!("larger than {} MB", LARGEST / 1_000_000);
    }
    Ok(bytes)
}

fn text(app: &App, imported: &Imported) -> String {
    let phrases = &app.setup.phrases;
    let head = ["list-id", "orders-order", "orders-title", "orders-change"].map(|id| phrases.label(id));
    let rows = imported.changes.iter().map(|it| {
        let fields: Vec<String> = it.fields.iter().map(|field| phrases.label(&format!("order-{field}"))).collect();
        let what = phrases.phrase(&format!("orders-{}", it.what), &[("fields", fields.join(", ").into())]);
        [it.parcel.clone().unwrap_or_default(), it.order.clone(), it.title.clone(), what]
    });
    let mut text = if imported.changes.is_empty() { String::new() } else { table(head, rows) };
    for fault in &imported.faults {
        let args = [
            ("file", (&fault.file).into()),
            ("line", fault.line.into()),
            ("column", (&fault.column).into()),
            ("text", (&fault.text).into()),
        ];
        text += &format!("! {}\n", phrases.phrase("orders-fault", &args));
    }
    let columns = [("orders-unknown-column", &imported.unknown_columns), ("orders-unsure-column", &imported.unsure_columns)];
    for (id, column) in columns.into_iter().flat_map(|(id, all)| all.iter().map(move |it| (id, it))) {
        let args = [("file", (&column.file).into()), ("column", (&column.column).into())];
        text += &format!("! {}\n", phrases.phrase(id, &args));
    }
    let changed = imported.changes.iter().filter(|it| it.changes()).count();
    let id = if imported.dry_run { "orders-would" } else { "orders-done" };
    let said = [
        ("changed", changed.into()),
        ("same", imported.changes.iter().filter(|it| it.what == "same").count().into()),
        ("passed", imported.passed.into()),
        ("faults", imported.faults.len().into()),
    ];
    text + &phrases.phrase(id, &said)
}
