#pragma once

#include "sauda-hold-popover.h"
#include "sauda-import-window.h"
#include "sauda-order-card.h"
#include "sauda-orders-chips.h"
#include "sauda-orders-page.h"
#include "sauda-views-bar.h"

G_BEGIN_DECLS

struct _SaudaOrdersPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;         /* (unowned) (not nullable) */
  GtkMenuButton *views_button;    /* (unowned) (not nullable) */
  GtkMenuButton *columns_button;  /* (unowned) (not nullable) */
  SaudaViewsBar *views;           /* (unowned) (not nullable) */
  SaudaOrderCard *card;           /* (unowned) (not nullable) */
  GtkWidget *selection_bar;       /* (unowned) (not nullable) */
  GtkLabel *selection_label;      /* (unowned) (not nullable) */
  GtkMenuButton *hold_button;     /* (unowned) (not nullable) */
  SaudaHoldPopover *hold_popover; /* (unowned) (not nullable) */
  SaudaOrdersChips *chips;        /* (unowned) (not nullable) */
  GtkRevealer *hidden_bar;        /* (unowned) (not nullable) */
  GtkLabel *hidden_label;         /* (unowned) (not nullable) */
  GtkStack *stack;                /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;     /* (unowned) (not nullable) */
  SaudaOrdersTable *table;        /* (unowned) (not nullable) until dispose */
  GtkLabel *status;               /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;   /* (owned) (nullable) */
  SaudaOrderList *list;        /* (owned) (not nullable) until dispose */
  SaudaClock *clock;           /* (owned) (not nullable) */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  SaudaImportWindow *import;   /* (unowned) (nullable) weak, while it is open */
  GSimpleActionGroup *actions; /* (owned) (not nullable) what can be done with selected orders */
  GPtrArray *held_before;      /* (owned) (nullable) how those were held that were held or let go last */
  guint tick_id;               /* source of the countdowns */
  guint count_id;              /* source that counts what is shown */
  SaudaDay counted_day;        /* when the tiles were counted */
  guint hidden;
  gboolean loaded;
  gboolean choosing; /* a file chooser is open */
  gboolean stale;    /* something changed while somebody typed */
};

void sauda_orders_page_notify_state (SaudaOrdersPage *self);
void sauda_orders_page_queue_count (SaudaOrdersPage *self);
void sauda_orders_page_install_actions (SaudaOrdersPage *self);
void sauda_orders_page_show_selection (SaudaOrdersPage *self);
void sauda_orders_page_open_card (SaudaOrdersPage *self);
void sauda_orders_page_undo_hold (SaudaOrdersPage *self);
void sauda_orders_page_close_card (SaudaOrdersPage *self);
void sauda_orders_page_set_up_views (SaudaOrdersPage *self);
char *sauda_orders_page_describe_filter (SaudaOrdersPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
