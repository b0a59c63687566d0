#pragma once

#include "sauda-talk-threads.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaComposer:
 *
 * What stands under a conversation: free text while the buyer's 24 hours run and the template after them,
 * quick replies in the buyer's language, the chat that is opened by hand and what became of it, an answer
 * that came another way, or the number of the order when nobody knows it.
 *
 * Signals: `write` (const char *text, %NULL for the template), `open-chat`, `edit` (SaudaTalkEditKind,
 * SaudaTalkEdit *).
 */
#define SAUDA_TYPE_COMPOSER (sauda_composer_get_type ())
G_DECLARE_FINAL_TYPE (SaudaComposer, sauda_composer, SAUDA, COMPOSER, GtkBox)

void
sauda_composer_show_thread (SaudaComposer *self, const SaudaTalkThread *thread, gint64 now_ms, gboolean busy);
gboolean sauda_composer_can_open_chat (const SaudaTalkThread *thread);
void sauda_composer_set_by_hand (SaudaComposer *self, gboolean by_hand);
void sauda_composer_clear (SaudaComposer *self);

G_END_DECLS
