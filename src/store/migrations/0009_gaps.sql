-- Since when a leg is asked in vain; until when it was known before the last long time without an answer, and when that ended.
ALTER TABLE legs ADD COLUMN vain_since TEXT;
ALTER TABLE legs ADD COLUMN gap_known TEXT;
ALTER TABLE legs ADD COLUMN gap_over TEXT;
