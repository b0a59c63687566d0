-- What the sizes are learned from: who got which size, the charts to begin with, and how good the advice was.
CREATE TABLE size_history (
  id INTEGER PRIMARY KEY,
  people TEXT NOT NULL CHECK (people IN ('men', 'women', 'kids')),
  product TEXT NOT NULL,                         -- physical model over all its listings, as search_key () writes it
  height_cm REAL NOT NULL,
  weight_kg REAL NOT NULL,                       -- 0: a child whose weight nobody told
  size TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('shipped', 'too_small', 'too_large', 'wrong', 'exchanged')),
  at_ms INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('file', 'person', 'buyer', 'rule')),
  line_id INTEGER UNIQUE,                        -- NULL: from a file
  file_key TEXT UNIQUE                           -- tells the rows of files apart; NULL: of an order
);
CREATE INDEX size_history_by_time ON size_history (people, at_ms, id);

-- What was foretold of a row of the history before its size was known.
CREATE TABLE size_score (
  history_id INTEGER PRIMARY KEY REFERENCES size_history (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  size TEXT NOT NULL,                            -- the advised one
  probability REAL NOT NULL,                     -- as it was shown
  sure INTEGER NOT NULL,                         -- nobody would have had to look
  probabilities TEXT NOT NULL                    -- "S 0.013 M 0.204 …" at temperature 1
);

-- Charts to begin with; the latest of each counts. None: the usual one.
CREATE TABLE size_chart (
  id INTEGER PRIMARY KEY,
  people TEXT NOT NULL CHECK (people IN ('men', 'women', 'kids')),
  source TEXT NOT NULL CHECK (source IN ('usual', 'supplier', 'moved')),
  limits TEXT,                                   -- JSON; NULL: the usual one
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT
);

-- The height and weight that a size was decided from.
CREATE TABLE line_measure (
  line_id INTEGER PRIMARY KEY REFERENCES order_line (id) ON DELETE CASCADE,
  height_cm REAL NOT NULL,
  weight_kg REAL NOT NULL,                       -- 0: a child whose weight nobody told
  text TEXT,                                     -- what the buyer wrote
  who TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);

-- Goes up whenever the history changes in another way than by a new row at its end.
CREATE TABLE size_revision (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL
);
INSERT INTO size_revision VALUES (1, 0);
