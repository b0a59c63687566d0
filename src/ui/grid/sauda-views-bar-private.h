#pragma once

#include "sauda-views-bar.h"
#include "sauda-views.h"

G_BEGIN_DECLS

struct _SaudaViewsBar {
  AdwBin parent_instance;

  GtkBox *tabs;                /* (unowned) (not nullable) */
  GSimpleActionGroup *actions; /* (owned) (not nullable) */
  GMenu *menu;                 /* (owned) (not nullable) */
  SaudaDatabase *database;     /* (owned) (nullable) */
  const SaudaViewsKind *kind;  /* (unowned) (nullable) static */
  SaudaViewsPage page;         /* holds this */
  GPtrArray *views;            /* (owned) (nullable) (element-type SaudaView) */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  GVariant *own_columns;       /* (owned) (nullable) of the tab of all, while a view has its own */
  gint64 current;              /* id of the view that is shown; 0: none */
  gint64 named;                /* id of the view that gets another name */
  gint64 moved;                /* id of the view whose tab gets the focus when it was changed; 0: none */
  guint count_id;              /* source that counts one view after the other */
  guint counted;               /* views that it has counted */
  guint edits;                 /* on their way to the database */
  gboolean choosing;           /* a view is being put on the page */
  gboolean newest;             /* the last view becomes the current one: it was just saved */
};

char *sauda_views_bar_make_query (SaudaViewsBar *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_views_bar_show_query (SaudaViewsBar *self, const char *query);
int sauda_views_bar_count_query (SaudaViewsBar *self, const char *query);
void sauda_views_bar_edit (SaudaViewsBar *self, const SaudaViewEdit *what);
SaudaView *sauda_views_bar_get_current (SaudaViewsBar *self);
void sauda_views_bar_update_actions (SaudaViewsBar *self);
void sauda_views_bar_install_actions (SaudaViewsBar *self);

G_END_DECLS
