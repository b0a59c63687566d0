#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaContextMenuFind:
 * @widget: where something was pressed
 * @pressed: (nullable): the place; %NULL: a key was, and the menu is about what has the focus
 * @at: (out caller-allocates): what the menu points at, in @widget
 *
 * Selects what the menu is about, and decides which of its commands can be given.
 *
 * Returns: whether there is a menu for that place
 */
typedef gboolean (*SaudaContextMenuFind) (GtkWidget *widget,
                                          const graphene_point_t *pressed,
                                          GdkRectangle *at);

void
sauda_context_menu_add (GtkWidget *widget, GMenuModel *model, const char *name, SaudaContextMenuFind find);
GtkWidget *sauda_context_menu_find_row (GtkWidget *widget, GtkWidget *list, const graphene_point_t *pressed);
GdkRectangle sauda_context_menu_place (const graphene_point_t *pressed, const graphene_rect_t *bounds);
gboolean sauda_context_menu_is_open (GtkWidget *widget);

G_END_DECLS
