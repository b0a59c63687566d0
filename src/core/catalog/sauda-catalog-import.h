#pragma once

#include "sauda-base-error.h"
#include "sauda-catalog-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaCatalogAfterFunc:
 * @connection: inside the transaction of the import
 * @report: what was written
 * @data: data of the caller
 * @error: return location
 *
 * Does what belongs to an import and is no part of the catalogue. Not called in a preview.
 *
 * Returns: %FALSE with @error to take the whole import back
 */
typedef gboolean (*SaudaCatalogAfterFunc) (SaudaConnection *connection,
                                           SaudaCatalogReport *report,
                                           gpointer data,
                                           GError **error);

/**
 * SaudaCatalogImportOptions:
 * @overrides: (nullable): `HEADER=FIELD` pairs, ended by %NULL: columns that are named otherwise
 * @choices: (nullable): rows that a person chose where two rows of one offer disagree, ended by 0
 * @preview: whether to tell what would happen and write nothing
 * @now_ms: the time, UTC ms
 * @progress: (nullable): called while rows are read, with a total of 0, and then while they are written; on
 * threads of the import, on one at a time
 * @progress_data: for @progress
 * @after: (nullable): called on the database's thread when the rows are written
 * @after_data: for @after
 */
typedef struct {
  const char *const *overrides;
  const guint *choices;
  gboolean preview;
  gint64 now_ms;
  SaudaProgressFunc progress;
  gpointer progress_data;
  SaudaCatalogAfterFunc after;
  gpointer after_data;
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
