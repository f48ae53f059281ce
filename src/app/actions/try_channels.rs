//! A letter to the user that says nothing but that it came: whether a way out works, only a letter tells.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{Setup, refusal::Refusal, state::App},
    model::clean,
    notify::{Channel, Letter, NotifyError},
    text::Phrasebook,
};

/// Its place among the notices of a channel: no notice has it.
const NOTICE: u32 = u32::MAX;

/// What came of it on one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tried {
    /// The channel.
    pub channel: String,
    /// Why it did not arrive.
    pub error: Option<String>,
    /// What helps, where that is known.
    pub cure: Option<String>,
}

impl App {
    /// Sends a trial letter by one way, or by each of them in turn.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such way.
    pub async fn try_channels(&self, only: Option<&str>) -> Result<Vec<Tried>, Refusal> {
        let mut all = Vec::new();
        for (name, channel) in chosen(&self.setup, only)? {
            all.push(Tried { channel: name, ..tried(&self.setup.phrases, &channel, self.now).await });
        }
        Ok(all)
    }
}

/// Sends a trial letter by a channel.
pub(super) async fn tried(phrases: &Phrasebook, channel: &Channel, now: Timestamp) -> Tried {
    let (title, body) = (phrases.label("notify-test-title"), phrases.label("notify-test-body"));
    let mut letter = Letter::new(NOTICE, "test", "", &title, &body);
    letter.at = Some(now);
    let fault = channel.deliver(&letter).await.err();
    // What lacks its secret says so itself.
    let lacks = matches!(channel, Channel::Lacking(..));
    let cure = fault.as_ref().filter(|_| !lacks).map(|fault| cure(channel.name(), fault)).filter(|id| phrases.has(id));
    Tried {
        channel: channel.name().to_owned(),
        error: fault.map(|fault| clean(&fault.in_words(phrases))),
        cure: cure.map(|id| phrases.label(&id)),
    }
}

/// The id of what helps, where one is known.
fn cure(channel: &str, fault: &NotifyError) -> String {
    let kind = match fault {
        NotifyError::Unreachable(_) => "unreachable",
        NotifyError::Refused(_) => "refused",
    };
    format!("cure-{channel}-{kind}")
}

fn chosen(setup: &Setup, only: Option<&str>) -> Result<Vec<(String, Channel)>, Refusal> {
    let known = setup.all_channels();
    if known.is_empty() {
        return Err(Refusal::new("notify-none"));
    }
    let named = |name: &String| Some((name.clone(), setup.channel(name)?));
    let Some(only) = only else { return Ok(known.iter().filter_map(named).collect()) };
    let none = || Refusal::new("notify-no-channel").with("channel", only.to_owned()).with("known", known.join(", "));
    Ok(vec![(only.to_owned(), setup.channel(only).ok_or_else(none)?)])
}
