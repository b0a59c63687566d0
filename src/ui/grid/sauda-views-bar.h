#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaViewsFuncs:
 * @get_query: what the page shows now; transfer full
 * @show: shows what @query says; %NULL: everything
 * @count: how many rows @query shows
 *
 * How a page takes part in saved views.
 */
typedef struct {
  char *(*get_query) (gpointer page);
  void (*show) (gpointer page, const char *query);
  guint (*count) (gpointer page, const char *query);
} SaudaViewsFuncs;

/**
 * SaudaViewsBar:
 *
 * The saved views of a page as tabs, with how much each of them shows. Not there as long as there are none.
 * Its actions, to be inserted as `views`, save, rename, change, move and delete.
 */
#define SAUDA_TYPE_VIEWS_BAR (sauda_views_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaViewsBar, sauda_views_bar, SAUDA, VIEWS_BAR, AdwBin)

void sauda_views_bar_set_up (SaudaViewsBar *self,
                             SaudaDatabase *database,
                             const char *name,
                             const SaudaViewsFuncs *funcs,
                             gpointer page);
GActionGroup *sauda_views_bar_get_actions (SaudaViewsBar *self);
GMenuModel *sauda_views_bar_get_menu (SaudaViewsBar *self);
void sauda_views_bar_count (SaudaViewsBar *self);
void sauda_views_bar_leave (SaudaViewsBar *self);
void sauda_views_bar_save (SaudaViewsBar *self, const char *name);
void sauda_views_bar_choose (SaudaViewsBar *self, guint index);
guint sauda_views_bar_get_n_views (SaudaViewsBar *self);
gboolean sauda_views_bar_is_busy (SaudaViewsBar *self);
GVariantDict *sauda_views_query_read (const char *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
