#pragma once

#include "sauda-talk.h"

G_BEGIN_DECLS

/**
 * SaudaTalkSender:
 *
 * Sends what is due, each message once: written before it leaves, looked for when its answer is lost, tried
 * again only when it surely did not go out.
 */
#define SAUDA_TYPE_TALK_SENDER (sauda_talk_sender_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTalkSender, sauda_talk_sender, SAUDA, TALK_SENDER, GObject)

SaudaTalkSender *sauda_talk_sender_new (SaudaTalk *talk, SaudaDayStep *step) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_sender_settle_async (SaudaTalkSender *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void sauda_talk_sender_run_async (SaudaTalkSender *self,
                                  const char *who,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void sauda_talk_sender_write_async (SaudaTalkSender *self,
                                    gint64 question_id,
                                    const char *text,
                                    const char *who,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sauda_talk_sender_finish (SaudaTalkSender *self, GAsyncResult *result, GError **error);
guint sauda_talk_sender_get_sent (SaudaTalkSender *self);

G_END_DECLS
