//! argv -> cli -> exit code.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // What it writes is about a person: nobody else reads it, whatever the surroundings say.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    posylka::cli::main().await.into()
}
