-- What a person keeps of a product beside the columns of his catalogue.
ALTER TABLE variant ADD COLUMN retired_ms INTEGER;     -- not sold any more; NULL while it is
ALTER TABLE variant ADD COLUMN picture TEXT;           -- file name in the folder of pictures

CREATE TABLE variant_barcode (
  code TEXT PRIMARY KEY,                         -- what a scanner reads
  variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX variant_barcode_by_variant ON variant_barcode (variant_id);

-- Who changed what by hand.
CREATE TABLE variant_event (
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  who TEXT NOT NULL
);
CREATE INDEX variant_event_by_variant ON variant_event (variant_id, id);
CREATE TRIGGER variant_event_is_kept BEFORE UPDATE ON variant_event
BEGIN SELECT raise (ABORT, 'the history of products is never changed'); END;
