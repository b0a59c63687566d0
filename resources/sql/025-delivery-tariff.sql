-- What Kaspi's delivery costs the seller, as people set it: a whole tariff from a day on. None is ever changed.
CREATE TABLE delivery_tariff (
  id INTEGER PRIMARY KEY,
  from_day INTEGER NOT NULL,                     -- Almaty day
  who TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
);
CREATE TABLE delivery_band (
  tariff_id INTEGER NOT NULL REFERENCES delivery_tariff (id),
  total_from INTEGER NOT NULL,                   -- of the order, whole tenge
  grams_from INTEGER NOT NULL,                   -- of the order
  city INTEGER NOT NULL,                         -- what the seller pays, whole tenge with VAT
  between_cities INTEGER NOT NULL,
  express INTEGER NOT NULL,
  PRIMARY KEY (tariff_id, total_from, grams_from)
);
