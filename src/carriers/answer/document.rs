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
            Format::Json => serde_json::from_str(text).map(Document::Json).map_err(|error| {
                let early = error.classify() == Category::Eof;
                fault(early, &error)
            }),
            Format::Xml => {
                if too_deep(text) {
                    return Err(Box::new(Outcome::Unreadable("XML nested too deep".to_owned())));
                }
                roxmltree::Document::parse(text).map(Document::Xml).map_err(|error| {
                    use roxmltree::Error::{NoRootNode, UnclosedRootNode, UnexpectedEndOfStream};
                    fault(matches!(error, NoRootNode | UnclosedRootNode | UnexpectedEndOfStream), &error)
                })
            }
            Format::Html if too_deep(text) => Err(Box::new(Outcome::Unreadable("HTML nested too deep".to_owned()))),
            Format::Html => Ok(Document::Html(Html::parse_document(text))),
        }
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
