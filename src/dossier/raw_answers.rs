//! The carriers' answers as they came, and the list that lets anyone check them.

use jiff::Timestamp;

use crate::{
    model::{Number, SourceId, sha256},
    text::one_line,
};

/// One answer of a source, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawAnswer {
    /// Who answered.
    pub source: SourceId,
    /// For which number.
    pub number: Number,
    /// When it was fetched.
    pub at: Timestamp,
    /// The HTTP status.
    pub status: u16,
    /// The body, without third persons' data.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the body as it came, in hexadecimal digits.
    pub original: String,
}

/// An answer with the name of its file and the hash of what stands in it.
pub(super) struct Named<'a> {
    pub(super) answer: &'a RawAnswer,
    pub(super) file: String,
    pub(super) sha256: String,
}

pub(super) fn named(answers: &[RawAnswer]) -> Vec<Named<'_>> {
    let name = |(n, answer): (usize, &RawAnswer)| {
        let source: String =
            answer.source.as_str().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
        format!("{:03}-{source}.{}", n + 1, extension(&answer.bytes))
    };
    let hashed = |pair: (usize, &'_ RawAnswer)| sha256(&pair.1.bytes);
    answers.iter().enumerate().map(|pair| Named { answer: pair.1, file: name(pair), sha256: hashed(pair) }).collect()
}

/// The list `sha256sum --check` reads: before each file a remark with when, who, for what and how it was answered.
pub(super) fn manifest(answers: &[Named]) -> String {
    answers
        .iter()
        .map(|Named { answer, file, sha256 }| {
            let source = one_line(answer.source.as_str(), 60);
            format!(
                "# {:.0} {source} {} HTTP {}, as it came {}\n{sha256}  {file}\n",
                answer.at, answer.number, answer.status, answer.original
            )
        })
        .collect()
}

fn extension(bytes: &[u8]) -> &'static str {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)])
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    match start.chars().next() {
        Some('{' | '[') => "json",
        Some('<') if start.starts_with("<!doctype html") || start.contains("<html") => "html",
        Some('<') => "xml",
        _ => "txt",
    }
}
