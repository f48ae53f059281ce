//! `POSYLKA_CLOCK`: one clock per data folder, announced aloud.

use super::Home;

const RATE: &str = "2026-03-01T00:00:00Z@3600";

#[test]
fn every_command_with_a_data_folder_honours_it_and_says_so() {
    for (home, piece) in [
        (Home::with(&[("LANG", "en"), ("POSYLKA_CLOCK", RATE)]), "runs at ×3600"),
        (Home::with(&[("LANG", "ru_RU"), ("POSYLKA_CLOCK", RATE)]), "скорость ×3600"),
    ] {
        for line in ["add LP00123456789012", "list", "status", "show 1", "explain 1", "refresh", "edit 1 --title a"] {
            let said = home.run(line).ends(0);
            assert!(said.err.contains(piece) && said.err.contains("2026-03-"), "{said:?}");
            assert_eq!(said.err.lines().count(), 1, "{said:?}");
        }
        for line in ["dispute", "link 1 LP00123456789022", "unlink 1 LP00123456789022", "received 1", "remove 1"] {
            let said = home.run(line).ends(0);
            assert!(said.err.contains(piece), "{said:?}");
        }
        assert!(home.run("number LP00123456789012").ends(0).err.is_empty());
    }
}

#[test]
fn another_clock_is_refused_and_so_is_a_test_clock_on_a_real_folder() {
    let home = Home::with(&[("LANG", "en")]);
    let under = |clock: &str, line: &str| {
        let output = home.command(line).env("POSYLKA_CLOCK", clock).output().unwrap();
        super::Said::of(line, &output)
    };
    assert!(under(RATE, "add LP00123456789012 --data test").ends(0).out.contains("LP00123456789012"));
    let real = home.run("list --data test").ends(1);
    assert!(real.err.contains(RATE) && real.err.contains("--data"), "{real:?}");
    let other = under("2026-03-01T00:00:00Z@60", "list --data test").ends(1);
    assert!(other.err.contains(RATE), "{other:?}");
    assert!(home.run("list --data real").ends(0).err.is_empty());
    let lived = under(RATE, "list --data real").ends(1);
    assert!(lived.err.contains("has lived on the real clock"), "{lived:?}");
    for wrong in ["soon", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z@0", "2026-03-01T00:00:00Z@leap"] {
        let said = under(wrong, "list --data new").ends(1);
        assert!(said.err.contains("POSYLKA_CLOCK"), "{said:?}");
    }
}
