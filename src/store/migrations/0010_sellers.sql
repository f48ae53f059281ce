-- From whom something was bought, in the order page's words; nothing where nobody told.

ALTER TABLE orders ADD COLUMN seller TEXT NOT NULL DEFAULT '';
