#!/usr/bin/env bash
# Makes the Debian package: `packaging/deb.sh`. Wants `cargo install cargo-deb`. Says where the package lies.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --profile dist --all-features --bin posylka
target=${CARGO_TARGET_DIR:-target}
made=target/package
rm -rf "$made"
mkdir -p "$made"

# The manual and what shells complete are made by the program itself.
posylka=$target/dist/posylka
LC_ALL=C.UTF-8 "$posylka" man | gzip -9n >"$made/posylka.1.gz"
LC_ALL=ru_RU.UTF-8 "$posylka" man | gzip -9n >"$made/posylka.ru.1.gz"
"$posylka" completions bash >"$made/posylka.bash"
"$posylka" completions zsh >"$made/_posylka"
"$posylka" completions fish >"$made/posylka.fish"

cargo deb --profile dist --no-build --no-strip
