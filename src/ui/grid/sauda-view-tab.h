#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaViewTab:
 *
 * The tab of a saved view. With the focus on it F2 renames, Ctrl with an arrow moves and Delete removes it;
 * the pointer drags it to another place and renames it by a double click.
 *
 * It activates `view-tab.rename` and `view-tab.delete` with its index, and `view-tab.move` with an index and
 * the number of places to the right.
 */
#define SAUDA_TYPE_VIEW_TAB (sauda_view_tab_get_type ())
G_DECLARE_FINAL_TYPE (SaudaViewTab, sauda_view_tab, SAUDA, VIEW_TAB, GtkToggleButton)

GtkWidget *sauda_view_tab_new (guint index, const char *name) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_view_tab_get_index (SaudaViewTab *self);
gboolean sauda_view_tab_drop (SaudaViewTab *self, guint index);

G_END_DECLS
