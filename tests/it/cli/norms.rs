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
        let said = home.run("list").ends(1);
        assert!(said.err.contains(says) && said.err.contains(name), "{}", said.err);
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
    assert!(home.run("list").ends(1).err.contains("100.0"));
}

#[test]
fn explain_draws_where_the_parcel_stands() {
    let home = Home::new();
    home.text("add LP00123456789012 --ordered 2026-02-20");
    let text = home.text("explain 1");
    assert!(
        text.contains('▲') && text.contains("first-scan") && text.contains("of 100 such parcels arrive between"),
        "{text}"
    );
    assert!(text.lines().all(|line| !line.contains('█') || line.chars().count() <= 80), "{text}");
    let standing = &home.json("explain 1")["standing"];
    assert_eq!(standing["norm"], "first-scan");
    assert!(standing["arrival"]["from"].as_str().unwrap() > "2026-03-01T00:00:00Z", "never in the past: {standing}");
    assert!(home.text("show 1").contains("arrive between"));
}

#[test]
fn stats_are_of_the_users_own_parcels() {
    let home = Home::new();
    assert!(home.text("stats").contains("known when it was posted"));
    home.text("add LP00123456789012 --ordered 2026-02-01 --shipped 2026-02-05 --shop aliexpress-com");
    home.text("add RB123456785CN --ordered 2026-02-01 --shipped 2026-02-06");
    home.text("received 1");
    let stats = home.json("stats");
    assert_eq!((stats["all"]["parcels"].clone(), stats["all"]["arrived"].clone()), (2.into(), 1.into()), "{stats:#}");
    assert_eq!(stats["shops"][0]["name"], "aliexpress-com");
    assert!((stats["shops"][0]["median_days"].as_f64().unwrap() - 24.0).abs() < 0.5, "{stats:#}");
    assert!(home.text("stats").contains("By carrier"));
}
