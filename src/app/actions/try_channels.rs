//! A letter to the user that says nothing but that it came: whether a way out works, only a letter tells.

use serde::Serialize;

use crate::{
    app::{Setup, refusal::Refusal, state::App},
    model::clean,
    notify::{Channel, Letter},
};

/// Its place among the notices of a channel: no notice has it.
const NOTICE: u32 = u32::MAX;

/// What came of it on one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The channel.
    pub channel: String,
    /// Why it did not arrive.
    pub error: Option<String>,
}

impl App {
    /// Sends a trial letter by one way, or by each of them in turn.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such way.
    pub async fn try_channels(&self, only: Option<&str>) -> Result<Vec<Tried>, Refusal> {
        let wanted = chosen(&self.setup, only)?;
        let (title, body) = (self.label("notify-test-title"), self.label("notify-test-body"));
        let mut letter = Letter::new(NOTICE, "test", "", &title, &body);
        letter.at = Some(self.now);
        let mut tried = Vec::new();
        for (name, channel) in wanted {
            let error = channel.deliver(&letter).await.err().map(|error| clean(&error.to_string()));
            tried.push(Tried { channel: name, error });
        }
        Ok(tried)
    }
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
