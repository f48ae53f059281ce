-- Of each source the last answers that could not be read, one for each number: a definition is mended by several, and one that
-- is a captcha displaces no other.
CREATE TABLE kept_unreadable (
    source  TEXT NOT NULL,
    number  TEXT NOT NULL,           -- the first that was asked for
    numbers TEXT NOT NULL,           -- all that were
    at      TEXT NOT NULL,
    http    INTEGER NOT NULL,
    cut     INTEGER NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (source, number)
) STRICT;
INSERT INTO kept_unreadable (source, number, numbers, at, http, cut, body)
    SELECT source, number, numbers, at, http, cut, body FROM unreadable;
DROP TABLE unreadable;
ALTER TABLE kept_unreadable RENAME TO unreadable;
