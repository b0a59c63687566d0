#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaViewsKind:
 * @name: of the page, under which its views are kept
 * @describe: (nullable): adds to @query what the page shows beside words and columns
 * @show: shows what @query says of that, and finds @words; nothing in @query: everything
 * @make_filter: transfer full, nullable; leaves what @query and @words say, or %NULL where that is not among
 * the rows that are there: it is not counted
 * @get_unit: (nullable): what rows that stand side by side belong to, where that is counted and not rows
 *
 * How a page with a table takes part in saved views.
 */
typedef struct {
  const char *name;
  void (*describe) (gpointer page, GVariantDict *query);
  void (*show) (gpointer page, GVariantDict *query, const char *words);
  GtkFilter *(*make_filter) (gpointer page, GVariantDict *query, const char *words);
  gpointer (*get_unit) (gpointer row);
} SaudaViewsKind;

/* What of a page the views look at: borrowed, as the page holds the bar too. */
typedef struct {
  gpointer page;         /* a widget */
  SaudaGrid *grid;       /* its rows and columns */
  GtkEditable *search;   /* words to find */
  GtkMenuButton *button; /* gets the menu */
  GMenuModel *more;      /* what else stands in it */
} SaudaViewsPage;

/**
 * SaudaViewsBar:
 *
 * The saved views of a page as tabs, with how much each of them shows. Not there as long as there are none.
 * Its actions, in the page as `views`, save, rename, change, move and delete.
 */
#define SAUDA_TYPE_VIEWS_BAR (sauda_views_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaViewsBar, sauda_views_bar, SAUDA, VIEWS_BAR, AdwBin)

void sauda_views_bar_set_up (SaudaViewsBar *self,
                             SaudaDatabase *database,
                             const SaudaViewsKind *kind,
                             const SaudaViewsPage *page);
void sauda_views_bar_count (SaudaViewsBar *self);
void sauda_views_bar_leave (SaudaViewsBar *self);
void sauda_views_bar_save (SaudaViewsBar *self, const char *name);
void sauda_views_bar_choose (SaudaViewsBar *self, guint index);
guint sauda_views_bar_get_n_views (SaudaViewsBar *self);
gboolean sauda_views_bar_is_busy (SaudaViewsBar *self);

G_END_DECLS
