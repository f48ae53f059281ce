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
    for shell in ["bash", "zsh", "fish"] {
        let script = home.text(&format!("completions {shell}"));
        commands.iter().for_each(|name| assert!(script.contains(name), "{shell} does not know {name}"));
    }
    home.walk(&[("completions klingon", 2, "possible values")]);
}
