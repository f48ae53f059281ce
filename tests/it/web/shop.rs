//! Orders brought from the shop's own page, in a real browser on pages of ours in its shape.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use jiff::civil::date;
use posylka::{
    app::views::parcel::details,
    carriers::Registry,
    import::orders::{self, Found},
    model::{ParcelId, Scope},
};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::{Device, Site, driver::Browser};

const RUSSIAN: &str = include_str!("../../../fixtures/orders/aliexpress-ru-list.html");
const OTHER: &str = include_str!("../../../fixtures/orders/aliexpress-com-list.html");

/// A shop: its lists of orders, and nothing else.
fn shop() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        // A browser opens connections ahead of need and says nothing on them: none may wait for another.
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) {
    let mut head = [0; 4096];
    let read = stream.read(&mut head).unwrap_or(0);
    let asked = String::from_utf8_lossy(&head[..read]).into_owned();
    let page = match asked.split(' ').nth(1) {
        Some("/order-list") => RUSSIAN,
        Some("/p/order/index.html") => OTHER,
        _ => "<!DOCTYPE html><title>Shop</title><p>Nothing here",
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n";
    let _ = stream.write_all(format!("{head}Content-Length: {}\r\n\r\n{page}", page.len()).as_bytes());
}

/// What a userscript manager gives a script, and a person who answers what is asked: what is sent lies in `sent`.
const MANAGER: &str = "
    const kept = {}; window.sent = []; window.questions = [];
    window.GM_getValue = (name, otherwise) => name in kept ? kept[name] : otherwise;
    window.GM_setValue = (name, value) => { kept[name] = value; };
    window.GM_deleteValue = (name) => { delete kept[name]; };
    window.GM_registerMenuCommand = () => {};
    window.GM_xmlhttpRequest = (request) => { window.sent.push(request); };
    window.prompt = (question) => { window.questions.push(question); return arguments[1]; };
    (0, eval)(arguments[0]);";
const BOX: &str = "const box = [...document.body.children].find((it) => it.shadowRoot).shadowRoot;";

fn read(text: &str) -> Vec<Found> {
    let registry = Registry::embedded().unwrap();
    orders::read(&registry, text.as_bytes(), date(2026, 3, 2)).unwrap().found
}

fn press(browser: &Browser) {
    browser.run(&format!("{BOX} box.querySelector('button').click();"), &[]);
}

fn says(browser: &Browser) -> String {
    browser.run(&format!("{BOX} return box.querySelector('output').textContent;"), &[]).as_str().unwrap().to_owned()
}

/// Carries what the script has sent to the page, and the answer back, as the manager does.
fn carry(site: &Site, browser: &Browser) -> Value {
    let sent = browser
        .run("const it = sent[sent.length - 1]; return [it.method, it.url, it.headers, it.data, it.anonymous];", &[]);
    let path = sent[1].as_str().unwrap().strip_prefix(&format!("http://{}", site.address())).unwrap();
    let headers: Vec<(&str, &str)> =
        sent[2].as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let answer = site.ask(sent[0].as_str().unwrap(), path, &headers, sent[3].as_str().unwrap().as_bytes());
    assert_eq!(sent[4], true, "no cookie goes with it");
    browser.run(
        "sent[sent.length - 1].onload({ status: arguments[0], responseText: arguments[1] });",
        &[json!(answer.status()), json!(answer.text())],
    );
    serde_json::from_str(sent[3].as_str().unwrap()).unwrap()
}

fn userscript(device: &Device<'_>) -> String {
    let answer = device.get("/posylka.user.js");
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(device.site.get("/posylka.user.js", &[]).status(), 401);
    answer.text().to_owned()
}

#[test]
fn the_userscript_brings_the_orders_one_looks_at_when_its_button_is_pressed() {
    let address = shop();
    let Some(browser) = Browser::open(true, &[("aliexpress.ru", address), ("www.aliexpress.com", address)]) else {
        return;
    };
    let site = Site::new();
    let script = userscript(&site.signed_in());
    assert!(script.starts_with("// ==UserScript==\n") && script.contains("\n// @connect      127.0.0.1\n"));
    let token = site.token(Scope::Tell);
    for (page, html, said, open) in [
        (
            "http://aliexpress.ru/order-list",
            RUSSIAN,
            "Orders brought to posylka: 3. Finished or cancelled, left alone: 2.",
            2,
        ),
        (
            "http://www.aliexpress.com/p/order/index.html",
            OTHER,
            "Orders brought to posylka: 2. Finished or cancelled, left alone: 1.",
            4,
        ),
    ] {
        browser.go(page);
        // The Russian page is spoken to in Russian.
        browser.run("document.documentElement.lang = 'en';", &[]);
        browser.run(MANAGER, &[json!(script), json!(token)]);
        assert_eq!(
            browser.run("return [sent.length, questions.length];", &[]),
            json!([0, 0]),
            "before anybody pressed"
        );
        press(&browser);
        let rows = carry(&site, &browser);
        assert_eq!(says(&browser), said);
        // The script reads what is read of the saved page.
        let (brought, saved) = (read(&rows.to_string()), read(html));
        assert_eq!(brought.len(), saved.len());
        for (brought, saved) in brought.iter().zip(&saved) {
            let known =
                |it: &Found| (it.id.clone(), it.shop.clone(), it.title.clone(), it.price.clone(), it.seller.clone());
            assert_eq!(known(brought), known(saved));
            let days = |it: &Found| (it.ordered, it.promised, it.protection_ends, it.numbers.clone(), it.standing);
            assert_eq!(days(brought), days(saved), "{}", saved.id);
        }
        assert_eq!(site.app().in_sight().unwrap().len(), open);
        press(&browser);
        carry(&site, &browser);
        assert_eq!(says(&browser), said, "the second time as the first");
        assert_eq!(site.app().in_sight().unwrap().len(), open);
        assert_eq!(browser.run("return questions.length;", &[]), json!(1), "the token is asked for once");
    }
    let first = details(&mut site.app(), ParcelId(1)).unwrap();
    assert_eq!(
        (first.orders[0].id.as_str(), first.orders[0].seller.as_str()),
        ("8190000000000101", "Sample Audio Store")
    );
}

#[test]
fn the_userscript_says_what_went_wrong() {
    let address = shop();
    let Some(browser) = Browser::open(true, &[("aliexpress.ru", address)]) else { return };
    let site = Site::new();
    let script = userscript(&site.signed_in());
    browser.go("http://aliexpress.ru/order-list");
    browser.run(MANAGER, &[json!(script), json!("0000")]);
    press(&browser);
    carry(&site, &browser);
    assert!(says(&browser).starts_with("posylka не знает этого токена"), "{}", says(&browser));
    press(&browser);
    assert_eq!(browser.run("return questions.length;", &[]), json!(2), "a refused token is asked for anew");
    browser.run("sent[sent.length - 1].onerror();", &[]);
    assert!(says(&browser).contains(&site.address().to_string()), "{}", says(&browser));
    browser.run("document.querySelector('main').remove();", &[]);
    press(&browser);
    assert!(says(&browser).starts_with("На этой странице нет заказов"), "{}", says(&browser));
    browser.go("http://aliexpress.ru/somewhere");
    browser.run(MANAGER, &[json!(script), json!("0000")]);
    assert_eq!(browser.run("return [...document.body.children].find((it) => it.shadowRoot).hidden;", &[]), true);
}

#[test]
fn the_bookmark_copies_what_can_be_pasted_where_parcels_are_added() {
    let address = shop();
    let Some(browser) = Browser::open(true, &[("aliexpress.ru", address)]) else { return };
    let site = Site::new();
    let device = site.signed_in();
    let page = Html::parse_document(device.get("/devices").text());
    let link = page.select(&Selector::parse("a[href^='javascript:']").unwrap()).next().unwrap();
    browser.go("http://aliexpress.ru/order-list");
    let told = browser.run(
        "let told; window.alert = (text) => { told = text; };
         document.execCommand = () => { window.copied = document.activeElement.value; return true; };
         (0, eval)(decodeURIComponent(arguments[0].slice('javascript:'.length)));
         return [told, copied];",
        &[json!(link.value().attr("href").unwrap())],
    );
    assert!(told[0].as_str().unwrap().starts_with("Orders copied: 5."), "{told}");
    let added = device.send("/add", &[("text", told[1].as_str().unwrap())]);
    assert_eq!(added.status(), 200, "{}", added.text());
    // Two of its orders travel in one parcel.
    assert_eq!(site.app().in_sight().unwrap().len(), 2);
}
