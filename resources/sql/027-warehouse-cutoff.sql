-- When sizes are decided for orders of a warehouse, minutes of the day of Almaty; NULL: at the store's cut-off.
ALTER TABLE warehouse ADD COLUMN cutoff_minutes INTEGER CHECK (cutoff_minutes BETWEEN 1 AND 1439);
