#!/usr/bin/env bash
# What the daemon costs while nothing is due: `benches/idle.sh [PARCELS] [SECONDS]` (100 parcels, 150 s).
#
# Adds the parcels through the command line, lets the daemon ask for all of them on carriers that are played on a loopback
# port, waits until nothing is due for a while, and then reads /proc: resident memory, and the voluntary context switches
# of all threads per minute. Needs no root and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
parcels=${1:-100} seconds=${2:-150}

cargo build --profile dist --quiet --bin posylka --example stage
posylka=target/dist/posylka
folder=$(mktemp -d)
# As in a session, the pulse is left in memory and not on a disk.
[ -w /dev/shm ] && runtime=$(mktemp -d -p /dev/shm) || runtime=$(mktemp -d)
stage= daemon=
end() {
    for pid in $daemon $stage; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$folder" "$runtime"
}
trap end EXIT

target/dist/examples/stage "$parcels" >"$folder/stage" &
stage=$!
until grep -q '^$' "$folder/stage"; do sleep 0.1; done
address=$(head -n 1 "$folder/stage")

# Notices are not what is measured here, and no carrier outside this machine is asked.
export XDG_CONFIG_HOME="$folder" XDG_DATA_HOME="$folder/data" XDG_RUNTIME_DIR="$runtime"
config="$folder/posylka/config.toml"
mkdir "$folder/posylka"
printf '[notify]\nchannels = []\n' >"$config"
for source in carriers/*.toml; do
    printf '[carriers.%s]\nbase_url = "%s"\n' "$(basename "$source" .toml)" "$address" >>"$config"
done
tail -n +2 "$folder/stage" | "$posylka" add - >/dev/null

"$posylka" daemon 2>"$folder/log" &
daemon=$!

# The soonest moment at which anything is asked for, in seconds from now.
soonest() {
    local next
    next=$("$posylka" list --json | sed -n 's/.*"next_ask": "\([^"]*\)".*/\1/p' | sort | head -n 1)
    if [ -n "$next" ]; then echo $(($(date -d "$next" +%s) - $(date +%s))); else echo 999999; fi
}
until [ "$(soonest)" -gt $((seconds + 60)) ]; do
    kill -0 "$daemon"
    sleep 5
done
sleep 30

switches() { awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum }' /proc/"$daemon"/task/*/status; }
resident() { awk '/^VmRSS/ { print $2 }' /proc/"$daemon"/status; }

before=$(switches)
sleep "$seconds"
after=$(switches)
threads=$(find "/proc/$daemon/task" -mindepth 1 -maxdepth 1 | wc -l)
awk -v parcels="$parcels" -v kb="$(resident)" -v switches=$((after - before)) -v s="$seconds" -v threads="$threads" 'BEGIN {
    printf "%d parcels, %d s idle: %.1f MiB resident, %.1f voluntary context switches a minute, %d threads\n",
        parcels, s, kb / 1024, switches * 60 / s, threads }'
