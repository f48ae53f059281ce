//! What the user does to parcels, and undoing it.

use serde_json::Value;

use super::Home;

const ADD: &str = "add LP00123456789012 --title Headphones --order 8190000000000019 --ordered 2026-02-01";

/// All that `show` tells of every parcel, but what only the clock moves.
fn shown(home: &Home) -> Vec<Value> {
    let parcels = home.json("list --all");
    let shown = |parcel: &Value| {
        let mut shown = home.json(&format!("show {}", parcel["id"].as_str().unwrap()));
        for moving in ["next_ask", "explain", "notices"] {
            shown.as_object_mut().unwrap().remove(moving);
        }
        shown
    };
    parcels.as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn whatever_is_done_can_be_undone() {
    for deed in [
        "link 1 10100064123459",
        "link 1 LP00123456789021 --instead-of LP00123456789012",
        "unlink 1 LP00123456789012",
        "event 1 ready-for-pickup --until 2026-03-09 --place Moscow",
        "event 1 delivered --at 2026-02-27T18:30",
        "edit 1 --title Lamp --protection-ends 2026-05-01",
        "received 1",
        "archive 1 --anyway",
        "dispute 1 opened",
        "join 1 2",
        "join 2 1",
        "split 1 10100064123459",
    ] {
        let home = Home::new();
        home.walk(&[(ADD, 0, "Headphones"), ("add RB123456785CN --title Case", 0, "Case")]);
        if deed.starts_with("split") {
            home.text("link 1 10100064123459");
        }
        let before = shown(&home);
        home.text(deed);
        assert_ne!(shown(&home), before, "{deed} does nothing");
        home.text("undo");
        assert_eq!(shown(&home), before, "{deed} is not undone");
    }
}

#[test]
fn deeds_are_undone_one_by_one_and_then_there_is_nothing() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("link 1 10100064123459", 0, "10100064123459"),
        ("edit 1 --title Lamp", 0, "Lamp"),
        ("undo 1", 0, "Headphones"),
        ("undo lp00123456789012", 0, "LP00123456789012"),
        ("undo --dry-run", 0, "parcel 1 (Headphones), adding it"),
        ("undo", 0, "adding it"),
        ("undo", 1, "nothing to undo"),
        ("undo 1", 0, "Headphones"),
    ]);
}

/// Everything a person or a program can be shown of any parcel.
fn everything(home: &Home) -> String {
    let views =
        ["list --all", "status", "pickup", "stats", "norms", "calendar", "export", "export --format csv", "check"];
    let shown = views.map(|view| home.text(view) + &home.text(&format!("{view} --json")));
    shown.concat()
}

#[test]
fn what_is_removed_is_nowhere_and_comes_back_whole() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("add RB123456785CN --title Case --order 8190000000000027 --protection-ends 2026-03-20", 0, "Case"),
        ("join 1 case", 0, "Headphones"),
        ("event 1 ready-for-pickup --until 2026-03-09 --place Tver", 0, "ready for pickup"),
        ("add RB123456768CN --title Lamp", 0, "Lamp"),
        ("edit lamp --title Lantern", 0, "Lantern"),
    ]);
    let before = (shown(&home), home.json("show 1")["notices"].clone());
    home.walk(&[("remove headphones", 0, "undo 1"), ("show headphones", 1, "No parcel"), ("ack", 0, "")]);
    let all = everything(&home);
    for trace in ["Headphones", "Case", "LP00123456789012", "RB123456785CN", "8190000000000027", "Tver"] {
        assert!(!all.contains(trace), "{trace} is shown: {all}");
    }
    home.walk(&[
        ("add LP00123456789012 --title Another", 0, "Another"),
        ("undo another", 0, "adding it"),
        ("undo --dry-run", 0, "removing it"),
        ("undo", 0, "parcel 1 (Headphones), removing it"),
    ]);
    assert_eq!((shown(&home), home.json("show 1")["notices"].clone()), before);
    home.walk(&[
        ("undo 1", 0, "ready for pickup"),
        ("undo 1", 0, "joining it with 2"),
        ("remove case --forget", 0, "cannot be undone"),
        ("undo 2", 1, "No parcel"),
        ("remove 1", 0, "undo 1"),
        ("remove 1 --forget", 0, "cannot be undone"),
        ("undo 1", 1, "No parcel"),
        ("undo", 0, "calling it"),
    ]);
}

#[test]
fn what_is_hardly_meant_is_refused_by_the_name_of_the_option_that_means_it() {
    let home = Home::new();
    let add = "add LP00123456789012 --title Lamp";
    home.walk(&[
        (&format!("{add} --ordered 2027-05-05"), 1, "--sure"),
        (&format!("{add} --shipped 2027-05-05"), 1, "--sure"),
        (&format!("{add} --protection-ends 2020-01-01"), 1, "long ago"),
        ("list", 0, "No parcels yet"),
        (&format!("{add} --ordered 2027-05-05 --sure"), 0, "Lamp"),
        ("edit 1 --protection-ends 2020-01-01", 1, "--sure"),
        ("edit 1 --protection-ends 2020-01-01 --sure", 0, "Lamp"),
    ]);
    let said = home.run("add RB123456785CN --price 990").ends(0);
    assert!(said.err.contains("roubles") && said.err.contains("--sure"), "{}", said.err);
    for price in ["990RUB", "990 --sure"] {
        let said = home.run(&format!("add --order 819{} --price {price}", price.len())).ends(0);
        assert!(!said.err.contains("roubles"), "{}", said.err);
    }
}

#[test]
fn several_orders_travel_in_one_parcel_and_one_order_in_several() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("add RB123456785CN --title Case --order 8190000000000027", 0, "Case"),
        ("join 1 1", 1, "with itself"),
        ("join 1 case", 0, "Headphones"),
        ("show 8190000000000027", 0, "1 Headphones"),
        ("show 2", 0, "1 Headphones"),
        ("link 1 RB123456785CN", 0, "Headphones"),
        ("split 1 8190000000000027 --title Case", 0, "Case"),
        ("split 3 8190000000000027", 1, "whole parcel"),
        ("split 1 RB999999999CN", 1, "neither a number nor an order"),
        ("split 1 'RB 1234 5678 5 CN' --title Rest", 0, "Rest"),
    ]);
    let orders = |id: &str| home.json(&format!("show {id}"))["orders"].as_array().unwrap().len();
    assert_eq!((orders("1"), orders("3"), orders("4")), (1, 1, 1));
    home.walk(&[("remove 1", 0, "undo 1"), ("list --all", 0, "Rest")]);
}

#[test]
fn one_that_travels_in_another_is_found_by_the_id_it_had() {
    let home = Home::new();
    home.walk(&[
        ("add LP00123456789012 --title Lamp", 0, "Lamp"),
        ("add RB123456785CN --title Bulb", 0, "Bulb"),
        ("add RB123456768CN --title Shade", 0, "Shade"),
        ("join 1 2", 0, "Lamp"),
        // As the notice of the third says, which came before the first two were joined.
        ("join 3 2", 0, "Shade"),
        ("show 2", 0, "3 Shade"),
        ("show 1", 0, "3 Shade"),
        ("join 1 2", 1, "itself"),
        ("undo 1", 0, "joining it with 1"),
        ("show 2", 0, "1 Lamp"),
        ("show 4", 1, "No parcel"),
    ]);
}

#[test]
fn several_go_on_under_one_number_and_each_order_keeps_its_clock() {
    let home = Home::new();
    home.walk(&[
        ("add YT1234567890123 --title Sneakers --order 1 --protection-ends 2026-03-20", 0, "Sneakers"),
        ("add SF1234567890123 --to-forwarder --title Bag --order 2 --protection-ends 2026-04-20", 0, "Bag"),
        ("add --order 3 --title Cup --protection-ends 2026-05-01", 0, "Cup"),
        ("event 1 delivered --place Guangzhou", 0, "Arrived at your forwarder"),
        ("join 1 bag bag", 1, "itself"),
        ("join 1 bag cup --number EB123456785CN", 0, "EB123456785CN"),
        ("list", 0, "Sneakers"),
    ]);
    let shown = home.json("show 1");
    let state = |of: usize| shown["numbers"][of]["state"].as_str().unwrap().to_owned();
    assert_eq!([state(0), state(1), state(2)], ["old", "old", "confirmed"]);
    let ends: Vec<_> = shown["orders"].as_array().unwrap().iter().map(|it| it["protection_ends"].clone()).collect();
    assert_eq!(ends, ["2026-03-20", "2026-04-20", "2026-05-01"]);
    assert_eq!((home.json("list").as_array().unwrap().len(), &shown["stage"]), (1, &"accepted".into()));
    // Joined the other way round, what was delivered is delivered too.
    home.walk(&[
        ("add LP00123456789012 --title Lamp", 0, "Lamp"),
        ("add 10100064123459 --title Bulb", 0, "Bulb"),
        ("event bulb delivered", 0, "delivered"),
        ("join lamp bulb", 0, "delivered"),
        ("undo", 0, "joining it with 5"),
        ("join bulb lamp", 0, "delivered"),
    ]);
}

#[test]
fn what_waits_is_listed_by_place_and_day() {
    let home = Home::new();
    home.walk(&[
        ("pickup", 0, "Nothing waits"),
        (ADD, 0, "Headphones"),
        ("add RB123456785CN --title Case", 0, "Case"),
        ("add --order 8190000000000035 --title Lamp", 0, "Lamp"),
        ("event 1 ready-for-pickup --until 2026-03-09 --place 'Moscow 101000'", 0, "ready for pickup"),
        ("event 3 ready-for-pickup --until 2026-03-05 --place 'Moscow 101000'", 0, "ready for pickup"),
        ("event 2 ready-for-pickup --place 'Locker 7'", 0, "ready for pickup"),
        ("event 2 asleep", 2, "Choose one of these: announced, "),
        ("event 2 renumbered", 2, "posylka link"),
        ("event 2 delivered --at 2026-04-01", 1, "future"),
    ]);
    let waiting = home.json("pickup");
    let told = |it: &Value| format!("{} {} {} {}", it["id"], it["place"], it["until"], it["by_carrier"]);
    let told: Vec<String> = waiting.as_array().unwrap().iter().map(told).collect();
    assert!(told[0].starts_with("\"2\" \"Locker 7\" \"2026-0") && told[0].ends_with("false"), "{told:?}");
    assert_eq!(told[1], "\"3\" \"Moscow 101000\" \"2026-03-05\" true");
    assert_eq!(told[2], "\"1\" \"Moscow 101000\" \"2026-03-09\" true");
    home.walk(&[("received 3", 0, "You have had it"), ("pickup", 0, "Case")]);
    assert_eq!(home.json("pickup").as_array().unwrap().len(), 2);
}

#[test]
fn nothing_is_archived_while_a_claim_can_be_opened() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("edit 1 --protection-ends 2026-05-01", 0, "Headphones"),
        ("archive 1", 1, "--anyway"),
        ("archive 1 --anyway", 0, "Headphones"),
        ("list", 0, "One more is archived"),
        ("list --all", 0, "Headphones"),
        ("archive 1 --off", 0, "Headphones"),
        ("list", 0, "Headphones"),
    ]);
}

#[test]
fn one_number_never_comes_back_to_two_parcels() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("remove 1", 0, "undo 1"),
        ("add LP00123456789012 --title Again", 0, "Again"),
        ("undo 1", 1, "posylka remove 2"),
        ("list", 0, "Again"),
        ("remove 2", 0, "undo 2"),
        ("undo 1", 0, "Headphones"),
    ]);
    assert_eq!(home.json("list").as_array().unwrap().len(), 1);
}

#[test]
fn a_number_without_a_check_digit_is_put_right_in_its_place() {
    let home = Home::new();
    home.walk(&[
        ("add LP00123456789012 --order 8190000000000019", 0, "LP00123456789012"),
        ("link 1 LP00123456789021 --instead-of LP00999999999999", 1, "no number LP00999999999999"),
        (
            "link 1 LP00123456789021 --instead-of LP00123456789012",
            0,
            "was written wrong: parcel 1 now goes under LP00123456789021",
        ),
    ]);
    let parcel = &home.json("show 1");
    assert_eq!(parcel["title"], "LP00123456789021");
    let of =
        |number: &str| parcel["numbers"].as_array().unwrap().iter().find(|it| it["number"] == number).unwrap().clone();
    let (wrong, right) = (of("LP00123456789012"), of("LP00123456789021"));
    assert_eq!((wrong["state"].as_str(), right["state"].as_str()), (Some("rejected"), Some("current")));
    assert_eq!((right["role"].as_str(), right["carrier"].as_str()), (Some("international"), Some("cainiao")));
    assert!(home.text("undo --dry-run").contains("putting LP00123456789021 in the place of LP00123456789012"));
}

#[test]
fn parcels_that_were_split_are_called_by_their_own_numbers() {
    let home = Home::new();
    home.walk(&[
        ("add LP00123456789012", 0, "LP00123456789012"),
        ("link 1 RB123456785CN", 0, "RB123456785CN"),
        ("split 1 RB123456785CN", 0, "RB123456785CN"),
    ]);
    let titles = |home: &Home| -> Vec<String> {
        let list = home.json("list");
        list.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&home), ["LP00123456789012", "RB123456785CN"]);
    home.walk(&[("undo", 0, "LP00123456789012"), ("split 1 LP00123456789012", 0, "RB123456785CN")]);
    assert_eq!(titles(&home), ["RB123456785CN", "LP00123456789012"]);
    home.text("undo");
    assert_eq!(titles(&home), ["LP00123456789012"]);
}

#[test]
fn what_followed_from_an_undone_word_is_not_told() {
    let home = Home::new();
    let told = |home: &Home| home.json("show 1")["notices"].to_string();
    home.walk(&[(ADD, 0, "Headphones"), ("event 1 ready-for-pickup --until 2026-03-09", 0, "ready for pickup")]);
    assert!(told(&home).contains("ready-for-pickup"), "{}", told(&home));
    home.text("undo");
    assert!(!told(&home).contains("ready-for-pickup"), "{}", told(&home));
}

#[test]
fn a_parcel_that_goes_back_counts_once() {
    let home = Home::new();
    home.walk(&[
        (ADD, 0, "Headphones"),
        ("event 1 accepted --at 2026-02-10", 0, ""),
        ("event 1 returning", 0, "going back"),
    ]);
    assert_eq!(home.json("status")["parcels"]["returning"], 1);
    assert_eq!(home.run("status").out.matches("going back 1").count(), 1);
}

#[test]
fn who_answers_only_to_a_key_is_said_to_want_one() {
    let home = Home::new();
    home.walk(&[
        ("add LP00123456789012 --carrier 17track", 0, "answers programs only with a key of your own"),
        ("explain 1", 0, "posylka carrier show 17track"),
    ]);
}

#[test]
fn a_forwarder_is_told_of_later_and_taken_back() {
    let home = Home::new();
    home.text("add LP00123456789012 --later");
    let role = || home.json("show 1")["numbers"][0]["role"].clone();
    let before = role();
    home.text("edit 1 --to-forwarder");
    assert_eq!(role(), "to-forwarder");
    home.text("edit 1 --no-forwarder");
    assert_eq!(role(), before);
    home.text("edit 1 --to-forwarder");
    home.walk(&[("undo 1", 0, "goes to a forwarder")]);
    assert_eq!(role(), before, "undone");
    home.walk(&[("add 8190000000000027", 0, "8190000000000027 is an order number")]);
    home.walk(&[("edit 2 --to-forwarder", 1, "posylka link 2 NUMBER")]);
}

#[test]
fn archiving_shows_what_it_would_do_and_what_it_would_refuse() {
    let home = Home::new();
    home.text("add LP00123456789012 --title Headphones --later --ordered 2026-02-20 --protection-ends 2026-04-20");
    home.walk(&[
        ("archive 1 --dry-run", 1, "--anyway"),
        ("archive 1 --anyway --dry-run", 0, "Headphones) would go to the archive; nothing was changed"),
        ("list", 0, "Headphones"),
        ("archive 1 --anyway", 0, "Headphones"),
        ("archive 1 --off --dry-run", 0, "would come back"),
        ("list", 0, "list --all"),
    ]);
}

#[test]
fn what_the_system_says_of_files_is_said_in_russian() {
    let home = Home::russian();
    for line in ["backup /nowhere/copy.db", "--config /nowhere/x.toml list", "import nothing.csv"] {
        let said = home.run(line).ends(1);
        assert!(said.says("такого файла или папки нет") && !said.says("os error"), "{said:?}");
    }
}
