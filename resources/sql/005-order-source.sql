-- What each source said last of an order, to compare the API with the spreadsheets field by field.
CREATE TABLE order_source (
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('api', 'file')),
  fields TEXT NOT NULL,                          -- JSON; {} when the source was asked and does not know the order
  as_of_ms INTEGER NOT NULL,                     -- the moment that the source spoke of
  PRIMARY KEY (order_id, source)
) WITHOUT ROWID;
