//! The daemon with messages that come in by themselves: a drop folder, a Maildir, a mail account.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use super::{Home, ingest::holds_no_code, until, watch::letters};

/// Ten minutes in every second.
const CLOCK: &str = "2026-02-20T09:00:00Z@600";
const READY: &str =
    "Почта России: посылка RB123456785CN прибыла в отделение 101000. Хранится до 28.03. Код получения 73-91\n";
/// With a carrier one parcel has and a number that is nobody's.
const WHOSE: &str = "СДЭК: отправление 1234567890 готово к выдаче до 27.03. Код выдачи 738291\n";

/// With two parcels, whose carriers are not asked, and `messages` in its configuration.
fn home(messages: &str) -> Home {
    home_at(CLOCK, messages)
}

fn home_at(clock: &str, messages: &str) -> Home {
    let home = Home::with(&[
        ("LANG", "en_US.UTF-8"),
        ("POSYLKA_CLOCK", clock),
        ("PATH", "/usr/bin:/bin"),
        ("SECRET", "hush hush"),
    ]);
    home.text("add RB123456785CN --title Case --carrier russian-post --ordered 2026-02-01");
    home.text("add LP00123456789012 --title Lamp --ordered 2026-02-01");
    home.fed("ingest", "Package LP00123456789012: with local carrier").ends(0);
    let off = "[carriers.russian-post]\noff = true\n[carriers.cainiao]\noff = true\n";
    let notify =
        "[notify]\nchannels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", 'cat >> letters']\n";
    home.write("config/posylka/config.toml", &format!("{notify}{off}{messages}"));
    home
}

fn events(home: &Home, id: u32) -> usize {
    home.json(&format!("show {id}"))["events"].as_array().unwrap().len()
}

fn asked(home: &Home) -> Vec<serde_json::Value> {
    letters(home).into_iter().filter(|it| it["key"].as_str().is_some_and(|key| key.starts_with("message:"))).collect()
}

#[test]
fn a_file_that_is_dropped_is_read_and_put_away() {
    let home = home("[messages]\ndrop = \"../../inbox\"\n");
    fs::create_dir(home.path("inbox")).unwrap();
    home.write("inbox/1.txt", READY);
    home.write("inbox/2.txt", WHOSE);
    home.write("inbox/3.txt", "see you at seven\n");
    home.write("inbox/.hidden", WHOSE);
    let _daemon = home.daemon();
    until("the message", || (events(&home, 1) == 1).then_some(()));
    until("the others", || home.path("inbox/failed/3.txt").exists().then_some(()));
    assert!(home.path("inbox/done/1.txt").exists() && home.path("inbox/done/2.txt").exists());
    assert!(super::read(&home.path("inbox/failed/3.txt.why.txt")).contains("nothing about parcels"));
    let letter = until("the question", || asked(&home).pop());
    let cure = format!("posylka ingest {} --parcel", home.path("inbox/done/2.txt").display());
    assert!(
        letter["body"].as_str().unwrap().contains("1234567890") && !letter.to_string().contains("738291"),
        "{letter}"
    );
    assert!(letter["body"].as_str().unwrap().replace('\u{a0}', " ").contains(&cure), "{letter}");
    home.write("inbox/1-again.txt", READY);
    until("the same again", || home.path("inbox/done/1-again.txt").exists().then_some(()));
    assert_eq!(events(&home, 1), 1);
    fs::remove_dir_all(home.path("inbox")).unwrap();
    holds_no_code(&home, &["73-91", "7391", "738291"]);
}

#[test]
fn a_maildir_is_read_and_left_as_it_is() {
    let home = home("[messages]\nmaildir = \"../../Mail\"\n");
    for folder in ["new", "cur", "tmp"] {
        fs::create_dir_all(home.path("Mail").join(folder)).unwrap();
    }
    let mail = |text: &str| {
        format!(
            "From: info@{}\nTo: me@example.org\nSubject: news\nContent-Type: text/plain; charset=utf-8\n\n{text}",
            if text.contains("СДЭК") { "cdek.ru" } else { "pochta.ru" }
        )
    };
    home.write("Mail/new/1.a", &mail(READY));
    home.write("Mail/cur/2.b:2,S", &mail(WHOSE));
    home.write("Mail/cur/3.c:2,RS", &mail("Приходите на распродажу, скидки до 28.02! Заказ 4444444444444444\n"));
    let _daemon = home.daemon();
    until("the message", || (events(&home, 1) == 1).then_some(()));
    let letter = until("the question", || asked(&home).pop());
    assert!(letter["body"].as_str().unwrap().contains("1234567890"), "{letter}");
    home.write("Mail/new/4.d", &mail(&READY.replace("прибыла", "снова прибыла")));
    until("the next", || (events(&home, 1) == 2).then_some(()));
    assert_eq!(asked(&home).len(), 1, "a question is asked once, and advertisements raise none");
    for name in ["new/1.a", "cur/2.b:2,S", "cur/3.c:2,RS", "new/4.d"] {
        assert!(home.path("Mail").join(name).exists(), "{name} was moved");
    }
}

/// A mail server on loopback with these mails, UID 1 and on, and what it was told.
fn server(mails: Vec<String>) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (port, told) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
    let heard = Arc::clone(&told);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever hangs up has heard enough.
            let _ = serve(stream, &mails, &heard);
        }
    });
    (port, told)
}

fn serve(mut stream: TcpStream, mails: &[String], told: &Mutex<Vec<String>>) -> std::io::Result<()> {
    stream.write_all(b"* OK ready\r\n")?;
    for line in BufReader::new(stream.try_clone()?).lines() {
        let line = line?;
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        told.lock().unwrap().push(command.to_owned());
        let words: Vec<&str> = command.split(' ').collect();
        let answer = match words.as_slice() {
            ["LOGIN", "\"me\"", "\"hush", "hush\""] => String::new(),
            ["EXAMINE", _] => format!("* {} EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n", mails.len()),
            ["UID", "SEARCH", ..] => {
                let uids: Vec<String> = (1..=mails.len()).map(|uid| uid.to_string()).collect();
                format!("* SEARCH {}\r\n", uids.join(" "))
            }
            ["UID", "FETCH", uid, _] => {
                let mail = &mails[uid.parse::<usize>().unwrap() - 1];
                format!("* {uid} FETCH (UID {uid} BODY[]<0> {{{}}}\r\n{mail})\r\n", mail.len())
            }
            ["LOGOUT"] => "* BYE\r\n".to_owned(),
            _ => {
                stream.write_all(format!("{tag} NO not with me\r\n").as_bytes())?;
                continue;
            }
        };
        stream.write_all(format!("{answer}{tag} OK done\r\n").as_bytes())?;
    }
    Ok(())
}

fn account(port: u16) -> String {
    format!(
        "[messages.imap]\nhost = \"127.0.0.1\"\nport = {port}\nuser = \"me\"\npassword = {{ env = \"SECRET\" }}\nfolder = \"Покупки\"\nevery = \"2m\"\n"
    )
}

#[test]
fn a_mail_account_is_read_once_and_nothing_in_it_is_changed() {
    let mail = format!(
        "From: info@pochta.ru\r\nTo: me@example.org\r\nSubject: news\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{READY}"
    );
    let (port, told) = server(vec!["From: a@b.c\r\nTo: d@e.f\r\n\r\nhello {5}\r\n".to_owned(), mail]);
    let home = home(&account(port));
    let daemon = home.daemon();
    until("the message", || (events(&home, 1) == 1).then_some(()));
    let visits = |told: &[String]| told.iter().filter(|it| it.starts_with("EXAMINE")).count();
    until("three visits", || (visits(&told.lock().unwrap()) >= 3).then_some(()));
    let told = told.lock().unwrap().clone();
    let fetched: Vec<_> = told.iter().filter(|it| it.starts_with("UID FETCH")).collect();
    assert_eq!(fetched, ["UID FETCH 1 BODY.PEEK[]<0.1000000>", "UID FETCH 2 BODY.PEEK[]<0.1000000>"]);
    let harmless = ["LOGIN ", "EXAMINE \"&BB8EPgQ6BEMEPwQ6BDg-\"", "UID SEARCH UID ", "UID FETCH ", "LOGOUT"];
    assert!(told.iter().all(|it| harmless.iter().any(|known| it.starts_with(known))), "{told:?}");
    assert!(!daemon.log().contains("hush"), "{}", daemon.log());
    holds_no_code(&home, &["73-91", "7391", "hush hush"]);
}

#[test]
fn an_account_that_cannot_be_read_is_told_once_and_stops_nothing() {
    let (port, told) = server(Vec::new());
    let config = account(port).replace("SECRET", "HOME");
    let home =
        home(&format!("{config}[messages]\ndrop = \"../../inbox\"\n").replace("[messages.imap]", "[messages.imap]"));
    fs::create_dir(home.path("inbox")).unwrap();
    let daemon = home.daemon();
    let fails = || {
        letters(&home)
            .into_iter()
            .filter(|it| it["key"].as_str().is_some_and(|key| key.starts_with("mail:")))
            .collect::<Vec<_>>()
    };
    let letter = until("the trouble", || fails().pop());
    assert!(letter["body"].as_str().unwrap().contains("LOGIN: not with me"), "{letter}");
    let before = told.lock().unwrap().len();
    until("more visits", || (told.lock().unwrap().len() >= before + 3).then_some(()));
    home.write("inbox/1.txt", READY);
    until("the message", || (events(&home, 1) == 1).then_some(()));
    assert_eq!(fails().len(), 1);
    // Another daemon, with the right password: what was told has its end.
    drop(daemon);
    let config = fs::read_to_string(home.path("config/posylka/config.toml")).unwrap();
    home.write("config/posylka/config.toml", &config.replace("\"HOME\"", "\"SECRET\""));
    let _daemon = home.daemon();
    let back = until("the end of it", || fails().into_iter().nth(1));
    assert!(back["key"].as_str().unwrap().contains(":back:"), "{back}");
}

/// A mail of a carrier's in words that nobody knows.
fn strange(subject: &str, says: &str) -> String {
    format!(
        "From: info@pochta.ru\r\nTo: me@example.org\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{says}\r\n"
    )
}

/// Letters of their own, and parts of a summary where much is told at once.
fn not_understood(home: &Home) -> Vec<serde_json::Value> {
    let of = |it: &serde_json::Value| it["key"].as_str().is_some_and(|key| key.starts_with("not-understood:"));
    let parts = |it: &serde_json::Value| it["notice"]["of"].as_array().cloned().unwrap_or_default();
    let letters = letters(home);
    let parts: Vec<_> = letters.iter().flat_map(parts).collect();
    letters.into_iter().chain(parts).filter(of).collect()
}

#[test]
fn a_mail_that_is_not_understood_is_told_once_for_its_wording_and_of_a_parcel_once_a_day() {
    let (port, told) = server(vec![
        strange("Parcel RB123456785CN", "Отправление RB123456785CN: фаза луны изменилась"),
        strange("Parcel RB123456785CN", "Отправление RB123456785CN: фаза луны снова изменилась"),
        strange("Something else", "Отправление RB123456785CN: рекомбинация завершена"),
        strange("Parcel RR473124829CN", "Отправление RR473124829CN: фаза луны изменилась"),
    ]);
    let home = home(&account(port));
    let _daemon = home.daemon();
    let letter = until("the notice", || not_understood(&home).pop());
    until("all to be read", || {
        let told = told.lock().unwrap();
        let last = told.iter().rposition(|it| it.starts_with("UID FETCH 4"))?;
        told[last..].iter().any(|it| it.starts_with("EXAMINE")).then_some(())
    });
    assert_eq!(not_understood(&home).len(), 1);
    assert_eq!(letter["parcel"], "1");
    assert!(letter.to_string().contains("info@pochta.ru") && !letter.to_string().contains("луны"), "{letter}");
    assert!(home.text("show 1").contains("a message was not understood"));
    holds_no_code(&home, &["фаза", "луны", "рекомбинация", "Something else"]);
}

#[test]
fn another_wording_is_told_on_another_day() {
    let home = home_at("2026-02-20T09:00:00Z@43200", "[messages]\nmaildir = \"../../Mail\"\n");
    for folder in ["new", "cur", "tmp"] {
        fs::create_dir_all(home.path("Mail").join(folder)).unwrap();
    }
    home.write("Mail/new/1.a", &strange("Parcel RB123456785CN", "Отправление RB123456785CN: фаза луны изменилась"));
    let _daemon = home.daemon();
    let day = |letter: &serde_json::Value| letter["key"].as_str().unwrap().to_owned();
    let first = day(&until("the notice", || not_understood(&home).pop()));
    assert!(home.text("show 1").contains("a message was not understood"));
    until("another day", || {
        let tick = home.run("status --json").json()["daemon"]["last_tick"].as_str()?.to_owned();
        (!first.ends_with(&tick[..10])).then_some(())
    });
    home.write(
        "Mail/new/2.b",
        &strange("Parcel RB123456785CN", "Отправление RB123456785CN: фаза луны опять изменилась"),
    );
    home.write("Mail/new/3.c", &strange("Something else", "Отправление RB123456785CN: рекомбинация завершена"));
    let letters = until("the second", || Some(not_understood(&home)).filter(|it| it.len() > 1));
    assert_ne!(day(&letters[1]), first);
    let body = letters[1]["body"].as_str().unwrap().replace('\u{a0}', " ");
    assert!(body.contains("posylka ingest /") && body.ends_with("/Mail/new/3.c --dry-run"), "{body}");
}
