-- What some sources want to know before they answer: the recipient's postcode, and what they call the carrier of a number.

ALTER TABLE parcels ADD COLUMN postcode TEXT;
ALTER TABLE legs ADD COLUMN codes TEXT NOT NULL DEFAULT '{}';
