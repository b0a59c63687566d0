#pragma once

#include "sauda-price-view.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaPriceEdit:
 * @wanted: (owned) (element-type gint64 gint64) prices by offer
 * @before: (owned) (element-type gint64 gint64) what stood there
 * @batch_id: the change that it became; of the database's thread, 0: nothing was written
 *
 * What was typed, pasted or filled in at once. Shared by the table and the database's thread.
 */
typedef struct {
  gatomicrefcount references;
  GHashTable *wanted;
  GHashTable *before;
  gint64 batch_id;
  gint64 now_ms;
} SaudaPriceEdit;

SaudaPriceEdit *sauda_price_edit_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaPriceEdit *sauda_price_edit_ref (SaudaPriceEdit *edit) G_GNUC_WARN_UNUSED_RESULT;
void sauda_price_edit_unref (SaudaPriceEdit *edit);
void sauda_price_edit_add (SaudaPriceEdit *edit, gint64 offer_id, gint64 before, gint64 wanted);
gboolean sauda_price_edit_is_undo_of (const SaudaPriceEdit *edit, const SaudaPriceEdit *other);
gpointer sauda_price_edit_write (SaudaConnection *connection, gpointer edit, GError **error);
gpointer sauda_price_edit_take_back (SaudaConnection *connection, gpointer edit, GError **error);

G_END_DECLS
