//! What a person hands on: wordings seen in public and our own sentences, written of a number of this world, with the noise
//! that stands in messages: telephones, sums, links, forwards.

use std::{fs, sync::LazyLock};

use jiff::Timestamp;
use posylka::model::Number;
use regex::Regex;

use crate::dice::Dice;

/// A message in words.
#[derive(Debug, Clone)]
pub struct Written {
    /// As the telephone shows it; empty where nobody known writes.
    pub from: String,
    pub text: String,
    /// What it says, in the words of the bank; empty where it says nothing of where a parcel is.
    pub says: &'static str,
    /// The tracking numbers in it.
    pub numbers: Vec<String>,
    /// Whether it is of the person's parcel.
    pub own: bool,
}

/// One wording of the bank.
struct Wording {
    from: String,
    text: String,
    says: &'static str,
    numbers: Vec<String>,
}

/// Who writes of the parcels of this world: nobody known, the shop, its carrier, the post.
const WRITERS: &[&str] = &["", "forward", "AliExpress", "Cainiao", "RussianPost", "Russian Post"];

/// Wordings with a day in them would need the days of each life.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let month = "янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    Regex::new(&format!(r"(?i)\b(?:{month})|\d{{1,2}}[./-]\d{{1,2}}\b")).expect("a pattern of this file")
});

static BANK: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let public = rows("fixtures/public/messages.tsv").into_iter().filter(|it| !it[0].starts_with("imit-"));
    let public = public.map(|it| wording(&it[1], &it[2], &it[3], &it[5]));
    let sentences = rows("fixtures/messages/sentences.tsv").into_iter().map(|it| wording("", &it[0], &it[1], "?"));
    let bank: Vec<Wording> = public.chain(sentences).filter(|it| !DAY.is_match(&it.text)).collect();
    assert!(bank.len() >= 200, "only {} wordings", bank.len());
    bank
});

fn rows(file: &str) -> Vec<Vec<String>> {
    let file = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let lines = text.lines().filter(|line| !line.starts_with('#') && line.contains('\t')).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// `numbers` is `?` where the bank does not say which figures of the text are one.
fn wording(from: &str, text: &str, says: &str, numbers: &str) -> Wording {
    Wording {
        from: from.to_owned(),
        text: text.replace("\\n", "\n"),
        says: says.to_owned().leak(),
        numbers: numbers.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
    }
}

/// The kind of a number, as far as a wording for one is a wording for the other.
fn shape(number: &str) -> &'static str {
    let letters = number.bytes().take_while(u8::is_ascii_alphabetic).count();
    match (letters, number.len()) {
        (0, 14) => "fourteen digits",
        (2, 13) if number.ends_with(|it: char| it.is_ascii_alphabetic()) => "S10",
        (2 | 3, 15..=17) if number.starts_with("LP") || number.starts_with("AP") || number.starts_with("CNG") => {
            "Cainiao's"
        }
        _ => "another",
    }
}

/// A message that says so much of these numbers, which stand in it in this order; `None` where the bank has none.
pub fn of(dice: &mut Dice, says: &[&str], numbers: &[&Number], now: Timestamp) -> Option<Written> {
    let fits = |it: &&Wording| {
        let shapes = it.numbers.iter().map(|it| shape(it));
        says.contains(&it.says)
            && WRITERS.contains(&it.from.as_str())
            && it.numbers.len() == numbers.len()
            && shapes.eq(numbers.iter().map(|it| shape(it.as_str())))
    };
    let fitting: Vec<&Wording> = BANK.iter().filter(fits).collect();
    let wording = fitting.get(dice.below(fitting.len().max(1) as u64) as usize)?;
    let replace = |text: String, (old, new): (&String, &&Number)| text.replace(old.as_str(), new.as_str());
    let text = wording.numbers.iter().zip(numbers).fold(wording.text.clone(), replace);
    let numbers = numbers.iter().map(|it| it.as_str().to_owned()).collect();
    Some(Written { numbers, own: true, ..dressed(dice, wording, text, now) })
}

/// A message of somebody else's parcel, of none, or a promise: nothing may follow from it.
pub fn of_nobody(dice: &mut Dice, now: Timestamp) -> Written {
    let wording = &BANK[dice.below(BANK.len() as u64) as usize];
    let written = dressed(dice, wording, wording.text.clone(), now);
    Written { numbers: wording.numbers.clone(), ..written }
}

fn dressed(dice: &mut Dice, wording: &Wording, text: String, now: Timestamp) -> Written {
    let (mut text, mut from) = (text, wording.from.clone());
    if from != "forward" {
        for _ in 0..dice.below(3) {
            text = format!("{text}\n{}", noise(dice, &from));
        }
        if from == "AliExpress" && dice.percent(30) {
            let day = now.strftime("%d.%m.%Y, %H:%M");
            from = "forward".to_owned();
            text = format!(
                "-------- Пересылаемое сообщение --------\n{day}, AliExpress <transaction@notice.aliexpress.com>:\n\n{text}"
            );
        }
    }
    Written { from, text, says: wording.says, numbers: Vec::new(), own: false }
}

/// Where the links of a sender lead.
fn host(from: &str) -> &'static str {
    match from {
        "RussianPost" => "pochta.ru",
        "AliExpress" => "aliexpress.ru",
        "Cainiao" => "global.cainiao.com",
        "CDEK" => "cdek.ru",
        _ => "clck.ru",
    }
}

/// Figures that are no number.
fn noise(dice: &mut Dice, from: &str) -> String {
    let phone = dice.telephone().to_string();
    let (a, b, c, d) = (&phone[..3], &phone[3..6], &phone[6..8], &phone[8..]);
    let some = dice.below(90_000_000) + 10_000_000;
    match dice.below(12) {
        0 => format!("Тел. 8{phone}"),
        1 => format!("Телефон: +7 ({a}) {b}-{c}-{d}"),
        2 => format!("(+7) {phone}"),
        3 => format!("Phone: 7-{a}-{b}-{c}{d}"),
        4 => format!("Справки 8 800 {b} {c} {d}"),
        5 => format!("Сумма {},{} ₽", some % 100_000, some % 90 + 10),
        6 => format!("К оплате {} руб. Карта *{}", some % 10_000, some % 9_000 + 1_000),
        7 => format!("https://{}/t/{some}{phone}", host(from)),
        8 => format!("ИНН {phone}"),
        9 => format!("Чек {some}"),
        10 => format!("WhatsApp 7{phone}"),
        _ => format!("Скидка {}% по промокоду {}", some % 50 + 1, some),
    }
}
