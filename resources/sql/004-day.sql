-- The journal of the day: every press of the button, step by step.
CREATE TABLE day_run (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,                          -- Almaty day
  started_ms INTEGER NOT NULL,
  finished_ms INTEGER,                           -- NULL: the run was cut off
  state TEXT NOT NULL,
  who TEXT NOT NULL,
  folder TEXT
);

CREATE TABLE day_step (
  run_id INTEGER NOT NULL REFERENCES day_run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  started_ms INTEGER NOT NULL,
  finished_ms INTEGER,
  detail TEXT,                                   -- JSON: waiting[], failed[]
  PRIMARY KEY (run_id, name)
);
