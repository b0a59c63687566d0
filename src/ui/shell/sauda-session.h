#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaSession:
 *
 * An open data folder, with the practice store behind it when it is practice. Letting it go stops the
 * practice store.
 */
#define SAUDA_TYPE_SESSION (sauda_session_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSession, sauda_session, SAUDA, SESSION, GObject)

void sauda_session_open_async (gboolean practice,
                               const char *data_folder,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SaudaSession *sauda_session_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaWorkspace *sauda_session_get_workspace (SaudaSession *self);

G_END_DECLS
