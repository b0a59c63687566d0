CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  phone TEXT UNIQUE,                             -- ten digits without the country code; NULL while unknown
  name TEXT,
  city TEXT,
  source TEXT,
  search_key TEXT NOT NULL DEFAULT ''
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id),
  code TEXT NOT NULL,                            -- the number that people see
  kaspi_id TEXT,                                 -- opaque, from the API alone
  state TEXT,
  status TEXT,
  stage TEXT NOT NULL,                           -- derived, see sauda-stage.h
  created_ms INTEGER,
  planned_handover_ms INTEGER,                   -- first seen; Kaspi rewrites it later
  planned_delivery_ms INTEGER,
  handed_over_ms INTEGER,                        -- 0: handed over, the time is not known
  assembled INTEGER,                             -- NULL: the source cannot tell
  pre_order INTEGER NOT NULL DEFAULT 0,
  express INTEGER NOT NULL DEFAULT 0,
  signature_required INTEGER NOT NULL DEFAULT 0,
  kaspi_delivery INTEGER NOT NULL DEFAULT 0,
  imei_required INTEGER NOT NULL DEFAULT 0,
  returned_to_warehouse INTEGER NOT NULL DEFAULT 0,
  delivery_mode TEXT,
  payment_mode TEXT,
  cancellation_reason TEXT,
  total INTEGER,                                 -- whole tenge, without the buyer's delivery fee
  delivery_cost INTEGER,
  delivery_cost_for_seller INTEGER,
  waybill_number TEXT,
  waybill_url TEXT,                              -- as Kaspi gave it last; good for a short time
  pickup_point TEXT,
  town TEXT,
  address TEXT,
  customer_id INTEGER REFERENCES customer (id),
  note TEXT NOT NULL DEFAULT '',
  extra TEXT,                                    -- JSON of the attributes that Sauda does not know
  source TEXT NOT NULL,                          -- api or file: who last told the stage
  as_of_ms INTEGER NOT NULL DEFAULT 0,           -- the moment that source spoke of
  first_seen_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  UNIQUE (store_id, code)
);
CREATE INDEX orders_by_stage ON orders (stage, planned_handover_ms);
CREATE INDEX orders_by_code ON orders (code);
CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE order_line (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                     -- 0, 1, 2 … as the source lists them
  sku TEXT NOT NULL,
  occurrence INTEGER NOT NULL DEFAULT 0,         -- the n-th line of this order with the same SKU
  kaspi_entry_id TEXT,
  title TEXT,
  seller_title TEXT,
  category TEXT,
  quantity INTEGER NOT NULL,
  amount INTEGER,                                -- of the line, whole tenge
  unit_type TEXT,
  decided_size TEXT,                             -- NULL: ship the clicked one
  decided_by TEXT,
  decided_ms INTEGER,
  decided_reason TEXT,
  UNIQUE (order_id, sku, occurrence)
);
CREATE INDEX order_line_by_sku ON order_line (sku);

-- Append-only: who changed what, when, from what to what.
CREATE TABLE order_event (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  line_id INTEGER,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,                            -- stage, size, note, waybill …
  before TEXT,
  after TEXT,
  who TEXT NOT NULL,                             -- person, rule, kaspi, file
  reason TEXT
);
CREATE INDEX order_event_by_order ON order_event (order_id, at_ms);

CREATE TABLE waybill (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,                            -- relative to the data folder
  pages INTEGER NOT NULL,
  source TEXT NOT NULL,                          -- api, or the name of the archive
  saved_ms INTEGER NOT NULL,
  UNIQUE (order_id)
);
