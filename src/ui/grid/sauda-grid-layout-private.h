#pragma once

#include "sauda-grid-layout.h"

G_BEGIN_DECLS

/* What the layout and its settings share; no other file includes it. */

/* GTK's measure of the size of text: 96 dots per inch, in 1024ths. */
#define SAUDA_GRID_USUAL_DPI (96 * 1024)

struct _SaudaGridLayout {
  GObject parent_instance;

  const SaudaGridKind *kind;     /* (unowned) (not nullable) static */
  GtkColumnView *view;           /* (owned) (not nullable) until dispose */
  GtkColumnViewColumn **columns; /* (owned) (nullable) array of owned columns, until dispose */
  int *widths;   /* (owned) (not nullable) array of what hidden columns get when they are shown */
  int *defaults; /* (owned) (not nullable) array of the widths that letters of @dpi need */
  int dpi;       /* of the text, 1024ths */
  GSimpleActionGroup *actions; /* (owned) (not nullable) */
  GMenu *menu;                 /* (owned) (not nullable) */
  guint save_id;               /* source that saves after a change */
  gboolean packer;             /* prices are hidden, and nothing is remembered meanwhile */
};

int sauda_grid_layout_find (SaudaGridLayout *self, const char *name);
int sauda_grid_layout_find_view_column (SaudaGridLayout *self, GtkColumnViewColumn *view_column);
int sauda_grid_layout_get_default_width (SaudaGridLayout *self, guint column);
int sauda_grid_layout_get_width (SaudaGridLayout *self, int column);
void sauda_grid_layout_set_width (SaudaGridLayout *self, int column, int width);
gboolean sauda_grid_layout_is_shown_at_first (SaudaGridLayout *self, int column);
void sauda_grid_layout_show_named (SaudaGridLayout *self, const char *const *names);
void sauda_grid_layout_restore_order (SaudaGridLayout *self);
void sauda_grid_layout_restore (SaudaGridLayout *self);

G_END_DECLS
