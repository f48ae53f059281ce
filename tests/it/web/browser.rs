//! The page in a real browser: every form is worked through, as a person does it.

use std::{path::Path, time::Instant};

use posylka::{app::views::parcel::details, model::ParcelId};

use super::{Site, driver::Browser, number};

const LINK: &str = "https://global.cainiao.com/newDetail.htm?mailNoList=LP00123456789012";
const ORDERS: &str =
    "order,title,price,ordered\n8190000000000701,Lamp,12.50 EUR,2026-02-01\n8190000000000702,Mug,5 EUR,2026-02-02\n";

/// A person at a browser.
struct Person<'a> {
    site: &'a Site,
    browser: &'a Browser,
    home: String,
}

impl<'a> Person<'a> {
    /// Who has opened the link that signs a device in.
    fn sign_in(site: &'a Site, browser: &'a Browser) -> Person<'a> {
        let home = format!("http://{}", site.address());
        browser.go(&format!("{home}/sign-in?token={}", site.app().make_link().unwrap()));
        assert_eq!(browser.url(), format!("{home}/"), "{}", browser.text());
        Person { site, browser, home }
    }

    fn at(&self, path: &str) {
        self.browser.go(&format!("{}{path}", self.home));
    }

    fn sees(&self, piece: &str) {
        let text = self.browser.text();
        assert!(text.contains(piece), "{}: no {piece:?}:\n{text}", self.browser.url());
    }

    /// Sends a form of the page that is open, and is not refused.
    fn send(&self, action: &str, fields: &[(&str, &str)]) {
        self.browser.send(action, fields);
        let text = self.browser.text();
        assert!(!text.contains("Not done"), "{action} {fields:?}:\n{text}");
    }

    fn in_sight(&self) -> usize {
        self.site.app().in_sight().unwrap().len()
    }

    /// Everything, form by form.
    fn work_through(&self) {
        self.sees("No parcels yet.");
        self.adds();
        self.follows();
        self.changes();
        self.complains();
        self.takes_away();
        self.lets_in();
        self.at("/?q=lamp");
        self.sees("Lamp");
        assert!(!self.browser.text().contains("Good headphones"));
    }

    /// A number, a link, a message of a new parcel, a list of orders.
    fn adds(&self) {
        let message = format!("Your parcel {} is ready for pick-up at Sample street 1. Pick-up code 4821", number(3));
        for (fields, piece) in [
            (&[("text", number(1).as_str()), ("name", "Headphones"), ("ordered", "2026-02-01")][..], "Headphones"),
            (&[("text", LINK)], "LP00123456789012"),
            (&[("text", &message)], &number(3)),
            (&[("text", ORDERS)], "Lamp"),
        ] {
            self.at("/add");
            self.send("/add", fields);
            self.sees(piece);
            assert!(!self.browser.text().contains("4821"));
        }
        assert_eq!(self.in_sight(), 5);
        self.at("/add");
        self.browser.send("/add", &[("text", "nothing of the kind")]);
        self.sees("Not done");
    }

    /// It goes on under another number, and waits.
    fn follows(&self) {
        self.at("/parcels/1");
        self.send("/parcels/1/link", &[("number", "10100064123459")]);
        self.sees("10100064123459");
        self.send("/parcels/1/unlink", &[]);
        self.send("/parcels/1/undo", &[]);
        self.send("/parcels/1/join", &[("parcel", "2")]);
        self.send("/parcels/1/undo", &[]);
        let waits = [("status", "ready-for-pickup"), ("place", "Sample street 1"), ("until", "2026-03-09")];
        self.send("/parcels/1/event", &waits);
        let shown = details(&mut self.site.app(), ParcelId(1)).unwrap();
        assert_eq!(shown.parcel.stage.word(), "ready-for-pickup");
        self.at("/pickup");
        self.sees("Sample street 1");
        self.sees("Headphones");
        assert!(!self.browser.all("//*[name()='svg' and contains(@class, 'barcode')]").is_empty());
        self.at("/parcels/1/barcode?number=10100064123459");
        self.sees("1010 0064 1234 59");
    }

    /// Words, days and sums; silence; out of sight and back.
    fn changes(&self) {
        self.at("/parcels/1");
        let told = [("title", "Good headphones"), ("price", "25 EUR"), ("protection_ends", "2026-04-20")];
        self.send("/parcels/1/edit", &told);
        self.sees("Good headphones");
        self.send("/parcels/1/mute", &[("for", "1w")]);
        self.send("/parcels/1/unmute", &[]);
        self.send("/parcels/1/refresh", &[]);
        self.send("/parcels/1/archive", &[("anyway", "on")]);
        self.send("/parcels/1/undo", &[]);
        assert_eq!(self.in_sight(), 5);
    }

    /// It is here, and broken: a photo, a claim, its steps.
    fn complains(&self) {
        self.send("/parcels/1/received", &[]);
        let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icon-192.png");
        let wrong = [("problem", "damaged"), ("note", "The left one is silent"), ("photo", photo.to_str().unwrap())];
        self.send("/parcels/1/problem", &wrong);
        self.send("/parcels/1/draft", &[]);
        self.send("/parcels/1/dispute", &[("what", "opened"), ("amount", "25 EUR")]);
        self.send("/parcels/1/dispute", &[("what", "replied"), ("finding", "counter"), ("amount", "5 EUR")]);
        self.sees("5.00");
        let dossier = self.site.signed_in().get("/parcels/1/dossier/dossier.html");
        assert!(dossier.text().contains("The left one is silent"));
        assert!(dossier.header("content-security-policy").unwrap().ends_with("; sandbox"));
    }

    /// The other one never came, and is taken away and brought back.
    fn takes_away(&self) {
        self.at("/parcels/2");
        self.send("/parcels/2/event", &[("status", "delivered")]);
        self.send("/parcels/2/not-received", &[]);
        self.send("/parcels/2/remove", &[]);
        self.sees("Removed");
        assert_eq!(self.in_sight(), 4);
        self.send("/parcels/2/undo", &[]);
        assert_eq!(self.in_sight(), 5);
    }

    /// Who else may come in.
    fn lets_in(&self) {
        self.at("/devices");
        self.send("/devices/token", &[("name", "phone"), ("scope", "tell")]);
        self.sees("Keep this token now");
        self.send("/devices/link", &[]);
        self.sees("Open this on the other device");
        let token = self.site.app().credentials().unwrap().1[0].id;
        self.send(&format!("/devices/{token}/revoke"), &[]);
        assert!(self.site.app().credentials().unwrap().1.is_empty());
    }
}

/// No request went anywhere but here.
fn stayed(site: &Site, browser: &Browser) {
    // What a browser shows before it is told anything is its own.
    let own = |it: &str| it.starts_with("data:") || it.starts_with("chrome://");
    let (home, asked) = (format!("http://{}/", site.address()), browser.asked());
    assert!(asked.iter().filter(|it| it.starts_with(&home)).count() > 3, "{asked:?}");
    let elsewhere: Vec<&String> = asked.iter().filter(|it| !it.starts_with(&home) && !own(it)).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn every_form_is_worked_through_on_a_phone_and_no_page_is_wider_than_its_window() {
    let Some(browser) = Browser::open(true, &[]) else { return };
    let site = Site::new();
    let begun = Instant::now();
    browser.wide(360);
    Person::sign_in(&site, &browser).work_through();
    stayed(&site, &browser);
    let home = format!("http://{}", site.address());
    for width in [360, 768, 1440] {
        browser.wide(width);
        for path in [
            "/",
            "/parcels/1",
            "/parcels/3",
            "/pickup",
            "/add",
            "/devices",
            "/nothing",
            "/parcels/1/barcode?number=10100064123459",
        ] {
            browser.go(&format!("{home}{path}"));
            let unfold = "document.querySelectorAll('details').forEach((it) => { it.open = true; });\
                          return [document.documentElement.scrollWidth, innerWidth];";
            let sizes = browser.run(unfold, &[]);
            assert!(sizes[0].as_u64() <= sizes[1].as_u64(), "{path} at {width}: {sizes}");
        }
    }
    // What is copied with one touch is offered where scripts run, and a device that signs out is out.
    browser.go(&format!("{home}/parcels/1"));
    assert!(!browser.all("//button[@data-copy and not(@hidden)]").is_empty());
    browser.go(&format!("{home}/devices"));
    browser.send("/sign-out", &[]);
    browser.go(&format!("{home}/"));
    assert!(browser.text().contains("Sign in first."), "{}", browser.text());
    stayed(&site, &browser);
    eprintln!("the browser worked for {:.1?}", begun.elapsed());
}

#[test]
fn everything_works_without_scripts() {
    let Some(browser) = Browser::open(false, &[]) else { return };
    let site = Site::new();
    Person::sign_in(&site, &browser).work_through();
    browser.go(&format!("http://{}/parcels/1", site.address()));
    assert!(browser.all("//button[@data-copy and not(@hidden)]").is_empty(), "no script has run");
    stayed(&site, &browser);
}
