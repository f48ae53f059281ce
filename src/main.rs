//! argv -> cli -> exit code.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    posylka::cli::main().await.into()
}
