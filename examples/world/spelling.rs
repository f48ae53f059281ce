//! Codes as carriers write them: drawn from the documented lists, badly spelled now and then, a few of them in no list.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use crate::{dice::Dice, truth::Scan};

/// Of 100 codes so many are another one of the list that means the same, so many stand in no list, so many are badly spelled.
const OTHER: u32 = 25;
const UNKNOWN: u32 = 3;
const BADLY: u32 = 10;

/// The codes without a reason of each list, by what they mean.
static LISTS: LazyLock<BTreeMap<&str, BTreeMap<String, Vec<String>>>> =
    LazyLock::new(|| ["cainiao", "russian-post"].into_iter().map(|source| (source, list(source))).collect());

fn list(source: &str) -> BTreeMap<String, Vec<String>> {
    let file = format!("{}/fixtures/{source}/codes.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [code, _, status, "", _] = fields[..] {
            codes.entry(status.to_owned()).or_default().push(code.to_owned());
        }
    }
    codes
}

/// A code as a source writes it of a scan: the usual one, or one that means the same. The same scan has the same code in
/// every answer.
pub fn written(source: &str, usual: &str, scan: &Scan) -> String {
    let mut dice = Dice::of(scan.at.as_second().unsigned_abs(), scan.id.unsigned_abs().into());
    // What names a number in its words is read by its code.
    if scan.words.is_some() || scan.strange() {
        return usual.to_owned();
    }
    if dice.percent(UNKNOWN) {
        return if source == "cainiao" { format!("{usual}_V9") } else { "8:991".to_owned() };
    }
    let same = LISTS[source].values().find(|codes| codes.iter().any(|it| it == usual));
    let same: Vec<&String> = same.into_iter().flatten().filter(|it| source == "cainiao" || it.contains(':')).collect();
    let code = match same.is_empty() || !dice.percent(OTHER) {
        true => usual.to_owned(),
        false => same[dice.below(same.len() as u64) as usize].clone(),
    };
    if source == "cainiao" && dice.percent(BADLY) { format!(" {} ", code.to_lowercase()) } else { code }
}
