#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaWaybill:
 *
 * The saved label of an order; texts are borrowed when it is given to sauda_waybills_save().
 */
typedef struct {
  gint64 order_id;
  char *sha256; /* (not nullable) */
  char *path;   /* (not nullable) relative to the data folder */
  guint pages;
  char *source; /* (not nullable) "api", or the name of the archive */
  gint64 saved_ms;
} SaudaWaybill;

void sauda_waybill_free (SaudaWaybill *waybill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaybill, sauda_waybill_free)

gboolean sauda_waybills_save (SaudaConnection *connection, const SaudaWaybill *waybill, GError **error);
gboolean sauda_waybills_forget (SaudaConnection *connection, gint64 order_id, GError **error);
gboolean
sauda_waybills_find (SaudaConnection *connection, gint64 order_id, SaudaWaybill **waybill, GError **error);

G_END_DECLS
