-- Whose parcels are: a parcel of nobody's here is of the whole house. Who is signed in, and whose channel owes a notice.

CREATE TABLE belongs (
    parcel INTEGER NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
    person TEXT NOT NULL,            -- a name of [people]
    PRIMARY KEY (parcel, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX belongs_by_person ON belongs (person);

ALTER TABLE credentials ADD COLUMN person TEXT;               -- of the whole house without it
ALTER TABLE outbox ADD COLUMN person TEXT NOT NULL DEFAULT '';
