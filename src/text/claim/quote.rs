//! Words of others in a claim: quoted as they are, and outside quotes in letters the reader knows.

use crate::{model::Lang, text::one_line};

/// The words in the language's quotes; quotes within them are made single.
pub(super) fn quoted(text: &str, max: usize, lang: Lang) -> String {
    let text = one_line(text, max).replace(['"', '“', '”', '„', '«', '»'], "'");
    match lang {
        Lang::En => format!("\"{text}\""),
        Lang::Ru => format!("«{text}»"),
    }
}

/// Cyrillic outside quotes as it is written in English, by the BGN/PCGN tables without their marks.
pub(super) fn latin(text: &str) -> String {
    let (mut out, mut quoted, mut word) = (String::with_capacity(text.len()), false, String::new());
    for c in text.chars() {
        let cyrillic = matches!(c, '\u{400}'..='\u{52f}') && !quoted;
        if cyrillic || (!word.is_empty() && c == '-') {
            word.push(c);
            continue;
        }
        out += &spelled(&std::mem::take(&mut word));
        quoted ^= c == '"';
        out.push(c);
    }
    out + &spelled(&word)
}

/// Names that English has words of its own for.
const ENGLISH: &[(&str, &str)] = &[
    ("москва", "Moscow"),
    ("санкт-петербург", "Saint Petersburg"),
    ("россия", "Russia"),
    ("китай", "China"),
    ("казахстан", "Kazakhstan"),
    ("беларусь", "Belarus"),
    ("київ", "Kyiv"),
];

fn spelled(word: &str) -> String {
    let lower = word.to_lowercase();
    if let Some((_, english)) = ENGLISH.iter().find(|(name, _)| *name == lower.trim_end_matches('-')) {
        return format!("{english}{}", if word.ends_with('-') { "-" } else { "" });
    }
    let shouted = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.chars().count() > 1;
    let (mut out, mut before) = (String::new(), None);
    for c in word.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let spelt = letter(small, before);
        out += &match () {
            () if c == small => spelt.to_owned(),
            () if shouted => spelt.to_uppercase(),
            () => capital(spelt),
        };
        before = Some(small);
    }
    out
}

fn capital(spelt: &str) -> String {
    let mut letters = spelt.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A small letter after another; at the beginning of a word and after vowels and signs, `е` is `ye`.
fn letter(c: char, before: Option<char>) -> &'static str {
    let apart = before.is_none_or(|it| "аеёиоуыэюяйъьіїє-".contains(it));
    if c == 'е' && apart {
        return "ye";
    }
    LETTERS.iter().find(|(it, _)| *it == c).map_or("", |(_, spelt)| spelt)
}

/// The letters of the Cyrillic alphabets of posts we read; marks of hardness and softness are left out.
#[rustfmt::skip]
const LETTERS: &[(char, &str)] = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('ё', "yo"), ('ж', "zh"), ('з', "z"),
    ('и', "i"), ('й', "y"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"),
    ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"), ('ц', "ts"), ('ч', "ch"), ('ш', "sh"),
    ('щ', "shch"), ('ы', "y"), ('э', "e"), ('ю', "yu"), ('я', "ya"), ('-', "-"),
    // Belarusian, Ukrainian, Serbian, Macedonian
    ('ў', "w"), ('і', "i"), ('ї', "yi"), ('є', "ye"), ('ґ', "g"), ('ђ', "dj"), ('ј', "j"), ('љ', "lj"), ('њ', "nj"),
    ('ћ', "c"), ('џ', "dz"), ('ѓ', "gj"), ('ќ', "kj"), ('ѕ', "dz"),
    // Kazakh, Kyrgyz, Tatar, Mongolian, Tajik, Uzbek
    ('ә', "a"), ('ғ', "gh"), ('қ', "q"), ('ң', "ng"), ('ө', "o"), ('ұ', "u"), ('ү', "u"), ('һ', "h"), ('җ', "j"),
    ('ҳ', "h"), ('ҷ', "j"), ('ӣ', "i"), ('ӯ', "u"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_spelt_as_in_english() {
        for (place, wanted) in [
            ("102976, Москва", "102976, Moscow"),
            ("МОСКВА", "Moscow"),
            ("Нижний Новгород", "Nizhniy Novgorod"),
            ("Екатеринбург, Щёлково", "Yekaterinburg, Shchyolkovo"),
            ("КАЗАНЬ", "KAZAN"),
            ("Ростов-на-Дону", "Rostov-na-Donu"),
            ("Подъездная ул., 5", "Podyezdnaya ul., 5"),
            ("Мінск, Київ, Алматы қ.", "Minsk, Kyiv, Almaty q."),
            ("delivered, Казань (\"Вручение адресату\")", "delivered, Kazan (\"Вручение адресату\")"),
            ("Shenzhen 深圳", "Shenzhen 深圳"),
        ] {
            assert_eq!(latin(place), wanted);
        }
    }

    #[test]
    fn no_letter_of_the_alphabets_is_lost() {
        for c in ('\u{430}'..='\u{45f}').filter(|c| !"ъьѐѝ".contains(*c)) {
            assert!(!letter(c, Some('к')).is_empty(), "{c}");
        }
    }

    #[test]
    fn quotes_within_words_do_not_end_them() {
        assert_eq!(quoted("a \"b\" «c»", 100, Lang::En), "\"a 'b' 'c'\"");
        assert_eq!(quoted("a «b»", 100, Lang::Ru), "«a 'b'»");
    }
}
