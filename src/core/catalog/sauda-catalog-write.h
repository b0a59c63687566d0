#pragma once

#include "sauda-catalog-row.h"
#include "sauda-connection.h"

G_BEGIN_DECLS

gboolean sauda_catalog_rows_write (SaudaCatalogRows *self,
                                   SaudaConnection *connection,
                                   gint64 import_id,
                                   gint64 now_ms,
                                   GError **error);

G_END_DECLS
