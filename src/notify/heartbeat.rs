//! The dead man's switch: an address that is called while all is well, and whose owner raises the alarm when it is not.

use super::{Line, NotifyError};
use crate::config::Secret;

/// A check at Healthchecks, a push monitor of Uptime Kuma, or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heartbeat {
    /// How the server is reached.
    pub line: Line,
    /// The whole address.
    pub url: Secret,
}

impl Heartbeat {
    /// Calls it once.
    pub async fn beat(&self) -> Result<(), NotifyError> {
        let sent = self.line.send(self.url.expose(), true, |client, url| client.get(url));
        sent.await?.unsaid().fine(&[]).map(drop)
    }
}
