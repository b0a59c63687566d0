#pragma once

#include "sauda-practice-mail-private.h"

G_BEGIN_DECLS

GPtrArray *sauda_practice_buyer_answer (const SaudaPracticeLetter *letter,
                                        guint seed,
                                        gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_practice_buyer_has_whatsapp (const char *order, guint seed);

G_END_DECLS
