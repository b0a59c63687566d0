#pragma once

#include "sauda-alerts.h"

G_BEGIN_DECLS

void sauda_token_trouble_note (SaudaWorkspace *workspace, gint64 store_id, const GError *error);
void sauda_token_trouble_note_missing (SaudaWorkspace *workspace, gint64 store_id);
gboolean
sauda_token_trouble_clear (SaudaConnection *connection, gint64 store_id, gint64 now_ms, GError **error);
gboolean sauda_token_trouble_remind (SaudaConnection *connection,
                                     gint64 store_id,
                                     gint64 now_ms,
                                     gboolean *told,
                                     gboolean *news,
                                     GError **error);

G_END_DECLS
