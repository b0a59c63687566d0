#pragma once

#include "sauda-grid-column.h"

G_BEGIN_DECLS

/**
 * SaudaGridLayout:
 *
 * Which columns of a table are shown, in which order and width, and by which one it is sorted.
 * Remembered in the settings of the window.
 */
#define SAUDA_TYPE_GRID_LAYOUT (sauda_grid_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGridLayout, sauda_grid_layout, SAUDA, GRID_LAYOUT, GObject)

SaudaGridLayout *sauda_grid_layout_new (const SaudaGridKind *kind,
                                        GtkColumnView *view,
                                        GtkColumnViewColumn **columns) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *sauda_grid_layout_get_menu (SaudaGridLayout *self);
GActionGroup *sauda_grid_layout_get_actions (SaudaGridLayout *self);
GArray *sauda_grid_layout_list_columns (SaudaGridLayout *self) G_GNUC_WARN_UNUSED_RESULT;
GArray *sauda_grid_layout_list_shown (SaudaGridLayout *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_grid_layout_move (SaudaGridLayout *self, guint column, int step);
int sauda_grid_layout_step (SaudaGridLayout *self, guint column, int step);
void sauda_grid_layout_reset (SaudaGridLayout *self);
void sauda_grid_layout_save (SaudaGridLayout *self);
void sauda_grid_layout_set_packer (SaudaGridLayout *self, gboolean packer);
GVariant *sauda_grid_layout_get_state (SaudaGridLayout *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_grid_layout_set_state (SaudaGridLayout *self, GVariant *state);

G_END_DECLS
