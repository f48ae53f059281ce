//! Any program of the user's: one letter as one JSON object on its stdin.

use std::{process::Stdio, time::Duration};

use jiff::SignedDuration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process,
    sync::oneshot,
};

use super::{Letter, NotifyError};
use crate::model::clean;

/// How long after the end of a program its last words are waited for, where what it left behind holds the line open.
const LAST_WORDS: Duration = Duration::from_millis(100);

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
    /// that does not read its stdin is fine, and so is one that leaves another behind.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let limit = Duration::try_from(self.timeout).unwrap_or_default();
        let late = |_| Err(NotifyError::Unreachable("the program did not end in time".to_owned()));
        tokio::time::timeout(limit, self.run(letter)).await.unwrap_or_else(late)
    }

    async fn run(&self, letter: &Letter) -> Result<(), NotifyError> {
        let mut child = self.spawn()?;
        let mut json = serde_json::to_vec(letter).map_err(|error| NotifyError::Refused(error.to_string()))?;
        json.push(b'\n');
        let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
        let feed = async {
            if let Some(mut stdin) = stdin {
                // It may have read as much as it wants to know; its exit code is what counts.
                let _ = stdin.write_all(&json).await;
            }
        };
        let mut head = Vec::new();
        let (running, over) = oneshot::channel::<()>();
        let attend = async { tokio::join!(feed, hear(stderr, &mut head)) };
        let enough = async {
            // It ends by being dropped.
            let _ = over.await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        let attended = async {
            tokio::select! {
                _ = attend => {}
                () = enough => {}
            }
        };
        let ended = async {
            let status = child.wait().await;
            drop(running);
            status
        };
        let (status, ()) = tokio::join!(ended, attended);
        let status = status.map_err(|error| NotifyError::Unreachable(error.to_string()))?;
        if status.success() { Ok(()) } else { Err(NotifyError::Refused(format!("{status}: {}", first_line(&head)))) }
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

/// Reads all that a program complains of, and keeps the beginning.
async fn hear(stderr: Option<process::ChildStderr>, head: &mut Vec<u8>) {
    let Some(mut stderr) = stderr else { return };
    // What was read before a fault is as good as there is.
    let _ = (&mut stderr).take(4_096).read_to_end(head).await;
    let _ = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
}

/// The first line of it, at most 200 characters.
fn first_line(head: &[u8]) -> String {
    let head = String::from_utf8_lossy(head);
    clean(head.lines().next().unwrap_or_default()).chars().take(200).collect()
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
    async fn what_a_program_leaves_behind_is_not_waited_for() {
        let letter = Letter::new(1, "k", "1", "t", "b");
        assert_eq!(shell("sleep 60 & exit 0").deliver(&letter).await, Ok(()));
        let error = shell("echo 'no route' >&2; sleep 60 & exit 3").deliver(&letter).await.unwrap_err();
        assert!(matches!(&error, NotifyError::Refused(text) if text.ends_with("no route")), "{error}");
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
