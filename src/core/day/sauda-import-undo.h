#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaChanges SaudaChanges;

/* A larger import is not recorded: it is an archive, taken in once. */
#define SAUDA_IMPORT_UNDO_MAX_LINES 20000

/**
 * SaudaImportUndo:
 *
 * An import of an order sheet that may be taken back.
 */
typedef struct {
  gint64 id;
  char *name;         /* (owned) (not nullable) base name of the file */
  gint64 imported_ms; /* UTC */
  guint orders;       /* that came new or changed with it */
} SaudaImportUndo;

void sauda_import_undo_free (SaudaImportUndo *undo);
gint64 sauda_import_undo_keep (SaudaConnection *connection,
                               SaudaChanges *changes,
                               const char *name,
                               const char *sha256,
                               guint orders,
                               gint64 now_ms,
                               GError **error);
void sauda_import_undo_list_async (SaudaWorkspace *workspace,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *sauda_import_undo_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_import_undo_run_async (SaudaWorkspace *workspace,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_import_undo_run_finish (GAsyncResult *result, GError **error);

gboolean sauda_import_undo_forget_text (SaudaConnection *connection, const char *text, GError **error);

G_END_DECLS
