//! Any program of the user's: one letter as one JSON object on its stdin.

use std::{process::Stdio, time::Duration};

use jiff::SignedDuration;
use tokio::{io::AsyncWriteExt, process};

use super::{Letter, NotifyError};

/// A program to run for each letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The program and its arguments, never through a shell.
    pub program: Vec<String>,
    /// It is killed after that.
    pub timeout: SignedDuration,
}

impl Command {
    /// Runs the program. Anything but exit code 0 in time is a failure, told by the first line of its stderr. A program
    /// that does not read its stdin is fine.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let limit = Duration::try_from(self.timeout).unwrap_or_default();
        let late = |_| Err(NotifyError::Unreachable("the program did not end in time".to_owned()));
        tokio::time::timeout(limit, self.run(letter)).await.unwrap_or_else(late)
    }

    async fn run(&self, letter: &Letter) -> Result<(), NotifyError> {
        let mut child = self.spawn()?;
        let mut json = serde_json::to_vec(letter).map_err(|error| NotifyError::Refused(error.to_string()))?;
        json.push(b'\n');
        let stdin = child.stdin.take();
        let feed = async {
            if let Some(mut stdin) = stdin {
                // It may have read as much as it wants to know; its exit code is what counts.
                let _ = stdin.write_all(&json).await;
            }
        };
        let ((), output) = tokio::join!(feed, child.wait_with_output());
        let output = output.map_err(|error| NotifyError::Unreachable(error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        let said: String = stderr.lines().next().unwrap_or_default().chars().take(200).collect();
        Err(NotifyError::Refused(format!("{}: {said}", output.status)))
    }

    fn spawn(&self) -> Result<process::Child, NotifyError> {
        let none = || NotifyError::Unreachable("[notify.command] program is empty".to_owned());
        let (program, arguments) = self.program.split_first().ok_or_else(none)?;
        process::Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| NotifyError::Unreachable(format!("{program}: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let program = ["/bin/sh", "-c", script].map(str::to_owned).to_vec();
        Command { program, timeout: SignedDuration::from_secs(20) }
    }

    #[tokio::test]
    async fn the_program_reads_the_letter_as_one_object() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter");
        let mut letter = Letter::new(9, "moved:imported", "3", "Наушники", "Прибыло\nв страну");
        letter.json = serde_json::json!({"notice": "moved"});
        shell(&format!("cat > {}", path.display())).deliver(&letter).await.unwrap();
        let read: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(read["id"], 9);
        assert_eq!(read["body"], "Прибыло\nв страну");
        assert_eq!(read["notice"]["notice"], "moved");
        for field in ["key", "parcel", "title", "urgent", "link", "at"] {
            assert!(read.get(field).is_some(), "{field}");
        }
    }

    #[tokio::test]
    async fn how_a_program_fails_is_told() {
        let letter = Letter::new(1, "k", "1", "t", &"long ".repeat(400));
        assert_eq!(shell("exec <&-; exit 0").deliver(&letter).await, Ok(()));
        let error = shell("echo 'no route' >&2; echo more >&2; exit 3").deliver(&letter).await.unwrap_err();
        assert!(matches!(&error, NotifyError::Refused(text) if text.ends_with("no route")), "{error}");
        let slow = Command { timeout: SignedDuration::from_millis(30), ..shell("exec cat /dev/zero") };
        assert!(matches!(slow.deliver(&letter).await, Err(NotifyError::Unreachable(_))));
        let none = Command { program: vec!["/nonexistent/program".to_owned()], ..slow };
        assert!(matches!(none.deliver(&letter).await, Err(NotifyError::Unreachable(_))));
    }
}
