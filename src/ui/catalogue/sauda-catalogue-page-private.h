#pragma once

#include "sauda-catalogue-page.h"
#include "sauda-catalogue-rows.h"
#include "sauda-foreign-changes.h"
#include "sauda-group-chips.h"
#include "sauda-views-bar.h"

G_BEGIN_DECLS

struct _SaudaCataloguePage {
  AdwBin parent_instance;

  GtkSearchEntry *search;                     /* (unowned) (not nullable) */
  GtkMenuButton *views_button;                /* (unowned) (not nullable) */
  GtkMenuButton *columns_button;              /* (unowned) (not nullable) */
  GtkWidget *add_button;                      /* (unowned) (not nullable) */
  SaudaViewsBar *views;                       /* (unowned) (not nullable) */
  GtkBox *chip_box;                           /* (unowned) (not nullable) */
  GtkWidget *chips[SAUDA_N_CATALOGUE_GROUPS]; /* (unowned) (not nullable) in @chip_box */
  GtkStack *stack;                            /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;                 /* (unowned) (not nullable) */
  SaudaCatalogueTable *table;                 /* (unowned) (not nullable) */
  SaudaCatalogueOffers *offers;               /* (unowned) (not nullable) */
  GtkWidget *selection_bar;                   /* (unowned) (not nullable) */
  GtkLabel *selection_label;                  /* (unowned) (not nullable) */
  GtkLabel *status;                           /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;    /* (owned) (nullable) until dispose */
  GSimpleActionGroup *actions;  /* (owned) (not nullable) */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  SaudaGrid *edited;            /* (unowned) (not nullable) the table in which something was done last */
  guint count_id;               /* source that counts what is shown */
  guint preload_id;             /* source that reads the catalogue before anybody looks */
  SaudaForeignChanges *foreign; /* (owned) (nullable) while the page is seen */
  gint64 version;               /* of the database as other programs left it; 0: not known */
  guint loads;                  /* on their way */
  gboolean again;               /* to be read again when the reading that is on its way is done */
  gboolean looking;             /* for changes of other programs */
  gboolean loaded;              /* all of it */
  gboolean pick;                /* a product is to be chosen once all are there */
  guint all;     /* variants in the catalogue, as it was read last, be it the beginning of it alone */
  guint retired; /* of them */
};

void sauda_catalogue_page_queue_count (SaudaCataloguePage *self);
void sauda_catalogue_page_install_actions (SaudaCataloguePage *self);
void sauda_catalogue_page_show_selection (SaudaCataloguePage *self);
void sauda_catalogue_page_pick (SaudaCataloguePage *self);
void sauda_catalogue_page_install_prices (SaudaCataloguePage *self);
void sauda_catalogue_page_set_up_views (SaudaCataloguePage *self);
void sauda_catalogue_page_set_up_drag (SaudaCataloguePage *self);
void sauda_catalogue_page_set_up_chips (SaudaCataloguePage *self);
void sauda_catalogue_page_count_chips (SaudaCataloguePage *self);
void sauda_catalogue_page_watch (SaudaCataloguePage *self);
void sauda_catalogue_page_leave (SaudaCataloguePage *self);

G_END_DECLS
