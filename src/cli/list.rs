//! `posylka list`

use std::{io::Write, thread::sleep, time::Duration};

use unicode_width::UnicodeWidthStr;

use super::{
    columns::{Cell, cut, laid_out, natural_width, wrapped},
    global::Global,
    open,
    output::{Reply, in_words},
    parse::word,
    screen::{Paint, Screen},
    way,
};
use crate::{
    app::{
        App,
        views::{
            list::{self, List as Listed, Sort, Wanted},
            listed_parcel::{Group, ParcelView},
        },
    },
    model::{Flag, ParcelId, Stage},
};

/// Narrower than this, a parcel has lines of its own where a table does not fit.
const TABLE: usize = 110;
/// So many days before it a day cannot wait.
const NEAR: i32 = 3;
/// How often the parcels are looked at anew while somebody watches.
const EACH: Duration = Duration::from_secs(2);

/// `posylka list`
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  posylka list headphones                            by words\n  \
                        posylka list --flag stalled --flag probably-lost   what worries\n  \
                        posylka list --sort news --limit 10                the latest news")]
pub(super) struct List {
    /// Words that stand in the title, the number, the carrier, the order or the seller
    pub text: Vec<String>,
    /// The archived ones too, and those that came to their end a month ago or longer
    #[arg(long)]
    pub all: bool,
    /// Only those at this stage; may be given several times
    #[arg(long, value_parser = word::<Stage>(Stage::ALL.iter().map(|it| it.word())))]
    pub stage: Vec<Stage>,
    /// Only those with this flag; may be given several times
    #[arg(long, value_parser = word::<Flag>(Flag::ALL.iter().map(|it| it.word())))]
    pub flag: Vec<Flag>,
    /// Only what was bought at this shop
    #[arg(long)]
    pub shop: Option<String>,
    /// In which order: what needs you first, as they were added, or the latest scan first; with --json as they were added
    #[arg(long, value_parser = word::<Sort>(Sort::ALL.iter().map(|it| it.word())))]
    pub sort: Option<Sort>,
    /// Only the first so many; of those that stand as they were added, the newest
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Stay, and show what changes; ends with Ctrl-C
    #[arg(long, conflicts_with = "json")]
    pub watch: bool,
}

pub(super) fn run(app: &mut App, args: &List, json: bool) -> anyhow::Result<Reply> {
    let list = wanted(app, args, json)?;
    let text = in_lines(app, args, &list);
    Ok(Reply::new(text, list).paged())
}

fn wanted(app: &mut App, args: &List, json: bool) -> anyhow::Result<Listed> {
    let shop = args.shop.as_deref().map(|shop| app.find_shop(Some(shop))).transpose()?;
    let wanted = Wanted {
        all: args.all,
        stages: args.stage.clone(),
        flags: args.flag.clone(),
        shop,
        text: args.text.join(" "),
        sort: args.sort.unwrap_or(if json { Sort::Added } else { Sort::Need }),
        skip: 0,
        limit: args.limit,
    };
    Ok(list::list(app, &wanted)?)
}

fn in_lines(app: &App, args: &List, list: &Listed) -> String {
    let table = (!list.parcels.is_empty()).then(|| text(app, &list.parcels));
    let chooses = !(args.stage.is_empty() && args.flag.is_empty() && args.shop.is_none() && args.text.is_empty());
    let none = list.parcels.is_empty() && list.hidden + list.more == 0;
    let empty = none.then(|| app.label(if chooses { "list-none-fits" } else { "list-empty" }));
    let more = (list.more > 0).then(|| app.phrase("list-more", &[("count", list.more.into())]));
    let hidden = (list.hidden > 0).then(|| app.phrase("list-hidden", &[("count", list.hidden.into())]));
    let lines: Vec<String> = [table, empty, more, hidden].into_iter().flatten().collect();
    lines.join("\n")
}

/// Shows the list anew whenever it has changed.
///
/// # Errors
/// The first thing that does not work; it has no end of its own.
pub(super) fn watch(global: &Global, args: &List) -> anyhow::Result<Reply> {
    let mut shown = String::new();
    loop {
        let mut app = open::app_as_it_is(global)?;
        let list = wanted(&mut app, args, false).map_err(|error| in_words(error, &app.setup.phrases))?;
        let text = in_lines(&app, args, &list);
        let now = app.phrase("list-as-of", &[("at", app.minute(app.now).into())]);
        if text != shown && write(&text, &now).is_err() {
            return Ok(Reply::new("", list));
        }
        shown = text;
        sleep(EACH);
    }
}

/// Writes over what stands there, as far as there is room.
fn write(text: &str, now: &str) -> std::io::Result<()> {
    let screen = Screen::here();
    let room = screen.height.map_or(usize::MAX, |height| height.saturating_sub(2));
    let lines: Vec<&str> = text.lines().take(room).collect();
    let clear = if screen.height.is_some() { "\u{1b}[H\u{1b}[J" } else { "" };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{clear}{}\n{}", lines.join("\n"), screen.paint(now, Paint::Faint))?;
    out.flush()
}

/// The parcels, one after the other: a table, or where there is no room for one, a few lines for each.
pub(super) fn text(app: &App, parcels: &[ParcelView]) -> String {
    let screen = Screen::here();
    let head = ["list-id", "list-title", "list-number", "list-stage", "list-pace", "list-verdict"];
    let head = head.map(|id| app.label(id));
    let rows: Vec<[Cell; 6]> = parcels.iter().map(|it| row(app, it)).collect();
    match screen.width {
        Some(width) if width < TABLE && natural_width(&head, &rows) > width => cards(app, screen, width, parcels),
        _ => laid_out(screen, head, rows),
    }
}

fn row(app: &App, it: &ParcelView) -> [Cell; 6] {
    let name = if it.group == Group::NeedsYou { Paint::Strong } else { Paint::Plain };
    let number = it.number_in_use().map(|it| it.number.clone()).unwrap_or_default();
    let what = match it.to_do(app) {
        Some(deed) => Cell::painted(deed, urgency(app, it)).and(&it.verdict, Paint::Plain),
        None => Cell::painted(&it.verdict, if it.group == Group::Over { Paint::Faint } else { Paint::Plain }),
    };
    [
        Cell::painted(&it.id, name),
        Cell::painted(it.title_and_whose(), name),
        Cell::painted(number, Paint::Faint),
        Cell::painted(way::in_short(app, it), way::paint(it)),
        Cell::painted(pace(app, it), Paint::Plain),
        what,
    ]
}

/// How a deed stands out: one whose day is near cannot wait.
fn urgency(app: &App, it: &ParcelView) -> Paint {
    let near = it.dispute.act_by.is_some_and(|by| (by - app.today()).get_days() <= NEAR);
    if near { Paint::Alarm } else { Paint::Strong }
}

/// Days without news, and the most that is usual: «64/60».
fn pace(app: &App, it: &ParcelView) -> String {
    let Some(pace) = it.pace else { return String::new() };
    let unit = if pace.working { format!(" {}", app.label("list-pace-working")) } else { String::new() };
    format!("{}/{}{unit}", pace.days, pace.most)
}

/// Parcels in a few lines each: what it is and where; what to do; what is thought of it.
fn cards(app: &App, screen: Screen, width: usize, parcels: &[ParcelView]) -> String {
    let ways: Vec<String> = parcels.iter().map(|it| way::in_short(app, it)).collect();
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let indent = widest(&mut parcels.iter().map(|it| it.id.width())) + 2;
    let room = width.saturating_sub(indent + 2 + widest(&mut ways.iter().map(|way| way.width())));
    let title = widest(&mut parcels.iter().map(|it| it.title_and_whose().width())).min(room.max(8));
    let cards = parcels.iter().zip(&ways).map(|(it, way)| {
        let head = head(screen, it, way, (indent, title));
        head + &below(app, screen, it, (indent, width))
    });
    cards.collect()
}

fn head(screen: Screen, it: &ParcelView, way: &str, (indent, room): (usize, usize)) -> String {
    let title = cut(&it.title_and_whose(), room);
    let name = if it.group == Group::NeedsYou { Paint::Strong } else { Paint::Plain };
    let between = " ".repeat(room.saturating_sub(title.width()) + 2);
    format!("{:<indent$}{}{between}{}\n", it.id, screen.paint(&title, name), screen.paint(way, way::paint(it)))
}

fn below(app: &App, screen: Screen, it: &ParcelView, (indent, width): (usize, usize)) -> String {
    let deed = it.to_do(app).map(|deed| (deed, urgency(app, it)));
    let said = if it.group == Group::Over { Paint::Faint } else { Paint::Plain };
    let paragraphs = deed.into_iter().chain([(it.verdict.clone(), said)]);
    let lines = paragraphs.flat_map(|(paragraph, paint)| {
        let lines = wrapped(&paragraph, width.saturating_sub(indent));
        lines.into_iter().map(move |line| format!("{:indent$}{}\n", "", screen.paint(&line, paint)))
    });
    lines.collect()
}

/// How the parcels stand now.
pub(super) fn after(app: &mut App, ids: &[ParcelId]) -> anyhow::Result<Reply> {
    let parcels = list::only(app, ids)?;
    Ok(Reply::new(text(app, &parcels), parcels))
}
