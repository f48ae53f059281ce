//! What the pages are made of.

use std::io::Read;

use flate2::read::GzDecoder;
use posylka::{
    app::actions::event::UserEvent,
    config::Web,
    model::{Lang, Scope, Status},
};
use scraper::{Html, Selector};

use super::{Device, NUMBER, Site, nothing_said, number};

/// Everything a stranger may write, and what a page must not make of it.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onload=\"alert(3) &amp; \u{202e}gnp.\u{2066} \u{1b}[31mred\u{7}";

/// Every page that a device that is signed in can see.
const PAGES: [&str; 10] = [
    "/",
    "/?q=%3Cscript%3E",
    "/?show=all&page=2",
    "/parcels/1",
    "/parcels/1/barcode?number=RB123456785CN",
    "/parcels/99",
    "/pickup",
    "/add",
    "/devices",
    "/nothing",
];

fn right(device: &Device<'_>, path: &str) -> Html {
    let answer = device.get(path);
    assert!(answer.status() < 500, "{path}: {}", answer.status());
    let page = Html::parse_document(answer.text());
    assert!(page.errors.is_empty(), "{path}: {:?}\n{}", page.errors, answer.text());
    page
}

fn all<'p>(page: &'p Html, by: &str) -> Vec<scraper::ElementRef<'p>> {
    page.select(&Selector::parse(by).unwrap()).collect()
}

#[test]
fn every_page_is_html_without_a_fault_in_both_languages() {
    for lang in [Lang::Ru, Lang::En] {
        let site = Site::speaking(Web::default(), Some(lang));
        let device = site.signed_in();
        let empty: Vec<Html> = PAGES.iter().map(|path| right(&device, path)).collect();
        assert!(empty.iter().all(|page| all(page, "main").len() == 1 && all(page, "h1").len() == 1));
        site.add(NUMBER, "Headphones");
        let waits = UserEvent {
            status: Status::ReadyForPickup,
            at: None,
            until: Some("2026-03-10".parse().unwrap()),
            place: Some("Sample street 1".into()),
            text: None,
        };
        site.app().add_event(posylka::model::ParcelId(1), &waits).unwrap();
        for path in PAGES {
            let page = right(&device, path);
            let html = all(&page, "html")[0];
            assert_eq!(html.value().attr("lang"), Some(lang.word()), "{path}");
            // Whoever hears the page is told what each field is, and where they are.
            for field in all(&page, "input:not([type=hidden]), select, textarea") {
                let labelled = field.value().attr("aria-label").is_some()
                    || field.ancestors().filter_map(scraper::ElementRef::wrap).any(|it| it.value().name() == "label");
                assert!(labelled, "{path}: {}", field.html());
            }
            let ids: Vec<_> = all(&page, "[id]").iter().filter_map(|it| it.value().id()).collect();
            let once: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(once.len(), ids.len(), "{path}: {ids:?}");
            assert!(all(&page, "form[method=post]").iter().all(|it| it.html().contains("name=\"form\"")), "{path}");
            assert!(!page.html().contains("style=\"") && all(&page, "script:not([src])").is_empty(), "{path}");
            for by in ["[src]", "link[href]", "form[action]"] {
                for it in all(&page, by) {
                    let to = it.value().attr("src").or(it.value().attr("href")).or(it.value().attr("action")).unwrap();
                    assert!(to.starts_with('/') && !to.starts_with("//"), "{path}: {to}");
                }
            }
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let site = Site::new();
    let device = site.signed_in();
    let title = posylka::model::clean(HOSTILE);
    let mut app = site.app();
    let purchase = posylka::app::actions::add::Purchase {
        title: Some(title.clone()),
        seller: Some(title.clone()),
        ..nothing_said()
    };
    app.paste(NUMBER, &purchase).unwrap();
    let said = UserEvent {
        status: Status::ReadyForPickup,
        at: None,
        until: None,
        place: Some(title.clone()),
        text: Some(title),
    };
    app.add_event(posylka::model::ParcelId(1), &said).unwrap();
    let form = [("status", "at-customs"), ("place", HOSTILE), ("text", HOSTILE)];
    assert_eq!(device.send("/parcels/1/event", &form).status(), 303);
    for (path, fields) in [
        ("/parcels/1/edit", vec![("title", HOSTILE), ("seller", HOSTILE)]),
        ("/devices/token", vec![("name", HOSTILE), ("scope", "tell")]),
        ("/parcels/1/link", vec![("number", HOSTILE)]),
        ("/parcels/1/dispute", vec![("what", HOSTILE)]),
        ("/add", vec![("text", HOSTILE)]),
    ] {
        let answer = device.send(path, &fields);
        if answer.status() != 303 {
            harmless(path, answer.text());
        }
    }
    for path in PAGES {
        harmless(path, device.get(path).text());
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("title", HOSTILE), ("text", HOSTILE), ("q", HOSTILE), ("number", HOSTILE)])
        .finish();
    for path in ["/add", "/", "/parcels/1/barcode"] {
        let answer = device.get(&format!("{path}?{query}"));
        harmless(path, answer.text());
    }
    let bearer = format!("Bearer {}", site.token(Scope::Read));
    let told = site.get("/api/v1/parcels/1", &[("Authorization", &bearer)]);
    assert_eq!(told.header("content-type"), Some("application/json"));
}

/// It holds no element and no attribute that strangers wrote, and nothing that turns words around or colours a terminal.
fn harmless(path: &str, text: &str) {
    let page = Html::parse_document(text);
    assert!(page.errors.is_empty(), "{path}: {:?}", page.errors);
    for by in ["script:not([src])", "img", "[onerror]", "[onload]"] {
        assert!(all(&page, by).is_empty(), "{path}: {by}\n{text}");
    }
    for sign in ['\u{202e}', '\u{2066}', '\u{1b}', '\u{7}'] {
        assert!(!text.contains(sign), "{path}: {}", sign.escape_unicode());
    }
}

#[test]
fn what_another_app_shares_stands_in_the_form_and_nothing_is_done() {
    let site = Site::new();
    let device = site.signed_in();
    let page =
        right(&device, "/add?title=Your+parcel&text=RB123456785CN+is+%3Chere%3E&url=https%3A%2F%2Fsample.example%2F");
    let text = all(&page, "textarea[name=text]")[0].text().collect::<String>();
    assert_eq!(text.trim(), "Your parcel\nRB123456785CN is <here>\nhttps://sample.example/");
    assert!(site.app().in_sight().unwrap().is_empty());
    // Who is not signed in sees nothing of it.
    assert_eq!(site.get("/add?text=RB123456785CN", &[]).status(), 401);
    assert!(!site.get("/add?text=RB123456785CN", &[]).text().contains("RB123456785CN"));
}

#[test]
fn the_manifest_makes_an_app_of_the_page() {
    for (lang, add) in [(Lang::Ru, "Добавить"), (Lang::En, "Add")] {
        let site = Site::speaking(Web::default(), Some(lang));
        let answer = site.get("/manifest.webmanifest", &[]);
        assert_eq!(answer.header("content-type"), Some("application/manifest+json"));
        let manifest = answer.json();
        for field in ["name", "short_name", "description", "start_url", "scope", "theme_color", "background_color"] {
            assert!(manifest[field].as_str().is_some_and(|it| !it.is_empty()), "{field}");
        }
        assert_eq!(manifest["display"], "standalone");
        assert_eq!(manifest["shortcuts"][0]["name"], add);
        assert_eq!(
            (&manifest["share_target"]["method"], &manifest["share_target"]["action"]),
            (&"GET".into(), &"/add".into())
        );
        let sizes: Vec<&str> =
            manifest["icons"].as_array().unwrap().iter().map(|it| it["sizes"].as_str().unwrap()).collect();
        assert!(sizes.contains(&"192x192") && sizes.contains(&"512x512"));
        for icon in manifest["icons"].as_array().unwrap() {
            let file = site.get(icon["src"].as_str().unwrap(), &[]);
            assert_eq!(file.header("content-type"), icon["type"].as_str());
            assert!(file.body.starts_with(b"\x89PNG"));
            let side = |at: usize| u32::from_be_bytes(file.body[at..at + 4].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{}x{}", side(16), side(20)));
        }
    }
}

#[test]
fn pages_stay_small_with_two_hundred_parcels() {
    let site = Site::speaking(Web::default(), Some(Lang::Ru));
    for nth in 0..200 {
        site.add(&number(1000 + nth), &format!("Посылка номер {nth} с длинным названием, как их пишут в магазине"));
    }
    let device = site.signed_in();
    for path in ["/", "/?page=7", "/parcels/1", "/pickup", "/add", "/devices"] {
        let bare = device.get(path);
        assert!(bare.body.len() < 50_000, "{path}: {} bytes", bare.body.len());
        let packed = site.get(path, &[("Cookie", &device.cookie()), ("Accept-Encoding", "gzip, br")]);
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{path}");
        assert!(packed.body.len() < 15_000, "{path}: {} bytes packed", packed.body.len());
        let mut text = String::new();
        GzDecoder::new(&packed.body[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, bare.text(), "{path}");
    }
    let first = Html::parse_document(device.get("/").text());
    assert_eq!(all(&first, ".card").len(), 30);
}

#[test]
fn a_browser_keeps_what_stands_still_and_nothing_private() {
    let site = Site::new();
    let device = site.signed_in();
    let page = right(&device, "/");
    let style = all(&page, "link[rel=stylesheet]")[0].value().attr("href").unwrap();
    let script = all(&page, "script[src]")[0].value().attr("src").unwrap();
    for path in [style, script] {
        assert!(device.get(path).header("cache-control").unwrap().contains("immutable"), "{path}");
    }
    assert_eq!(device.get("/").header("cache-control"), Some("no-store"));
    assert!(!device.get("/style.css").header("cache-control").unwrap().contains("immutable"));
}

#[test]
fn a_page_without_a_daemon_says_that_nobody_watches() {
    let site = Site::new();
    let device = site.signed_in();
    assert!(all(&right(&device, "/"), ".banner").is_empty());
    site.nobody_watches();
    assert_eq!(all(&right(&device, "/"), ".banner").len(), 1);
}
