-- What the user did, so that it can be undone; and parcels that are out of sight.

CREATE TABLE deeds (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    parcel INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    at     TEXT NOT NULL,
    deed   TEXT NOT NULL             -- what it changed, as it was before
) STRICT;
CREATE INDEX deeds_by_parcel ON deeds (parcel, id);

ALTER TABLE parcels ADD COLUMN archived TEXT;                        -- since when; NULL: in sight
ALTER TABLE parcels ADD COLUMN joined INTEGER REFERENCES parcels ON DELETE CASCADE;  -- travels in that parcel; NULL: on its own
