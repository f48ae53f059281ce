//! A piece of an answer, whatever it is written in. Borrowed: nothing is converted.

use std::borrow::Cow;

use scraper::{ElementRef, Node as HtmlNode};
use serde_json::Value;

use super::plain_text::plain;
use crate::model::words;

words! {
    /// What an answer is written in.
    Format {
        /// JSON.
        Json = "json",
        /// XML; names are matched without their prefix.
        Xml = "xml",
        /// HTML; places are CSS selectors.
        Html = "html",
    }
}

/// A piece of an answer.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A JSON value.
    Json(&'a Value),
    /// An XML element or document.
    Xml(roxmltree::Node<'a, 'a>),
    /// An HTML element.
    Html(ElementRef<'a>),
    /// An attribute.
    Attribute(&'a str),
}

impl<'a> Node<'a> {
    /// Its text, white space collapsed; nothing where it is empty or is no text at all.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let text = match self {
            Node::Json(Value::String(text)) => Cow::Borrowed(text.as_str()),
            Node::Json(Value::Number(number)) => Cow::Owned(number.to_string()),
            Node::Json(Value::Bool(truth)) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Node::Json(_) => return None,
            Node::Xml(node) if node.children().any(|child| child.is_element()) => return None,
            Node::Xml(node) => Cow::Borrowed(node.text()?),
            Node::Html(element) => Cow::Owned(text_of(element)),
            Node::Attribute(value) => Cow::Borrowed(value),
        };
        let text = collapsed(plain(text));
        (!text.is_empty()).then_some(text)
    }

    /// Whether anything is written below it, as far as JSON and XML go; a page has texts everywhere.
    pub fn holds_something(self) -> bool {
        match self {
            Node::Json(Value::Object(fields)) => fields.values().any(|it| Node::Json(it).text().is_some()),
            Node::Xml(node) => {
                node.descendants().any(|it| it.is_text() && it.text().is_some_and(|it| !it.trim().is_empty()))
            }
            _ => false,
        }
    }

    /// Whether it can have pieces: an object, an element.
    pub fn is_row(self) -> bool {
        !matches!(self, Node::Json(value) if !value.is_object())
    }
}

/// White space as one space, none at the ends.
pub fn collapsed(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_collapsed(&text) {
        return text;
    }
    let mut words = text.split_whitespace();
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    Cow::Owned(joined)
}

fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edges = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    // Most texts are plain ASCII, and bytes are looked at faster than characters, all of them faster than up to the first.
    let plain = bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let twice = pairs.fold(false, |twice, (one, next)| twice | ((*one == b' ') & (*next == b' ')));
    let other = |c: char| c.is_whitespace() && c != ' ';
    !edges && !twice && (plain || !text.contains(other))
}

/// The text of an HTML element; what starts a line on the screen starts a word here.
fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            HtmlNode::Text(piece) => text.push_str(piece),
            HtmlNode::Element(tag) if matches!(tag.name(), "br" | "p" | "div" | "li" | "td" | "tr") => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_only_then_costs_a_copy() {
        for text in
            ["", " ", "a", " a", "a ", "a b", "a  b", "a\tb", "a\nb", "a\u{a0}b", "почта России", "почта\u{2003}"]
        {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let collapsed = collapsed(text.into());
            assert_eq!(collapsed, words, "{text:?}");
            assert_eq!(matches!(collapsed, Cow::Borrowed(_)), words == text, "{text:?}");
        }
    }
}
