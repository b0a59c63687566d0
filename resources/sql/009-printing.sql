-- Printers as the merchant set them up, what is printed on which, and every job with the labels in it.
CREATE TABLE printer_profile (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  queue TEXT NOT NULL DEFAULT '',                -- of the printing system; empty: the print dialog asks
  paper_width REAL NOT NULL CHECK (paper_width > 0),     -- mm
  paper_height REAL NOT NULL CHECK (paper_height > 0),   -- mm
  offset_x REAL NOT NULL DEFAULT 0,              -- mm to the right
  offset_y REAL NOT NULL DEFAULT 0,              -- mm down
  darkness TEXT NOT NULL DEFAULT '',             -- how the printer itself is set, for people
  stamp INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE printer_use (
  kind TEXT PRIMARY KEY,                         -- waybills, pick-list …
  profile_id INTEGER NOT NULL REFERENCES printer_profile (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  created_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  file TEXT NOT NULL,                            -- that was printed from
  printer TEXT NOT NULL,
  copies INTEGER NOT NULL DEFAULT 1,
  reason TEXT,                                   -- why labels are printed again
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'stopped', 'failed')),
  changed_ms INTEGER NOT NULL,
  error TEXT
);
CREATE INDEX print_job_by_time ON print_job (created_ms);

-- A page of a job: the place-th label of an order, or a page of no order.
CREATE TABLE print_label (
  job_id INTEGER NOT NULL REFERENCES print_job (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                     -- from 1, as they come out of the printer
  page INTEGER NOT NULL,                         -- of the file, from 1
  store TEXT NOT NULL,
  code TEXT NOT NULL,                            -- empty: of no order
  place INTEGER NOT NULL,                        -- from 1
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'lost')),
  PRIMARY KEY (job_id, position)
) WITHOUT ROWID;
CREATE INDEX print_label_by_order ON print_label (store, code);
