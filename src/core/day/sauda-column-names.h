#pragma once

#include "sauda-column-aliases.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaColumnName:
 *
 * A column of order spreadsheets or catalogues and the header text that stands for it.
 */
typedef struct {
  char *column; /* (owned) (not nullable) `sku`, as on the command line */
  char *title;  /* (owned) (not nullable) its name at Kaspi */
  char *header; /* (owned) (nullable) what stands above it; NULL when a file lacks it */
  gboolean needed;
} SaudaColumnName;

/**
 * SaudaColumnNames:
 *
 * The columns of one file, or the header texts that a person made known.
 */
typedef struct {
  GPtrArray *columns; /* (owned) (not nullable) (element-type SaudaColumnName) */
  GStrv others;       /* (owned) (not nullable) header texts of the file that belong to none of them */
} SaudaColumnNames;

void sauda_column_names_free (SaudaColumnNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaColumnNames, sauda_column_names_free)

gboolean sauda_column_names_keep (SaudaConnection *connection,
                                  const char *kind,
                                  const char *header,
                                  const char *column,
                                  gint64 now_ms,
                                  GError **error);

void sauda_column_names_list_async (SaudaWorkspace *workspace,
                                    const char *kind,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
SaudaColumnNames *sauda_column_names_list_finish (GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_column_names_keep_async (SaudaWorkspace *workspace,
                                    const char *kind,
                                    const char *header,
                                    const char *column,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sauda_column_names_keep_finish (GAsyncResult *result, GError **error);

G_END_DECLS
