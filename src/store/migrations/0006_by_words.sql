-- A status may rest on the words of a scan alone.
ALTER TABLE events ADD COLUMN by_words INTEGER NOT NULL DEFAULT 0;
