-- How far a source's answers drift from what they were: of its rows of late, how many could not be understood.
ALTER TABLE sources ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;           -- counts are halved where they grow
ALTER TABLE sources ADD COLUMN unknown_codes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN bad_rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN new_texts INTEGER NOT NULL DEFAULT 0;

-- What its answers were ever made of. Written only where something new came.
CREATE TABLE seen (
    source TEXT PRIMARY KEY,
    kinds  BLOB NOT NULL,            -- of pieces, as prints: four bytes each
    texts  BLOB NOT NULL,            -- of scans, the same
    since  TEXT NOT NULL             -- when the last new kind of piece came
) STRICT, WITHOUT ROWID;
