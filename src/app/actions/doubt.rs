//! What a person says of a purchase and hardly means.

use jiff::civil::Date;

use super::given_sum::GivenSum;
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

/// What is told of a purchase, as far as it can be doubtful.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToldOfPurchase<'a> {
    pub ordered: Option<Date>,
    pub shipped: Option<Date>,
    pub protection_ends: Option<Date>,
    pub price: Option<&'a GivenSum>,
}

impl App {
    /// What of this is hardly meant, whether it is told when a purchase is added or later.
    pub(super) fn doubts_of(&self, told: &ToldOfPurchase<'_>) -> Vec<Doubt> {
        let doubts = [
            self.ahead("doubt-ordered", told.ordered),
            self.ahead("doubt-shipped", told.shipped),
            self.long_over(told.protection_ends),
            told.price.and_then(|price| self.without_currency(price)),
        ];
        doubts.into_iter().flatten().collect()
    }

    fn without_currency(&self, price: &GivenSum) -> Option<Doubt> {
        let what = Refusal::new("doubt-price").with("price", self.setup.phrases.money(&price.money));
        (!price.has_currency).then_some(Doubt { what, grave: false })
    }

    /// A last day that was over before what it follows from happened.
    pub(super) fn over_before(&self, until: Option<Date>, happened: Date) -> Option<Doubt> {
        let until = until.filter(|until| *until < happened)?;
        let what = Refusal::new("doubt-until").with("day", self.setup.phrases.date(until, self.today()));
        Some(Doubt { what, grave: true })
    }

    /// More money than was paid, in one currency.
    pub(super) fn more_than_paid(&self, sum: &Money, paid: Option<&Money>) -> Option<Doubt> {
        let paid = paid.filter(|paid| paid.currency == sum.currency && paid.cents < sum.cents)?;
        let money = |it: &Money| self.setup.phrases.money(it);
        let what = Refusal::new("doubt-more-than-paid").with("sum", money(sum)).with("paid", money(paid));
        Some(Doubt { what, grave: true })
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
