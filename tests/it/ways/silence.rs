//! The commands around notices, as a person types them.

use crate::cli::Home;

fn home(lang: &str) -> Home {
    let home = Home::with(&[("LANG", lang), ("POSYLKA_CLOCK", "2026-03-01T00:00:00Z@1"), ("PATH", "/usr/bin:/bin")]);
    home.text("add LP00123456789012 --title Headphones --price 990 --order 8190000000000017");
    home
}

#[test]
fn mute_snooze_and_ack_say_what_they_did_and_how_to_undo_it() {
    let home = home("en_US.UTF-8");
    home.walk(&[
        (
            "mute head --until 2026-03-10",
            0,
            "silent until 2026-03-10 00:00; last days are told all the same. Undo: posylka mute 1 --off",
        ),
        ("status", 0, "Muted: 1"),
        ("mute 1 --off", 0, "notices come again"),
        ("mute 1 --off", 0, "all along"),
        ("snooze 1 3d", 0, "silent until 2026-03-04"),
        ("snooze 1 soon", 1, "12h, 3d, 2w"),
        ("mute 1 --until 2026-02-01", 1, "is over"),
        ("mute 1", 0, "silent from now on; last days"),
        ("mute 1 --until 2026-03-10 --off", 2, "cannot be used with"),
        ("ack", 0, "no reminder"),
        ("ack 1", 0, "no reminder"),
        ("ack nothing-like-it", 1, "nothing-like-it"),
    ]);
    assert_eq!(home.json("status")["muted"], serde_json::json!(["1"]));
    let home = self::home("ru_RU.UTF-8");
    home.walk(&[
        ("mute 1", 0, "уведомления молчат; о последнем дне"),
        ("snooze 1 2w", 0, "подождут до 2026-03-15"),
        ("ack", 0, "Напоминаний не было"),
        ("check", 0, "База исправна"),
    ]);
}

#[test]
fn all_of_it_can_be_taken_away_and_no_secret_with_it() {
    let home = home("en_US.UTF-8");
    home.text("add LP00123456789022 --title '=HYPERLINK(\"http://x\")'");
    let whole = home.json("export");
    assert_eq!(whole["tables"]["parcels"].as_array().unwrap().len(), 2);
    assert_eq!(whole["tables"]["orders"][0]["id"], "8190000000000017");
    assert_eq!(whole["tables"]["parcels"][0]["verdict"]["stage"], "announced", "what is structured stays so");
    let table = home.text("export --format csv");
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("id,title,stage,"), "{table}");
    assert!(lines[1].starts_with("1,Headphones,announced,") && lines[1].contains(",990.00 RUB,"), "{table}");
    assert!(lines[2].starts_with("2,\"'=HYPERLINK(\"\"http://x\"\")\","), "{table}");
}

#[test]
fn a_channel_that_is_not_set_up_is_told_with_the_cure() {
    let home = home("en_US.UTF-8");
    for (text, cure) in [
        ("channels = [\"ntfy\"]", "add [notify.ntfy] with topic ="),
        ("channels = [\"desktop\", \"vk\"]", "add [notify.vk] with peer ="),
        ("channels = [\"email\"]", "smtps://smtp.yandex.ru"),
        (
            "channels = [\"email\"]\n[notify.email]\nserver = \"mail\"\nfrom = \"a@b\"\nto = \"a@b\"",
            "smtps://smtp.yandex.ru:465",
        ),
        ("digest = \"9:00\"", "0 9 * * 1-5"),
        ("channels = [\"telegram\"]\n[notify.telegram]\nchat = \"1\"\ntoken = \"hush\"", "chmod 600"),
    ] {
        home.write("config/posylka/config.toml", &format!("[notify]\n{text}\n"));
        let said = home.run("check-now").ends(1);
        assert!(said.err().contains(cure) && home.run("status").ends(3).err().contains(cure), "{text}: {said:?}");
        assert!(said.err().contains(cure) && !said.err().contains("hush"), "{text}: {said:?}");
    }
}

#[test]
fn a_secret_that_cannot_be_had_is_found_by_the_doctor() {
    let home = home("en_US.UTF-8");
    let text = "[notify]\nchannels = [\"telegram\"]\nheartbeat = { file = \"beat\" }\n\
                [notify.telegram]\nchat = \"1\"\ntoken = { env = \"UNSET\" }\n";
    home.write("config/posylka/config.toml", text);
    home.write("config/posylka/beat", "https://example.org/ping/hush\n");
    let said = home.run("doctor").ends(1);
    let all = format!("{said:?}");
    assert!(all.contains("[notify.telegram] token: the environment variable UNSET is not set"), "{all}");
    assert!(all.contains("notify: heartbeat") && !all.contains("hush"), "{all}");
}

#[test]
fn without_a_way_out_the_doctor_wonders() {
    let home = home("en_US.UTF-8");
    assert!(!home.text("doctor").contains("no way out"));
    home.write("config/posylka/config.toml", "[notify]\nchannels = []\n");
    assert!(home.text("doctor").contains("no way out"));
}
