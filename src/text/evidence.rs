//! What speaks for a number, in one sentence.

use super::Phrasebook;
use crate::model::{Evidence, Naming, Sign};

impl Phrasebook {
    /// How a number came to be named.
    pub fn naming(&self, it: Naming) -> String {
        self.label(&format!("naming-{it}"))
    }

    /// What speaks for it beside that.
    pub fn sign(&self, it: Sign) -> String {
        self.label(&format!("sign-{it}"))
    }

    /// The witness, the signs and their sum; `None` where nothing had to be weighed.
    pub fn evidence(&self, evidence: &Evidence) -> Option<String> {
        let (how, points) = evidence.witness?;
        let named = (self.naming(how), points);
        let signs = evidence.signs.iter().map(|(sign, points)| (self.sign(*sign), *points));
        let parts: Vec<String> =
            [named].into_iter().chain(signs).map(|(it, points)| format!("{it} ({points})")).collect();
        let args = [
            ("signs", parts.join(", ").into()),
            ("sum", i64::from(evidence.sum()).into()),
            ("enough", i64::from(evidence.enough).into()),
        ];
        Some(self.phrase("evidence", &args))
    }
}
