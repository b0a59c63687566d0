#pragma once

#include "sauda-edit-cell.h"
#include "sauda-orders-layout.h"
#include "sauda-orders-table.h"
#include "sauda-size-popover.h"

G_BEGIN_DECLS

/* A cell that is bound to a line now, or waits for one. */
typedef struct {
  SaudaOrdersTable *table; /* (unowned) (not nullable) */
  GtkListItem *item;       /* (unowned) (not nullable) */
  GtkWidget *widget;       /* (unowned) (not nullable) a SaudaEditCell or a GtkInscription; owns this */
  SaudaOrderLine *line;    /* (owned) (nullable) while bound */
  SaudaOrdersColumn column;
  gulong notify_id;
} SaudaOrdersCell;

struct _SaudaOrdersTable {
  AdwBin parent_instance;

  GtkColumnView *view;                                  /* (unowned) (not nullable) */
  GtkMultiSelection *selection;                         /* (unowned) (not nullable) */
  GtkSortListModel *sorted;                             /* (unowned) (not nullable) */
  GtkFilterListModel *filtered;                         /* (unowned) (not nullable) */
  SaudaOrdersFilter *filter;                            /* (unowned) (not nullable) */
  GtkColumnViewColumn *columns[SAUDA_N_ORDERS_COLUMNS]; /* (unowned) (not nullable) */
  SaudaSizePopover *sizes;                              /* (owned) (not nullable) until dispose */
  SaudaOrdersLayout *layout;                            /* (owned) (not nullable) until dispose */
  SaudaOrderList *list;                                 /* (owned) (nullable) */
  SaudaEditHistory *history;                            /* (owned) (nullable) */
  GHashTable *cells;         /* (owned) (not nullable) set of bound SaudaOrdersCell */
  SaudaOrdersCell *edited;   /* (unowned) (nullable) the cell being edited */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gint64 now_ms;
  guint resort_id;    /* source that sorts again after an edit */
  gboolean resort[2]; /* by SaudaEditField: what that edit changed */
};

void sauda_orders_cell_update (SaudaOrdersCell *cell);
GtkListItemFactory *sauda_orders_table_create_factory (SaudaOrdersTable *self,
                                                       SaudaOrdersColumn column) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_orders_table_query_tooltip (GtkWidget *view,
                                           int x,
                                           int y,
                                           gboolean keyboard,
                                           GtkTooltip *tooltip,
                                           SaudaOrdersTable *self);
SaudaOrdersCell *
sauda_orders_table_find_cell (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column);
SaudaOrdersCell *sauda_orders_table_cell_of (SaudaOrdersTable *self, GtkWidget *widget);
void sauda_orders_table_install_keys (SaudaOrdersTable *self);
void sauda_orders_table_copy (SaudaOrdersTable *self);
void sauda_orders_table_paste (SaudaOrdersTable *self, SaudaOrdersCell *cell);
void sauda_orders_table_show_sizes (SaudaOrdersTable *self, SaudaOrdersCell *cell);
char *sauda_orders_table_read_value (SaudaEditField field, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
