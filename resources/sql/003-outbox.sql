-- The ledger of every act on the outside world. Rows are written before a request leaves and never deleted.
CREATE TABLE outbox_plan (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  approved_ms INTEGER,
  approved_by TEXT
);

CREATE TABLE outbox_act (
  id INTEGER PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES outbox_plan (id),
  store_id INTEGER NOT NULL,
  kind TEXT NOT NULL,                            -- accept, assemble …
  target TEXT NOT NULL,                          -- order number
  before TEXT,
  after TEXT,
  payload TEXT NOT NULL,                         -- JSON of what is sent
  key TEXT NOT NULL UNIQUE,                      -- store/order/kind: an act exists once
  state TEXT NOT NULL CHECK (state IN ('planned', 'approved', 'sending', 'accepted', 'verified', 'failed',
                                       'refused', 'unknown', 'expired')),
  attempts INTEGER NOT NULL DEFAULT 0,
  checks INTEGER NOT NULL DEFAULT 0,             -- re-readings since it was sent
  planned_ms INTEGER NOT NULL,
  sent_ms INTEGER,
  next_check_ms INTEGER,
  settled_ms INTEGER,
  error TEXT,
  who TEXT NOT NULL
);
CREATE INDEX outbox_act_by_state ON outbox_act (state, next_check_ms);
CREATE INDEX outbox_act_by_target ON outbox_act (store_id, target);

CREATE TABLE outbox_event (
  id INTEGER PRIMARY KEY,
  act_id INTEGER NOT NULL REFERENCES outbox_act (id),
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  who TEXT NOT NULL,
  note TEXT
);
CREATE INDEX outbox_event_by_act ON outbox_event (act_id, at_ms);
