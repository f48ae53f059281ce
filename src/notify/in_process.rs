//! Notices handed to another part of the program: to the demo's terminal, to a test.

use tokio::sync::mpsc::UnboundedSender;

use super::{Letter, NotifyError};

/// Hands letters to another part of the program.
#[derive(Debug, Clone)]
pub struct InProcess(pub UnboundedSender<Letter>);

impl InProcess {
    pub(super) fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        self.0.send(letter.clone()).map_err(|_| NotifyError::Unreachable("nobody listens".to_owned()))
    }
}
