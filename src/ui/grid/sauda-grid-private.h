#pragma once

#include "sauda-edit-cell.h"
#include "sauda-grid.h"
#include "sauda-size-popover.h"

G_BEGIN_DECLS

/* A cell that is bound to an item now, or waits for one. */
typedef struct {
  SaudaGrid *grid;     /* (unowned) (not nullable) */
  GtkListItem *item;   /* (unowned) (not nullable) */
  GtkWidget *widget;   /* (unowned) (not nullable) a SaudaEditCell or a GtkInscription; owns this */
  SaudaGridSlot *slot; /* (owned) (nullable) its place, while bound */
  GObject *row;        /* (owned) (nullable) the item that lies there */
  guint column;
} SaudaGridCell;

/* Which column it is that the view asks. */
typedef struct {
  SaudaGrid *grid; /* (unowned) (not nullable) */
  guint column;
} SaudaGridProbe;

/* Cells that are selected beside the rows. */
typedef struct {
  GArray *columns; /* (owned) (nullable) (element-type guint) from left to right; %NULL: no cells */
  guint anchor_row, anchor_column;
  guint row; /* where it ends: above or below the anchor */
} SaudaGridRange;

typedef struct {
  GtkColumnView *view;           /* (unowned) (nullable) until dispose */
  SaudaGridModel *model;         /* (owned) (not nullable) */
  GtkMultiSelection *selection;  /* (owned) (not nullable) */
  GtkColumnViewColumn **columns; /* (owned) (not nullable) array of unowned columns */
  SaudaSizePopover *choices;     /* (owned) (nullable) until dispose */
  SaudaGridLayout *layout;       /* (owned) (nullable) until dispose */
  SaudaEditHistory *history;     /* (owned) (not nullable) */
  GHashTable *rows;              /* (owned) (not nullable) bound places: SaudaGridSlot → Row */
  GHashTable *kept;              /* (owned) (nullable) set of selected items while the rows change */
  SaudaGridCell *edited;         /* (unowned) (nullable) the cell being edited */
  GCancellable *cancellable;     /* (owned) (not nullable) */
  SaudaGridProbe *probes;        /* (owned) (not nullable) array, by column */
  SaudaGridRange range;
  guint pressed_row;  /* where the focus was before a click */
  int pressed_column; /* -1: nowhere */
  GMenu *menu;        /* (owned) (not nullable) of the rows */
  gpointer menu_item; /* (owned) (nullable) the row that it was opened for last */
  guint menu_column;
  gint64 now_ms;
  int sort_column;       /* -1: none */
  GPtrArray *leaving;    /* (owned) (not nullable) (element-type GtkWidget) rows that are to be taken apart */
  guint leaving_id;      /* source that does so */
  guint resort_id;       /* source that sorts again after an edit */
  gboolean resort_again; /* what sorts was edited */
} SaudaGridPrivate;

SaudaGridPrivate *sauda_grid_get_private (SaudaGrid *self);
const SaudaGridColumn *sauda_grid_get_kind_column (SaudaGrid *self, guint column);
gboolean sauda_grid_can_edit (SaudaGrid *self, gpointer item, guint column);
char *sauda_grid_get_value (SaudaGrid *self, gpointer item, guint column) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_grid_read_value (SaudaGrid *self, guint column, const char *text, char **value, GError **error);
void sauda_grid_say (SaudaGrid *self, const char *text);
void sauda_grid_tell_ended (SaudaGrid *self);

void sauda_grid_range_clear (SaudaGrid *self);
guint sauda_grid_range_get_top (const SaudaGridRange *range);
guint sauda_grid_range_count_rows (const SaudaGridRange *range);
gboolean sauda_grid_range_contains (const SaudaGridRange *range, guint position, guint column);

gboolean sauda_grid_grab_focus (GtkWidget *widget);
void sauda_grid_hold_rows (SaudaGrid *self);
void sauda_grid_let_rows_go (SaudaGrid *self);
typedef void (*SaudaGridCellFunc) (SaudaGridCell *cell, gpointer data);
void sauda_grid_foreach_cell (SaudaGrid *self, SaudaGridCellFunc func, gpointer data);
GPtrArray *sauda_grid_list_cells (SaudaGrid *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
void sauda_grid_mark_cells (SaudaGrid *self);
void sauda_grid_cell_update (SaudaGridCell *cell);
void sauda_grid_update_column (SaudaGrid *self, SaudaGridColumnFlags flag);
GtkListItemFactory *sauda_grid_create_factory (SaudaGrid *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_grid_create_rows (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_grid_query_tooltip (GtkWidget *view,
                                   int x,
                                   int y,
                                   gboolean keyboard,
                                   GtkTooltip *tooltip,
                                   SaudaGrid *self);
SaudaGridCell *sauda_grid_find_cell (SaudaGrid *self, guint position, guint column);
SaudaGridCell *sauda_grid_cell_of (SaudaGrid *self, GtkWidget *widget);
SaudaGridCell *sauda_grid_get_focused_cell (SaudaGrid *self);
void sauda_grid_install_keys (SaudaGrid *self);
void sauda_grid_mirror (SaudaGrid *self);
void sauda_grid_copy (SaudaGrid *self);
void sauda_grid_copy_cell (SaudaGrid *self, gpointer item, guint column);
void sauda_grid_paste (SaudaGrid *self, guint position, guint column);
void sauda_grid_install_menu_class (SaudaGridClass *klass);
void sauda_grid_install_menu (SaudaGrid *self);
gpointer sauda_grid_get_menu_item (SaudaGrid *self);

void sauda_grid_model_tell_all (SaudaGridModel *self);

G_END_DECLS
