//! `carrier mend` and `carrier learn`, as a person and as a program has them.

use std::{fs, path::Path};

use super::Home;

const MINE: &str = "config/posylka/carriers/cainiao.toml";

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cainiao").join(name).display().to_string()
}

#[test]
fn a_changed_answer_is_mended_applied_and_taken_back() {
    let home = Home::new();
    let old = fs::read_to_string(fixture("moving.json")).unwrap();
    home.write("new.json", &old.replace("actionCode", "eventCode").replace("detailList", "traces"));
    let mend = format!("carrier mend cainiao {} new.json", fixture("moving.json"));

    let told = home.json(&mend);
    assert_eq!((&told["mended"], &told["known"], &told["given_back"]), (&true.into(), &6.into(), &6.into()), "{told}");
    assert!(told["diff"].as_str().unwrap().contains("+code = [\"actionCode\", \"eventCode\"]"), "{told}");
    assert!(!home.path(MINE).exists(), "nothing is changed without --apply");

    home.walk(&[
        (&mend, 0, "6 of 6 known scans are given back"),
        ("carrier mend cainiao --undo", 1, "was not mended here"),
        (&format!("{mend} --apply"), 0, "cainiao.toml"),
        ("carrier show cainiao", 0, "carriers/cainiao.toml"),
        ("carrier read cainiao new.json", 0, "PU_PICKUP_SUCCESS"),
        (&format!("carrier read cainiao {}", fixture("moving.json")), 0, "PU_PICKUP_SUCCESS"),
    ]);
    let text = fs::read_to_string(home.path(MINE)).unwrap();
    assert!(text.starts_with("# Mended on 2026-03-01: 6 of 6") && text.contains("\nrevision = 3\n"), "{text}");
    home.walk(&[("carrier mend cainiao --undo", 0, "as it was")]);
    assert!(!home.path(MINE).exists());
}

#[test]
fn a_bundle_holds_all_that_others_need_and_no_real_number() {
    let home = Home::new();
    let old = fs::read_to_string(fixture("moving.json")).unwrap();
    home.write("new.json", &old.replace("actionCode", "eventCode").replace("detailList", "traces"));
    let bundle = format!("carrier mend cainiao {} new.json --bundle out", fixture("moving.json"));
    home.walk(&[(&bundle, 0, "out/fixtures/cainiao/mended-1.heard"), (&bundle, 1, "out is not empty")]);
    assert!(!home.path(MINE).exists(), "nothing is put in force");
    let number = old.split("\"mailNo\":").nth(1).unwrap().split('"').nth(1).unwrap().to_owned();
    for file in ["proof.txt", "cainiao.diff", "carriers/cainiao.toml", "fixtures/cainiao/mended-1.json"] {
        let text = fs::read_to_string(home.path(&format!("out/{file}"))).unwrap();
        assert!(!text.is_empty() && !text.contains(&number), "{file}: {text}");
    }
    let proof = fs::read_to_string(home.path("out/proof.txt")).unwrap();
    assert!(proof.starts_with("cainiao: 6 of 6 known scans are given back\n"), "{proof}");
    let read = "carrier read out/carriers/cainiao.toml out/fixtures/cainiao/mended-1.json";
    home.walk(&[(read, 0, "PU_PICKUP_SUCCESS")]);
}

#[test]
fn nothing_is_mended_by_what_proves_nothing() {
    let home = Home::new();
    let (good, wall) = (fixture("moving.json"), fixture("captcha.html"));
    home.walk(&[
        (&format!("carrier mend cainiao {good}"), 1, "nothing to mend"),
        (&format!("carrier mend cainiao {good} {wall}"), 1, "no answer to learn from: blocked"),
        ("carrier mend cainiao", 1, "nothing to mend"),
        ("carrier mend nobody", 1, "there are: "),
    ]);
    let said = home.run(&format!("carrier mend cainiao {good} {wall} --json")).ends(1).json();
    assert_eq!((&said["mended"], &said["given_back"]), (&false.into(), &0.into()), "{said}");
    assert_eq!(said["refused"].as_array().map(Vec::len), Some(1), "{said}");
}

#[test]
fn a_draft_is_learned_checked_and_read_and_not_asked() {
    let home = Home::new();
    let answer = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/landmark/moving.xml").display().to_string();
    home.walk(&[
        (&format!("carrier learn {answer} -o new-one.toml"), 0, "Written to new-one.toml"),
        (&format!("carrier learn {answer} -o new-one.toml"), 1, "is there already"),
        ("carrier check new-one.toml", 0, "request: How is it asked?"),
        (&format!("carrier read new-one.toml {answer}"), 0, "2026-"),
        ("carrier learn nowhere.json", 1, "nowhere.json"),
    ]);
    fs::create_dir(home.path("config/posylka/carriers")).unwrap();
    fs::copy(home.path("new-one.toml"), home.path("config/posylka/carriers/new-one.toml")).unwrap();
    let listed = home.json("carrier list");
    let draft = listed.as_array().unwrap().iter().find(|it| it["id"] == "new-one").unwrap();
    assert_eq!(draft["askable"], false, "{draft}");
    let empty = home.write("empty.json", "{}").display().to_string();
    home.walk(&[(&format!("carrier learn {empty}"), 1, "Nothing can be learned")]);
}
