-- What Kaspi tells of product cards, kept with its age; the merchant's cards; uploads and what became of them.
CREATE TABLE card_source (
  list TEXT NOT NULL,                            -- categories, attributes, values, schema
  category TEXT NOT NULL,                        -- empty: of none
  attribute TEXT NOT NULL,                       -- empty: of none
  text TEXT,                                     -- of the schema
  read_ms INTEGER NOT NULL,
  PRIMARY KEY (list, category, attribute)
) WITHOUT ROWID;

CREATE TABLE card_category (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  search TEXT NOT NULL                           -- the title as it is searched
) WITHOUT ROWID;

CREATE TABLE card_attribute (
  category TEXT NOT NULL,
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  multi_valued INTEGER NOT NULL,
  mandatory INTEGER NOT NULL,
  PRIMARY KEY (category, code)
) WITHOUT ROWID;

CREATE TABLE card_attribute_value (
  category TEXT NOT NULL,
  attribute TEXT NOT NULL,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (category, attribute, position)
) WITHOUT ROWID;

CREATE TABLE card (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id),
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  brand TEXT NOT NULL,
  category TEXT NOT NULL,
  description TEXT NOT NULL,
  weight TEXT NOT NULL,
  changed_ms INTEGER NOT NULL,
  UNIQUE (store_id, sku)
);

CREATE TABLE card_field (
  card_id INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE,
  attribute TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (card_id, attribute, position)
) WITHOUT ROWID;

CREATE TABLE card_image (
  card_id INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (card_id, position)
) WITHOUT ROWID;

CREATE TABLE card_upload (
  id INTEGER PRIMARY KEY,
  act_id INTEGER NOT NULL UNIQUE,                -- in the ledger
  store_id INTEGER NOT NULL REFERENCES store (id),
  code TEXT,                                     -- Kaspi's number of it
  status TEXT,                                   -- in Kaspi's word
  description TEXT,
  planned_ms INTEGER NOT NULL,
  sent_ms INTEGER,
  next_check_ms INTEGER,
  ended_ms INTEGER
);
CREATE INDEX card_upload_open ON card_upload (next_check_ms) WHERE ended_ms IS NULL;

CREATE TABLE card_upload_row (
  id INTEGER PRIMARY KEY,
  upload_id INTEGER NOT NULL REFERENCES card_upload (id) ON DELETE CASCADE,
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,                           -- in Kaspi's word; empty: not known
  message TEXT,
  UNIQUE (upload_id, sku)
);
CREATE INDEX card_upload_row_by_sku ON card_upload_row (sku);
