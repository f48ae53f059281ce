-- The first schema: parcels, what is known of them, what is owed to the user, and how the sources are to be asked.
--
-- Moments are RFC 3339 in UTC with nine decimals: fixed width, so text order is time order, and readable in any tool.
-- Wall times are `YYYY-MM-DDTHH:MM:SS`, offsets seconds east of UTC. Words are the model's own. What no query looks
-- into (verdict, advice, facts ...) is JSON. Nothing secret is ever stored.

PRAGMA application_id = 0x706F7379; -- "posy": a database of another program is refused, not migrated

-- AUTOINCREMENT: a short id a user has written down never comes to mean another parcel.
CREATE TABLE parcels (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    title      TEXT NOT NULL,
    added      TEXT NOT NULL,
    received   TEXT,
    verdict    TEXT NOT NULL,
    advice     TEXT NOT NULL,
    dispute    TEXT NOT NULL,
    changes_at TEXT,           -- when time alone changes verdict or advice; NULL: never
    due_at     TEXT            -- when the last ruling wanted to look again, at a leg or at the clock; NULL: never
) STRICT;
CREATE INDEX parcels_by_change ON parcels (changes_at) WHERE changes_at IS NOT NULL;

-- A purchase as one parcel knows it; an order in several parcels has a row in each.
CREATE TABLE orders (
    parcel          INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    id              TEXT NOT NULL,  -- the shop's order number, or nothing
    shop            TEXT NOT NULL,
    price           INTEGER,        -- hundredths of the currency
    currency        TEXT,
    ordered         TEXT,
    shipped         TEXT,
    promised        TEXT,
    protection_ends TEXT,
    PRIMARY KEY (parcel, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE legs (
    parcel   INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    number   TEXT NOT NULL,
    carrier  TEXT NOT NULL,
    position INTEGER NOT NULL,      -- the order in which they came to be known
    role     TEXT NOT NULL,
    state    TEXT NOT NULL,
    flow     TEXT NOT NULL,
    witness  TEXT NOT NULL,
    facts    TEXT NOT NULL,
    next_ask TEXT,                  -- NULL: nothing to ask
    source   TEXT,                  -- which of the carrier's to ask next; NULL: the first that can be asked
    asked    TEXT,
    answered TEXT,
    outcome  TEXT,
    failures INTEGER NOT NULL,
    detail   TEXT NOT NULL,
    PRIMARY KEY (parcel, number, carrier)
) STRICT, WITHOUT ROWID;
CREATE INDEX legs_by_number ON legs (number);
-- Only legs that are watched: the states stand here as `Leg::watched` has them.
CREATE INDEX legs_by_next_ask ON legs (next_ask, parcel, number)
    WHERE state IN ('current', 'proposed', 'confirmed', 'old');

CREATE TABLE events (
    id        INTEGER PRIMARY KEY,
    parcel    INTEGER NOT NULL,
    number    TEXT NOT NULL,
    carrier   TEXT NOT NULL,
    source    TEXT NOT NULL,
    wall      TEXT NOT NULL,
    offset    INTEGER,              -- NULL: not certain
    zone_from TEXT,
    status    TEXT,                 -- NULL: a code no table knows
    reason    TEXT,
    code      TEXT NOT NULL,
    text      TEXT NOT NULL,
    place     TEXT NOT NULL,
    position  INTEGER NOT NULL,     -- among the rows of its answer
    heard     TEXT NOT NULL,        -- when first
    about     TEXT NOT NULL,        -- the instant, or the wall time taken for UTC: finds the latest of a parcel
    FOREIGN KEY (parcel, number, carrier) REFERENCES legs ON DELETE CASCADE
) STRICT;
-- What makes a scan the same scan. NULLs are all different to UNIQUE, hence a figure no offset can have; it comes last,
-- so that a scan is found with and without its offset.
CREATE UNIQUE INDEX events_once ON events
    (parcel, number, carrier, source, wall, code, text, place, ifnull(offset, 1000000));
CREATE INDEX events_by_time ON events (parcel, about, position);

-- AUTOINCREMENT: channels remember the id, so that a repeat replaces what it repeats and never something else.
CREATE TABLE notices (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    parcel    INTEGER REFERENCES parcels ON DELETE CASCADE,  -- NULL: of a carrier, not of a parcel
    key       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    urgent    INTEGER NOT NULL,
    at        TEXT NOT NULL,
    shown     TEXT,                 -- when a channel first showed it
    withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX notices_once ON notices (ifnull(parcel, 0), key);

-- What is still owed: a row goes when its channel has shown the notice or the notice no longer holds.
CREATE TABLE outbox (
    notice       INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
    channel      TEXT NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    try_again_at TEXT,
    error        TEXT,
    PRIMARY KEY (notice, channel)
) STRICT, WITHOUT ROWID;

-- How politely to ask; kept on disk so that restarts never ask more often.
CREATE TABLE hosts (
    host    TEXT PRIMARY KEY,
    free_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quotas (
    source TEXT NOT NULL,
    day    TEXT NOT NULL,
    used   INTEGER NOT NULL,
    PRIMARY KEY (source, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    source       TEXT PRIMARY KEY,
    last_good    TEXT,
    failures     INTEGER NOT NULL DEFAULT 0,
    since        TEXT,              -- of the first of these failures
    last_outcome TEXT,
    detail       TEXT NOT NULL DEFAULT '',
    closed_until TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
    source  TEXT NOT NULL,
    outcome TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (source, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaints (
    source TEXT NOT NULL,
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL,
    count  INTEGER NOT NULL,
    last   TEXT NOT NULL,
    PRIMARY KEY (source, kind, detail)
) STRICT, WITHOUT ROWID;

-- The newest readable answer for each number: the evidence of a dossier.
CREATE TABLE answers (
    source TEXT NOT NULL,
    number TEXT NOT NULL,
    at     TEXT NOT NULL,
    http   INTEGER NOT NULL,
    cut    INTEGER NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (source, number)
) STRICT;

-- Numbers that aggregators have been told of, with what they call them.
CREATE TABLE registered (
    source TEXT NOT NULL,
    number TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (source, number)
) STRICT, WITHOUT ROWID;

-- The newest answer of each source that could not be read, to mend its definition by. Apart from `answers`, so that a
-- captcha never displaces evidence.
CREATE TABLE unreadable (
    source TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    at     TEXT NOT NULL,
    http   INTEGER NOT NULL,
    cut    INTEGER NOT NULL,
    body   BLOB NOT NULL
) STRICT;
