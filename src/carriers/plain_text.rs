//! Markup is not text: tags and entities, doubly escaped ones too, are taken out of what a source says.

use std::borrow::Cow;

use scraper::{Html, Node};

/// An escaped text may have been escaped again; more often than this nobody does.
const TIMES: usize = 4;

/// A text as a person would read it.
pub fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut text = text;
    for _ in 0..TIMES {
        if !text.contains(['<', '&']) {
            break;
        }
        let read = without_markup(&text);
        if read == *text {
            break;
        }
        text = Cow::Owned(read);
    }
    text
}

/// What a browser would show of it, on one line.
fn without_markup(text: &str) -> String {
    let page = Html::parse_fragment(text);
    let mut shown = String::new();
    for node in page.tree.root().descendants() {
        let hidden = |name: &str| matches!(name, "script" | "style");
        let above = node.parent().and_then(|it| it.value().as_element().map(|it| hidden(it.name())));
        match node.value() {
            Node::Text(piece) if above != Some(true) => shown.push_str(piece),
            Node::Element(tag) if matches!(tag.name(), "br" | "p" | "div" | "li" | "td" | "tr") => shown.push(' '),
            _ => {}
        }
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_go_and_plain_text_stays() {
        for (text, want) in [
            ("Вручено", "Вручено"),
            ("A & B < C", "A & B < C"),
            ("AT&T", "AT&T"),
            ("Ul. Lenina&nbsp;5", "Ul. Lenina 5"),
            ("<b>Delivered</b><br>to the <a href=\"https://x\">point</a>", "Delivered to the point"),
            ("&lt;b&gt;Ready&lt;/b&gt; &amp;quot;5&amp;quot;", "Ready \"5\""),
            ("&amp;amp;amp;", "&"),
            ("<script>alert(1)</script>x<style>a{}</style>", "x"),
            ("T&uuml;bingen &#1082;", "Tübingen к"),
        ] {
            assert_eq!(plain(text.into()), want, "{text}");
        }
        assert!(matches!(plain("plain".into()), Cow::Borrowed(_)));
    }
}
