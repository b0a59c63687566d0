#pragma once

#include "sauda-outbox.h"

G_BEGIN_DECLS

gboolean sauda_outbox_is_fresh (gint64 expires_ms, gint64 now_ms);
gboolean sauda_outbox_add_event (SaudaConnection *connection,
                                 gint64 act_id,
                                 SaudaActState state,
                                 const char *who,
                                 const char *note,
                                 gint64 now_ms,
                                 GError **error);
gboolean sauda_outbox_write_state (SaudaConnection *connection,
                                   const SaudaAct *act,
                                   SaudaActState state,
                                   const char *who,
                                   const char *note,
                                   gint64 next_check_ms,
                                   gint64 now_ms,
                                   GError **error);

G_END_DECLS
