#!/usr/bin/env bash
# Says whether two builds print the same bytes: `tests/same-output.sh OLD NEW FOLDER`. OLD and NEW are binaries, FOLDER
# holds data folders made by `cargo run --example play -- FOLDER` and by `posylka demo --keep FOLDER/demo`.
# Both read the same database, so a migration would show as well.
set -euo pipefail
old=$1 new=$2 folder=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export POSYLKA_CLOCK=2026-02-01T00:00:00Z@leap POSYLKA_CLOCK_END=2026-05-10T00:00:00Z TZ=Europe/Moscow XDG_RUNTIME_DIR=$work COLUMNS=120
unset DBUS_SESSION_BUS_ADDRESS

look() { # BINARY DATA OUT
    local parcel command lang
    for lang in en ru; do
        local locale=en_US.UTF-8
        [ $lang = en ] || locale=ru_RU.UTF-8
        for json in "" --json; do
            for command in "list --all" list status pickup dispute stats norms export "export --format csv" check calendar \
                "number LP00123456789012" "number RB123456785CN 10100064123459" "carrier list" "show nothing-like-it"; do
                echo "== $lang $json $command"
                # shellcheck disable=SC2086
                env LC_ALL=$locale "$1" --data "$2" --config "$work/config" $json $command 2>&1 || echo "exit $?"
            done
            for parcel in 1 2 3 4 5 6; do
                for command in show explain dispute; do
                    echo "== $lang $json $command $parcel"
                    env LC_ALL=$locale "$1" --data "$2" --config "$work/config" $json "$command" "$parcel" 2>&1 || echo "exit $?"
                done
            done
        done
    done >"$3"
}

faults=0
for data in "$folder"/*/; do
    name=$(basename "$data")
    look "$old" "$data" "$work/old"
    look "$new" "$data" "$work/new"
    if cmp -s "$work/old" "$work/new"; then
        echo "same  $name ($(wc -c <"$work/old") bytes)"
    else
        echo "OTHER $name"
        diff "$work/old" "$work/new" | head -20
        faults=$((faults + 1))
    fi
done
echo "$faults folders differ"
[ $faults = 0 ]
