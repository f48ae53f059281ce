//! A body, parsed.

use scraper::Html;
use serde_json::{Value, error::Category};

use crate::{
    carriers::document_node::{Format, Node},
    model::Outcome,
};

/// A body, parsed by the parser made for it. Nothing is converted.
#[derive(Debug)]
pub enum Document<'t> {
    /// JSON; nested at most 128 deep.
    Json(Value),
    /// XML; a document type with entities is refused.
    Xml(roxmltree::Document<'t>),
    /// HTML; there is no text it does not take.
    Html(Html),
}

impl<'t> Document<'t> {
    /// Parses a text. A text that ends too early is `unavailable`, another is `unreadable`.
    pub fn parse(format: Format, text: &'t str) -> Result<Document<'t>, Box<Outcome>> {
        match format {
            Format::Json => match serde_json::from_str(text).or_else(|error| unwrapped(text).ok_or(error)) {
                Ok(Value::String(inner)) if inner.trim_start().starts_with(['{', '[']) => Document::parse_again(&inner),
                Ok(value) => Ok(Document::Json(value)),
                Err(error) => Err(fault(error.classify() == Category::Eof, &error)),
            },
            Format::Xml => {
                if too_deep(text) {
                    return Err(Box::new(Outcome::Unreadable("XML nested too deep".to_owned())));
                }
                roxmltree::Document::parse(text.trim_start()).map(Document::Xml).map_err(|error| {
                    use roxmltree::Error::{NoRootNode, UnclosedRootNode, UnexpectedEndOfStream};
                    fault(matches!(error, NoRootNode | UnclosedRootNode | UnexpectedEndOfStream), &error)
                })
            }
            Format::Html if too_deep(text) => Err(Box::new(Outcome::Unreadable("HTML nested too deep".to_owned()))),
            Format::Html => Ok(Document::Html(Html::parse_document(text))),
        }
    }

    /// JSON that was put into a JSON string as a whole.
    fn parse_again(inner: &str) -> Result<Document<'t>, Box<Outcome>> {
        serde_json::from_str(inner)
            .map(Document::Json)
            .map_err(|error| fault(error.classify() == Category::Eof, &error))
    }

    /// The document as a piece of itself. For HTML and XML it is the root.
    pub fn root(&self) -> Node<'_> {
        match self {
            Document::Json(value) => Node::Json(value),
            Document::Xml(document) => Node::Xml(narrowed(document).root()),
            Document::Html(page) => Node::Html(page.root_element()),
        }
    }
}

/// JSON between marks: the call of a function, a guard before it, a comment after it. Only where it is whole.
fn unwrapped(text: &str) -> Option<Value> {
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let marks = |text: &str| text.len() < 200 && !text.contains(['<', '{', '[']);
    let whole = text.get(start..=end)?;
    (marks(&text[..start]) && marks(&text[end + 1..])).then(|| serde_json::from_str(whole).ok())?
}

fn narrowed<'a>(document: &'a roxmltree::Document<'a>) -> &'a roxmltree::Document<'a> {
    document
}

fn fault(early: bool, error: &dyn std::fmt::Display) -> Box<Outcome> {
    Box::new(match early {
        true => Outcome::Unavailable(format!("the answer ended early: {error}")),
        false => Outcome::Unreadable(error.to_string()),
    })
}

/// Whether more tags are open at once than any answer has; void tags that are never closed count too.
fn too_deep(text: &str) -> bool {
    let mut open = 0_i32;
    for piece in text.as_bytes().windows(2) {
        match piece {
            [b'<', b'/'] | [b'/', b'>'] => open -= 1,
            [b'<', letter] if letter.is_ascii_alphabetic() => open += 1,
            _ => {}
        }
        if open > 5_000 {
            return true;
        }
    }
    false
}
