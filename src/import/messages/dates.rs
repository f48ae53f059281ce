//! Days as people write them, with the year by neighbourhood.

use jiff::civil::Date;

use super::wording::Wording;

/// The first day in a text. One without a year is the nearest such day to `near`: a message of December says "until
/// 3 January" of the next year.
pub fn first(wording: &Wording, text: &str, near: Date) -> Option<Date> {
    wording.dates.find_iter(text).find_map(|found| read(wording, found.as_str(), near))
}

fn read(wording: &Wording, text: &str, near: Date) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let month = words.iter().find_map(|word| wording.month(word));
    let figures: Vec<i16> = words.iter().filter_map(|word| figure(word)).collect();
    match (month, figures.as_slice()) {
        (Some(month), [day, year]) => Date::new(*year, month, small(*day)?).ok(),
        (Some(month), [day]) => nearest(month, small(*day)?, near),
        (None, [year, month, day]) if *year > 31 => Date::new(*year, small(*month)?, small(*day)?).ok(),
        (None, [day, month, year]) => {
            let year = if *year < 100 { 2000 + *year } else { *year };
            // Americans write the month first.
            let (day, month) = if *month > 12 { (*month, *day) } else { (*day, *month) };
            Date::new(year, small(month)?, small(day)?).ok()
        }
        (None, [day, month]) => nearest(small(*month)?, small(*day)?, near),
        _ => None,
    }
}

/// `28`, `28th`, `2026`.
fn figure(word: &str) -> Option<i16> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn small(value: i16) -> Option<i8> {
    i8::try_from(value).ok()
}

fn nearest(month: i8, day: i8, near: Date) -> Option<Date> {
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|day| (*day - near).get_days().abs())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let wording = Wording::embedded().unwrap();
        let near = date(2026, 2, 20);
        for (text, day) in [
            ("to 28.02.2026", Some(date(2026, 2, 28))),
            ("28.02.26", Some(date(2026, 2, 28))),
            ("28.02", Some(date(2026, 2, 28))),
            ("28/02/2026", Some(date(2026, 2, 28))),
            ("2026-02-28", Some(date(2026, 2, 28))),
            ("Feb 28, 2026", Some(date(2026, 2, 28))),
            ("February 28th", Some(date(2026, 2, 28))),
            ("28 Feb", Some(date(2026, 2, 28))),
            ("on 3rd of March, 2027", Some(date(2027, 3, 3))),
            ("30.12", Some(date(2025, 12, 30))),
            ("31.02", None),
            ("from 10.00 to 21.00", None),
            ("45.99.2026", None),
            ("99.99.99.99 100.100 7 8", None),
        ] {
            assert_eq!(first(&wording, text, near), day, "{text}");
        }
        assert_eq!(first(&wording, "3 Jan", date(2026, 12, 28)), Some(date(2027, 1, 3)));
        let fourth = wording.months[1].iter().map(|form| format!("28 {form}")).collect::<Vec<_>>();
        assert!(fourth.iter().all(|text| first(&wording, text, near) == Some(date(2026, 2, 28))), "{fourth:?}");
    }
}
