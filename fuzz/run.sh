#!/usr/bin/env bash
# Looks for inputs that break a target: `fuzz/run.sh TARGET SECONDS`, TARGET one of read, number, definition, life, config,
# messages, orders.
#
# Needs `cargo install cargo-fuzz`. Begins with the fixtures and definitions of this repository, goes on with what earlier
# runs found worth keeping in fuzz/corpus, and leaves a breaking input in fuzz/artifacts. Runs on the stable toolchain; the
# code has no `unsafe`, so no sanitizer slows it down.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?run.sh TARGET SECONDS} seconds=${2:?run.sh TARGET SECONDS}

seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
case $target in
read)
    for heard in fixtures/*/*.heard; do
        source=$(basename "$(dirname "$heard")")
        status=$(sed -n 's/^http: //p' "$heard")
        for body in "${heard%.heard}".{json,xml,html}; do
            [ -f "$body" ] || continue
            { echo "$source ${status:-200} $(sed -n 's/^ask: //p' "$heard")" && cat "$body"; } \
                >"$seeds/$source-$(basename "$body")"
        done
    done
    ;;
number)
    grep -ohE '"[A-Z0-9]{8,40}"' carriers/*.toml | tr -d '"' | sort -u >"$seeds/numbers"
    split -l 1 -a 4 "$seeds/numbers" "$seeds/number-"
    ;;
definition) cp carriers/*.toml "$seeds" ;;
config) cp fuzz/config.toml "$seeds" ;;
life) cp fixtures/stories/*.story "$seeds" ;;
messages) cp fixtures/messages/*.{txt,eml} "$seeds" ;;
orders) cp fixtures/orders/* "$seeds" ;;
*) echo "no target $target" >&2 && exit 2 ;;
esac

mkdir -p "fuzz/corpus/$target"
RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "$seeds" -- \
    -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
