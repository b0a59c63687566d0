#pragma once

#include "sauda-whatsapp-records.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

char *sauda_talk_trouble_find (SaudaWhatsappKind kind,
                               const SaudaWhatsappBatch *batch) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_talk_trouble_note_refusal (SaudaConnection *connection,
                                          const char *refusal,
                                          gint64 now_ms,
                                          gboolean *changed,
                                          GError **error);
gboolean sauda_talk_trouble_report (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error);

G_END_DECLS
