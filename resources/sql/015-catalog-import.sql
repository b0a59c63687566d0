-- Every import of a catalogue, so that the last one can be taken back whole.
CREATE TABLE catalog_import (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  columns TEXT NOT NULL,                         -- header texts parted by tabs, for the next import's comparison
  after_offer INTEGER NOT NULL,                  -- what is above these numbers came with it
  after_variant INTEGER NOT NULL,
  last_offer INTEGER,
  last_variant INTEGER,
  undone_ms INTEGER
);

-- Rows as they were before an import changed them.
CREATE TABLE offer_before AS SELECT 0 AS import_id, * FROM offer WHERE 0;
CREATE TABLE variant_before AS SELECT 0 AS import_id, * FROM variant WHERE 0;
CREATE INDEX offer_before_by_import ON offer_before (import_id, id);
CREATE INDEX variant_before_by_import ON variant_before (import_id, id);

-- How a merchant's own files name a column that Sauda knows by another name.
CREATE TABLE column_alias (
  kind TEXT NOT NULL,                            -- which files: catalogue …
  header TEXT NOT NULL,
  field TEXT NOT NULL,
  set_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, header)
) WITHOUT ROWID;
