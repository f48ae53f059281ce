//! Days, dates, moments and money as people write them.

use jiff::civil::{Date, DateTime};

use super::{Lang, Phrasebook};
use crate::model::Money;

impl Phrasebook {
    /// A number of days: «21 день», "5 days".
    pub fn days(&self, n: i32) -> String {
        self.phrase("days", &[("n", n.into())])
    }

    /// A date: «25 марта», "25 March"; with the year where it is not the year of `today`.
    pub fn date(&self, date: Date, today: Date) -> String {
        let month = self.label(&format!("month-{}", date.month()));
        match date.year() == today.year() {
            true => format!("{} {month}", date.day()),
            false => format!("{} {month} {}", date.day(), date.year()),
        }
    }

    /// A date and how far off it is: «16 апреля, через 3 дня».
    pub fn day_and_distance(&self, date: Date, today: Date) -> String {
        format!("{}, {}", self.date(date, today), self.distance(date, today))
    }

    /// How far off a day is: «сегодня», «через 3 дня», "2 days ago".
    pub fn distance(&self, date: Date, today: Date) -> String {
        let days = (date - today).get_days();
        let id = if days < 0 { "distance-past" } else { "distance-ahead" };
        self.phrase(id, &[("n", days.saturating_abs().into())])
    }

    /// A moment by the reader's clock, or a wall time as it was printed: «25 марта, 14:18».
    pub fn moment(&self, at: DateTime, today: Date) -> String {
        format!("{}, {:02}:{:02}", self.date(at.date(), today), at.hour(), at.minute())
    }

    /// What one unit of a currency is worth in another: «92,50 ₽ за 1 USD».
    pub(super) fn rate(&self, rate: f64, of: &str, unit: &str) -> String {
        let cents = (rate * 100.0).round() as i64;
        let worth = self.money(&Money { cents, currency: of.to_owned() });
        self.phrase("rate", &[("worth", worth.into()), ("unit", unit.into())])
    }

    /// A sum: «1 234,56 ₽» with no-break spaces, "1,234.56 RUB".
    pub fn money(&self, money: &Money) -> String {
        let (thousands, point) = match self.lang() {
            Lang::Ru => ('\u{a0}', ','),
            Lang::En => (',', '.'),
        };
        let unit = match (self.lang(), money.currency.as_str()) {
            (Lang::Ru, "RUB") => "₽",
            (_, code) => code,
        };
        let sign = if money.cents < 0 { "-" } else { "" };
        let whole = grouped(money.cents.unsigned_abs() / 100, thousands);
        format!("{sign}{whole}{point}{:02}\u{a0}{unit}", money.cents.unsigned_abs() % 100)
    }
}

fn grouped(whole: u64, separator: char) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn russian_plurals() {
        let ru = Phrasebook::new(Lang::Ru);
        for (n, want) in [
            (0, "0 дней"),
            (1, "1 день"),
            (2, "2 дня"),
            (5, "5 дней"),
            (11, "11 дней"),
            (21, "21 день"),
            (23, "23 дня"),
        ] {
            assert_eq!(ru.days(n), want);
        }
        let en = Phrasebook::new(Lang::En);
        assert_eq!((en.days(1), en.days(21)), ("1 day".into(), "21 days".into()));
    }

    #[test]
    fn dates_name_another_year_only() {
        let (ru, en, today) = (Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En), date(2026, 11, 22));
        assert_eq!(ru.date(date(2026, 3, 25), today), "25 марта");
        assert_eq!(ru.date(date(2025, 3, 25), today), "25 марта 2025");
        assert_eq!(en.moment(date(2026, 3, 5).at(4, 8, 59, 0), today), "5 March, 04:08");
    }

    #[test]
    fn a_day_is_told_with_its_distance() {
        let (ru, en, today) = (Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En), date(2026, 4, 13));
        let told = |phrases: &Phrasebook, day| phrases.day_and_distance(date(2026, 4, day), today);
        for (day, wanted) in [
            (13, "13 апреля, сегодня"),
            (14, "14 апреля, завтра"),
            (16, "16 апреля, через 3 дня"),
            (18, "18 апреля, через 5 дней"),
            (12, "12 апреля, вчера"),
            (11, "11 апреля, 2 дня назад"),
        ] {
            assert_eq!(told(&ru, day), wanted);
        }
        assert_eq!(ru.distance(date(2026, 5, 4), today), "через 21 день");
        assert_eq!((told(&en, 16), told(&en, 11)), ("16 April, in 3 days".into(), "11 April, 2 days ago".into()));
    }

    #[test]
    fn money_as_people_write_it() {
        let (ru, en) = (Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En));
        let sum = |cents, currency: &str| Money { cents, currency: currency.into() };
        assert_eq!(ru.money(&sum(123_456, "RUB")), "1\u{a0}234,56\u{a0}₽");
        assert_eq!(en.money(&sum(123_456_700, "USD")), "1,234,567.00\u{a0}USD");
        assert_eq!(ru.money(&sum(i64::MIN, "USD")), "-92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758,08\u{a0}USD");
        assert_eq!(en.money(&sum(5, "EUR")), "0.05\u{a0}EUR");
    }
}
