//! What a person says of a purchase and hardly means.

use jiff::civil::Date;

use crate::{
    app::{refusal::Refusal, state::App},
    model::Money,
};

/// Protection that ended so many days ago is nobody's parcel on the way any more.
const LONG_OVER: i32 = 30;

/// Something that is said and hardly meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What, as a sentence.
    pub what: Refusal,
    /// Whether nothing is done until the person says that they mean it; else it is done as it was understood.
    pub grave: bool,
}

impl App {
    /// Which of these days of a purchase are hardly meant.
    pub(super) fn doubtful_days(
        &self,
        ordered: Option<Date>,
        shipped: Option<Date>,
        protection_ends: Option<Date>,
    ) -> Vec<Doubt> {
        let days = [
            self.ahead("doubt-ordered", ordered),
            self.ahead("doubt-shipped", shipped),
            self.long_over(protection_ends),
        ];
        days.into_iter().flatten().collect()
    }

    /// A price that was given without its currency.
    pub(super) fn doubtful_price(&self, price: &Money) -> Doubt {
        let what = Refusal::new("doubt-price").with("price", self.setup.phrases.money(price));
        Doubt { what, grave: false }
    }

    /// A day that is past by its meaning and has not come yet.
    fn ahead(&self, id: &'static str, day: Option<Date>) -> Option<Doubt> {
        let day = day.filter(|day| *day > self.today())?;
        let what = Refusal::new(id).with("day", self.setup.phrases.date(day, self.today()));
        Some(Doubt { what, grave: true })
    }

    fn long_over(&self, ends: Option<Date>) -> Option<Doubt> {
        let ends = ends.filter(|ends| (self.today() - *ends).get_days() > LONG_OVER)?;
        let what = Refusal::new("doubt-protection").with("day", self.setup.phrases.date(ends, self.today()));
        Some(Doubt { what, grave: true })
    }
}

/// The first thing that is not done until the person says that they mean it.
pub(super) fn grave(doubts: Vec<Doubt>) -> Result<(), Refusal> {
    match doubts.into_iter().find(|it| it.grave) {
        Some(doubt) => Err(doubt.what),
        None => Ok(()),
    }
}
