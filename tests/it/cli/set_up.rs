//! `posylka setup`: questions answered at a terminal, servers on loopback, and what stands in the files afterwards.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    sync::mpsc,
    thread,
};

use super::{Home, read};
use crate::ways::mail::postman;

const CONFIG: &str = "config/posylka/config.toml";

/// A mail server in the background, with its answer to who may write.
fn mail(login: &'static str) -> (String, mpsc::Receiver<String>) {
    let (opened, address) = mpsc::channel();
    let (heard, letters) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (address, mut said) = postman(login).await;
            opened.send(address).unwrap();
            while let Some(letter) = said.recv().await {
                heard.send(letter).unwrap();
            }
        });
    });
    (address.recv().unwrap(), letters)
}

/// Telegram in the background: a bot called parcel_bot, to which a stranger has written, and then Ivan.
fn telegram() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (heard, asked) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                length = line
                    .to_lowercase()
                    .strip_prefix("content-length: ")
                    .map_or(length, |it| it.trim().parse().unwrap());
                if line.trim().is_empty() {
                    break;
                }
                head += &line;
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let path = head.split_whitespace().nth(1).unwrap().to_owned();
            let message = |id: u8, chat: i64, name: &str| {
                format!(
                    r#"{{"update_id":{id},"message":{{"text":"/start","chat":{{"id":{chat},"first_name":"{name}"}}}}}}"#
                )
            };
            let result = match path.rsplit('/').next().unwrap() {
                "getMe" => r#"{"id":1,"username":"parcel_bot"}"#.to_owned(),
                "getUpdates" => format!("[{},{}]", message(7, -5, "Stranger\\u001b[2J"), message(8, 4242, "Ivan")),
                _ => "{}".to_owned(),
            };
            let answer = format!("{{\"ok\":true,\"result\":{result}}}");
            let reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{answer}", answer.len());
            stream.get_mut().write_all(reply.as_bytes()).unwrap();
            heard.send(format!("{path} {}", String::from_utf8_lossy(&body))).unwrap();
        }
    });
    (address, asked)
}

#[test]
fn a_mailbox_that_refuses_leaves_no_trace_and_one_that_takes_the_letter_is_written_down() {
    let home = Home::new();
    let (refusing, _) = mail("535 5.7.8 no\r\n");
    let mut terminal = home.at_a_terminal(&format!("setup email --server smtp://{refusing}"));
    terminal.answer("Your e-mail address:", "me@example.org").answer("does not show", "hush-hush");
    terminal.answer("Who is to get", "").answer("Should they go to email first?", "y");
    let screen = terminal.answer("Write it down all the same?", "n").ends(1);
    assert!(screen.contains("535") && screen.contains("password made for programs"), "{screen}");
    assert!(!screen.contains("hush-hush"), "{screen}");
    assert!(!home.path(CONFIG).exists() && !home.path("config/posylka/email.password").exists());

    let (taking, letters) = mail("235 welcome\r\n");
    let mut terminal = home.at_a_terminal("setup email");
    terminal.answer("Your e-mail address:", "me@example.org").answer("The server that sends", &taking);
    terminal.answer("does not show", "hush-hush").answer("Who is to get", "other@example.org");
    let screen = terminal.answer("Should they go to email first?", "n").ends(0);
    assert!(screen.contains("Written: ") && !screen.contains("hush-hush"), "{screen}");
    assert!(letters.recv().unwrap().contains("To: other@example.org"));
    let text = read(&home.path(CONFIG));
    assert!(
        text.starts_with("[notify]\nchannels = [\"desktop\", \"email\"]\n") && !text.contains("hush-hush"),
        "{text}"
    );
    let secret = home.path("config/posylka/email.password");
    assert_eq!(read(&secret), "hush-hush\n");
    assert_eq!(secret.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    home.walk(&[("notify test email", 0, "email: sent")]);
}

#[test]
fn a_chat_is_found_by_who_writes_to_the_bot_and_the_file_keeps_its_words() {
    let home = Home::new();
    let (address, asked) = telegram();
    let old = "# mine\nlanguage = \"en\"\n\n[notify]\nchannels = [\"desktop\"] # the screen\n\n[notify.telegram] # a bot\n\
               chat = \"1\" # was\ntoken = \"9:old-secret\"\ntimeout = \"20s\"\n\n[dispute]\ndraft = \"auto\"\n";
    home.write(CONFIG, old);
    std::fs::set_permissions(home.path(CONFIG), PermissionsExt::from_mode(0o600)).unwrap();
    let line = format!("setup telegram --server {address}");
    let mut terminal = home.at_a_terminal(&format!("{line} --dry-run"));
    let answers =
        [("Set it up anew?", "y"), ("Token (it does not show)", "9:new-secret"), ("Stranger", "n"), ("Ivan", "y")];
    for (question, answer) in answers {
        terminal.answer(question, answer);
    }
    let screen = terminal.answer("Should they go to telegram first?", "y").ends(0);
    assert!(screen.contains("+chat = \"4242\" # was") && screen.contains("https://t.me/parcel_bot"), "{screen}");
    assert!(!screen.contains("-secret") && !screen.contains("\u{1b}[2J"), "{screen}");
    assert_eq!(read(&home.path(CONFIG)), old, "nothing is written");

    let mut terminal = home.at_a_terminal(&line);
    for (question, answer) in answers {
        terminal.answer(question, answer);
    }
    terminal.answer("Should they go to telegram first?", "y").ends(0);
    let new = old.replace("[\"desktop\"]", "[\"telegram\", \"desktop\"]").replace("\"1\" # was", "\"4242\" # was");
    let new = new.replace("\"9:old-secret\"", "{ file = \"telegram.token\" }");
    let new = new.replace("timeout = \"20s\"\n", &format!("timeout = \"20s\"\nbase_url = \"{address}\"\n"));
    assert_eq!(read(&home.path(CONFIG)), new);
    assert_eq!(read(&home.path("config/posylka/telegram.token")), "9:new-secret\n");
    let sent = asked.try_iter().last().unwrap();
    assert!(sent.starts_with("/bot9:new-secret/sendMessage ") && sent.contains("4242"), "{sent}");
}

#[test]
fn without_a_terminal_the_keys_are_named() {
    let home = Home::russian();
    let said = home.run("setup vk").ends(1);
    assert!(said.says("Впишите [notify.vk]") && said.says("peer = 123456789, token ="), "{said:?}");
    home.write(CONFIG, "[notify\n");
    assert!(home.run("setup ntfy").ends(1).says("config.toml:1"), "a file that cannot be read is not written over");
}
