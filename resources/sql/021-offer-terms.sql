-- Every change of a city price or of the pre-order days of an offer, only ever added to; an undo is one more.
CREATE TABLE offer_term_change (
  id INTEGER PRIMARY KEY,
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  city_id TEXT,                                  -- KATO number; NULL: the pre-order days
  before INTEGER,                                -- whole tenge or days; NULL: none
  after INTEGER,
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT,                                   -- typed, where a limit was overruled
  undoes INTEGER UNIQUE REFERENCES offer_term_change (id)
);
CREATE INDEX offer_term_change_by_offer ON offer_term_change (offer_id, id);
