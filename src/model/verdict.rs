//! What we think of a parcel, and why.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{CarrierId, Flow, LegKey, Money, Number, ParcelId, Reason, SourceId, Status, words};

words! {
    /// How far a parcel is.
    Stage {
        /// Bought; no number yet.
        Ordered = "ordered",
        /// There is a number; nobody has scanned the parcel.
        Announced = "announced",
        /// A carrier has it.
        Accepted = "accepted",
        /// Left the country of origin.
        Exported = "exported",
        /// Arrived in the country of destination.
        Imported = "imported",
        /// At import customs.
        Customs = "customs",
        /// Customs let it in.
        Released = "released",
        /// Travels inside the country of destination.
        Domestic = "domestic",
        /// With the courier.
        OutForDelivery = "out-for-delivery",
        /// Waits to be collected.
        ReadyForPickup = "ready-for-pickup",
        /// Arrived.
        Delivered = "delivered",
        /// Goes back.
        Returning = "returning",
        /// Is back at the sender's.
        Returned = "returned",
        /// The carrier itself calls it lost.
        Lost = "lost",
    }
}

words! {
    /// A span of days that runs in a claim.
    Term {
        /// The seller's, to answer: silence is the buyer's win.
        Seller = "seller",
        /// The seller's, as the order page shows it.
        Answer = "answer",
        /// Until the shop steps in.
        Shop = "shop",
        /// The shop's, to decide.
        Decision = "decision",
        /// The buyer's, to send the goods back.
        Return = "return",
        /// The buyer's, to object.
        Appeal = "appeal",
        /// The money's.
        Refund = "refund",
        /// To ask where a delivery went that did not arrive.
        Search = "search",
        /// To claim goods that are not as they should be.
        Goods = "goods",
    }
}

words! {
    /// How a silence is known.
    Look {
        /// Nobody was asked yet.
        NotAsked = "not-asked",
        /// Somebody was asked, and nobody has answered yet.
        NoAnswer = "no-answer",
        /// Nobody has answered for long.
        NotRead = "not-read",
        /// The first answer after a long time without one says so.
        Once = "once",
        /// Nobody but the user can look.
        Dark = "dark",
    }
}

words! {
    /// What is out of the ordinary.
    Flag {
        /// A number, and nobody scans it for longer than is usual; or an order, and no number for as long.
        NotSeenYet = "not-seen-yet",
        /// Quieter than three of four parcels at this stage.
        Slow = "slow",
        /// Quieter than 19 of 20.
        Stalled = "stalled",
        /// More likely lost than not.
        ProbablyLost = "probably-lost",
        /// The shop's or carrier's day has passed.
        PromiseMissed = "promise-missed",
        /// Customs keeps it.
        CustomsHeld = "customs-held",
        /// Goes on under a number nobody has told yet.
        NumberProbablyChanged = "number-probably-changed",
        /// Will go back unless collected.
        PickupExpiring = "pickup-expiring",
        /// On its way back.
        Returning = "returning",
        /// Delivered or scanned where it has no business.
        WrongPlace = "wrong-place",
        /// The number does not fit the order.
        SuspiciousNumber = "suspicious-number",
        /// The carrier that has it cannot be asked by anyone but the user.
        Dark = "dark",
        /// We cannot read the source.
        Blind = "blind",
    }
}

/// What we think of a parcel now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// How far it is.
    pub stage: Stage,
    /// What is out of the ordinary, each once, in the order of [`Flag::ALL`].
    pub flags: Vec<Flag>,
    /// Why, the weightiest first.
    pub because: Vec<Why>,
    /// When time alone would change a flag.
    pub changes_at: Option<Timestamp>,
}

impl Verdict {
    /// What is thought of a parcel nothing is known of.
    pub fn new(stage: Stage) -> Verdict {
        Verdict { stage, flags: Vec::new(), because: Vec::new(), changes_at: None }
    }

    /// Whether this flag is up.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// A reason, with its figures. `text` makes the sentence.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// No scan for so long; of 100 parcels at this stage, `share` take less than `most` days.
    /// The days are working days where `working`; `own` parcels of the user's speak in it.
    Quiet {
        days: i32,
        since: Date,
        stage: Stage,
        share: u8,
        most: i32,
        norm: String,
        source: String,
        #[serde(default)]
        own: u32,
        #[serde(default)]
        working: bool,
    },
    /// Within the norm: `most` days for 95 of 100.
    Usual {
        days: i32,
        stage: Stage,
        most: i32,
        norm: String,
        source: String,
        #[serde(default)]
        own: u32,
        #[serde(default)]
        working: bool,
    },
    /// No scan for so many days, of which so many were looked at; the day of the last answer. The norm is what would be
    /// usual.
    WithoutNews { days: i32, looked: i32, look: Look, on: Option<Date>, norm: String, source: String },
    /// A number without a scan.
    Unscanned { days: i32, most: i32, norm: String, source: String },
    /// A number that whoever was asked does not know yet, and that is no wonder within `most` days.
    NotKnown { days: i32, most: i32, norm: String, source: String },
    /// An order without a number; where a norm says so, it comes within `most` days, else that is 0.
    NoNumber {
        days: i32,
        #[serde(default)]
        most: i32,
        #[serde(default)]
        norm: String,
        #[serde(default)]
        source: String,
    },
    /// Chances in 100 that it never arrives.
    Odds { never: u8 },
    /// Of 100 that are later than usual by so many days so many are on their way back; when that was last looked for.
    MayGoBack { days: i32, percent: u8, looked: Option<Date>, source: String },
    /// So many days since it was posted; what takes longer than `lost` does not come.
    TooLong { days: i32, lost: i32, source: String },
    /// The promised day has passed.
    Promise { promised: Date, days: i32, by_carrier: bool },
    /// Customs keeps it; where it waits for money, how much as far as that was told, and the last day to pay.
    Held {
        since: Date,
        reason: Option<Reason>,
        #[serde(default)]
        duty: Option<Money>,
        #[serde(default)]
        until: Option<Date>,
    },
    /// Customs refused it.
    Refused { since: Date },
    /// Customs let it go or it was handed over, and it is silent under the old number.
    Changed { days: i32, since: Date, flow: Flow, last_mile: Option<String>, looked: bool },
    /// Silence is what this class of service does after the border.
    Ends { service: Option<String> },
    /// Waits to be collected, where and under which number; where the carrier gave no date, the source of the usual one.
    Storage {
        until: Date,
        left: i32,
        by_carrier: bool,
        #[serde(default)]
        source: String,
        #[serde(default)]
        place: String,
        #[serde(default)]
        of: Option<LegKey>,
    },
    /// Goes back or went back.
    Back { since: Date, reason: Option<Reason> },
    /// Says it was delivered.
    Delivered { on: Date, place: String },
    /// A forwarder has it since that day; `id` is the parcel.
    AtForwarder { on: Date, place: String, id: ParcelId },
    /// Said to be delivered, back or lost, by a number or in words that are not certain.
    SaidToHaveEnded { status: Status, on: Date, place: String },
    /// Nobody but the user can ask this carrier.
    Dark {
        carrier: CarrierId,
        page: Option<String>,
        /// The source that would answer to a key of the user's, where none is given.
        #[serde(default)]
        wants_key: Option<SourceId>,
    },
    /// It usually takes no more than `most` days, and nobody but the user can know whether it came.
    DidYouGetIt { days: i32, most: i32 },
    /// We could not read this carrier.
    Blind { carrier: CarrierId, days: i32, detail: String },
    /// The digit of a number is wrong; what it was probably meant to be, and whether a carrier was asked and does not know
    /// it. `id` is its parcel.
    WrongDigit {
        number: Number,
        likely: Vec<Number>,
        id: ParcelId,
        #[serde(default)]
        unknown: bool,
    },
    /// Events older than the order.
    Older { event: Date, ordered: Date },
    /// Delivered so many days after posting; nothing comes in less than `least`.
    TooFast { days: i32, least: i32, source: String },
    /// Two of its numbers weigh as two parcels do, in grams.
    WeighsOther { grams: u32, other: u32 },
    /// The carrier takes it to another country, ISO 3166-1 alpha-2.
    BoundElsewhere { country: String, home: String },
    /// It is in a place that the recipient's postcode is not of.
    CameElsewhere { place: String, postcode: String },
    /// The order is dearer than what may come in free, `free` euros: so much is to be paid at the border, also in roubles
    /// where a rate is known. By rules of a day, which nobody may have confirmed yet.
    DutyAhead {
        price: Money,
        free: i64,
        duty: Money,
        roubles: Option<Money>,
        as_of: Date,
        confirmed: bool,
        source: String,
    },
    /// The order may be dearer than what may come in free; without a rate for this currency nobody can tell.
    DutyUnknown { price: Money, free: i64, currency: String },
    /// The shop's window for a claim, as far as it is known.
    Window { opens: Date, closes: Date, left: i32 },
    /// The last day of protection as the user read it.
    Protection { ends: Date, left: i32 },
    /// The shop's dates are not known.
    DatesMissing,
    /// So many days since it was posted.
    Shipped { days: i32 },
    /// The hand-over has not been looked for or not been found.
    HandoverOpen,
    /// So many of 100 late parcels still arrive within 15 days; source.
    LateArrive { percent: u8, source: String },
    /// The user said so.
    Said { state: super::DisputeState, on: Date },
    /// What the seller or the shop said.
    Found { finding: super::Finding, on: Date },
    /// A span of days that runs in the claim; negative `left` once it is over.
    Term { term: Term, ends: Date, left: i32 },
    /// What the user found wrong.
    Wronged { problem: super::Problem, on: Date },
    /// The seller lengthened the protection.
    Extended { until: Date },
    /// Less was awarded than asked for.
    Award { awarded: Money, asked: Money, missing: Money },
    /// What came beside what was due, at so many units of the one currency for one of the other; of that day, or a rate the
    /// user once gave.
    Came { due: Money, came: Money, rate: Option<f64>, of_day: bool, missing: Option<Money> },
    /// What came is in another currency than what was due, and no rate is known.
    NoRate { due: Money, came: Money },
}
