//! `posylka import`: what files say of orders becomes parcels, and what is known of them is brought up to date.

use std::{
    fs::File,
    io::{IsTerminal as _, Read as _, stderr},
    path::Path,
};

use anyhow::{Context, bail};

use super::{
    columns::table,
    output::{Reply, aside},
};
use crate::{
    app::{App, actions::import::OrderFiles, views::imported::Imported},
    import::orders::{self, LARGEST},
    text::Phrasebook,
};

/// So many orders take a while.
const MANY: usize = 500;

/// The columns of a table; headings as people write them are known too, in English and Russian.
const COLUMNS: &str = "Columns of a table, in any order, any of them: order, shop, title, number (several in a cell), price, \
    currency, ordered, shipped, promised, protection_ends, seller, carrier, status. Headings are known as shops, exporters and \
    people write them, in English and Russian, and what is not known is named. A cell that cannot be read costs only itself. \
    Days as 2026-02-28, 28.02.2026, 02/28/2026 or as a spreadsheet counts them; commas, semicolons, tabs or bars; UTF-8, \
    UTF-16 or Windows-1251.";

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

pub(super) fn run(app: &mut App, args: &Import) -> anyhow::Result<Reply> {
    if args.template {
        return Ok(Reply::new(orders::template(), orders::template()));
    }
    let shop = args.shop.as_deref().map(|shop| app.find_shop(Some(shop))).transpose()?;
    let mut files = OrderFiles::default();
    for name in &args.files {
        let bytes = bytes(name).with_context(|| name.clone())?;
        files.read(app, name, &bytes).with_context(|| name.clone())?;
    }
    let phrases = app.setup.phrases.clone();
    let tell = |done, all| progress(&phrases, done, all);
    let imported = app.import_telling(files, shop, args.dry_run, &tell)?;
    let code = u8::from(imported.failed());
    let mut reply = Reply::new(text(app, &imported), imported);
    reply.code = code;
    Ok(reply)
}

/// Who sits at a terminal and waits for many orders sees how far it is, ten times.
fn progress(phrases: &Phrasebook, done: usize, all: usize) {
    let step = (all / 10).max(1);
    if all >= MANY && done.is_multiple_of(step) && stderr().is_terminal() {
        aside(&phrases.phrase("orders-progress", &[("done", (done as i64).into()), ("all", (all as i64).into())]));
    }
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
    let columns =
        [("orders-unknown-column", &imported.unknown_columns), ("orders-unsure-column", &imported.unsure_columns)];
    for (id, column) in columns.into_iter().flat_map(|(id, all)| all.iter().map(move |it| (id, it))) {
        let args = [("file", (&column.file).into()), ("column", (&column.column).into())];
        text += &format!("! {}\n", phrases.phrase(id, &args));
    }
    let id = if imported.dry_run { "orders-would" } else { "orders-done" };
    let said = [
        ("changed", imported.changed().into()),
        ("same", imported.same().into()),
        ("passed", imported.passed.into()),
        ("faults", imported.faults.len().into()),
    ];
    text + &phrases.phrase(id, &said)
}
