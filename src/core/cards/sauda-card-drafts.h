#pragma once

#include "sauda-card.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_card_drafts_save (SaudaConnection *connection, SaudaCard *card, gint64 now_ms, GError **error);
GPtrArray *sauda_card_drafts_list (SaudaConnection *connection,
                                   gint64 store_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_card_drafts_is_open (const SaudaCard *card);
gboolean sauda_card_drafts_remove (SaudaConnection *connection, gint64 card_id, GError **error);

G_END_DECLS
