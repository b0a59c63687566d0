#pragma once

#include "sauda-thread-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaThreadRow:
 *
 * One conversation in the list of conversations.
 */
#define SAUDA_TYPE_THREAD_ROW (sauda_thread_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThreadRow, sauda_thread_row, SAUDA, THREAD_ROW, AdwBin)

GtkWidget *sauda_thread_row_new (void);
void sauda_thread_row_set_item (SaudaThreadRow *self, SaudaThreadItem *item);
SaudaThreadItem *sauda_thread_row_get_item (SaudaThreadRow *self);

G_END_DECLS
