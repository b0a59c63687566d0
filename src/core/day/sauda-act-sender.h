#pragma once

#include "sauda-channel.h"
#include "sauda-day-step.h"

G_BEGIN_DECLS

/**
 * SaudaActSender:
 *
 * Sends approved acts of the ledger and settles unclear ones: each is written down before its request leaves,
 * sent once, and believed only when the order, read again, shows it. The first act goes alone (product.md 5,
 * canary). The signal `home` tells the number of each act that is through, and its #SaudaActState.
 */
#define SAUDA_TYPE_ACT_SENDER (sauda_act_sender_get_type ())
G_DECLARE_FINAL_TYPE (SaudaActSender, sauda_act_sender, SAUDA, ACT_SENDER, GObject)

SaudaActSender *sauda_act_sender_new (SaudaWorkspace *workspace,
                                      GPtrArray *channels,
                                      SaudaDayStep *step) G_GNUC_WARN_UNUSED_RESULT;
void sauda_act_sender_keep_open (SaudaActSender *self);
void sauda_act_sender_close (SaudaActSender *self, GPtrArray *more);
void sauda_act_sender_run_async (SaudaActSender *self,
                                 GPtrArray *acts,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sauda_act_sender_run_finish (SaudaActSender *self, GAsyncResult *result, GError **error);

G_END_DECLS
