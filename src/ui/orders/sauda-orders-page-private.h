#pragma once

#include "sauda-import-window.h"
#include "sauda-orders-chips.h"
#include "sauda-orders-page.h"

G_BEGIN_DECLS

struct _SaudaOrdersPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;        /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  SaudaOrdersChips *chips;       /* (unowned) (not nullable) */
  GtkRevealer *hidden_bar;       /* (unowned) (not nullable) */
  GtkLabel *hidden_label;        /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;    /* (unowned) (not nullable) */
  SaudaOrdersTable *table;       /* (unowned) (not nullable) until dispose */
  GtkLabel *status;              /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) */
  SaudaOrderList *list;      /* (owned) (not nullable) until dispose */
  SaudaClock *clock;         /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  SaudaImportWindow *import; /* (unowned) (nullable) weak, while it is open */
  guint tick_id;             /* source of the countdowns */
  guint count_id;            /* source that counts what is shown */
  guint hidden;
  gboolean loaded;
  gboolean choosing;  /* a file chooser is open */
  gboolean replaying; /* undo or redo is at work */
};

void sauda_orders_page_notify_state (SaudaOrdersPage *self);

G_END_DECLS
