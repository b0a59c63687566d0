-- Where a store hands over, and in which city: a warehouse is a part of every offer of the price list.
CREATE TABLE warehouse (
  store_id INTEGER NOT NULL REFERENCES store (id),
  name TEXT NOT NULL,                            -- PP1
  city_id TEXT,                                  -- KATO number; prices go by city when every warehouse has one
  selling INTEGER NOT NULL DEFAULT 1,
  pre_order INTEGER NOT NULL DEFAULT 0,          -- days
  PRIMARY KEY (store_id, name)
) WITHOUT ROWID;

-- A price of one city where it differs from the offer's.
CREATE TABLE offer_city_price (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  city_id TEXT NOT NULL,
  price INTEGER NOT NULL,
  PRIMARY KEY (offer_id, city_id)
) WITHOUT ROWID;

CREATE TABLE offer_pre_order (
  offer_id INTEGER PRIMARY KEY REFERENCES offer (id) ON DELETE CASCADE,
  days INTEGER NOT NULL
);

-- Every price list that was made to be published, whole: for the diff, the 95 % rule and the way back.
CREATE TABLE price_list (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id),
  made_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  offers INTEGER NOT NULL,
  on_sale INTEGER NOT NULL,
  xml BLOB NOT NULL,
  place TEXT,                                    -- where it was published
  state TEXT NOT NULL CHECK (state IN ('made', 'sending', 'published', 'failed')),
  published_ms INTEGER,
  error TEXT
);
CREATE INDEX price_list_by_store ON price_list (store_id, id);

-- What Kaspi's own list said last, and since when it says something else than the merchant.
CREATE TABLE kaspi_offer (
  store_id INTEGER NOT NULL REFERENCES store (id),
  sku TEXT NOT NULL,
  title TEXT,
  price INTEGER,
  stock INTEGER,
  available INTEGER NOT NULL,
  read_ms INTEGER NOT NULL,
  PRIMARY KEY (store_id, sku)
) WITHOUT ROWID;

CREATE TABLE drift (
  store_id INTEGER NOT NULL,
  sku TEXT NOT NULL,
  field TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  PRIMARY KEY (store_id, sku, field)
) WITHOUT ROWID;

-- Rates of the cost model, dated: the newest row that is not after a day holds on that day.
CREATE TABLE rate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                            -- commission, vat, cny, freight, margin …
  scope TEXT NOT NULL DEFAULT '',                -- a category; empty: everything
  from_day INTEGER NOT NULL,                     -- Almaty day
  value REAL NOT NULL,
  who TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
);
CREATE INDEX rate_by_name ON rate (name, scope, from_day, id);

CREATE TABLE price_batch (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT,                                   -- typed, where a limit was overruled
  undoes INTEGER UNIQUE REFERENCES price_batch (id)
);

CREATE TABLE price_change (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES price_batch (id),
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  before INTEGER,
  after INTEGER
);
CREATE INDEX price_change_by_offer ON price_change (offer_id, at_ms);
CREATE INDEX price_change_by_batch ON price_change (batch_id);

CREATE TABLE competitor_price (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  seller TEXT NOT NULL,
  price INTEGER NOT NULL,
  read_ms INTEGER NOT NULL,
  PRIMARY KEY (offer_id, seller)
) WITHOUT ROWID;
