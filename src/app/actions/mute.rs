//! A parcel is to be silent for a while.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{refusal::Refusal, state::App},
    model::ParcelId,
};

/// A parcel of which nothing but its last days is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Muted {
    /// Its id.
    #[serde(rename = "muted")]
    pub id: String,
    /// Until when; nothing for ever.
    pub until: Option<Timestamp>,
    /// What it is called.
    #[serde(skip)]
    pub title: String,
}

/// A parcel of which everything is told again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unmuted {
    /// Its id.
    #[serde(rename = "unmuted")]
    pub id: String,
    /// What it is called.
    #[serde(skip)]
    pub title: String,
    /// Whether it was muted before.
    #[serde(skip)]
    pub was_muted: bool,
}

impl App {
    /// Mutes a parcel up to a day, or for ever.
    ///
    /// # Errors
    /// A [`Refusal`] where the day is over.
    pub fn mute(&mut self, id: ParcelId, until: Option<Date>) -> anyhow::Result<Muted> {
        let until = match until {
            None => Timestamp::MAX,
            Some(day) => day.to_zoned(self.setup.knowledge.zone.clone())?.timestamp(),
        };
        self.mute_until(id, until)
    }

    /// Mutes a parcel for so long.
    pub fn snooze(&mut self, id: ParcelId, span: SignedDuration) -> anyhow::Result<Muted> {
        let until = self.now.saturating_add(span)?;
        self.mute_until(id, until)
    }

    /// Lets a parcel be heard of again at once.
    pub fn unmute(&mut self, id: ParcelId) -> anyhow::Result<Unmuted> {
        let was_muted = self.within(|tx, _, _| tx.unmute(id))?;
        Ok(Unmuted { id: id.to_string(), title: self.title_or_id(id)?, was_muted })
    }

    fn mute_until(&mut self, id: ParcelId, until: Timestamp) -> anyhow::Result<Muted> {
        if until <= self.now {
            return Err(Refusal::new("mute-past").with("until", self.minute(until)).into());
        }
        self.within(|tx, _, _| tx.mute(id, until))?;
        let until = Some(until).filter(|until| *until != Timestamp::MAX);
        Ok(Muted { id: id.to_string(), until, title: self.title_or_id(id)? })
    }

    fn title_or_id(&mut self, id: ParcelId) -> anyhow::Result<String> {
        let title = self.store.reading(|tx| tx.title(id))?;
        Ok(title.filter(|title| !title.is_empty()).unwrap_or_else(|| id.to_string()))
    }
}

/// A figure with its unit, from an hour to ten years: `12h`, `3d`, `2w`.
///
/// # Errors
/// A [`Refusal`] of everything else.
pub fn parse_span(text: &str) -> Result<SignedDuration, Refusal> {
    span(text).ok_or_else(|| Refusal::new("snooze-wrong").with("text", text.to_owned()))
}

fn span(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (figure, unit) = text.split_at(at);
    let hours = match unit.trim() {
        "h" => 1,
        "d" => 24,
        "w" => 7 * 24,
        _ => return None,
    };
    let hours = figure.parse::<i64>().ok()?.checked_mul(hours)?;
    (1..=10 * 366 * 24).contains(&hours).then(|| SignedDuration::from_hours(hours))
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_figures_with_units() {
        let hours = |text| span(text).map(|it| it.as_hours());
        assert_eq!([hours("12h"), hours("3d"), hours(" 2w ")], [Some(12), Some(72), Some(336)]);
        for text in ["", "3", "d", "0d", "-1d", "3 дня", "99999999999999999999h", "9223372036854775807w", "5000w"] {
            assert_eq!(hours(text), None, "{text}");
        }
    }
}
