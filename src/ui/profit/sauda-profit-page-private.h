#pragma once

#include "sauda-foreign-changes.h"
#include "sauda-profit-page.h"
#include "sauda-profit-sums.h"
#include "sauda-views-bar.h"

G_BEGIN_DECLS

struct _SaudaProfitPage {
  AdwBin parent_instance;

  GtkSearchEntry *search;        /* (unowned) (not nullable) */
  GtkMenuButton *views_button;   /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  SaudaViewsBar *views;          /* (unowned) (not nullable) */
  SaudaProfitPeriod *period;     /* (unowned) (not nullable) */
  SaudaProfitSums *sums;         /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;    /* (unowned) (not nullable) */
  SaudaProfitTable *table;       /* (unowned) (not nullable) */
  GtkLabel *status;              /* (unowned) (not nullable) */
  GSimpleActionGroup *actions;   /* (owned) (not nullable) */

  SaudaWorkspace *workspace;    /* (owned) (nullable) until dispose */
  SaudaForeignChanges *foreign; /* (owned) (nullable) until dispose */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  SaudaProfit *profit;          /* (owned) (nullable) what is shown; its rows are in the table */
  char *estimated;              /* (owned) (nullable) of the sums, in words */
  SaudaProfitBy by;             /* that is wanted */
  SaudaProfitBy shown;          /* that the table has */
  guint serial;                 /* of the reading that counts */
  guint loads;                  /* on their way */
  SaudaDay shown_from;          /* that the table has */
  SaudaDay shown_to;            /* that the table has */
  gboolean loaded;
};

void sauda_profit_page_set_up_views (SaudaProfitPage *self);

G_END_DECLS
