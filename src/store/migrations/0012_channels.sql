-- How the ways out to the user do, kept like that of the sources; and what the user was told of that cannot be seen or
-- reached, until they are told that it can again.

CREATE TABLE channels (
    channel   TEXT PRIMARY KEY,
    last_good TEXT,
    failures  INTEGER NOT NULL DEFAULT 0,
    since     TEXT,                       -- of the first of these failures
    refused   INTEGER NOT NULL DEFAULT 0, -- whether the last of them was a refusal
    detail    TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE troubles (
    name TEXT PRIMARY KEY,
    key  TEXT NOT NULL                    -- of the notice that told it
) STRICT, WITHOUT ROWID;

-- What was told before and has not ended.
INSERT INTO troubles (name, key)
    SELECT 'source:' || source, max(key) FROM sources
    JOIN notices ON notices.parcel IS NULL AND notices.key LIKE 'source:' || source || ':fails:%'
    WHERE failures > 0 AND shown IS NOT NULL AND at >= since AND NOT withdrawn
    GROUP BY source;
