#include "sauda-profit-page-private.h"

#include <glib/gi18n-lib.h>

/* The page of profit: its part in saved views, which keep the days and the kind of lines too. */

static void
describe (gpointer page, GVariantDict *query)
{
  SaudaProfitPage *self = page;

  g_variant_dict_insert (query, "by", "s", sauda_profit_by_get_name (self->by));
  g_variant_dict_insert (query, "period", "s", sauda_profit_period_get_name (self->period));
  g_variant_dict_insert (query, "from", "i", (int) sauda_profit_period_get_from (self->period));
  g_variant_dict_insert (query, "to", "i", (int) sauda_profit_period_get_to (self->period));
}

/* The days of a view count only where they are own ones: the last ones are those before today. */
static gboolean
read_own_days (GVariantDict *query, int *from, int *to)
{
  const char *period = NULL;

  g_variant_dict_lookup (query, "period", "&s", &period);
  return g_strcmp0 (period, "own") == 0 && g_variant_dict_lookup (query, "from", "i", from) &&
         g_variant_dict_lookup (query, "to", "i", to);
}

/* All is all that there is of the days that are shown. */
static void
show (gpointer page, GVariantDict *query, const char *words)
{
  SaudaProfitPage *self = page;
  const char *by = NULL, *period = NULL;
  int from, to;

  if (g_variant_dict_lookup (query, "by", "&s", &by))
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "by", g_variant_new_string (by));
  if (read_own_days (query, &from, &to))
    sauda_profit_period_set_days (self->period, from, to);
  else if (g_variant_dict_lookup (query, "period", "&s", &period))
    sauda_profit_period_choose (self->period, period);
  sauda_named_table_find (SAUDA_NAMED_TABLE (self->table), words);
}

/* Other lines or days than those in the table are not there to be counted. */
static gboolean
is_shown (SaudaProfitPage *self, GVariantDict *query)
{
  const char *by = NULL, *period = NULL;
  int from, to;

  if (!g_variant_dict_lookup (query, "by", "&s", &by))
    return TRUE;
  if (g_strcmp0 (by, sauda_profit_by_get_name (self->shown)) != 0)
    return FALSE;
  if (read_own_days (query, &from, &to))
    return from == self->shown_from && to == self->shown_to;
  g_variant_dict_lookup (query, "period", "&s", &period);
  return g_strcmp0 (period, sauda_profit_period_get_name (self->period)) == 0;
}

static GtkFilter *
make_filter (gpointer page, GVariantDict *query, const char *words)
{
  return is_shown (page, query) ? sauda_named_table_make_filter (page, query, words) : NULL;
}

/* Lets the page take part in saved views. */
void
sauda_profit_page_set_up_views (SaudaProfitPage *self)
{
  static const SaudaViewsKind kind = { "profit", describe, show, make_filter, NULL };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  g_menu_append (export, _ ("_Export What Is Shown…"), "profit.export");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
}
