#pragma once

#include "sauda-channel.h"
#include "sauda-day-step.h"

G_BEGIN_DECLS

void sauda_card_sender_run_async (SaudaWorkspace *workspace,
                                  GPtrArray *channels,
                                  SaudaDayStep *step,
                                  GPtrArray *acts,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_card_sender_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
