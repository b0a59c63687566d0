#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaCatalogReport SaudaCatalogReport;
typedef struct _SaudaCatalogImportInfo SaudaCatalogImportInfo;

/* What an import knows of itself while the stock is opened. */
typedef struct {
  const char *name; /* (not nullable) of the file */
  gint64 now_ms;
} SaudaCatalogOpening;

gboolean sauda_catalog_files_open_stock (SaudaConnection *connection,
                                         SaudaCatalogReport *report,
                                         gpointer opening,
                                         GError **error);
void sauda_catalog_files_import_async (SaudaWorkspace *workspace,
                                       const char *path,
                                       const char *const *overrides,
                                       const guint *choices,
                                       gboolean preview,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SaudaCatalogReport *sauda_catalog_files_import_finish (GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogImportInfo *sauda_catalog_files_undo (SaudaConnection *connection,
                                                  gint64 now_ms,
                                                  guint *kept,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
