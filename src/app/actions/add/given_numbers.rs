//! Numbers and orders as a person gives them: typed, or in a text they paste.

use crate::{
    app::state::App,
    carriers::{self, Recognised},
    import,
    model::Number,
};

/// What is shorter is hardly a tracking number in a text that holds other things too.
const SHORTEST: usize = 8;

/// Numbers and orders, piece by piece: what stands in one piece belongs together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenNumbers {
    pieces: Vec<Vec<Recognised>>,
}

impl GivenNumbers {
    /// One number that was typed in groups and so comes as several texts, if it is one.
    pub fn in_groups(app: &App, texts: &[String]) -> Option<GivenNumbers> {
        let recognise = |text: &str| carriers::recognise(&app.setup.registry, text);
        if texts.len() < 2 || texts.iter().any(|text| recognise(text).iter().any(known)) {
            return None;
        }
        let whole = recognise(&texts.join(" "));
        whole.iter().any(known).then(|| GivenNumbers { pieces: vec![whole] })
    }

    /// Takes in what a person typed. Where they say whose number it is, it is taken as it is.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where it is no number.
    pub fn typed(&mut self, app: &App, text: &str, carrier_is_named: bool) -> anyhow::Result<()> {
        let found = carriers::recognise(&app.setup.registry, text);
        // An order number at a carrier that is named is meant as that carrier's number.
        let meant = |it: &Recognised| !(carrier_is_named && it.order);
        if found.iter().any(meant) {
            self.pieces.push(found);
            return Ok(());
        }
        self.pieces.push(vec![Recognised::said(app.parse_number(text)?)]);
        Ok(())
    }

    /// Takes in a pasted text, line by line. A message has figures that are no numbers; what looks like a number and is
    /// nobody's is left out and returned.
    pub fn pasted(&mut self, app: &App, text: &str) -> Vec<Number> {
        let mut pieces = import::pasted(&app.setup.registry, text);
        let unknown = pieces.iter().flatten().filter(|it| !known(it)).map(|it| it.number.clone());
        let unknown = unknown.filter(|number| number.as_str().len() >= SHORTEST).collect();
        pieces.iter_mut().for_each(|piece| piece.retain(known));
        self.pieces.append(&mut pieces);
        unknown
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(Vec::is_empty)
    }

    pub(super) fn into_pieces(self) -> Vec<Vec<Recognised>> {
        self.pieces
    }
}

/// Whether it is an order or may be somebody's number.
fn known(found: &Recognised) -> bool {
    found.order || !found.candidates.is_empty()
}
