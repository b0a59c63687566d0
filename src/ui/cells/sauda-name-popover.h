#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaNamePopover:
 *
 * Asks for one line of text.
 *
 * Signal: `given` (text) when it was typed and Enter pressed.
 */
#define SAUDA_TYPE_NAME_POPOVER (sauda_name_popover_get_type ())
G_DECLARE_FINAL_TYPE (SaudaNamePopover, sauda_name_popover, SAUDA, NAME_POPOVER, GtkPopover)

GtkWidget *sauda_name_popover_new (const char *title, const char *text) G_GNUC_WARN_UNUSED_RESULT;
void sauda_name_popover_leave (GtkPopover *popover);

G_END_DECLS
