#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaTalkWatch:
 *
 * Reads what buyers write while the program is open: asks the provider every half a minute while
 * conversations are open and every three minutes otherwise (whatsapp-api 2.4), and listens for webhooks where
 * that is switched on. It sends nothing, and stays away while a run is under way, which reads for itself.
 */
#define SAUDA_TYPE_TALK_WATCH (sauda_talk_watch_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTalkWatch, sauda_talk_watch, SAUDA, TALK_WATCH, GObject)

SaudaTalkWatch *sauda_talk_watch_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_watch_now (SaudaTalkWatch *self);
char *sauda_talk_watch_get_url (SaudaTalkWatch *self) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_talk_watch_get_wait (guint open, guint failures);

G_END_DECLS
