#!/usr/bin/env bash
# Whether the daemon's memory stays flat under faults and load: `benches/soak.sh [MINUTES] [PARCELS]` (15 minutes, 300).
#
# A day passes in two and a half minutes. Carriers on loopback fail every fourth time, in eight ways; the notices go to a
# program that fails every fifth time; a user lists, refreshes, renames and mutes all the while. Resident memory is
# sampled every ten seconds. PROFILE=dev measures the build that is there. Needs no root and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-15} parcels=${2:-300} profile=${PROFILE:-dist}
[ "$profile" = dev ] && built=target/debug || built=target/$profile
cargo build --profile "$profile" --quiet --bin posylka --example soak
posylka=$PWD/$built/posylka

folder=$(mktemp -d)
stage= daemon=
end() {
    for pid in $daemon $stage; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap end EXIT

export POSYLKA_CLOCK POSYLKA_DATA="$folder/data" POSYLKA_CONFIG="$folder/config" LANG=en_US.UTF-8
POSYLKA_CLOCK="$(date -u +%Y-%m-%dT%H:%M:%SZ)@600"
mkdir "$folder/config"
"$posylka" list >/dev/null 2>&1
"$built/examples/soak" "$folder/data" "$parcels" >"$folder/stage" &
stage=$!
until grep -q '^$' "$folder/stage"; do sleep 0.1; done
address=$(head -n 1 "$folder/stage")
config="$folder/config/config.toml"
cat >"$config" <<END
[notify]
channels = ["command"]
[notify.command]
program = ["/bin/sh", "-c", "cat >/dev/null; exit \$((\$(date +%s) % 5 == 0))"]
END
for source in cainiao russian-post russian-post-api; do
    printf '[carriers.%s]\nbase_url = "%s"\n' "$source" "$address" >>"$config"
done
tail -n +2 "$folder/stage" | "$posylka" add - >/dev/null 2>&1

POSYLKA_LOG=warn "$posylka" daemon 2>"$folder/log" &
daemon=$!
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$daemon/status"; }

until=$(($(date +%s) + minutes * 60)) n=0
while [ "$(date +%s)" -lt "$until" ]; do
    n=$((n + 1)) parcel=$((n % parcels + 1))
    for act in "list" "refresh $parcel" "edit $parcel --title Renamed$n" "snooze $parcel 12h" "ack"; do
        # shellcheck disable=SC2086
        "$posylka" $act >/dev/null 2>&1 || echo "failed: $act"
    done
    resident >>"$folder/rss"
    sleep 10
done
"$posylka" check 2>/dev/null
awk -v minutes="$minutes" -v parcels="$parcels" '
    { kb[NR] = $1; if ($1 > max) max = $1 }
    END {
        third = int(NR / 3); for (i = third; i < 2 * third; i++) middle += kb[i] / third
        for (i = NR - third + 1; i <= NR; i++) last += kb[i] / third
        printf "%d parcels, %d minutes, %d samples: %.1f MiB at first, %.1f in the middle third, %.1f in the last, %.1f at most\n",
            parcels, minutes, NR, kb[1] / 1024, middle / 1024, last / 1024, max / 1024
    }' "$folder/rss"
wc -l <"$folder/log" | sed 's/$/ lines of warnings/'
