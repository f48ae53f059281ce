#!/usr/bin/env bash
# How long `posylka list` takes as a whole process: `benches/list.sh [PARCELS] [RUNS]` (1,000 parcels, 20 runs), each
# parcel with two legs and twenty events. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
parcels=${1:-1000} runs=${2:-20}

cargo build --profile dist --quiet --bin posylka --example fill
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
target/dist/examples/fill "$folder" "$parcels"

for _ in $(seq "$runs"); do
    start=$EPOCHREALTIME
    target/dist/posylka --config "$folder" --data "$folder" list >/dev/null
    end=$EPOCHREALTIME
    echo $(((${end/[.,]/} - ${start/[.,]/})))
done | sort -n | awk -v parcels="$parcels" '{ took[NR] = $1 / 1000 } END {
    printf "%d parcels, %d runs: median %.1f ms, from %.1f to %.1f ms\n", parcels, NR, took[int((NR + 1) / 2)], took[1], took[NR] }'
