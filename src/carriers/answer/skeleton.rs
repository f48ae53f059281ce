//! The skeleton of an answer: which pieces it has, whatever they say. It changes when the source does, and tells so before
//! anything cannot be read.

use std::collections::BTreeSet;

use super::Document;

/// No more pieces are looked at: a list of many rows has few kinds of them.
const PIECES: usize = 20_000;

/// No answer has more kinds of pieces; what is beyond is not told apart.
const KINDS: usize = 600;

/// The kinds of pieces of an answer, each as a print of where it stands and what it is called.
pub type Skeleton = BTreeSet<u32>;

/// The skeleton of a document. Of a page the elements and their classes, wherever they stand: around the answer stands much
/// that comes and goes.
pub fn skeleton(document: &Document<'_>) -> Skeleton {
    let mut kinds = Kinds { found: BTreeSet::new(), left: PIECES };
    match document {
        Document::Json(value) => kinds.json(START, value),
        Document::Xml(document) => kinds.xml(START, document.root_element()),
        Document::Html(page) => {
            for element in page.root_element().descendent_elements() {
                let name = element.value().name();
                element.value().classes().for_each(|class| kinds.add(print(print(START, name), class)));
            }
        }
    }
    kinds.found
}

struct Kinds {
    found: Skeleton,
    left: usize,
}

impl Kinds {
    fn add(&mut self, print: u32) {
        self.left = self.left.saturating_sub(1);
        if self.left > 0 && self.found.len() < KINDS {
            self.found.insert(print);
        }
    }

    fn json(&mut self, at: u32, value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    let here = print(at, key);
                    self.add(here);
                    self.json(here, value);
                }
            }
            serde_json::Value::Array(rows) if self.left > 0 => {
                let here = print(at, "[]");
                rows.iter().for_each(|row| self.json(here, row));
            }
            _ => {}
        }
    }

    fn xml(&mut self, at: u32, node: roxmltree::Node<'_, '_>) {
        let here = print(at, node.tag_name().name());
        self.add(here);
        for attribute in node.attributes() {
            self.add(print(print(here, "@"), attribute.name()));
        }
        if self.left > 0 {
            node.children().filter(roxmltree::Node::is_element).for_each(|it| self.xml(here, it));
        }
    }
}

/// What a text says, as a print: whatever figures stand in it.
pub fn print_of_text(text: &str) -> u32 {
    print(START, text)
}

/// Where a print begins.
const START: u32 = 0x811C_9DC5;

/// One step further (FNV-1a). Figures are left out: a name with figures in it is one of many.
fn print(at: u32, name: &str) -> u32 {
    let bytes = name.bytes().filter(|it| !it.is_ascii_digit()).chain([b'/']);
    bytes.fold(at, |print, byte| (print ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carriers::document_node::Format;

    fn of(format: Format, text: &str) -> Skeleton {
        skeleton(&Document::parse(format, text).unwrap())
    }

    #[test]
    fn values_and_numbers_of_rows_do_not_count_and_names_do() {
        let one = of(Format::Json, r#"{"list":[{"at":"2026-01-01","code":1}]}"#);
        let more = of(Format::Json, r#"{"list":[{"at":"2026-01-02","code":null},{"at":"x","code":"2"}]}"#);
        let renamed = of(Format::Json, r#"{"list":[{"when":"2026-01-01","code":1}]}"#);
        assert_eq!((one.len(), &one), (3, &more));
        assert_ne!(one, renamed);
        let by_number = |number| of(Format::Json, &format!(r#"{{"LP{number}":{{"a":1}}}}"#));
        assert_eq!(by_number("00123"), by_number("00456"), "a number for a key is no kind of its own");
        let xml = of(Format::Xml, "<a x='1'><b>t</b><b>u</b></a>");
        assert_eq!(xml, of(Format::Xml, "<a x='2'><b>v</b></a>"));
        let page = of(Format::Html, "<p>x</p><ul class=list><li class='row first'>1</li></ul>");
        assert_eq!(page, of(Format::Html, "<div><ul class=list><li class='first row'>2</li></ul></div>"));
    }

    #[test]
    fn it_ends_soon_whatever_comes() {
        let many =
            format!("{{{}\"z\":1}}", (0..50_000).map(|it| format!("\"k{}\":1,", letters(it))).collect::<String>());
        assert!(of(Format::Json, &many).len() <= KINDS);
    }

    fn letters(mut figure: usize) -> String {
        let mut text = String::new();
        while figure > 0 {
            text.push(char::from(b'a' + (figure % 26) as u8));
            figure /= 26;
        }
        text
    }
}
