//! `posylka service`, with a `systemctl` that notes what it is told.

use std::{fs, process::Command};

use super::{Home, Said, read};

/// A home with a `systemctl` on `PATH` that ends with `code`.
fn home(code: u8) -> Home {
    let home = Home::new();
    fs::create_dir(home.path("bin")).unwrap();
    let script =
        format!("#!/bin/sh\necho \"$@\" >> '{}'\necho 'no bus' >&2\nexit {code}\n", home.path("told").display());
    // A shell writes it: a file this process has open for writing cannot be run while another test forks.
    let write = r#"printf %s "$1" > "$2" && chmod 755 "$2""#;
    let path = home.path("bin/systemctl");
    assert!(Command::new("/bin/sh").args(["-c", write, "sh", &script]).arg(path).status().unwrap().success());
    home
}

fn service(home: &Home, line: &str) -> Said {
    Said::of(line, &home.command(line).env("PATH", home.path("bin")).output().unwrap())
}

#[test]
fn the_unit_is_put_in_place_and_taken_away() {
    let home = home(0);
    let unit = home.path("config/systemd/user/posylka.service");
    let said = service(&home, "service install").ends(0);
    assert!(said.out.contains(&format!("Wrote {}", unit.display())), "{said:?}");
    assert!(said.out.contains("Ran: systemctl --user enable --now posylka.service"), "{said:?}");
    let text = read(&unit);
    assert!(text.contains(&format!("ExecStart=\"{}\" daemon", env!("CARGO_BIN_EXE_posylka"))), "{text}");
    assert!(text.contains("Type=notify") && text.contains("WatchdogSec="), "{text}");
    assert!(service(&home, "service status").ends(1).out.contains("posylka.service: no bus"), "not active");
    let again = service(&home, "service install --json").ends(0).json();
    assert_eq!(again[0]["step"], "unchanged");
    let said = service(&home, "service uninstall").ends(0);
    assert!(said.out.contains(&format!("Removed {}", unit.display())) && !unit.exists(), "{said:?}");
    assert!(service(&home, "service uninstall").ends(0).out.contains("There is no"), "twice");
    let install = "--user daemon-reload\n--user enable --now posylka.service\n";
    let told = format!(
        "{install}--user is-active posylka.service\n{install}--user disable --now posylka.service\n--user daemon-reload\n"
    );
    assert_eq!(read(&home.path("told")), told);
}

#[test]
fn what_systemctl_refuses_is_told_and_what_is_missing_too() {
    let home = home(1);
    let said = service(&home, "service install").ends(1);
    assert!(said.out.contains("Failed: systemctl --user daemon-reload: no bus"), "{said:?}");
    fs::remove_file(home.path("bin/systemctl")).unwrap();
    let said = service(&home, "service install").ends(0);
    assert!(said.out.contains("There is no systemctl here"), "{said:?}");
}
