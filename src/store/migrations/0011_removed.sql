-- Parcels the user removed: what stood of them in the other tables, for as long as it can be brought back. They stand in no
-- other table, so no query has to leave them out. And what a deed was, so that undoing can name it.

CREATE TABLE removed (
    parcel INTEGER PRIMARY KEY,
    title  TEXT NOT NULL,
    at     TEXT NOT NULL,
    after  INTEGER,                  -- the last deed before it; NULL: an adding was undone, which is no deed itself
    kept   TEXT NOT NULL             -- its rows, by table
) STRICT;

ALTER TABLE deeds ADD COLUMN what TEXT;    -- NULL: done before it was noted
ALTER TABLE deeds ADD COLUMN message TEXT; -- the mark of the message it came of
