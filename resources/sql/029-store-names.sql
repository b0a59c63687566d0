-- What a store was called before it was renamed or merged into another: files that a person kept still name it so.
CREATE TABLE store_name (
  key TEXT PRIMARY KEY,                          -- as search_key () writes it
  name TEXT NOT NULL,
  store_id INTEGER NOT NULL REFERENCES store (id) ON DELETE CASCADE,
  since_ms INTEGER NOT NULL                      -- when it was given up
) WITHOUT ROWID;
CREATE INDEX store_name_by_store ON store_name (store_id);
