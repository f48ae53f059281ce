#!/usr/bin/env bash
# How long commands take as whole processes, in milliseconds: `benches/commands.sh [PARCELS...]` (1, 1,000 and 10,000), each
# parcel with two legs and twenty scans. RUNS says how often each is run (20). Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=("$@")
[ $# -gt 0 ] || sizes=(1 1000 10000)
runs=${RUNS:-20}

cargo build --profile dist --quiet --bin posylka --example fill
target=${CARGO_TARGET_DIR:-target}/dist
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The median of so many runs of a command; its exit code says something else.
median() {
    for _ in $(seq "$runs"); do
        start=$EPOCHREALTIME
        "$target/posylka" "$@" >/dev/null 2>&1 || true
        end=$EPOCHREALTIME
        echo $((${end/[.,]/} - ${start/[.,]/}))
    done | sort -n | awk '{ took[NR] = $1 / 1000 } END { printf "%.1f", took[int((NR + 1) / 2)] }'
}

printf '%-10s' parcels
for command in --version number list status show explain dispute pickup; do printf '%10s' "$command"; done
echo
for parcels in "${sizes[@]}"; do
    data=$folder/$parcels
    "$target/examples/fill" "$data" "$parcels" >/dev/null
    here=(--config "$folder" --data "$data")
    "$target/posylka" "${here[@]}" list >/dev/null
    printf '%-10s' "$parcels"
    printf '%10s' "$(median --version)" "$(median number RB123456785CN)" "$(median "${here[@]}" list)" \
        "$(median "${here[@]}" status)" "$(median "${here[@]}" show 1)" "$(median "${here[@]}" explain 1)" \
        "$(median "${here[@]}" dispute 1)" "$(median "${here[@]}" pickup)"
    echo
done
