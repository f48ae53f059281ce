//! What a definition means, pure: numbers recognised, requests built, answers read. No I/O, no clock.
//!
//! Belongs here: what can be said of a source from its definition and the bytes of an answer. Does not belong here:
//! asking it (`app::look`, `wire`), and what follows for a parcel (`rules`).

pub mod answer;
mod brief;
pub mod canary;
pub mod charset;
pub mod countries;
pub mod definition;
pub mod document_node;
pub mod document_path;
pub mod heard_fixture;
pub mod numbers;
pub mod people;
pub mod phrases;
pub mod place;
pub mod plain_text;
pub mod redact;
pub mod registry;
pub mod request;
pub mod time;
pub mod utc_offset;
pub mod zone;

pub use answer::{Answered, Skeleton, numbers_in, pieces, print_of_text, read, read_with_skeleton, skeleton_of};
pub use brief::Brief;
pub use definition::{Definition, DefinitionError, Method, Pace, validate};
pub use numbers::{Hint, Recognised, candidates_for, recognise};
pub use registry::{Registry, Warning};
pub use request::{Given, GivenOf, Request, RequestError, Secrets, request};
