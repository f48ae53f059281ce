//! Who comes in, and who does not.

use std::net::{IpAddr, Ipv4Addr};

use jiff::SignedDuration;
use posylka::{
    app::views::parcel::details,
    config::Web,
    model::Scope,
    web::{
        Access,
        routes::{Route, routes},
    },
};

use super::{Answer, NUMBER, Site};

/// What anybody may see: that it lives, what it looks like, and the way in.
const PUBLIC: [&str; 7] =
    ["/healthz", "/manifest.webmanifest", "/style.css", "/icon.svg", "/icon-192.png", "/icon-512.png", "/sign-in"];

fn path(route: &Route) -> String {
    route.path.replace("{id}", "1").replace("{deed}", "received").replace("{file}", "dossier.html")
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status(), 401 | 403 | 405)
}

#[test]
fn without_a_sign_every_route_but_the_public_ones_refuses() {
    let site = Site::new();
    let id = site.add(NUMBER, "Secret headphones");
    let routes = routes();
    assert!(routes.len() > 30);
    for route in &routes {
        let public = PUBLIC.contains(&route.path);
        assert_eq!(public, route.access == Access::Public, "{}", route.path);
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer = site.ask(method, &path(route), &[], b"");
            let open = public && matches!(method, "GET" | "HEAD") && route.path != "/sign-in";
            match open {
                true => assert_eq!(answer.status(), 200, "{method} {}", route.path),
                false => assert!(is_refused(&answer), "{method} {}: {}", route.path, answer.status()),
            }
            assert!(!answer.text_or_nothing().contains("Secret"), "{method} {}", route.path);
        }
    }
    for lost in ["/nothing", "/.env", "/api/v1/nothing", "//", "/parcels/1/../2", "/%2e%2e/etc/passwd"] {
        assert_eq!(site.get(lost, &[]).status(), 401, "{lost}");
    }
    // Nothing was done to it.
    assert_eq!(site.app().in_sight().unwrap(), [id]);
    assert!(!details(&mut site.app(), id).unwrap().parcel.received);
}

impl Answer {
    fn text_or_nothing(&self) -> &str {
        str::from_utf8(&self.body).unwrap_or_default()
    }
}

#[test]
fn a_token_opens_what_its_scope_says_and_nothing_else() {
    let site = Site::new();
    site.add(NUMBER, "Headphones");
    for scope in [Scope::Read, Scope::Tell, Scope::All] {
        let bearer = format!("Bearer {}", site.token(scope));
        for route in routes() {
            let answer = site.ask(route.method.as_str(), &path(&route), &[("Authorization", &bearer)], b"");
            let (status, said) = (answer.status(), format!("{scope} {} {}", route.method, route.path));
            match route.access {
                Access::Public => assert!(status < 500, "{said}: {status}"),
                Access::Page => assert_eq!(status, 401, "{said}"),
                Access::Api(wanted) if scope.allows(wanted) => {
                    assert!(!matches!(status, 401 | 403 | 404 | 405 | 429 | 500..), "{said}: {status}");
                }
                Access::Api(_) => assert_eq!(status, 403, "{said}"),
            }
        }
    }
    // A device that is signed in looks at the API too, and changes nothing there.
    let device = site.signed_in();
    assert_eq!(device.get("/api/v1/parcels").status(), 200);
    let told = site.post("/api/v1/messages", &[("Cookie", &device.cookie())], b"{\"text\":\"x\"}");
    assert_eq!(told.status(), 401);
}

#[test]
fn a_form_of_another_page_does_nothing() {
    let site = Site::new();
    let id = site.add(NUMBER, "Headphones");
    let device = site.signed_in();
    let ours = format!("form={}", device.form);
    let here = format!("http://{}", site.address());
    let foreign: [(&[(&str, &str)], &str); 8] = [
        (&[("Origin", "https://evil.example")], &ours),
        (&[("Origin", "null")], &ours),
        (&[("Origin", "http://127.0.0.1:1")], &ours),
        (&[("Sec-Fetch-Site", "cross-site")], &ours),
        (&[("Sec-Fetch-Site", "same-site"), ("Origin", &here)], &ours),
        (&[("Origin", &here)], "form=0000"),
        (&[], ""),
        (&[("Origin", &here), ("Origin", "https://evil.example")], "form="),
    ];
    for route in routes().iter().filter(|it| it.access == Access::Page && it.method == "POST") {
        for (headers, body) in foreign {
            let answer = device.send_as(&path(route), headers, body.as_bytes());
            assert_eq!(answer.status(), 403, "{} {headers:?} {body}", route.path);
        }
    }
    assert_eq!(site.app().in_sight().unwrap(), [id]);
    let (headers, received) =
        ([("Origin", here.as_str()), ("Sec-Fetch-Site", "same-origin")], format!("/parcels/{id}/received"));
    assert_eq!(device.send_as(&received, &headers, ours.as_bytes()).status(), 303);
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let site = Site::new();
    site.add(NUMBER, "Headphones");
    let device = site.signed_in();
    for route in routes() {
        for headers in [vec![], vec![("Cookie", device.cookie())]] {
            let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = site.ask(route.method.as_str(), &path(&route), &headers, b"");
            let said = |name: &str| answer.header(name).unwrap_or_default().to_owned();
            let policy = said("content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{}: {policy}", route.path);
            assert!(policy.contains("frame-ancestors 'none'"), "{}: {policy}", route.path);
            assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{}: {policy}", route.path);
            assert_eq!(said("x-frame-options"), "DENY", "{}", route.path);
            assert_eq!(said("x-content-type-options"), "nosniff", "{}", route.path);
            assert!(said("referrer-policy").contains("same-origin"), "{}", route.path);
            let kept = said("cache-control");
            assert_eq!(
                kept.contains("public"),
                PUBLIC[2..6].contains(&route.path) || route.path == "/page.js" && answer.status() == 200,
                "{}: {kept}",
                route.path
            );
            assert!(answer.header("access-control-allow-origin").is_none());
        }
    }
}

#[test]
fn who_guesses_is_held_off_and_shuts_out_nobody_who_knows() {
    let site = Site::new();
    let right = format!("Bearer {}", site.token(Scope::Read));
    let try_in = |bearer: &str| site.get("/api/v1/parcels", &[("Authorization", bearer)]);
    let guess_ten = || (0..10).for_each(|_| assert_eq!(try_in("Bearer 0000").status(), 401));
    guess_ten();
    let held = try_in("Bearer 0000");
    assert_eq!(held.status(), 429);
    assert!(held.header("retry-after").is_some_and(|it| (1..=600).contains(&it.parse::<u32>().unwrap())));
    assert_eq!(site.get("/sign-in?token=0000", &[]).status(), 429);
    assert_eq!(try_in(&right).status(), 200);
    guess_ten();
    assert_eq!(try_in("Bearer 0000").status(), 429);
    site.later(SignedDuration::from_mins(11));
    guess_ten();
    let link = site.app().make_link().unwrap();
    assert_eq!(site.get(&format!("/sign-in?token={link}"), &[]).status(), 303);
    (0..10).for_each(|_| assert_eq!(site.get("/sign-in?token=0000", &[]).status(), 401));
    assert_eq!(site.get("/sign-in?token=0000", &[]).status(), 429);
}

#[test]
fn a_link_signs_one_device_in_within_the_hour() {
    let site = Site::new();
    let link = format!("/sign-in?token={}", site.app().make_link().unwrap());
    assert_eq!(site.ask("HEAD", &link, &[], b"").status(), 401);
    assert_eq!(site.get(&link, &[("Sec-Purpose", "prefetch")]).status(), 401);
    let first = site.get(&link, &[]);
    assert_eq!((first.status(), first.header("location")), (303, Some("/")));
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let cookie = format!("posylka={}", first.secret().unwrap());
    assert_eq!(site.get("/", &[("Cookie", &cookie)]).status(), 200);
    let second = site.get(&link, &[]);
    assert_eq!((second.status(), second.secret()), (401, None));
    let old = format!("/sign-in?token={}", site.app().make_link().unwrap());
    site.later(SignedDuration::from_mins(61));
    assert_eq!(site.get(&old, &[]).status(), 401);
}

#[test]
fn a_session_goes_on_under_secrets_that_change_until_it_is_revoked() {
    let site = Site::new();
    let device = site.signed_in();
    let with = |secret: &str| site.get("/", &[("Cookie", &format!("posylka={secret}"))]);
    assert_eq!(with(&device.secret).secret(), None);
    site.later(SignedDuration::from_hours(25));
    let renewed = with(&device.secret);
    let new = renewed.secret().expect("a new secret after a day").to_owned();
    assert_ne!(new, device.secret);
    // A page that was asked for at the same time still has the old one.
    site.later(SignedDuration::from_secs(100));
    assert_eq!((with(&device.secret).status(), with(&device.secret).secret()), (200, None));
    site.later(SignedDuration::from_secs(30));
    assert_eq!(with(&device.secret).status(), 401);
    assert_eq!(with(&new).status(), 200);
    let other = site.signed_in();
    let sessions = site.app().credentials().unwrap().0;
    assert_eq!(sessions.len(), 2);
    assert_eq!(other.send(&format!("/devices/{}/revoke", sessions[0].id), &[]).status(), 303);
    assert_eq!((with(&new).status(), other.get("/").status()), (401, 200));
    // Whoever is not there for long is out.
    site.later(SignedDuration::from_hours(91 * 24));
    assert_eq!(other.get("/").status(), 401);
}

#[test]
fn signing_out_ends_the_session_and_takes_the_cookie() {
    let site = Site::new();
    let device = site.signed_in();
    let out = device.send("/sign-out", &[]);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(device.get("/").status(), 401);
    assert!(site.app().credentials().unwrap().0.is_empty());
}

#[test]
fn a_proxy_is_believed_where_the_configuration_names_it() {
    let anna = [("Remote-User", "anna")];
    let named = |proxies: Vec<IpAddr>, users: &[&str]| {
        Site::with(Web {
            proxies,
            sign_in_header: Some("remote-user".into()),
            sign_in_users: users.iter().map(|it| (*it).to_owned()).collect(),
            ..Web::default()
        })
    };
    let here = vec![IpAddr::V4(Ipv4Addr::LOCALHOST)];
    let site = named(here.clone(), &["anna"]);
    assert_eq!(site.get("/", &anna).status(), 200);
    assert_eq!(site.get("/", &[("Remote-User", "eve")]).status(), 401);
    assert_eq!(site.get("/", &[("Remote-User", "anna"), ("Remote-User", "eve")]).status(), 401);
    // What it vouches for still sends forms of ours alone.
    assert_eq!(site.post("/devices/link", &anna, b"").status(), 403);
    for stranger in [named(vec![IpAddr::from([10, 0, 0, 1])], &["anna"]), named(here, &[]), Site::new()] {
        assert_eq!(stranger.get("/", &anna).status(), 401);
    }
    // Guesses are counted by whom the proxy names.
    for _ in 0..10 {
        site.get("/api/v1/parcels", &[("Authorization", "Bearer 0"), ("X-Forwarded-For", "192.0.2.1")]);
    }
    let from =
        |address: &str| site.get("/api/v1/parcels", &[("Authorization", "Bearer 0"), ("X-Forwarded-For", address)]);
    assert_eq!((from("192.0.2.1").status(), from("192.0.2.2").status()), (429, 401));
}

#[test]
fn below_another_path_the_page_is_found_whether_the_proxy_takes_it_off_or_not() {
    let site = Site::with(Web { url: Some("https://home.example/posylka".into()), ..Web::default() });
    site.add(NUMBER, "Headphones");
    let device = site.signed_in();
    for path in ["/", "/parcels/1", "/add", "/devices", "/pickup"] {
        let whole = device.get(&format!("/posylka{path}"));
        let taken_off = device.get(path);
        assert_eq!((whole.status(), taken_off.status()), (200, 200), "{path}");
        assert_eq!(whole.text(), taken_off.text(), "{path}");
        let links = whole.text().split("\"/").skip(1).filter(|it| !it.starts_with("posylka"));
        assert_eq!(links.collect::<Vec<_>>(), Vec::<&str>::new(), "{path}");
    }
    let sent = device.send("/posylka/parcels/1/received", &[]);
    assert_eq!((sent.status(), sent.header("location")), (303, Some("/posylka/parcels/1")));
    let link = site.app().make_link().unwrap();
    let first = site.get(&format!("/posylka/sign-in?token={link}"), &[]);
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("Path=/posylka;") && cookie.contains("Secure"), "{cookie}");
    let manifest = site.get("/posylka/manifest.webmanifest", &[]).json();
    assert_eq!(manifest["share_target"]["action"], "/posylka/add");
}
