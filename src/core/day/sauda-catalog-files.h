#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaCatalogReport SaudaCatalogReport;

void sauda_catalog_files_import_async (SaudaWorkspace *workspace,
                                       const char *path,
                                       const char *const *overrides,
                                       gboolean preview,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SaudaCatalogReport *sauda_catalog_files_import_finish (GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
