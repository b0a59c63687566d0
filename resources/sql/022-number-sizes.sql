-- Sizes in numbers (44-64) have charts of their own beside those in letters. A CHECK cannot be changed, so the tables are
-- made anew; the child goes with its parent, because dropping a parent empties its child.
CREATE TABLE new_size_history (
  id INTEGER PRIMARY KEY,
  people TEXT NOT NULL CHECK (people IN ('men', 'women', 'kids', 'men_numbers', 'women_numbers')),
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
INSERT INTO new_size_history
  SELECT id, CASE WHEN people <> 'kids' AND size GLOB '[4-6][0-9]' THEN people || '_numbers' ELSE people END, product,
         height_cm, weight_kg, size, outcome, at_ms, source, line_id, file_key FROM size_history;

CREATE TABLE new_size_score (
  history_id INTEGER PRIMARY KEY REFERENCES new_size_history (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  size TEXT NOT NULL,                            -- the advised one
  probability REAL NOT NULL,                     -- as it was shown
  sure INTEGER NOT NULL,                         -- nobody would have had to look
  probabilities TEXT NOT NULL                    -- "S 0.013 M 0.204 …" at temperature 1
);
INSERT INTO new_size_score
  SELECT history_id, size_score.at_ms, size_score.size, probability, sure, probabilities
  FROM size_score JOIN new_size_history ON new_size_history.id = history_id
  WHERE people NOT IN ('men_numbers', 'women_numbers');

CREATE TABLE new_size_chart (
  id INTEGER PRIMARY KEY,
  people TEXT NOT NULL CHECK (people IN ('men', 'women', 'kids', 'men_numbers', 'women_numbers')),
  source TEXT NOT NULL CHECK (source IN ('usual', 'supplier', 'moved')),
  limits TEXT,                                   -- JSON; NULL: the usual one
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT
);
INSERT INTO new_size_chart SELECT id, people, source, limits, at_ms, who, reason FROM size_chart;

DROP TABLE size_score;
DROP TABLE size_history;
DROP TABLE size_chart;
ALTER TABLE new_size_history RENAME TO size_history;
ALTER TABLE new_size_score RENAME TO size_score;
ALTER TABLE new_size_chart RENAME TO size_chart;
CREATE INDEX size_history_by_time ON size_history (people, at_ms, id);
UPDATE size_revision SET number = number + 1;
