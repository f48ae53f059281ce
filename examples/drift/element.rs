//! XML and HTML as one kind of tree, to be changed and written again.

use scraper::{ElementRef, Html, Node};

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Without its prefix.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub below: Vec<Child>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn new(name: &str) -> Element {
        Element { name: name.to_owned(), attributes: Vec::new(), below: Vec::new() }
    }

    pub fn with_text(name: &str, text: &str) -> Element {
        Element { below: vec![Child::Text(text.to_owned())], ..Element::new(name) }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.below.iter().filter_map(|it| match it {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.below.iter_mut().filter_map(|it| match it {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// What is written in it, if no element is in it.
    pub fn text(&self) -> Option<String> {
        if self.elements().next().is_some() {
            return None;
        }
        let text: String =
            self.below.iter().map(|it| if let Child::Text(text) = it { text.as_str() } else { "" }).collect();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
    }

    pub fn put_text(&mut self, text: String) {
        self.below = vec![Child::Text(text)];
    }
}

pub fn of_xml(text: &str) -> Option<Element> {
    let document = roxmltree::Document::parse(text.trim_start()).ok()?;
    Some(xml(document.root_element()))
}

fn xml(node: roxmltree::Node<'_, '_>) -> Element {
    let attributes = node.attributes().map(|it| (it.name().to_owned(), it.value().to_owned())).collect();
    let below = node.children().filter_map(|it| match () {
        () if it.is_element() => Some(Child::Element(xml(it))),
        () => it.text().filter(|_| it.is_text()).map(|it| Child::Text(it.to_owned())),
    });
    Element { name: node.tag_name().name().to_owned(), attributes, below: below.collect() }
}

pub fn of_html(text: &str) -> Element {
    html(Html::parse_document(text).root_element())
}

fn html(element: ElementRef<'_>) -> Element {
    let attributes = element.value().attrs().map(|(name, it)| (name.to_owned(), it.to_owned())).collect();
    let below = element.children().filter_map(|it| match it.value() {
        Node::Element(_) => ElementRef::wrap(it).map(|it| Child::Element(html(it))),
        Node::Text(text) => Some(Child::Text(text.to_string())),
        _ => None,
    });
    Element { name: element.value().name().to_owned(), attributes, below: below.collect() }
}

const VOID: &[&str] = &["br", "img", "input", "meta", "link", "hr", "col", "area", "base", "wbr", "source"];

/// How it is written.
pub struct Style<'s> {
    pub html: bool,
    pub prefix: &'s str,
    pub quote: char,
}

pub fn written(element: &Element, style: &Style<'_>) -> String {
    let mut text = String::new();
    write(element, style, &mut text);
    text
}

fn write(element: &Element, style: &Style<'_>, to: &mut String) {
    let name = format!("{}{}", style.prefix, element.name);
    *to += &format!("<{name}");
    for (key, value) in &element.attributes {
        *to += &format!(" {key}={0}{1}{0}", style.quote, escaped(value).replace(style.quote, "&#39;"));
    }
    if style.html && VOID.contains(&element.name.as_str()) {
        to.push('>');
        return;
    }
    to.push('>');
    let raw = style.html && matches!(element.name.as_str(), "script" | "style");
    for child in &element.below {
        match child {
            Child::Element(element) => write(element, style, to),
            Child::Text(text) if raw => *to += text,
            Child::Text(text) => *to += &escaped(text),
        }
    }
    *to += &format!("</{name}>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
