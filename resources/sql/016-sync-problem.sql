-- Why a store could not be read the last time, and since when; NULL while it can be read.
ALTER TABLE store ADD COLUMN sync_problem TEXT;
ALTER TABLE store ADD COLUMN failing_ms INTEGER;
