#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaConversationsPage:
 *
 * Who was asked what, what they answered, and what has to be done by a person.
 *
 * Signal: `orders-wanted` (const char *order) when the order of a conversation is to be looked at.
 */
#define SAUDA_TYPE_CONVERSATIONS_PAGE (sauda_conversations_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaConversationsPage, sauda_conversations_page, SAUDA, CONVERSATIONS_PAGE, AdwBin)

GtkWidget *sauda_conversations_page_new (SaudaWorkspace *workspace);
gboolean sauda_conversations_page_is_loaded (SaudaConversationsPage *self);

G_END_DECLS
