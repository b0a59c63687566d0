#pragma once

#include "sauda-store-merge.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

void sauda_store_rename_async (SaudaWorkspace *workspace,
                               const char *store,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void sauda_store_merge_async (SaudaWorkspace *workspace,
                              const char *from,
                              const char *into,
                              SaudaStoreMergeChoice choice,
                              const char *mark,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sauda_store_change_finish (GAsyncResult *result, char **backup, char **note, GError **error);

void sauda_store_merge_look_async (SaudaWorkspace *workspace,
                                   const char *from,
                                   const char *into,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaudaStoreMerge *sauda_store_merge_look_finish (GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
