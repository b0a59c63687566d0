-- What the last imports of order sheets changed, to take one back as long as nobody worked on it.
CREATE TABLE import_undo (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                            -- base name of the file
  sha256 TEXT NOT NULL,
  imported_ms INTEGER NOT NULL,
  orders INTEGER NOT NULL,                       -- new and changed ones
  changes BLOB NOT NULL                          -- SQLite changeset
);
