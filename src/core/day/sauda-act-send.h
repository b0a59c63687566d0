#pragma once

#include "sauda-act.h"
#include "sauda-kaspi-client.h"

G_BEGIN_DECLS

gboolean sauda_act_send_async (SaudaKaspiClient *client,
                               const SaudaAct *act,
                               GAsyncReadyCallback callback,
                               gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiAnswer sauda_act_send_finish (SaudaKaspiClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
