#pragma once

#include "sauda-base-error.h"
#include "sauda-catalog-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaCatalogImportOptions:
 * @overrides: (nullable): `HEADER=FIELD` pairs, ended by %NULL: columns that are named otherwise
 * @preview: whether to tell what would happen and write nothing
 * @now_ms: the time, UTC ms
 * @progress: (nullable): called while rows are read, on the calling thread
 * @progress_data: for @progress
 */
typedef struct {
  const char *const *overrides;
  gboolean preview;
  gint64 now_ms;
  SaudaProgressFunc progress;
  gpointer progress_data;
} SaudaCatalogImportOptions;

SaudaCatalogReport *sauda_catalog_import_file (SaudaDatabase *database,
                                               const char *path,
                                               const SaudaCatalogImportOptions *options,
                                               GCancellable *cancellable,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogReport *sauda_catalog_import_bytes (SaudaDatabase *database,
                                                GBytes *csv,
                                                const SaudaCatalogImportOptions *options,
                                                GCancellable *cancellable,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
