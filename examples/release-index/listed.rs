//! The index of a folder with definitions, rules and messages.

use std::{fs, path::Path};

use anyhow::Context as _;
use posylka::model::sha256;

/// Where files of an update may lie.
const FOLDERS: [&str; 4] = ["carriers", "rules", "rules/marketplaces", "rules/messages"];

/// The text of an `index.toml` for all TOML files of a folder.
pub fn index(folder: &Path, serial: u64, day: &str, next_key: Option<&str>) -> anyhow::Result<String> {
    let mut text = format!("schema = 1\nserial = {serial}\nday = \"{day}\"\n");
    if let Some(key) = next_key {
        text += &format!("next_key = \"{key}\"\n");
    }
    for below in FOLDERS {
        let Ok(entries) = fs::read_dir(folder.join(below)) else { continue };
        let mut paths = entries.map(|it| Ok(it?.path())).collect::<std::io::Result<Vec<_>>>()?;
        paths.retain(|it| it.extension().is_some_and(|it| it == "toml"));
        paths.sort();
        for path in paths {
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let (size, print) = (bytes.len(), sha256(&bytes));
            text += &format!("\n[[file]]\npath = \"{below}/{name}\"\nsize = {size}\nsha256 = \"{print}\"\n");
        }
    }
    Ok(text)
}
