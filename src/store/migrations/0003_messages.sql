-- Messages that were read: no word of them, only by what the same one is known again. And how far mail folders were read.

CREATE TABLE messages (
    mark    TEXT NOT NULL,  -- SHA-256 of the text without codes, in hex
    parcel  INTEGER REFERENCES parcels ON DELETE CASCADE,  -- what was told of it; NULL: the user was asked whose it is
    at      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_once ON messages (mark, ifnull(parcel, 0));

CREATE TABLE mailboxes (
    name     TEXT PRIMARY KEY,
    validity INTEGER NOT NULL,  -- IMAP's UIDVALIDITY: under another one the numbers begin anew
    read     INTEGER NOT NULL   -- the highest UID that was read
) STRICT, WITHOUT ROWID;
