-- Ways out to the user in an order: a notice is owed to the first channel, the next takes over where one fails, and what
-- has a deadline is told again until the user says that they have seen it.

ALTER TABLE notices ADD COLUMN acked TEXT;                        -- when the user said so
ALTER TABLE notices ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0; -- reminders that were arranged for

-- Why a channel owes a notice: new, takes-over, reminder.
ALTER TABLE outbox ADD COLUMN because TEXT NOT NULL DEFAULT 'new';

-- Parcels that are to be silent; NULL: until the user says otherwise.
CREATE TABLE mutes (
    parcel INTEGER PRIMARY KEY REFERENCES parcels ON DELETE CASCADE,
    until  TEXT
) STRICT;

-- When something that comes round came last.
CREATE TABLE moments (
    name TEXT PRIMARY KEY,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
