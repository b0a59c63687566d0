#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaTalkListener:
 *
 * Takes what Meta and 360dialog bring while it lives, and stores it; the next reading of answers lets it have
 * its effect.
 *
 * Signal `stored`: something came in.
 */
#define SAUDA_TYPE_TALK_LISTENER (sauda_talk_listener_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTalkListener, sauda_talk_listener, SAUDA, TALK_LISTENER, GObject)

void sauda_talk_listener_open_async (SaudaWorkspace *workspace,
                                     gboolean forced,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaTalkListener *sauda_talk_listener_open_finish (GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_talk_listener_get_url (SaudaTalkListener *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
