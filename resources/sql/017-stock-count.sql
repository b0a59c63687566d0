-- The count that is going on: every scan is here at once; the ledger hears of it when it is booked.
CREATE TABLE stock_count (
  variant_id INTEGER PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
  pieces INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
);

-- What an act put back on sale, and what had been decided before: for its undo.
CREATE TABLE offer_release (
  batch_id INTEGER NOT NULL REFERENCES stock_batch (id),
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('off', 'on')),
  PRIMARY KEY (batch_id, offer_id)
) WITHOUT ROWID;
