-- Days that an offer takes as a pre-order in one warehouse, where they differ from its usual ones; 0: it is there.
CREATE TABLE offer_place_pre_order (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  name TEXT NOT NULL,                            -- PP2
  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 30),
  PRIMARY KEY (offer_id, name)
) WITHOUT ROWID;

ALTER TABLE offer_term_change ADD COLUMN place TEXT; -- PP2: the pre-order days there
