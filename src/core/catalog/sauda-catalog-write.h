#pragma once

#include "sauda-catalog-ahead.h"
#include "sauda-connection.h"

G_BEGIN_DECLS

typedef struct _SaudaCatalogWriter SaudaCatalogWriter;

SaudaCatalogWriter *
sauda_catalog_writer_new (SaudaCatalogRows *rows, SaudaConnection *connection, gint64 now_ms);
void sauda_catalog_writer_free (SaudaCatalogWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogWriter, sauda_catalog_writer_free)

gboolean sauda_catalog_writer_write (SaudaCatalogWriter *self, gint64 import_id, GError **error);
gboolean
sauda_catalog_writer_write_ahead (SaudaCatalogWriter *self, SaudaCatalogBatch *batch, GError **error);
gboolean sauda_catalog_writer_settle (SaudaCatalogWriter *self, SaudaCatalogAhead *ahead, GError **error);
gboolean sauda_catalog_is_empty (SaudaConnection *connection, gboolean *empty, GError **error);

G_END_DECLS
