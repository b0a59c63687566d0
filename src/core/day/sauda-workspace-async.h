#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

void sauda_workspace_read_async (SaudaWorkspace *self,
                                 SaudaWorkspaceFunc func,
                                 gpointer data,
                                 GDestroyNotify data_free,
                                 GDestroyNotify result_free,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gpointer sauda_workspace_read_finish (GObject *source, GAsyncResult *result, GError **error);
void sauda_workspace_write_async (SaudaWorkspace *self,
                                  SaudaWorkspaceFunc func,
                                  gpointer data,
                                  GDestroyNotify data_free,
                                  GDestroyNotify result_free,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gpointer sauda_workspace_write_finish (GObject *source, GAsyncResult *result, GError **error);

G_END_DECLS
