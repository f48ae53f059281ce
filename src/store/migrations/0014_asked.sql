-- Which number was sent to which host, by which source and why: when first, when last, how often. And which sources the user
-- does not want asked for a parcel, and where copies of this database were written.

CREATE TABLE asked (
    number TEXT NOT NULL,
    host   TEXT NOT NULL,
    source TEXT NOT NULL,
    why    TEXT NOT NULL,            -- watch, confirm, capture
    first  TEXT NOT NULL,
    last   TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (number, host, source, why)
) STRICT, WITHOUT ROWID;

CREATE TABLE forbidden (
    parcel INTEGER NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    PRIMARY KEY (parcel, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE copies (
    path TEXT PRIMARY KEY,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
