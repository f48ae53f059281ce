//! Ground floor: the plain values everything else speaks in. No clock, no I/O, no decisions.
//!
//! Belongs here: values that several rooms speak in, and what is true of each by itself. Does not belong here:
//! anything that needs a clock, a file, a rule or a word of ours.

mod advice;
mod asked;
mod carrier;
mod case;
mod causes;
pub(crate) mod check_digit;
mod clean;
mod credential;
mod deed;
mod dispute;
mod event;
mod evidence;
mod health;
mod heard;
mod journey;
mod kept;
mod lang;
mod mail_tls;
mod message;
mod notice;
mod number;
mod order;
mod parcel;
mod person;
mod planned;
mod sha256;
mod verdict;
mod words;

pub use advice::{Action, Advice, Window};
pub use asked::AskedFor;
pub use carrier::{Access, Carrier, CarrierId, Source, SourceId};
pub use case::{Act, Before, Case, NoticeMark, Ruling, Stay, Taken, Told};
pub use causes::with_causes;
pub use clean::{LONGEST, clean, visible};
pub use credential::{Credential, CredentialKind, Scope};
pub use deed::Deed;
pub use dispute::{Dispute, DisputeState, Finding, Problem, Round, Step, Wrong};
pub use event::{Event, Reason, Status, Zone, ZoneFrom};
pub use evidence::{Evidence, Naming, Sign};
pub use health::{ChannelHealth, Drift, Health, RowCounts};
pub use heard::{Complaint, ComplaintKind, Facts, Heard, Linked, OF_A_NUMBER, Outcome, OutcomeKind, Strength};
pub use journey::{Journey, Milestone, Passage};
pub use kept::Kept;
pub use lang::Lang;
pub use mail_tls::MailTls;
pub use message::{Fit, Message, Suspicion};
pub use notice::{Mended, MendingStep, Missed, Notice, NoticeKind, Outlet};
pub use number::{Candidate, Check, Flow, Number, NumberError, Role};
pub use order::{Money, NotMoney, Order, ShopId, total};
pub use parcel::{
    Asks, BY_MESSAGE, Entry, Gap, HANDED_OVER_TO, IN_TEXT, Leg, LegKey, LegState, Parcel, ParcelId, Witness,
};
pub use person::PersonId;
pub use planned::still_ahead;
pub use sha256::sha256;
pub use verdict::{Flag, Look, Stage, Term, Verdict, Why};
pub use words::UnknownWord;
pub(crate) use words::words;
