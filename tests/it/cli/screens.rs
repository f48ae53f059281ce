//! What a person sees at a glance: the list on any width, its order and its filters, one line for a status bar, and what
//! helps where something was mistyped.

use std::fs;

use unicode_width::UnicodeWidthStr;

use super::{Home, Said};

/// Six columns narrower than this make a parcel a few lines.
const WIDTHS: [usize; 4] = [60, 80, 120, 200];

fn at(home: &Home, width: usize, line: &str) -> String {
    let output = home.command(line).env("COLUMNS", width.to_string()).output().unwrap();
    let said = Said::of(line, &output);
    assert!([0, 3].contains(&said.code.unwrap_or(1)), "{said:?}");
    said.out
}

/// Three parcels: one waits to be collected, one goes its way, of one nobody has heard.
fn three() -> Home {
    let home = Home::russian();
    for line in [
        "add LP00123456789012 --later --title Наушники --ordered 2026-02-01 --protection-ends 2026-05-20 --shop joom",
        "event 1 accepted --at 2026-02-25 --place 深圳市 --text Received",
        "add 80087260001011 --later --title 中国茶叶 --ordered 2026-01-10 --protection-ends 2026-05-10",
        "event 2 ready-for-pickup --at 2026-02-26 --until 2026-03-04 --place Казань",
        "add LP00123456789022 --later --title Ёлка",
    ] {
        home.text(line);
    }
    home
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let home = three();
    for width in WIDTHS {
        for line in ["list", "show 1", "show 2", "status", "pickup"] {
            let text = at(&home, width, line);
            let wide: Vec<&str> = text.lines().filter(|it| it.width() > width).collect();
            assert!(wide.is_empty(), "{line} at {width}: {wide:#?}");
            assert!(!text.contains('\u{1b}'), "what is piped has no colours: {text}");
        }
    }
    let narrow = at(&home, 60, "list");
    assert!(
        narrow.contains("2  中国茶叶  ▰▰▰▰▰▱ можно забирать\n   Заберите посылку: 4 марта, через 3 дня\n"),
        "{narrow}"
    );
    assert!(
        at(&home, 200, "list").lines().count() > narrow.lines().filter(|it| it.starts_with(char::is_numeric)).count()
    );
}

#[test]
fn what_needs_the_user_stands_first_and_the_rest_can_be_chosen_from() {
    let home = three();
    let ids = |line: &str| -> String {
        let json = home.json(line);
        json.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned() + " ").collect()
    };
    assert!(home.text("list").lines().nth(1).unwrap().starts_with("2  中国茶叶"), "{}", home.text("list"));
    assert_eq!(ids("list"), "1 2 3 ", "programs have them as they were added");
    assert_eq!(ids("list --sort need"), "2 1 3 ");
    assert_eq!(ids("list --sort need --limit 1"), "2 ");
    assert_eq!(ids("list --sort news"), "2 1 3 ");
    assert_eq!(ids("list --limit 2"), "2 3 ", "the newest");
    assert_eq!(ids("list --stage accepted --stage announced"), "1 3 ");
    assert_eq!(ids("list --flag pickup-expiring"), "2 ");
    assert_eq!(ids("list --shop joom"), "1 ");
    assert_eq!(ids("list елка"), "3 ");
    assert_eq!(ids("list cainiao 9022"), "3 ");
    assert_eq!(ids("list наушники joom"), "");
    assert!(home.text("list --stage lost").contains("Таких посылок"));
    let listed = home.json("list --sort need");
    assert_eq!((&listed[0]["group"], &listed[1]["group"]), (&"needs-you".into(), &"on-the-way".into()));
    home.run("list --stage nowhere").ends(2);
}

#[test]
fn a_status_bar_gets_one_line() {
    let home = three();
    let line = home.run("status --line").ends(3).out;
    assert_eq!(line.lines().count(), 1);
    assert!(line.contains("中国茶叶: 4 марта, через 3 дня") && line.contains("никто не следит"), "{line}");
    home.text("edit 2 --title <Чай>");
    let bar = home.run("status --waybar").ends(0);
    assert_eq!((bar.json()["text"].clone(), bar.json()["class"].clone()), ("1".into(), "needs-you".into()));
    assert!(bar.json()["tooltip"].as_str().unwrap().contains("&lt;Чай&gt;"), "{bar:?}");
}

#[test]
fn a_scan_is_told_by_its_meaning_and_then_in_its_own_words() {
    let home = three();
    assert!(home.text("show 1").contains("Принято — Received, 深圳市, [с ваших слов]"), "{}", home.text("show 1"));
}

#[test]
fn what_was_perhaps_meant_is_named() {
    let home = three();
    home.walk(&[
        ("show нушники", 1, "Может быть, 1 Наушники?"),
        ("carrier show cainio", 1, "Может быть, cainiao?"),
        ("link 3 8190000000000017", 1, "posylka edit 3 --order-id 8190000000000017"),
        ("track 8190000000000017", 1, "posylka add --order 8190000000000017"),
        ("edit 3 --order-id 8190000000000017 --shop joom", 0, "Ёлка"),
        ("show 8190000000000017", 0, "joom"),
        ("undo 3 --yes", 0, "8190000000000017"),
        ("show 8190000000000017", 1, "Нет посылки"),
    ]);
}

#[test]
fn what_would_be_removed_is_said_and_kept() {
    let home = three();
    home.walk(&[
        ("remove 3 --dry-run", 0, "Была бы убрана посылка 3 (Ёлка)"),
        ("remove 3 --forget --dry-run", 0, "Была бы забыта"),
        ("unlink 3 LP00123456789022 --dry-run", 0, "был бы убран"),
        ("show 3", 0, "LP00123456789022"),
    ]);
}

#[test]
fn a_copy_comes_back_and_what_was_there_is_kept() {
    let home = three();
    home.text("backup copy.db");
    home.text("remove 1");
    assert!(home.run("restore nowhere.db").ends(1).err.contains("nowhere.db"));
    home.write("broken.db", "no database of ours, no database of ours");
    home.run("restore broken.db").ends(1);
    assert_eq!(home.json("list").as_array().unwrap().len(), 2, "what is no copy changes nothing");
    let restored = home.json("restore copy.db");
    assert_eq!(restored["parcels"], 3);
    assert_eq!(home.json("list").as_array().unwrap().len(), 3);
    let kept = restored["kept"].as_str().unwrap().to_owned();
    fs::rename(&kept, home.path("kept.db")).unwrap();
    home.text("restore kept.db");
    assert_eq!(home.json("list").as_array().unwrap().len(), 2, "as it was before");
}

#[test]
fn a_trial_notice_is_sent_by_the_way_that_is_named() {
    let home = Home::new();
    let told = home.path("told");
    home.write(
        "config/posylka/config.toml",
        &format!(
            "[notify]\nchannels = [\"command\", \"ntfy\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", \"cat > '{}'\"]\n\
             [notify.ntfy]\nbase_url = \"http://127.0.0.1:1\"\ntopic = \"x\"\n",
            told.display()
        ),
    );
    home.run("notify test command").ends(0);
    assert!(fs::read_to_string(&told).unwrap().contains("trial notice"));
    let both = home.run("notify test").ends(1);
    assert!(both.out.contains("command: sent") && both.out.contains("ntfy: it did not work"), "{both:?}");
    assert!(home.run("notify test pigeon").ends(1).err.contains("there are: command, ntfy"));
}
