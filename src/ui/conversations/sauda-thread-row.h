#pragma once

#include "sauda-talk-threads.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaThreadRow:
 *
 * One conversation in the list of conversations.
 */
#define SAUDA_TYPE_THREAD_ROW (sauda_thread_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThreadRow, sauda_thread_row, SAUDA, THREAD_ROW, GtkListBoxRow)

GtkWidget *sauda_thread_row_new (SaudaTalkThread *thread);
const SaudaTalkThread *sauda_thread_row_get_thread (SaudaThreadRow *self);
gboolean sauda_thread_row_matches (SaudaThreadRow *self, const char *words);

G_END_DECLS
