-- What spoke for a number when it was taken for the parcel's own, with its points. Numbers adopted earlier were not weighed.

ALTER TABLE legs ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
