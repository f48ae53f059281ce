-- Who may look at the page and use the API: links that sign a device in once, devices that are signed in, tokens of programs.
-- Of a secret only its SHA-256 is kept.

CREATE TABLE credentials (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,           -- link, session, token
    scope   TEXT NOT NULL,           -- read, tell, all
    name    TEXT NOT NULL,           -- which device, or what for
    hash    TEXT NOT NULL UNIQUE,
    before  TEXT UNIQUE,             -- the secret it replaced, which is still taken
    until   TEXT,                    -- up to this moment
    form    TEXT NOT NULL,           -- stands in every form of a session
    made    TEXT NOT NULL,
    renewed TEXT NOT NULL,
    used    TEXT,
    expires TEXT                     -- never without it
) STRICT;
