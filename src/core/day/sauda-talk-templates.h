#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

void sauda_talk_templates_hand_in_async (SaudaWorkspace *workspace,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean sauda_talk_templates_hand_in_finish (GAsyncResult *result, guint *handed_in, GError **error);

void sauda_talk_webhook_set_async (SaudaWorkspace *workspace,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *sauda_talk_webhook_set_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
