//! A shop's rules: `rules/marketplaces/<shop>.toml`. What a file does not state is not known, and nothing is made of it.
//! Rules that no longer hold stay beside the new ones, for the orders of their time: a file with `of` and `until`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, de::Error as _};

use super::Ground;
use crate::{
    model::{Lang, Order, ShopId, words},
    rules::RulesError,
};

/// One shop's rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marketplace {
    /// What people call it.
    pub name: String,
    /// And in Russian, where that differs.
    pub name_ru: Option<String>,
    /// The day the rules are of.
    pub as_of: Date,
    /// The day they were last looked at.
    pub checked: Option<Date>,
    /// Where they come from.
    pub source: String,
    /// The language its moderators read.
    #[serde(default = "english")]
    pub language: Lang,
    /// The shop whose former rules these are; only together with `until`.
    pub of: Option<ShopId>,
    /// The last day of orders these rules are for.
    pub until: Option<Date>,
    /// Buyer protection.
    pub clock: Clock,
    /// When a claim can be opened.
    #[serde(default)]
    pub open: Open,
    /// Goods that came but are not as they should be.
    pub goods: Option<Days>,
    /// Whom one waits for after opening.
    pub reply: Option<Reply>,
    /// The shop's days to decide.
    pub decision: Option<Days>,
    /// The buyer's days to object to the decision, once.
    pub appeal: Option<Days>,
    /// The buyer's days to send the goods back.
    #[serde(rename = "return")]
    pub send_back: Option<Days>,
    /// When the money comes.
    pub refund: Option<Refund>,
    /// How long the seller may take to post.
    pub processing: Option<Days>,
    /// What to warn of when it matters: ids of phrases.
    #[serde(default)]
    pub traps: Vec<String>,
    /// The reasons of its form.
    #[serde(rename = "reason", default)]
    pub reasons: Vec<Claim>,
    /// Its rules for orders of earlier times, the oldest first.
    #[serde(skip)]
    pub former: Vec<Marketplace>,
}

fn english() -> Lang {
    Lang::En
}

/// Buyer protection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// What its days are counted from.
    #[serde(default)]
    pub starts: Start,
    /// Its days, where the shop says one number for all; else the user's order page does.
    pub default_days: Option<i32>,
    /// Days that are left at most once tracking says "delivered".
    pub delivered_days: Option<i32>,
    /// The zone its days are days of; the user's where not stated.
    pub zone: Option<String>,
    /// Days taken off the end: the hour of the day, the human.
    pub safety_days: i32,
}

words! {
    /// What a clock is started by.
    #[derive(Default)]
    Start {
        /// The seller posts.
        #[default]
        Shipped = "shipped",
        /// The buyer pays.
        Paid = "paid",
    }
}

/// When a claim can be opened.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Open {
    /// Days after posting.
    pub after_days: i32,
    /// An order promised within fewer days than these: at once.
    pub at_once_under_days: i32,
    /// A parcel that moves normally: only once protection has ended.
    pub in_transit_requires_end: bool,
    /// Days after the end of protection; 0 where not known.
    pub until_after_end_days: i32,
}

/// A number of days.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// How many.
    pub days: i32,
}

/// Whom one waits for after opening.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The seller's days; silence means the buyer's terms.
    pub seller_days: i32,
    /// Days from opening until the shop steps in, or until the buyer may call it.
    pub escalates_after_days: i32,
    /// Who calls it.
    pub escalation: Escalation,
    /// A claim "not received, in transit" goes to the shop only once protection has ended.
    #[serde(default)]
    pub in_transit_at_end: bool,
}

words! {
    /// Who brings a claim before the shop.
    Escalation {
        /// The shop itself, when the days are over.
        Auto = "auto",
        /// The buyer.
        Manual = "manual",
    }
}

/// When the money comes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refund {
    /// At the least and at the most.
    pub days: [i32; 2],
    /// Whether they are banking days.
    #[serde(default)]
    pub banking: bool,
}

/// A reason of the shop's form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What it rests on.
    pub ground: Ground,
    /// Its id.
    pub id: String,
    /// Its label in English.
    pub en: String,
    /// Its label in Russian.
    pub ru: String,
}

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/marketplaces.rs"));

impl Marketplace {
    /// The shops the program carries with it, each with its former rules.
    pub fn embedded() -> Result<BTreeMap<ShopId, Marketplace>, RulesError> {
        let (mut shops, mut former) = (BTreeMap::new(), Vec::new());
        for (id, text) in FILES {
            let fault = |cause| RulesError { origin: format!("rules/marketplaces/{id}.toml"), cause };
            let shop: Marketplace = RulesError::toml(text, &format!("rules/marketplaces/{id}.toml"))?;
            match (shop.of.clone(), shop.until) {
                (None, None) => drop(shops.insert(ShopId::from(*id), shop)),
                (Some(of), Some(until)) => former.push((until, of, *id, shop)),
                _ => return Err(fault(toml::de::Error::custom("`of` and `until` stand together or not at all"))),
            }
        }
        former.sort_by_key(|(until, ..)| *until);
        for (_, of, id, rules) in former {
            let fault = || RulesError {
                origin: format!("rules/marketplaces/{id}.toml"),
                cause: toml::de::Error::custom(format!("`of` names no shop: {of}")),
            };
            shops.get_mut(&of).ok_or_else(fault)?.former.push(rules);
        }
        Ok(shops)
    }

    /// The rules for an order of its time; those in force where its day is not known.
    pub fn at_the_time_of(&self, order: &Order) -> &Marketplace {
        let day = order.ordered.or(order.shipped);
        let fits = |it: &&Marketplace| day.zip(it.until).is_some_and(|(day, until)| day <= until);
        self.former.iter().find(fits).unwrap_or(self)
    }

    /// The shop's reason for a ground.
    pub fn claim(&self, ground: Ground) -> Option<&Claim> {
        self.reasons.iter().find(|it| it.ground == ground)
    }

    /// The shop's reason of an id.
    pub fn reason(&self, id: &str) -> Option<&Claim> {
        self.reasons.iter().find(|it| it.id == id)
    }
}
