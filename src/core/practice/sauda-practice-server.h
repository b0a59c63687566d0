#pragma once

#include "sauda-practice-options.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaPracticeServer:
 *
 * A local simulator of Kaspi's merchant API. It has a thread of its own, so the same process may call it and
 * block; it listens on this machine alone.
 */
#define SAUDA_TYPE_PRACTICE_SERVER (sauda_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPracticeServer, sauda_practice_server, SAUDA, PRACTICE_SERVER, GObject)

SaudaPracticeServer *sauda_practice_server_new (const SaudaPracticeOptions *options,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_practice_server_get_url (SaudaPracticeServer *self);
gboolean sauda_practice_server_start (SaudaPracticeServer *self, GError **error);
void sauda_practice_server_stop (SaudaPracticeServer *self);

G_END_DECLS
