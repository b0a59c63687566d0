#pragma once

#include "sauda-outbox.h"

G_BEGIN_DECLS

SaudaAct *
sauda_outbox_get_act (SaudaConnection *connection, gint64 act_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
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
