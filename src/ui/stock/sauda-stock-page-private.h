#pragma once

#include "sauda-group-chips.h"
#include "sauda-stock-card.h"
#include "sauda-stock-page.h"
#include "sauda-table-listing.h"
#include "sauda-views-bar.h"
#include "sauda-wrap-box.h"

G_BEGIN_DECLS

/* What waits for a person. */
typedef struct {
  GPtrArray *run_out;   /* (owned) (nullable) (element-type SaudaOfferState) */
  GPtrArray *back;      /* (owned) (nullable) (element-type SaudaOfferState) */
  GPtrArray *questions; /* (owned) (nullable) (element-type SaudaStockQuestion) */
  gboolean automatic;   /* what has run out goes off sale by itself */
} SaudaStockTodo;

struct _SaudaStockPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;        /* (unowned) (not nullable) */
  GtkMenuButton *views_button;   /* (unowned) (not nullable) */
  SaudaViewsBar *views;          /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  SaudaWrapBox *chip_box;        /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;    /* (unowned) (not nullable) */
  SaudaStockTable *table;        /* (unowned) (not nullable) */
  SaudaStockCard *card;          /* (unowned) (not nullable) */
  GtkLabel *status;              /* (unowned) (not nullable) */
  GtkWidget *run_out_bar;        /* (unowned) (not nullable) */
  GtkLabel *run_out_label;       /* (unowned) (not nullable) */
  GtkWidget *back_bar;           /* (unowned) (not nullable) */
  GtkLabel *back_label;          /* (unowned) (not nullable) */
  GtkWidget *questions_bar;      /* (unowned) (not nullable) */
  GtkLabel *questions_label;     /* (unowned) (not nullable) */
  GtkWidget *chips[SAUDA_N_STOCK_GROUPS];

  GSimpleActionGroup *actions; /* (owned) (not nullable) */
  SaudaWorkspace *workspace;   /* (owned) (nullable) until dispose */
  SaudaTableListing *listing;  /* (owned) (not nullable) */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  gint64 last_batch;           /* the last act of this page, to be taken back; 0: none */
  guint state_id;              /* source that shows what changed */
};

void sauda_stock_page_install_acts (SaudaStockPage *self);
void sauda_stock_page_set_up_views (SaudaStockPage *self);
void sauda_stock_page_update_acts (SaudaStockPage *self);
SaudaStockTodo *sauda_stock_todo_read (SaudaConnection *connection, SaudaStockLevels *levels, GError **error);
void sauda_stock_todo_free (SaudaStockTodo *todo);
void sauda_stock_page_show_todo (SaudaStockPage *self, const SaudaStockTodo *todo);
void sauda_stock_page_add_chips (SaudaStockPage *self);
void sauda_stock_page_queue_state (SaudaStockPage *self);

extern const SaudaTableListingKind sauda_stock_page_listing;

G_END_DECLS
