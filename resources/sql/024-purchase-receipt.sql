-- What an act of the stock ledger received of a purchase: when it is taken back, the pieces are on their way again.
CREATE TABLE purchase_receipt (
  batch_id INTEGER PRIMARY KEY REFERENCES stock_batch (id),
  purchase_id INTEGER NOT NULL REFERENCES purchase (id),
  variant_id INTEGER NOT NULL REFERENCES variant (id),
  pieces INTEGER NOT NULL
);
CREATE TRIGGER purchase_receipt_is_undone AFTER INSERT ON stock_batch WHEN new.undoes IS NOT NULL
BEGIN
  UPDATE purchase_line SET received = received - (SELECT pieces FROM purchase_receipt WHERE batch_id = new.undoes)
    WHERE (purchase_id, variant_id) IN (SELECT purchase_id, variant_id FROM purchase_receipt WHERE batch_id = new.undoes);
  UPDATE purchase SET closed_ms = NULL WHERE id IN (SELECT purchase_id FROM purchase_receipt WHERE batch_id = new.undoes)
    AND EXISTS (SELECT 1 FROM purchase_line WHERE purchase_id = purchase.id AND received < pieces);
END;
