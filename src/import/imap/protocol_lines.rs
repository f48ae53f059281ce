//! Lines of IMAP: commands with a tag, answers up to the line that bears it, with literals in between.

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use super::error::{ImapError, MAIL_MAX};
use crate::model::clean;

/// The longest line, and how many of them answer one command.
const LINE_MAX: usize = 100_000;
const LINES_MAX: usize = 1_000;

/// A line of the server's, and the literals in it.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Without literals.
    pub text: String,
    /// `{n}` and then n bytes.
    pub literals: Vec<Vec<u8>>,
}

/// A conversation with a server.
pub(super) struct Talk<S> {
    stream: BufReader<S>,
    count: u32,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    /// A conversation that goes on or begins on a stream.
    pub fn of(stream: S) -> Talk<S> {
        Talk { stream: BufReader::new(stream), count: 0 }
    }

    /// Waits for the greeting.
    pub async fn greeting(&mut self) -> Result<(), ImapError> {
        match self.line().await?.text.starts_with("* OK") {
            true => Ok(()),
            false => Err(ImapError::Strange("no greeting")),
        }
    }

    /// The stream itself, to be encrypted from here on. What was said beyond the answer was said in the clear, perhaps by
    /// somebody else: then there is none.
    pub fn into_stream(self) -> Result<S, ImapError> {
        match self.stream.buffer().is_empty() {
            true => Ok(self.stream.into_inner()),
            false => Err(ImapError::Strange("it says more before it encrypts")),
        }
    }

    /// Sends a command and gives the lines of its answer. `what` names it in errors, which never repeat it.
    pub async fn ask(&mut self, what: &'static str, command: &str) -> Result<Vec<Line>, ImapError> {
        self.count += 1;
        let tag = format!("p{}", self.count);
        self.stream.write_all(format!("{tag} {command}\r\n").as_bytes()).await?;
        self.stream.flush().await?;
        let mut lines = Vec::new();
        while lines.len() < LINES_MAX {
            let line = self.line().await?;
            match line.text.strip_prefix(tag.as_str()).map(str::trim_start) {
                Some(done) if done.starts_with("OK") => {
                    lines.push(line);
                    return Ok(lines);
                }
                Some(said) => {
                    let said = said.trim_start_matches("NO ").trim_start_matches("BAD ");
                    return Err(ImapError::Refused { what, said: clean(said).chars().take(200).collect() });
                }
                None => lines.push(line),
            }
        }
        Err(ImapError::Strange("an answer without an end"))
    }

    async fn line(&mut self) -> Result<Line, ImapError> {
        let mut line = Line::default();
        loop {
            let piece = self.piece().await?;
            line.text += &piece;
            match announced(&piece) {
                None => return Ok(line),
                Some(length) if length > MAIL_MAX || line.literals.len() > 10 || line.text.len() > LINE_MAX => {
                    return Err(ImapError::Strange("more than was asked for"));
                }
                Some(length) => {
                    let mut literal = vec![0; length];
                    self.stream.read_exact(&mut literal).await?;
                    line.literals.push(literal);
                }
            }
        }
    }

    async fn piece(&mut self) -> Result<String, ImapError> {
        let mut bytes = Vec::new();
        (&mut self.stream).take(LINE_MAX as u64).read_until(b'\n', &mut bytes).await?;
        match bytes.last() {
            Some(b'\n') => Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned()),
            None => Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()),
            Some(_) => Err(ImapError::Strange("a line without an end")),
        }
    }
}

/// The length of the literal that follows a piece of a line.
fn announced(piece: &str) -> Option<usize> {
    let (_, length) = piece.strip_suffix('}')?.rsplit_once('{')?;
    length.trim_end_matches('+').parse().ok()
}
