-- What the merchant adds to an order, the views of tables that he keeps, and buyers who were forgotten.
ALTER TABLE orders ADD COLUMN tags TEXT NOT NULL DEFAULT '';           -- as they are shown, ", " between them
ALTER TABLE orders ADD COLUMN hold_until INTEGER;                      -- Almaty day from which it is shipped again
ALTER TABLE orders ADD COLUMN hold_reason TEXT;
ALTER TABLE orders ADD COLUMN buyer_erased INTEGER NOT NULL DEFAULT 0; -- no source brings the buyer back
ALTER TABLE customer ADD COLUMN erased_ms INTEGER;

-- Other names under which orders of the same phone came.
CREATE TABLE customer_name (
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (customer_id, name)
) WITHOUT ROWID;

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  page TEXT NOT NULL,                            -- orders, catalogue …
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,                           -- what the page makes of it
  UNIQUE (page, name)
);
