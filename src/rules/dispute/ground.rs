//! What a claim can rest on.

use crate::model::{Problem, words};

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
        /// It does not work, or badly.
        Defect = "defect",
        /// Another thing.
        WrongItem = "wrong-item",
        /// Not all of it.
        Short = "short",
        /// Broken on the way.
        Damaged = "damaged",
        /// A counterfeit.
        Fake = "fake",
        /// Not what the page promised.
        NotAsDescribed = "not-as-described",
    }
}

impl From<Problem> for Ground {
    fn from(problem: Problem) -> Ground {
        match problem {
            Problem::Defect => Ground::Defect,
            Problem::WrongItem => Ground::WrongItem,
            Problem::Short => Ground::Short,
            Problem::Damaged => Ground::Damaged,
            Problem::Fake => Ground::Fake,
            Problem::NotAsDescribed => Ground::NotAsDescribed,
            Problem::NotReceived => Ground::DeliveredNotReceived,
            Problem::WrongPlace => Ground::WrongAddress,
        }
    }
}
