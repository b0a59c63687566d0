-- What a warehouse may sell of the one shelf. A warehouse that is not the store's own gets nothing until a person says so:
-- two warehouses that are both told the whole shelf sell the last piece twice.
ALTER TABLE warehouse ADD COLUMN share TEXT NOT NULL DEFAULT 'none' CHECK (share IN ('none', 'percent', 'keep', 'double'));
ALTER TABLE warehouse ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;  -- percent, or pieces kept for the store's own

-- Every change of a share, only ever added to.
CREATE TABLE warehouse_share_change (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id),
  name TEXT NOT NULL,
  before TEXT NOT NULL,                          -- none, 30%, keep:5, double
  after TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT                                    -- typed, where pieces can be sold twice
);

-- What Kaspi's own list told of an offer that was taken over from it, warehouse by warehouse: it is said again as it was
-- until the stock is counted or told otherwise.
CREATE TABLE offer_place (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  name TEXT NOT NULL,                            -- PP1
  available INTEGER NOT NULL,
  stock INTEGER,
  pre_order INTEGER NOT NULL DEFAULT 0,          -- days
  PRIMARY KEY (offer_id, name)
) WITHOUT ROWID;
ALTER TABLE offer ADD COLUMN brand TEXT;         -- as Kaspi's list has it
