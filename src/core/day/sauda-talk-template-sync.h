#pragma once

#include "sauda-talk.h"

G_BEGIN_DECLS

void sauda_talk_template_sync_async (SaudaTalk *talk,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sauda_talk_template_sync_finish (GAsyncResult *result, GError **error);

G_END_DECLS
