//! Nobody of the house sees or changes what is another's: every route is tried with every parcel that is not theirs.

use std::{collections::BTreeMap, path::Path};

use posylka::{
    app::views::export::export,
    config::{Config, Web},
    model::{Lang, ParcelId, PersonId, Scope},
    web::{Access, routes::routes},
};

use super::{Answer, Site};

/// Their numbers, whose check digits hold, and what they call them.
const HERS: (&str, &str) = ("RB123456785CN", "Annas lamp");
const HIS: (&str, &str) = ("RR123456785CN", "Borises kettle");
const HOUSE: (&str, &str) = ("RA123456785CN", "Everybodys sofa");
const BOTH: (&str, &str) = ("RC123456785CN", "Shared blanket");

struct House {
    site: Site,
    hers: ParcelId,
    his: ParcelId,
    all: ParcelId,
    both: ParcelId,
}

fn house() -> House {
    let text = "[people.anna]\nlanguage = 'ru'\nzone = 'Asia/Vladivostok'\n[people.boris]\n";
    let people = Config::read(text, Path::new("config.toml")).unwrap().people;
    let web = Web {
        proxies: vec![[127, 0, 0, 1].into()],
        sign_in_header: Some("remote-user".into()),
        sign_in_users: vec!["anna".into(), "guest".into()],
        ..Web::default()
    };
    let site = Site::of(Config { people, web, language: Some(Lang::En), ..Config::default() });
    let [hers, his, all, both] = [HERS, HIS, HOUSE, BOTH].map(|(number, title)| site.add(number, title));
    for (id, names) in [(hers, &["anna"][..]), (his, &["boris"]), (both, &["anna", "boris"])] {
        site.app().give(id, &names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()).unwrap();
    }
    House { site, hers, his, all, both }
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// Nothing of what is not hers stands there.
fn tells_nothing(answer: &Answer, of: &str) {
    let text = text(answer);
    for (number, title) in [HIS, HOUSE] {
        assert!(!text.contains(number) && !text.contains(title), "{of}: {text}");
    }
}

/// All there is of the parcels that are not hers.
fn of_others(house: &House) -> Vec<serde_json::Value> {
    let tables = export(&mut house.site.app()).unwrap().tables;
    let others = [house.his.0, house.all.0];
    let is_theirs = |table: &str, row: &serde_json::Value| {
        let parcel = if table == "parcels" { &row["id"] } else { &row["parcel"] };
        parcel.as_i64().is_some_and(|id| others.contains(&id))
    };
    let rows = tables.iter().flat_map(|(table, rows)| rows.as_array().unwrap().iter().map(move |row| (table, row)));
    rows.filter(|(table, row)| is_theirs(table, row)).map(|(_, row)| row.clone()).collect()
}

#[test]
fn what_is_not_theirs_is_not_there_on_any_route() {
    let house = house();
    let site = &house.site;
    let before = of_others(&house);
    assert!(before.len() > 6, "{before:?}");
    let device = site.signed_in_as(&["anna"]);
    let token = {
        let mut app = site.app();
        app.see_only(vec![PersonId::from("anna")]);
        format!("Bearer {}", app.make_token("her phone", Scope::All).unwrap())
    };
    let strangers = [house.his.to_string(), house.all.to_string(), HIS.0.to_owned(), HIS.1.replace(' ', "%20")];
    let deeds = [
        "received",
        "not-received",
        "problem",
        "event",
        "link",
        "unlink",
        "join",
        "dispute",
        "draft",
        "edit",
        "give",
        "refresh",
        "mute",
        "unmute",
        "archive",
        "remove",
        "undo",
    ];
    for route in routes() {
        if route.path == "/sign-out" || route.access == Access::Public {
            continue;
        }
        for other in &strangers {
            let of_a_parcel = route.path.contains("parcels/{id}");
            for deed in deeds.iter().filter(|_| route.path.contains("{deed}")).chain([&"received"]) {
                // A device has a figure, no name.
                let other = if route.path.contains("devices") { "999" } else { other.as_str() };
                let path = route.path.replace("{id}", other).replace("{deed}", deed).replace("{file}", "claim.txt");
                let said = format!("{} {path}", route.method);
                let answer = match (route.access, route.method.as_str()) {
                    (Access::Api(_), method) => site.ask(
                        method,
                        &path,
                        &[("Authorization", &token)],
                        b"{\"text\":\"sure\",\"number\":\"RD123456785CN\",\"people\":\"anna\"}",
                    ),
                    (_, "GET") => device.get(&path),
                    _ => device.send(&path, &[("title", "Mine"), ("number", "RD123456785CN"), ("person-anna", "on")]),
                };
                // What was asked for may be repeated, and nothing beside it.
                if !path.contains(HIS.0) && !path.contains("Borises") {
                    tells_nothing(&answer, &said);
                }
                assert!(!text(&answer).contains(HOUSE.1), "{said}");
                let barcode = route.path.ends_with("barcode");
                if of_a_parcel && !barcode {
                    assert!(matches!(answer.status(), 404 | 422), "{said}: {}", answer.status());
                }
            }
        }
    }
    assert_eq!(of_others(&house), before, "nothing was done to them");
}

#[test]
fn each_sees_their_own_and_what_is_shared_in_their_language() {
    let house = house();
    let site = &house.site;
    let anna = site.signed_in_as(&["anna"]);
    let page = text(&anna.get("/"));
    assert!(page.contains(HERS.1) && page.contains(BOTH.1) && page.contains("lang=\"ru\""), "{page}");
    let whole = text(&site.signed_in().get("/"));
    for (_, title) in [HERS, HIS, HOUSE, BOTH] {
        assert!(whole.contains(title), "who runs the house sees all of it");
    }
    // What she adds is hers; that he awaits the same number she does not learn.
    let added = anna.send("/add", &[("text", HIS.0)]);
    assert_eq!(added.status(), 200);
    assert!(!text(&added).contains(HIS.1));
    let mut app = site.app();
    let ids = app.in_sight().unwrap();
    let new = *ids.last().unwrap();
    assert_eq!((ids.len(), app.people_of(new).unwrap()), (5, vec![PersonId::from("anna")]));
    // She shares it, and he sees it; then it is his alone.
    assert_eq!(
        anna.send(&format!("/parcels/{new}/give"), &[("person-anna", "on"), ("person-boris", "on")]).status(),
        303
    );
    let boris = site.signed_in_as(&["boris"]);
    assert_eq!(boris.get(&format!("/parcels/{new}")).status(), 200);
    assert_eq!(boris.send(&format!("/parcels/{new}/give"), &[]).status(), 422, "to nobody");
    assert_eq!(boris.send(&format!("/parcels/{new}/give"), &[("person-boris", "on")]).status(), 303);
    assert_eq!(anna.get(&format!("/parcels/{new}")).status(), 404);
    assert_eq!(boris.send(&format!("/parcels/{new}/undo"), &[]).status(), 303);
    assert_eq!(anna.get(&format!("/parcels/{new}")).status(), 200);
    // Two travel together only where both are hers.
    let joined = anna.send(&format!("/parcels/{}/join", house.hers), &[("parcel", HOUSE.1)]);
    assert_eq!(joined.status(), 404, "{}", text(&joined));
}

#[test]
fn devices_and_tokens_are_theirs_too() {
    let house = house();
    let site = &house.site;
    let (anna, boris, whole) = (site.signed_in_as(&["anna"]), site.signed_in_as(&["boris"]), site.signed_in());
    let made = text(&anna.send("/devices/token", &[("name", "her phone"), ("scope", "read"), ("person", "boris")]));
    assert!(made.contains("her phone"));
    assert!(!text(&boris.get("/devices")).contains("her phone"));
    assert!(text(&whole.get("/devices")).contains("her phone"));
    let (sessions, tokens) = site.app().credentials().unwrap();
    assert_eq!(tokens[0].person, Some(PersonId::from("anna")), "whatever her form said");
    let hers: BTreeMap<_, _> = sessions.iter().map(|it| (it.person.clone(), it.id)).collect();
    for id in [hers[&Some(PersonId::from("anna"))], tokens[0].id] {
        assert_eq!(boris.send(&format!("/devices/{id}/revoke"), &[]).status(), 422);
    }
    assert_eq!(anna.get("/").status(), 200, "she is still signed in");
    let link = text(&whole.send("/devices/link", &[("person", "boris")]));
    let secret = link.split("token=").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
    site.app().sign_in(&secret, "his phone").unwrap().unwrap();
    let his = site.app().credentials().unwrap().0.into_iter().find(|it| it.name == "his phone").unwrap();
    assert_eq!(his.person, Some(PersonId::from("boris")));
    // A proxy's user of the same name is that person; another one sees what the house sees.
    let as_user = |user: &str| text(&site.get("/", &[("Remote-User", user)]));
    assert!(!as_user("anna").contains(HIS.1) && as_user("anna").contains(HERS.1));
    assert!(as_user("guest").contains(HIS.1));
    assert_eq!(house.both.to_string(), site.app().find_parcel(BOTH.0).unwrap().to_string());
}
