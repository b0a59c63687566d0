#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaSizePopover:
 *
 * The sizes to choose from, below the cell in which a size is typed. One popover serves a whole table; the
 * focus stays in the cell.
 *
 * Signal `chosen` (size).
 */
#define SAUDA_TYPE_SIZE_POPOVER (sauda_size_popover_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizePopover, sauda_size_popover, SAUDA, SIZE_POPOVER, GtkPopover)

GtkWidget *sauda_size_popover_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_popover_set_sizes (SaudaSizePopover *self, const char *const *sizes);
const char *sauda_size_popover_step (SaudaSizePopover *self, const char *text, int step);

G_END_DECLS
