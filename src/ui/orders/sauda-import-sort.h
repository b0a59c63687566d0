#pragma once

#include "sauda-workspace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaImportSort:
 *
 * Files by what is in them, whatever their names end in.
 */
typedef struct {
  GPtrArray *sheets;      /* (owned) (element-type filename) order sheets, NULL at the end */
  GPtrArray *catalogues;  /* (owned) (element-type filename) other spreadsheets */
  GPtrArray *waybills;    /* (owned) (element-type filename) ZIP, PDF and folders, NULL at the end */
  GPtrArray *unknown;     /* (owned) (element-type filename) */
  GHashTable *not_orders; /* (owned) (element-type filename utf8) why a catalogue is no order sheet */
} SaudaImportSort;

void sauda_import_sort_free (SaudaImportSort *sort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaImportSort, sauda_import_sort_free)

void sauda_import_sort_async (SaudaWorkspace *workspace,
                              const char *const *paths,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaudaImportSort *sauda_import_sort_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
