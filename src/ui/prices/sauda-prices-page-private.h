#pragma once

#include "sauda-group-chips.h"
#include "sauda-price-card.h"
#include "sauda-prices-page.h"
#include "sauda-table-listing.h"
#include "sauda-views-bar.h"
#include "sauda-wrap-box.h"

G_BEGIN_DECLS

struct _SaudaPricesPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;        /* (unowned) (not nullable) */
  GtkMenuButton *views_button;   /* (unowned) (not nullable) */
  SaudaViewsBar *views;          /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  SaudaWrapBox *chip_box;        /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;    /* (unowned) (not nullable) */
  SaudaPricesTable *table;       /* (unowned) (not nullable) */
  SaudaPriceCard *card;          /* (unowned) (not nullable) */
  GtkWidget *rate_bar;           /* (unowned) (not nullable) */
  GtkLabel *rate_label;          /* (unowned) (not nullable) */
  GtkLabel *status;              /* (unowned) (not nullable) */
  GtkWidget *chips[SAUDA_N_PRICES_GROUPS];

  GSimpleActionGroup *actions; /* (owned) (not nullable) */
  SaudaWorkspace *workspace;   /* (owned) (nullable) until dispose */
  SaudaTableListing *listing;  /* (owned) (not nullable) */
  GtkEditable *typed;          /* (unowned) (nullable) the price that is being typed */
  guint focus_id;              /* source that looks where the focus is */
  gulong typed_id;             /* handler of @typed */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  gint64 last_batch;           /* the last change of a window, to be taken back; 0: none */
  GArray *last_terms; /* (owned) (nullable) (element-type gint64) likewise, of cities and pre-order */
  guint state_id;     /* source that shows what changed */
};

void sauda_prices_page_stop_typing (SaudaPricesPage *self);
void sauda_prices_page_follow_focus (SaudaPricesPage *self);
void sauda_prices_page_open_card (SaudaPricesPage *self);
void sauda_prices_page_close_card (SaudaPricesPage *self);
void sauda_prices_page_install_acts (SaudaPricesPage *self);
void sauda_prices_page_set_up_views (SaudaPricesPage *self);
void sauda_prices_page_tell_rate (SaudaPricesPage *self);
void sauda_prices_page_open_terms (SaudaPricesPage *self, gint64 offer_id);
void sauda_prices_page_update_acts (SaudaPricesPage *self);
void sauda_prices_page_add_chips (SaudaPricesPage *self);
void sauda_prices_page_queue_state (SaudaPricesPage *self);
void sauda_prices_page_explain_refusal (SaudaPricesPage *self, GHashTable *wanted, const GError *error);

extern const SaudaTableListingKind sauda_prices_page_listing;

G_END_DECLS
