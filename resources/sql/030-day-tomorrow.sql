-- Whether a press shipped what is planned for the day after too: its report counts the orders that its labels were proved against.
ALTER TABLE day_run ADD COLUMN tomorrow INTEGER NOT NULL DEFAULT 0 CHECK (tomorrow IN (0, 1));
