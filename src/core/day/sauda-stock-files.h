#pragma once

#include "sauda-catalog-report.h"
#include "sauda-stock-acts.h"
#include "sauda-workspace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/* What the import of a stock file did, or would do. */
typedef struct {
  guint rows;
  guint changed; /* variants whose stock was another */
  guint same;
  guint refused;              /* rows */
  GPtrArray *problems;        /* (owned) (not nullable) (element-type SaudaCatalogProblem) */
  SaudaStockOutcome *outcome; /* (owned) (nullable) */
  SaudaCatalogReport *report; /* (owned) (not nullable) holds the problems */
} SaudaStockFile;

void sauda_stock_file_free (SaudaStockFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStockFile, sauda_stock_file_free)

SaudaStockFile *sauda_stock_files_import (SaudaDatabase *database,
                                          const char *path,
                                          gboolean preview,
                                          const char *who,
                                          gint64 now_ms,
                                          GCancellable *cancellable,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stock_files_recognize_async (SaudaWorkspace *workspace,
                                        const char *path,
                                        gboolean preview,
                                        const char *who,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
SaudaStockFile *sauda_stock_files_recognize_finish (GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
