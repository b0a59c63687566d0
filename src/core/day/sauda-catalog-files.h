#pragma once

#include "sauda-base-error.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaCatalogReport SaudaCatalogReport;
typedef struct _SaudaCatalogImportInfo SaudaCatalogImportInfo;

/* What an import knows of itself while the stock is opened. */
typedef struct {
  const char *name; /* (not nullable) of the file */
  gint64 now_ms;
} SaudaCatalogOpening;

/**
 * SaudaCatalogFilesOptions:
 * @overrides: (nullable) (array zero-terminated=1): `HEADER=FIELD` pairs
 * @choices: (nullable) (array zero-terminated=1): rows that a person chose where two of one offer disagree
 * @preview: whether to tell what would happen and write nothing
 * @progress: (nullable): called on the caller's main context, ten times a second at most and never after the
 *   callback: rows read with a total of 0, then rows written
 * @progress_data: for @progress
 */
typedef struct {
  const char *const *overrides;
  const guint *choices;
  gboolean preview;
  SaudaProgressFunc progress;
  gpointer progress_data;
} SaudaCatalogFilesOptions;

gboolean sauda_catalog_files_open_stock (SaudaConnection *connection,
                                         SaudaCatalogReport *report,
                                         gpointer opening,
                                         GError **error);
void sauda_catalog_files_import_async (SaudaWorkspace *workspace,
                                       const char *path,
                                       const SaudaCatalogFilesOptions *options,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SaudaCatalogReport *sauda_catalog_files_import_finish (GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogImportInfo *sauda_catalog_files_find_last (SaudaConnection *connection,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogImportInfo *sauda_catalog_files_undo (SaudaConnection *connection,
                                                  gint64 now_ms,
                                                  guint *kept,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
