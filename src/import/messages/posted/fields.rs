//! Fields become messages.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::super::wording::Wording;
use super::{
    names::key,
    sent::{self, Sent},
};

/// Messages of one sending.
pub const MOST: usize = 100;
/// How deep a message may lie in what is sent.
const DEEP: usize = 8;

/// A message as it was sent on.
#[derive(Clone, PartialEq, Eq)]
pub struct Posted {
    /// Who wrote it, as the phone shows it.
    pub sender: Option<String>,
    /// When.
    pub sent: Option<Sent>,
    /// What. Codes still stand in it: it is kept nowhere and shown to nobody.
    pub text: String,
}

/// What stands in the fields of a name.
fn called<'v>(fields: &'v Map<String, Value>, name: &str) -> impl Iterator<Item = &'v Value> {
    fields.iter().filter(move |(field, _)| key(field) == name).map(|(_, value)| value)
}

/// What stands around a message, and holds for it where it says nothing itself.
#[derive(Clone, Default)]
struct Around {
    sender: Option<String>,
    sent: Option<Sent>,
}

/// Messages as they are found.
pub(super) struct Gathered<'a> {
    wording: &'a Wording,
    today: Date,
    found: Vec<Posted>,
    left: usize,
}

impl<'a> Gathered<'a> {
    pub fn new(wording: &'a Wording, today: Date) -> Gathered<'a> {
        Gathered { wording, today, found: Vec::new(), left: 0 }
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub fn done(self) -> (Vec<Posted>, usize) {
        (self.found, self.left)
    }

    /// A text that is a message as it is.
    pub fn plain(&mut self, text: &str) {
        self.take(Posted { sender: None, sent: None, text: text.to_owned() });
    }

    /// The fields of a form. One whose only field has no name that is known is the message itself.
    pub fn pairs(&mut self, pairs: Vec<(String, String)>) {
        let only = if let [(_, only)] = pairs.as_slice() { Some(only.clone()) } else { None };
        let object = pairs.into_iter().map(|(name, text)| (name, Value::String(text))).collect();
        self.value(&Value::Object(object));
        if let Some(text) = only.filter(|it| self.is_empty() && self.filled(it)) {
            self.plain(text.trim());
        }
    }

    pub fn value(&mut self, value: &Value) {
        match value {
            Value::String(text) if self.filled(text) => self.plain(text.trim()),
            value => self.within(value, &Around::default(), DEEP),
        }
    }

    fn within(&mut self, value: &Value, around: &Around, deep: usize) {
        if deep == 0 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|it| self.within(it, around, deep - 1)),
            Value::Object(fields) => {
                let names = &self.wording.posted;
                let around = Around {
                    sender: self.first(fields, &names.sender).or_else(|| around.sender.clone()),
                    sent: self.sent(fields).or(around.sent),
                };
                // A message within says more than a title around it.
                let before = self.found.len();
                fields.values().for_each(|it| self.within(it, &around, deep - 1));
                if self.found.len() == before
                    && let Some(text) = self.first(fields, &names.text)
                {
                    self.take(Posted { sender: around.sender, sent: around.sent, text });
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, new: Posted) {
        match self.found.len() < MOST {
            true if self.found.contains(&new) => {}
            true => self.found.push(new),
            false => self.left += 1,
        }
    }

    /// The first of these fields that holds something.
    fn first(&self, fields: &Map<String, Value>, names: &[String]) -> Option<String> {
        names.iter().flat_map(|name| called(fields, name)).find_map(|value| match value {
            Value::String(text) if self.filled(text) => Some(text.trim().to_owned()),
            Value::Number(figure) => Some(figure.to_string()),
            // A sender with a number and a name.
            Value::Object(inner) => {
                let own = |name: &String| inner.iter().find(|(field, _)| key(field) == *name)?.1.as_str();
                let sender = self.wording.posted.sender.iter().filter(|_| names == self.wording.posted.sender);
                sender.filter_map(own).find(|it| self.filled(it)).map(str::to_owned)
            }
            _ => None,
        })
    }

    fn sent(&self, fields: &Map<String, Value>) -> Option<Sent> {
        let named = self.wording.posted.sent.iter().flat_map(|name| called(fields, name));
        let texts = named.filter_map(|value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(figure) => Some(figure.to_string()),
            _ => None,
        });
        let said: Vec<_> = texts.filter_map(|it| sent::read(self.wording, &it, self.today)).collect();
        sent::together(&said)
    }

    fn filled(&self, text: &str) -> bool {
        let text = text.trim();
        !text.is_empty() && !self.wording.posted.unfilled.is_match(text)
    }
}
