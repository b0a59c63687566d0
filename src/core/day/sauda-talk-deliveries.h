#pragma once

#include "sauda-conversation.h"

G_BEGIN_DECLS

gboolean sauda_talk_deliveries_add (SaudaConnection *connection,
                                    SaudaWhatsappKind kind,
                                    GBytes *body,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_talk_deliveries_read (SaudaConnection *connection,
                                     gint64 now_ms,
                                     SaudaConversationCounts *counts,
                                     GError **error);
gboolean sauda_talk_deliveries_erase (SaudaConnection *connection, const char *phone, GError **error);

G_END_DECLS
