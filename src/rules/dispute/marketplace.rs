//! A shop's rules: `rules/marketplaces/<shop>.toml`. What a file does not state is not known, and nothing is made of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    model::{ShopId, words},
    rules::BookError,
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
    /// Buyer protection.
    pub clock: Clock,
    /// When a claim can be opened.
    #[serde(default)]
    pub open: Open,
    /// Whom one waits for after opening.
    pub reply: Option<Reply>,
    /// When the money comes.
    pub refund: Option<Refund>,
    /// How long the seller may take to post.
    pub processing: Option<Processing>,
    /// What to warn of while a claim runs: ids of phrases.
    #[serde(default)]
    pub traps: Vec<String>,
    /// The reasons of its form.
    #[serde(rename = "reason", default)]
    pub reasons: Vec<Claim>,
}

/// Buyer protection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Days from posting, where the shop says one number for all; else the user's order page does.
    pub default_days: Option<i32>,
    /// The zone its days are days of; the user's where not stated. Days of a zone west of the user's end after the
    /// user's own, so counting in the user's calendar is on the safe side.
    pub zone: Option<String>,
    /// Days taken off the end: its zone, the hour of the day, the human.
    pub safety_days: i32,
}

/// When a claim can be opened.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Open {
    /// Days after posting.
    pub after_days: i32,
    /// A parcel that moves normally: only once protection has ended.
    pub in_transit_requires_end: bool,
    /// Days after the end of protection; 0 where not known.
    pub until_after_end_days: i32,
}

/// Whom one waits for after opening.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The seller's days; silence means the buyer's terms.
    pub seller_days: i32,
    /// Days from opening to the shop's decision.
    pub escalates_after_days: i32,
    /// `auto` or `manual`.
    pub escalation: Escalation,
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
    /// Banking days at the most.
    pub business_days: i32,
}

/// How long the seller may take to post.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processing {
    /// Days from the order.
    pub days: i32,
}

words! {
    /// What a claim rests on, in our words; a shop's own reason belongs to each.
    Ground {
        /// Never posted.
        NotShipped = "not-shipped",
        /// The number shows nothing.
        NoTracking = "no-tracking",
        /// Not there in time.
        InTransit = "in-transit",
        /// Went back.
        Returned = "returned",
        /// Went elsewhere.
        WrongAddress = "wrong-address",
        /// Customs.
        Customs = "customs",
        /// Said to be delivered.
        DeliveredNotReceived = "delivered-not-received",
    }
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
    /// The shops the program carries with it.
    pub fn embedded() -> Result<BTreeMap<ShopId, Marketplace>, BookError> {
        let read = |(id, text): &(&str, &str)| {
            let shop = toml::from_str(text);
            let shop = shop.map_err(|cause| BookError { origin: format!("rules/marketplaces/{id}.toml"), cause })?;
            Ok((ShopId::from(*id), shop))
        };
        FILES.iter().map(read).collect()
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
