#include "sauda-prices-page-private.h"

#include <glib/gi18n-lib.h>

/* The page of prices: its part in saved views. */

static const char *const group_names[SAUDA_N_PRICES_GROUPS] = {
  [SAUDA_PRICES_GROUP_ALL] = "all",         [SAUDA_PRICES_GROUP_FLOOR] = "floor",
  [SAUDA_PRICES_GROUP_KASPI] = "kaspi",     [SAUDA_PRICES_GROUP_COMPETITOR] = "competitor",
  [SAUDA_PRICES_GROUP_UNKNOWN] = "unknown",
};

static void
describe (gpointer page, GVariantDict *query)
{
  SaudaPricesPage *self = page;

  g_variant_dict_insert (
    query, "group", "s",
    group_names[sauda_group_filter_get_group (sauda_prices_table_get_filter (self->table))]);
}

/* A group that there is not any more is all. */
static SaudaPricesGroup
read_group (GVariantDict *query)
{
  const char *name = NULL;

  g_variant_dict_lookup (query, "group", "&s", &name);
  for (int i = 0; i < SAUDA_N_PRICES_GROUPS; i++)
    if (g_strcmp0 (group_names[i], name) == 0)
      return (SaudaPricesGroup) i;
  return SAUDA_PRICES_GROUP_ALL;
}

static void
show (gpointer page, GVariantDict *query, const char *words)
{
  SaudaPricesPage *self = page;

  sauda_group_chips_choose (self->chips, read_group (query));
  sauda_group_filter_find (sauda_prices_table_get_filter (self->table), SAUDA_GRID (self->table), words);
  sauda_prices_page_queue_state (self);
}

static GtkFilter *
make_filter (gpointer page, GVariantDict *query, const char *words)
{
  return sauda_group_filter_copy (sauda_prices_table_get_filter (((SaudaPricesPage *) page)->table),
                                  read_group (query), words);
}

/* Lets the page take part in saved views. */
void
sauda_prices_page_set_up_views (SaudaPricesPage *self)
{
  static const SaudaViewsKind kind = { "prices", describe, show, make_filter, NULL };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  g_menu_append (export, _ ("_Export What Is Shown…"), "prices.export");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
}
