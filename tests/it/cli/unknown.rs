//! Numbers nobody knows, and postings whose dashes belong to them.

use super::Home;

#[test]
fn a_number_nobody_knows_is_watched_and_what_to_do_is_said() {
    let home = Home::new();
    home.walk(&[
        ("number ZXQ00000012345", 0, "ZXQ00000012345"),
        ("add ZXQ00000012345 --title Lamp", 0, "ZXQ00000012345"),
        ("add ZXQ00000012345", 0, "Lamp"),
        ("show 1", 0, "https://t.17track.net/ru#nums=ZXQ00000012345"),
        ("explain 1", 0, "Whose number this is nobody knows, so nobody is asked"),
        ("event 1 in-transit", 0, ""),
        ("link 1 KLM1234567890RU", 0, ""),
        ("add 'звоните 8 900 000-00-01'", 1, ""),
        ("add kettle", 1, "could not be recognised"),
    ]);
    let shown = home.json("show 1");
    assert_eq!(shown["numbers"][0]["carrier"], "unknown");
    assert!(shown["flags"].as_array().unwrap().contains(&"dark".into()), "{shown}");
    assert!(shown["next_ask"].is_null(), "{shown}");
}

/// An order number is asked for nowhere, whoever has a key of an aggregator.
#[test]
fn what_is_told_of_an_order_makes_no_number_of_it() {
    let home = Home::new();
    home.text("add --order 8190000000000027 --title Lamp");
    home.fed("ingest -", "AliExpress: заказ 8190000000000027 в пути").ends(0);
    let shown = home.json("show 1");
    assert_eq!(shown["numbers"][0]["carrier"], "order", "{shown}");
    assert!(home.text("show 1").contains("It has no tracking number yet"));
    assert!(!home.text("show 1").contains("17track"));
}

#[test]
fn a_posting_keeps_its_dashes_and_is_the_shops() {
    let home = Home::new();
    home.walk(&[
        ("add 98765432-0012-1 --shop ozon-global", 0, "98765432-0012-1"),
        ("show 98765432-0012-1", 0, "https://tracking.ozon.ru/?track=98765432-0012-1"),
        ("add 98765432-0013-1 --carrier wildberries", 0, "98765432-0013-1"),
        ("add 98765432-0014", 0, "98765432-0014"),
    ]);
    let listed = home.json("list");
    let of = |at: usize| listed[at]["numbers"][0]["carrier"].as_str().unwrap_or("none").to_owned();
    let mut carriers: Vec<String> = (0..3).map(of).collect();
    carriers.sort();
    assert_eq!(carriers, ["none", "ozon", "wildberries"]);
}

#[test]
fn what_a_file_does_not_make_clear_is_named() {
    let home = Home::new();
    home.write(
        "orders.csv",
        "Номер заказа,Трек,Полка,Дата заказа\n8190000000000027,8.19E+15,7-B,01/02/2026\n8190000000000028,ZXQ00000012345,,\n",
    );
    home.write("none.csv", "Товар;Цена\nЧайник;340\n");
    let said = home.run("import orders.csv").ends(0);
    for piece in
        ["\"Полка\" is not known", "\"Дата заказа\" nothing says", "line 2, Трек: \"8.19E+15\"", "ZXQ00000012345"]
    {
        assert!(said.out.contains(piece) || home.text("list").contains(piece), "{piece}: {said:?}");
    }
    let refused = home.run("import none.csv").ends(1);
    assert!(refused.err.contains("no column is a number or an order"), "{refused:?}");
}
