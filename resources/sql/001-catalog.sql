-- Stores (own Kaspi accounts), what lies on the shelf (variant) and what Kaspi shows (offer).
CREATE TABLE store (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  merchant_id TEXT UNIQUE,                       -- unknown until the merchant or an export names it
  warehouse TEXT NOT NULL DEFAULT 'PP1',
  cutoff_minutes INTEGER NOT NULL DEFAULT 900,   -- minutes after Almaty midnight
  trust TEXT NOT NULL DEFAULT 'files' CHECK (trust IN ('files', 'read', 'limited', 'full')),
  stopped INTEGER NOT NULL DEFAULT 0,
  last_sync_ms INTEGER,
  created_ms INTEGER NOT NULL
);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
);

CREATE TABLE variant (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,                      -- SKU_ID
  model_key TEXT NOT NULL,                       -- SKU_key: the physical model
  model_name TEXT NOT NULL,                      -- the merchant's name of the model, on groups and labels
  size TEXT,                                     -- in Sauda's one way of writing; NULL when the product has none
  size_text TEXT,                                -- as the merchant wrote it
  brand TEXT,
  model TEXT,
  color TEXT,
  gender TEXT,
  season TEXT,
  product_type TEXT,
  sub_category TEXT,
  weight_grams INTEGER,
  cost_cny REAL,
  search_key TEXT NOT NULL
);

CREATE TABLE offer (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id),
  sku TEXT NOT NULL,                             -- the merchant SKU that Kaspi shows: opaque, never trimmed
  lenient_sku TEXT,                              -- the same without blanks where it has any, for a second try
  variant_id INTEGER REFERENCES variant (id),
  title TEXT,
  kaspi_code TEXT,
  kaspi_code_2 TEXT,
  size_on_kaspi TEXT,
  price INTEGER,                                 -- whole tenge
  stock_entered INTEGER,
  name TEXT,                                     -- Kaspi_name_core, MY_SIZE … as this row of the catalogue has them
  my_size TEXT,
  our_size TEXT,
  secondary TEXT,
  gender_text TEXT,
  UNIQUE (store_id, sku)
);
CREATE INDEX offer_by_variant ON offer (variant_id);
CREATE INDEX offer_by_lenient_sku ON offer (store_id, lenient_sku) WHERE lenient_sku IS NOT NULL;

CREATE TABLE imported_file (
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,                            -- catalogue, orders, waybills
  name TEXT NOT NULL,
  imported_ms INTEGER NOT NULL,
  summary TEXT,
  PRIMARY KEY (sha256, kind)
);
