//! The manual and the completions know every command.

use super::Home;

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let home = Home::new();
    let help = home.text("help");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let commands: Vec<&str> = commands.into_iter().filter(|name| !name.is_empty() && *name != "help").collect();
    assert!(commands.len() > 20, "{commands:?}");
    let manual = home.text("man");
    for name in &commands {
        assert!(manual.contains(&format!(".SH \"POSYLKA {}\"", name.to_uppercase())), "no page for {name}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(home.text(&format!("completions {shell}")).contains("COMPLETE"), "{shell}");
    }
    let offered = offered(&home, &["posylka", ""]);
    commands.iter().for_each(|name| assert!(offered.contains(name), "{name} is not offered: {offered}"));
    home.walk(&[("completions klingon", 2, "possible values")]);
}

/// What fish is offered for the last of these words, with what it is.
fn offered(home: &Home, words: &[&str]) -> String {
    let mut command = home.command("");
    command.env("COMPLETE", "fish").env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string()).arg("--").args(words);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let all = String::from_utf8(output.stdout).unwrap();
    // The options of every command are offered beside.
    all.lines().filter(|line| !line.starts_with("--")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn parcels_and_sources_are_offered_and_nothing_is_made() {
    let home = Home::new();
    assert_eq!(offered(&home, &["posylka", "show", ""]).trim(), "", "there is none");
    assert!(!home.data().exists());
    home.text("add LP00123456789012 --title 'Red \u{1b}[31mheadphones' --later");
    home.text("add RB123456785CN --title Чехол --later");
    let all = offered(&home, &["posylka", "show", ""]);
    assert!(all.contains("1\tRed [31mheadphones") && all.contains("2\tЧехол"), "{all}");
    for (begun, word) in [("LP", "LP00123456789012"), ("rb", "RB123456785CN"), ("red", "1"), ("чех", "2")] {
        let only = offered(&home, &["posylka", "archive", begun]);
        assert_eq!(only.split('\t').next().unwrap(), word, "{begun}: {only}");
    }
    assert!(offered(&home, &["posylka", "carrier", "show", "cai"]).contains("cainiao"));
    assert!(offered(&home, &["posylka", "edit", "1", "--never", "russian"]).contains("russian-post"));
    assert!(offered(&home, &["posylka", "add", "--shop", ""]).contains("aliexpress-ru"));
    home.write("config/posylka/config.toml", "[notify\n");
    assert_eq!(offered(&home, &["posylka", "show", ""]).trim(), "", "a shell is told of no error");
}
