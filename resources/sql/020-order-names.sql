-- Header texts of order sheets lie where those of catalogues do: they were one setting, `HEADER=COLUMN` a line.
INSERT OR IGNORE INTO column_alias (kind, header, field, set_ms)
WITH RECURSIVE line (text, rest, at) AS (
  SELECT '', value || char (10), changed_ms FROM setting WHERE key = 'order-column-names'
  UNION ALL
  SELECT substr (rest, 1, instr (rest, char (10)) - 1), substr (rest, instr (rest, char (10)) + 1), at
  FROM line WHERE rest <> ''
), parted (head, text, at) AS (
  SELECT rtrim (text, replace (text, '=', '')), text, at FROM line WHERE instr (text, '=') > 0
)
SELECT 'orders', substr (head, 1, length (head) - 1), substr (text, length (head) + 1), at FROM parted;
DELETE FROM setting WHERE key = 'order-column-names';
