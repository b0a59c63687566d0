#pragma once

#include "sauda-catalog-files.h"
#include "sauda-import-report.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaImport:
 *
 * Files of any kind on their way in: sheets of orders, catalogues, stock lists, waybill archives. First
 * without writing anything, then for good.
 */
#define SAUDA_TYPE_IMPORT (sauda_import_get_type ())
G_DECLARE_FINAL_TYPE (SaudaImport, sauda_import, SAUDA, IMPORT, GObject)

SaudaImport *sauda_import_new (SaudaWorkspace *workspace, GListModel *files) G_GNUC_WARN_UNUSED_RESULT;
void sauda_import_set_store (SaudaImport *self, const char *store);
void sauda_import_set_amount (SaudaImport *self, const char *path, const char *meaning);
const char *sauda_import_get_amount (SaudaImport *self, const char *path);
void sauda_import_set_progress (SaudaImport *self, SaudaProgressFunc progress, gpointer data);
void sauda_import_forget_kinds (SaudaImport *self);
void sauda_import_run_async (SaudaImport *self,
                             gboolean preview,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SaudaImportReport *
sauda_import_run_finish (SaudaImport *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
