-- The cost of a parcel does not grow with how many there are: every question has an index, what is finished is out of sight,
-- scans stand in the order of time under the parcel, and what parcels teach is kept.

-- In sight: what `list` shows and whatever is still waited for. The rules decide; what stands here is their last ruling.
ALTER TABLE parcels ADD COLUMN in_sight INTEGER NOT NULL DEFAULT 1;
ALTER TABLE parcels ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE parcels ADD COLUMN flags TEXT NOT NULL DEFAULT '';   -- words with a space between
ALTER TABLE parcels ADD COLUMN needs_user_by TEXT;               -- NULL: nothing to do; '9999-12-31': no day is set
UPDATE parcels SET
    in_sight = archived IS NULL AND joined IS NULL,
    stage = verdict ->> '$.stage',
    flags = coalesce((SELECT group_concat(value, ' ') FROM json_each(verdict, '$.flags')), '');
-- What needs the user is known once every parcel was looked at anew, which the daemon does after this step.

CREATE INDEX parcels_in_sight ON parcels (stage, flags) WHERE in_sight = 1;
CREATE INDEX parcels_that_need_the_user ON parcels (needs_user_by, id) WHERE needs_user_by IS NOT NULL AND in_sight = 1;
CREATE INDEX parcels_joined ON parcels (joined) WHERE joined IS NOT NULL;
CREATE INDEX parcels_shown ON parcels (id, title) WHERE in_sight = 1;
CREATE INDEX registered_by_number ON registered (number);
CREATE INDEX orders_by_id ON orders (id);
CREATE INDEX messages_by_parcel ON messages (parcel) WHERE parcel IS NOT NULL;
CREATE INDEX removed_by_time ON removed (at);
CREATE INDEX outbox_by_time ON outbox (try_again_at);

-- Of a carrier those never asked for, and those whose time comes next. The states stand here as `Leg::watched` has them.
DROP INDEX legs_by_next_ask;
CREATE INDEX legs_by_turn ON legs (carrier, next_ask, asked, parcel, number)
    WHERE state IN ('current', 'proposed', 'confirmed', 'old') AND next_ask IS NOT NULL;
CREATE INDEX legs_never_asked ON legs (carrier, next_ask, parcel, number)
    WHERE state IN ('current', 'proposed', 'confirmed', 'old') AND next_ask IS NOT NULL AND asked IS NULL;
CREATE INDEX legs_that_want_input ON legs (parcel) WHERE outcome = 'needs-input' AND next_ask IS NOT NULL;

-- One index finds the notices of a parcel and keeps each once.
DROP INDEX notices_once;
CREATE UNIQUE INDEX notices_of_parcels ON notices (parcel, key);
CREATE UNIQUE INDEX notices_of_none ON notices (key) WHERE parcel IS NULL;
CREATE INDEX notices_unseen ON notices (parcel) WHERE shown IS NOT NULL AND acked IS NULL;

-- The key is what makes a scan the same scan, so the table needs no index beside it. `utc_offset` of an hour that no zone has:
-- not certain.
CREATE TABLE scans (
    parcel     INTEGER NOT NULL,
    about      TEXT NOT NULL,        -- the instant, or the wall time taken for UTC: finds the latest of a parcel
    position   INTEGER NOT NULL,     -- among the rows of its answer
    number     TEXT NOT NULL,
    carrier    TEXT NOT NULL,
    source     TEXT NOT NULL,
    wall       TEXT NOT NULL,
    code       TEXT NOT NULL,
    text       TEXT NOT NULL,
    place      TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,     -- seconds; 1000000: not certain
    zone_from  TEXT,
    status     TEXT,                 -- NULL: a code no table knows
    reason     TEXT,
    heard      TEXT NOT NULL,        -- when first
    by_words   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (parcel, about, number, carrier, source, wall, code, text, place, utc_offset),
    FOREIGN KEY (parcel, number, carrier) REFERENCES legs ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO scans (parcel, about, position, number, carrier, source, wall, code, text, place, utc_offset, zone_from, status,
        reason, heard, by_words)
    SELECT parcel, about, position, number, carrier, source, wall, code, text, place, ifnull("offset", 1000000), zone_from,
        status, reason, heard, by_words
    FROM events;
DROP TABLE events;
ALTER TABLE scans RENAME TO events;

-- An answer for several numbers: each keeps its own piece, and the SHA-256 of the whole. Bodies are deflated.
CREATE TABLE kept_answers (
    number  TEXT NOT NULL,
    source  TEXT NOT NULL,
    at      TEXT NOT NULL,
    http    INTEGER NOT NULL,
    cut     INTEGER NOT NULL,
    whole   TEXT NOT NULL,           -- SHA-256 in hex of all that came
    is_part INTEGER NOT NULL,        -- whether the body is only what speaks of this number
    body    BLOB NOT NULL,           -- deflated (RFC 1950)
    PRIMARY KEY (number, source)
) STRICT, WITHOUT ROWID;

ALTER TABLE unreadable ADD COLUMN numbers TEXT NOT NULL DEFAULT '[]'; -- all that were asked for

-- How long each parcel was silent at a stage, by norm and route: what the norms learn from.
CREATE TABLE stays (
    parcel   INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    position INTEGER NOT NULL,       -- among its own
    stage    TEXT NOT NULL,
    norm     TEXT NOT NULL,
    origin   TEXT,
    class    TEXT,
    days     REAL NOT NULL,          -- of the norm's
    finished INTEGER NOT NULL,
    PRIMARY KEY (parcel, position)
) STRICT, WITHOUT ROWID;

-- Small things that are remembered, by name.
CREATE TABLE notes (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many parcels are out of sight, those apart that travel in another: counted as they come and go.
CREATE TABLE tallies (
    name  TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tallies VALUES ('out-of-sight', (SELECT count(*) FROM parcels WHERE in_sight = 0 AND joined IS NULL));
CREATE TRIGGER parcel_comes_out_of_sight AFTER INSERT ON parcels WHEN NEW.in_sight = 0 AND NEW.joined IS NULL
BEGIN UPDATE tallies SET count = count + 1 WHERE name = 'out-of-sight'; END;
CREATE TRIGGER parcel_goes_out_of_sight AFTER DELETE ON parcels WHEN OLD.in_sight = 0 AND OLD.joined IS NULL
BEGIN UPDATE tallies SET count = count - 1 WHERE name = 'out-of-sight'; END;
CREATE TRIGGER parcel_moves AFTER UPDATE OF in_sight, joined ON parcels
WHEN (OLD.in_sight = 0 AND OLD.joined IS NULL) <> (NEW.in_sight = 0 AND NEW.joined IS NULL)
BEGIN
    UPDATE tallies SET count = count + iif(NEW.in_sight = 0 AND NEW.joined IS NULL, 1, -1) WHERE name = 'out-of-sight';
END;
