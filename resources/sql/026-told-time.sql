-- When something happened to an order by the word of the source, UTC ms: a sheet of last month tells of last month.
ALTER TABLE order_event ADD COLUMN told_ms INTEGER;
