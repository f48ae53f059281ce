//! What leaves the machine of somebody whose messages are full of telephones and cards.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
    thread,
};

use posylka::carriers::Registry;

use super::{Home, until};

const CLOCK: &str = "2026-02-19T00:00:00Z@300000";
const KNOWN: &str = "LP00123456789012";

/// A server that knows no number, and all that it was asked.
pub fn carrier() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, asked) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
    let heard = Arc::clone(&asked);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut head, mut line, mut length) = (String::new(), String::new(), 0);
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                let small = line.to_ascii_lowercase();
                length = small.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
                head += &std::mem::take(&mut line);
            }
            let mut body = vec![0; length];
            let _ = reader.read_exact(&mut body);
            heard.lock().unwrap().push(head + &String::from_utf8_lossy(&body));
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, asked)
}

/// Five hundred messages with telephones and cards in all their dresses, and the digits of each.
fn messages() -> (Vec<String>, Vec<String>) {
    let mut seed = 7_u64;
    let mut digits = |count: usize| -> String {
        let digit = |_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_digit((seed >> 33) as u32 % 10, 10).unwrap()
        };
        (0..count).map(digit).collect()
    };
    let (mut texts, mut private) = (Vec::new(), Vec::new());
    for at in 0..500 {
        let (phone, card) = (format!("9{}", digits(9)), format!("4{}", digits(15)));
        let says = [
            format!("Package {KNOWN}: with local carrier\\nShip to Street 1"),
            "Order 8190000000000017: order shipped\\nShip to Garden lane 4".to_owned(),
            format!("Посылка {KNOWN} передана курьеру, он позвонит"),
            "СДЭК: заказ ждёт в ПВЗ на Садовой, 3".to_owned(),
            format!("Посылка {KNOWN} едет к вам. Получатель Иван"),
        ];
        let dress = [
            format!("(+7) {phone}"),
            format!("(+1) {phone}"),
            format!("тел. {phone}"),
            format!("Phone: {phone}"),
            format!("8 ({}) {}-{}-{}", &phone[..3], &phone[3..6], &phone[6..8], &phone[8..]),
            format!("+7{phone}"),
            format!("8{phone}"),
            format!("7 {} {} {} {}", &phone[..3], &phone[3..6], &phone[6..8], &phone[8..]),
            format!("Ivan {phone}"),
            format!("карта {card}"),
            format!("card {} {} {} {}", &card[..4], &card[4..8], &card[8..12], &card[12..]),
            format!("оплата с карты *{} на {} руб", &card[12..], &card[..6]),
            format!("звоните: {phone}, сумма {},00", &card[..5]),
        ];
        texts.push(format!("{} {}", says[at % says.len()], dress[at % dress.len()]));
        private.extend([phone, card]);
    }
    (texts, private)
}

#[test]
fn no_digit_of_a_telephone_or_a_card_leaves_in_five_hundred_messages() {
    let (address, asked) = carrier();
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    let registry = Registry::embedded().unwrap();
    let moved = |id: &str| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n");
    let config: String = registry.iter().filter(|it| it.request.is_some()).map(|it| moved(it.id.as_str())).collect();
    home.write("config/posylka/config.toml", &config);
    home.text(&format!("add {KNOWN} --title Lamp --ordered 2026-02-01 --order 8190000000000017"));
    let (texts, private) = messages();
    let files: Vec<String> = (0..texts.len()).map(|at| format!("{at}.txt")).collect();
    for (file, text) in files.iter().zip(&texts) {
        home.write(file, &text.replace("\\n", "\n"));
    }
    home.run(&format!("ingest {}", files.join(" ")));
    home.fed("add -", &texts.join("\n"));
    home.text("add RB123456785CN");
    let daemon = home.daemon();
    until("both numbers to be asked for", || {
        let heard = asked.lock().unwrap();
        let whole = |number: &str| heard.iter().any(|it| it.contains(number));
        (whole(KNOWN) && whole("RB123456785CN") && heard.len() > 6).then_some(())
    });
    drop(daemon);
    let heard = asked.lock().unwrap();
    let plain: Vec<String> = heard.iter().map(|it| it.replace(['-', ' ', '%', '+'], "")).collect();
    for digits in &private {
        let leak = plain.iter().find(|it| it.contains(digits.as_str()));
        assert!(leak.is_none(), "{digits}: {leak:?}");
    }
    let legs = home.json("show 1")["numbers"].as_array().unwrap().len();
    assert!(legs <= 3, "{}", home.json("show 1")["numbers"]);
}
