-- Append-only: who trusted a store how far, when, and on what ground.
CREATE TABLE trust_event (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL REFERENCES store (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL                           -- what was measured, or what the person wrote
);
CREATE INDEX trust_event_by_store ON trust_event (store_id, at_ms);
