#!/usr/bin/env bash
# Looks for inputs that break a target: `fuzz/run.sh TARGET [SECONDS]`, TARGET one of read, number, definition, life, config,
# messages, orders, or `all`; 180 seconds each if not said otherwise. `fuzz/run.sh keep TARGET` keeps what the runs found.
#
# Needs `cargo install cargo-fuzz`, and xz. Begins with the fixtures and definitions of this repository and with what was kept
# in fuzz/corpus/TARGET.tar.xz; leaves a breaking input in fuzz/artifacts. Runs on the stable toolchain; the code has no
# `unsafe`, so no sanitizer slows it down.
set -euo pipefail
cd "$(dirname "$0")/.."
targets=(read number definition life config messages orders)
usage() { sed -n '2,3s/^# //p' "$0" >&2 && exit 2; }
[ $# -ge 1 ] || usage
export RUSTC_BOOTSTRAP=1
limits=(-max_len=65536 -timeout=10 -rss_limit_mb=2048)

# What was kept, beside what earlier runs here have found.
unpack() {
    mkdir -p "fuzz/corpus/$1"
    [ ! -f "fuzz/corpus/$1.tar.xz" ] || tar -xJf "fuzz/corpus/$1.tar.xz" -C "fuzz/corpus/$1"
}

# The few inputs that reach all that the many do.
keep() {
    unpack "$1"
    cargo fuzz cmin --sanitizer none "$1" "fuzz/corpus/$1" -- "${limits[@]}"
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "fuzz/corpus/$1" -cf - . | xz -9e >"fuzz/corpus/$1.tar.xz"
}

# Writes the fixtures a target begins with to a folder.
seed() {
    local target=$1 seeds=$2
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
}

run() {
    local target=$1 seconds=$2
    seeds=$(mktemp -d)
    trap 'rm -rf "$seeds"' EXIT
    seed "$target" "$seeds"
    unpack "$target"
    cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "$seeds" -- \
        -max_total_time="$seconds" "${limits[@]}" -print_final_stats=1
    rm -rf "$seeds"
}

case $1 in
keep) keep "${2:?run.sh keep TARGET}" ;;
all) for target in "${targets[@]}"; do run "$target" "${2:-180}"; done ;;
*) run "$1" "${2:-180}" ;;
esac
