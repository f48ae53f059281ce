//! What is to be paid at the border, and by when.

use jiff::{Span, civil::Date};

use super::{dates, wording::Wording};
use crate::model::Money;

/// More digits than this are a number of a parcel.
const LONGEST: usize = 9;

/// The sum a text asks for: one that is called the whole, else the first after a word for it, else the only one.
pub(super) fn sum(wording: &Wording, text: &str) -> Option<Money> {
    let find = &wording.find;
    let named =
        |it: &regex::Regex| it.captures_iter(text).filter_map(|it| it.get(1)).find_map(|it| read(wording, it.as_str()));
    let sure = find.duty_sum.iter().find_map(named);
    // Without a currency it is told from a day only once the days are out of the way.
    let undated = wording.dates.replace_all(text, " ; ");
    let bare = || find.duty_bare.iter().find_map(|it| read(wording, it.captures(&undated)?.get(1)?.as_str()));
    sure.or_else(bare)
}

fn read(wording: &Wording, text: &str) -> Option<Money> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    wording.sums.read(text).filter(|sum| digits <= LONGEST && sum.cents > 0)
}

/// The last day to pay: a day, or so many days from the day of the message on.
pub(super) fn last_day(wording: &Wording, text: &str, sent: Date) -> Option<Date> {
    let find = &wording.find;
    let first = |by: &[regex::Regex]| {
        let found = by.iter().find_map(|it| it.captures(text))?;
        found.get(1).map(|it| it.as_str())
    };
    let day = || dates::first(wording, first(&find.duty_by)?, sent);
    let span = || sent.checked_add(Span::new().days::<i64>(first(&find.duty_days)?.parse().ok()?)).ok();
    day().or_else(span).filter(|day| *day >= sent)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_to_be_paid_is_read_as_it_is_written() {
        let wording = Wording::embedded().unwrap();
        let tenth = Some(date(2026, 3, 10));
        for (text, want, by) in [
            ("Почта России: по RB123456785CN необходимо уплатить пошлину 1543,20 до 10.03", "1543.20 RUB", tenth),
            ("Таможенное уведомление. К оплате 1 543 руб. 20 коп., срок оплаты до 10 марта", "1543.20 RUB", tenth),
            (
                "EMS EA123456785CN: начислены таможенные платежи 1 543,20 ₽. Оплатите не позднее 10.03.2026",
                "1543.20 RUB",
                tenth,
            ),
            (
                "СДЭК: по заказу 1092358380 начислена таможенная пошлина 36,40 EUR. Оплатите в течение 10 дней",
                "36.40 EUR",
                tenth,
            ),
            ("Пошлина 1200 р. и сбор 500 р., итого 1700 р. Последний день оплаты 10.03.26", "1700.00 RUB", tenth),
            ("Товары на 320 EUR. Таможенная пошлина: 1 890 руб., оплатить по 10.03 включительно", "1890.00 RUB", tenth),
            ("DHL: duties and taxes of EUR 45.10 are due for 1234567890, pay by 10 March", "45.10 EUR", tenth),
            ("Import duty of $12.75 must be paid within 10 days", "12.75 USD", tenth),
            ("Казпочта: требуется оплата таможенного сбора 4 200 ₸ до 10 марта 2026 г.", "4200.00 KZT", tenth),
            ("Oplatite poshlinu 1543 rub do 10.03", "1543.00 RUB", tenth),
            ("Начислена пошлина за RB123456785CN, оплатите её на сайте", "", None),
            ("Оплатите пошлину до 10.03", "", tenth),
        ] {
            let sum = sum(&wording, text).map(|sum| sum.to_string()).unwrap_or_default();
            assert_eq!((sum.as_str(), last_day(&wording, text, date(2026, 2, 28))), (want, by), "{text}");
        }
    }
}
