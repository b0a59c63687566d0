#pragma once

#include "sauda-customers-page.h"
#include "sauda-views-bar.h"

G_BEGIN_DECLS

struct _SaudaCustomersPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;        /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  GtkMenuButton *views_button;   /* (unowned) (not nullable) */
  SaudaViewsBar *views;          /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;    /* (unowned) (not nullable) */
  SaudaCustomersTable *table;    /* (unowned) (not nullable) */
  GtkLabel *status;              /* (unowned) (not nullable) */
  GtkButton *opt_out;            /* (unowned) (not nullable) */
  GSimpleActionGroup *actions;   /* (owned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint loads;               /* on their way */
  gboolean loaded;
};

void sauda_customers_page_set_up_views (SaudaCustomersPage *self);

G_END_DECLS
