-- What lies on the shelf, as movements only: the stock of a variant is the sum of its movements.
CREATE TABLE stock_batch (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,                           -- what was done, for the history and its undo
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  undoes INTEGER UNIQUE REFERENCES stock_batch (id)
);

CREATE TABLE stock_movement (
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variant (id),
  batch_id INTEGER NOT NULL REFERENCES stock_batch (id),
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('opening', 'sale', 'cancel', 'return', 'good', 'damaged', 'lost', 'count',
                                     'correction', 'purchase')),
  pieces INTEGER NOT NULL,                       -- by how many the shelf changes
  inspect INTEGER NOT NULL DEFAULT 0,            -- by how many the box "to inspect" changes
  order_code TEXT,
  line_id INTEGER,
  reason TEXT,
  key TEXT UNIQUE                                -- sale/<line>: an order moves stock once
);
CREATE INDEX stock_movement_by_variant ON stock_movement (variant_id, kind, at_ms, pieces, inspect);
CREATE INDEX stock_movement_by_batch ON stock_movement (batch_id);
CREATE INDEX stock_movement_by_line ON stock_movement (line_id) WHERE line_id IS NOT NULL;
CREATE TRIGGER stock_movement_is_kept BEFORE UPDATE ON stock_movement
BEGIN SELECT raise (ABORT, 'movements of the stock are never changed'); END;
-- An opening goes with the import that brought it; nothing else ever does.
CREATE TRIGGER stock_movement_stays BEFORE DELETE ON stock_movement WHEN old.kind <> 'opening'
BEGIN SELECT raise (ABORT, 'movements of the stock are never deleted'); END;

-- Pieces kept back, where they differ from the usual number.
CREATE TABLE stock_buffer (
  variant_id INTEGER PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
  pieces INTEGER NOT NULL
);

-- Offers that a person or a rule took off sale, or keeps on sale, whatever the stock says.
CREATE TABLE offer_sale (
  offer_id INTEGER PRIMARY KEY REFERENCES offer (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('off', 'on')),
  since_ms INTEGER NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES stock_batch (id),
  before TEXT                                    -- the state before, for the undo
);

-- Questions that only a person can answer: did the parcel come back, and how does the piece look?
CREATE TABLE stock_question (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL,
  variant_id INTEGER NOT NULL REFERENCES variant (id),
  order_code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('late-cancel', 'return')),
  pieces INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  settled_ms INTEGER,
  settled_by TEXT,
  answer TEXT,
  UNIQUE (line_id, kind)
);

CREATE TABLE supplier (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  lead_days REAL NOT NULL DEFAULT 16,
  review_days REAL NOT NULL DEFAULT 7,
  service_z REAL NOT NULL DEFAULT 1.65
);

CREATE TABLE supplier_model (
  model_key TEXT PRIMARY KEY,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id)
);

CREATE TABLE purchase (
  id INTEGER PRIMARY KEY,
  supplier_id INTEGER REFERENCES supplier (id),
  title TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  closed_ms INTEGER
);

CREATE TABLE purchase_line (
  purchase_id INTEGER NOT NULL REFERENCES purchase (id),
  variant_id INTEGER NOT NULL REFERENCES variant (id),
  pieces INTEGER NOT NULL CHECK (pieces > 0),
  received INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (purchase_id, variant_id)
) WITHOUT ROWID;

CREATE INDEX orders_by_created ON orders (created_ms);
CREATE INDEX variant_by_model ON variant (model_key, size);
