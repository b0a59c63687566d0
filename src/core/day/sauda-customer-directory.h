#pragma once

#include "sauda-customer-list.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

GPtrArray *sauda_customer_directory_list (SaudaConnection *connection,
                                          const char *text,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_customer_directory_list_async (SaudaWorkspace *workspace,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *sauda_customer_directory_list_finish (SaudaWorkspace *workspace,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_customer_directory_set_wish_async (SaudaWorkspace *workspace,
                                              const char *phone,
                                              const char *consent,
                                              gboolean opted_out,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean
sauda_customer_directory_set_wish_finish (SaudaWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
