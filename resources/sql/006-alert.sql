-- What needs a person: one row an episode. It ends when the reason is gone, and a new one begins a new row.
CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,                             -- kind/store/order/detail
  kind TEXT NOT NULL,                            -- see sauda-alert-kind.c
  store_id INTEGER REFERENCES store (id),        -- NULL: no store of its own
  order_code TEXT,
  severity TEXT NOT NULL CHECK (severity IN ('notice', 'warning', 'urgent')),
  weight INTEGER NOT NULL DEFAULT 0,             -- how bad within the severity: three orders are worse than two
  said_severity TEXT NOT NULL,                   -- the worst that this episode was said aloud with
  said_weight INTEGER NOT NULL,
  text TEXT NOT NULL,                            -- one sentence: what, and what to do
  data TEXT,                                     -- JSON: rows, numbers
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  acknowledged_ms INTEGER,                       -- quiet since, until it gets worse
  acknowledged_by TEXT,
  resolved_ms INTEGER
);
CREATE UNIQUE INDEX alert_open ON alert (key) WHERE resolved_ms IS NULL;
CREATE INDEX alert_by_time ON alert (first_seen_ms);

-- Append-only: raised, worse, acknowledged, resolved.
CREATE TABLE alert_event (
  id INTEGER PRIMARY KEY,
  alert_id INTEGER NOT NULL REFERENCES alert (id),
  at_ms INTEGER NOT NULL,
  event TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT
);
CREATE INDEX alert_event_by_alert ON alert_event (alert_id, at_ms);
