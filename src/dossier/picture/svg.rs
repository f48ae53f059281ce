//! A sheet as SVG.

use std::fmt::Write as _;

use super::sheet::{Colour, Shape, Sheet, WIDTH};

/// The sheet as a file of its own, or to stand in a page.
pub(in crate::dossier) fn svg(sheet: &Sheet) -> String {
    let height = sheet.height();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"'DejaVu Sans', sans-serif\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for (shape, colour) in sheet.shapes() {
        // Writing into a String cannot fail.
        let _ = writeln!(svg, "{}", element(shape, *colour));
    }
    svg + "</svg>\n"
}

fn element(shape: &Shape, colour: Colour) -> String {
    match shape {
        Shape::Text { x, y, size, bold, text } => {
            let (weight, text) = (if *bold { " font-weight=\"bold\"" } else { "" }, escaped(text));
            format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"#{colour:06x}\"{weight}>{text}</text>")
        }
        Shape::Rect { x, y, width, height, round } => format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"#{colour:06x}\"/>"
        ),
        Shape::Dot { x, y, radius } => {
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"#{colour:06x}\"/>")
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
