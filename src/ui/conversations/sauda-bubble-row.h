#pragma once

#include "sauda-talk-threads.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaBubbleRow:
 *
 * One message. What was understood stands out in the text and can be corrected.
 *
 * Signal `corrected` (SaudaTalkEdit *): a person read it otherwise.
 */
#define SAUDA_TYPE_BUBBLE_ROW (sauda_bubble_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaBubbleRow, sauda_bubble_row, SAUDA, BUBBLE_ROW, GtkListBoxRow)

GtkWidget *sauda_bubble_row_new (const SaudaTalkBubble *bubble);
gboolean sauda_bubble_row_is_of (SaudaBubbleRow *self, const SaudaTalkBubble *bubble);

G_END_DECLS
