//! Norms, what the user's own parcels say, and rules of one's own.

use std::fs;

use super::Home;

const NORMS: &str = include_str!("../../../rules/norms.toml");

fn own_rules(home: &Home, name: &str, text: &str) {
    let path = home.path("config/posylka/rules").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn norms_name_their_sources_and_what_is_in_force() {
    let home = Home::new();
    let norms = home.json("norms");
    assert!(norms["norms"].as_array().unwrap().iter().any(|it| it["id"] == "line-haul" && it["from"] == "CN"));
    assert!(norms["files"].as_array().unwrap().iter().all(|it| it["own"].is_null()));
    assert!(
        norms["seasons"].as_array().unwrap().iter().any(|it| it["name"] == "chinese-new-year" && it["holds"] == true)
    );
    let text = home.text("norms");
    assert!(text.contains("wikihandbk.com") && text.contains("built in"), "{text}");
    assert!(Home::russian().text("norms").contains("встроены"));
}

#[test]
fn rules_of_ones_own_take_the_place_of_the_programs() {
    let home = Home::new();
    own_rules(&home, "norms.toml", &NORMS.replace("2026-11-22", "2025-01-01").replace("[7, 50]", "[7, 90]"));
    own_rules(&home, "norm.toml", "nonsense");
    own_rules(
        &home,
        "marketplaces/other.toml",
        &include_str!("../../../rules/marketplaces/other.toml").replace("Other shop", "My shop"),
    );
    let norms = home.json("norms");
    let file = |name: &str| norms["files"].as_array().unwrap().iter().find(|it| it["name"] == name).unwrap().clone();
    assert!(file("norms")["own"].as_str().unwrap().ends_with("rules/norms.toml"), "{norms:#}");
    assert_eq!((file("norms")["stale"].clone(), file("seasons")["own"].is_null()), (true.into(), true));
    assert!(file("marketplaces/other")["own"].is_string());
    let line_haul = norms["norms"].as_array().unwrap().iter().find(|it| it["id"] == "line-haul").unwrap().clone();
    assert_eq!(line_haul["days"][1], 90.0);
    let doctor = home.run("doctor").out;
    assert!(doctor.contains("2025-01-01") && doctor.contains("norm.toml is no rules"), "{doctor}");
}

#[test]
fn a_rule_that_cannot_be_read_is_named_with_its_place() {
    let home = Home::new();
    for (name, text, says) in [
        ("norms.toml", NORMS.replace("[7, 50]", "[50, 7]"), "the shorter first"),
        ("seasons.toml", "as_of = \"2026-01-01\"\nseasons = 3\n".to_owned(), "line 2, column 1"),
        ("customs.toml", "as_of = \"2026-01-01\"\n".to_owned(), "rule"),
        ("marketplaces/other.toml", "name = 3\n".to_owned(), "line 1, column 8"),
    ] {
        own_rules(&home, name, &text);
        let said = home.run("norms").ends(1);
        assert!(said.err.contains(says) && said.err.contains(name), "{}", said.err);
        let said = home.run("list").ends(0);
        assert!(said.err.contains(says) && said.err.contains("not in force"), "who looks sees the rest: {}", said.err);
        fs::remove_file(home.path("config/posylka/rules").join(name)).unwrap();
    }
    home.run("list").ends(0);
}

#[test]
fn an_order_over_the_free_sum_says_what_the_border_will_cost() {
    let home = Home::new();
    home.text("add --order 8190000000000017 --price 300EUR");
    assert!(home.text("explain 1").contains("15.00\u{a0}EUR"), "{}", home.text("explain 1"));
    home.text("add --order 8190000000000018 --price 30000");
    assert!(home.text("explain 2").contains("rate_eur"));
    home.write("config/posylka/config.toml", "[customs]\nrate_eur = 100.0\n");
    home.text("edit 2 --title again");
    assert!(home.text("explain 2").contains("1,500.00\u{a0}RUB"), "{}", home.text("explain 2"));
    home.write("config/posylka/config.toml", "[customs]\nrate_eur = 0\n");
    assert!(home.run("norms").ends(1).err.contains("100.0"));
    assert!(home.run("list").ends(0).err.contains("100.0"));
}

#[test]
fn explain_draws_where_the_parcel_stands() {
    let home = Home::new();
    home.text("add LP00123456789012 --ordered 2026-02-20");
    let text = home.text("explain 1");
    assert!(text.contains('▲') && text.contains("first-scan"), "{text}");
    assert!(!text.contains("arrive between"), "nobody has looked: {text}");
    assert!(text.lines().all(|line| !line.contains('█') || line.chars().count() <= 80), "{text}");
    let standing = &home.json("explain 1")["standing"];
    assert!(standing["norm"] == "first-scan" && standing["arrival"].is_null(), "{standing}");
    home.text("event 1 accepted --at 2026-02-25");
    assert!(home.text("explain 1").contains("of 100 such parcels arrive between"), "{}", home.text("explain 1"));
    let standing = &home.json("explain 1")["standing"];
    assert!(standing["arrival"]["from"].as_str().unwrap() > "2026-03-01T00:00:00Z", "never in the past: {standing}");
    assert!(home.text("show 1").contains("arrive between"));
}

#[test]
fn stats_are_of_the_users_own_parcels() {
    let home = Home::new();
    assert!(home.text("stats").contains("--shipped DAY"));
    home.text("add LP00123456789012 --ordered 2026-02-01 --shipped 2026-02-05 --shop aliexpress-com");
    home.text("add RB123456785CN --ordered 2026-02-01 --shipped 2026-02-06");
    home.text("received 1");
    let stats = home.json("stats");
    assert_eq!((stats["all"]["parcels"].clone(), stats["all"]["arrived"].clone()), (2.into(), 1.into()), "{stats:#}");
    assert_eq!(stats["shops"][0]["name"], "aliexpress-com");
    assert!((stats["shops"][0]["median_days"].as_f64().unwrap() - 24.0).abs() < 0.5, "{stats:#}");
    assert!(home.text("stats").contains("By carrier"));
}

const LAMPS: &str = "order,shop,seller,title,number,price,ordered,shipped\n\
    8190000000000017,aliexpress-com,Lamp House,Lamp,LP00123456789012,10 USD,2026-01-01,2026-01-03\n\
    8190000000000018,aliexpress-com,Lamp House,Shade,LP00123456789022,20 USD,2026-01-01,2026-01-07\n\
    8190000000000019,aliexpress-com,lamp  house,Bulb,LP00123456789032,5 EUR,2026-02-01,\n\
    8190000000000020,aliexpress-com,Other,Socks,LP00123456789042,,2026-02-01,2026-02-03\n";

#[test]
fn a_seller_has_a_record_and_it_is_arithmetic() {
    let home = Home::new();
    home.write("orders.csv", LAMPS);
    home.text("import orders.csv");
    assert_eq!(home.json("show lamp")["orders"][0]["seller"], "Lamp House");
    let lamp_house = "add LP00123456789052 --shop aliexpress-com --seller 'LAMP HOUSE'";
    assert!(!home.run(lamp_house).ends(0).err().contains("LAMP HOUSE"), "nothing went wrong yet");
    home.walk(&[
        ("received shade", 0, "Shade"),
        ("dispute lamp opened --at 2026-02-28", 0, "Wait"),
        ("dispute lamp refunded --amount 8USD", 0, "8.00\u{a0}USD"),
        ("show lamp", 0, "Lamp House (aliexpress-com)"),
    ]);
    let said = home.run("add LP00123456789062 --shop aliexpress-com --seller 'Lamp House'").ends(0);
    assert!(
        said.err().contains("4 orders, came 1, never came 1, disputes 1 (money back: 1). Too few"),
        "{}",
        said.err()
    );
    let by = home.json("stats --by seller");
    let record = &by["groups"][0]["orders"];
    assert_eq!(
        (by["by"].clone(), by["groups"][0]["name"].clone()),
        ("seller".into(), "Lamp House (aliexpress-com)".into())
    );
    assert_eq!((record["count"].clone(), record["days_to_post"].clone()), (5.into(), 2.0.into()), "{record:#}");
    assert_eq!(record["refunded"], serde_json::json!([{ "cents": 800, "currency": "USD" }]));
    assert_eq!(record["paid"].as_array().unwrap().len(), 2, "currencies are not added together");
    home.walk(&[
        ("stats --by seller", 0, "1 paid back"),
        ("stats --by route", 0, "→ RU"),
        ("stats --by carrier", 0, "Cainiao"),
        ("stats --by shop", 0, "aliexpress-com"),
        ("stats", 0, "In dispute"),
        ("edit socks --seller Sockery", 0, "Socks"),
        ("stats --by seller", 0, "Sockery (aliexpress-com)"),
        ("undo socks", 0, "Socks"),
        ("stats --by seller", 0, "Other (aliexpress-com)"),
    ]);
    let ledger = &home.json("stats")["ledger"];
    let lost = serde_json::json!([{ "cents": 200, "currency": "USD" }]);
    assert_eq!((&ledger["lost"], ledger["unpriced"].clone()), (&lost, 3.into()), "{ledger:#}");
}

#[test]
fn other_rules_are_tried_on_ones_own_archive() {
    let home = Home::new();
    assert!(home.text("replay").contains("no parcels"));
    home.write("orders.csv", LAMPS);
    home.text("import orders.csv");
    home.text("received lamp");
    let replay = home.json("replay");
    assert_eq!((replay["parcels"].clone(), replay["lives"][0]["ended"].clone()), (4.into(), "came".into()));
    assert!(replay["tried"].is_null() && replay["cannot_tell"].as_array().unwrap().len() > 3, "{replay:#}");
    std::fs::create_dir_all(home.path("try")).unwrap();
    home.write(
        "try/norms.toml",
        &include_str!("../../../rules/norms.toml").replacen("days = [1, 10]", "days = [1, 2]", 2),
    );
    assert!(home.json("replay --rules try")["tried"]["disputes"]["open"].is_number());
    home.walk(&[
        ("replay --rules try", 0, "by the rules that are tried"),
        ("replay", 0, "What the archive cannot tell"),
        ("replay --rules nowhere", 1, "no rules are in it"),
    ]);
    home.write("try/norms.toml", "as_of = 1");
    assert!(home.run("replay --rules try").ends(1).err().contains("norms.toml"));
}
