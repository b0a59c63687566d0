#include "sauda-customers-page-private.h"
#include "sauda-text-filter.h"

#include <glib/gi18n-lib.h>

/* The page of customers: its part in saved views. */

static void
show (gpointer page, GVariantDict *query, const char *words)
{
  sauda_customers_table_set_text (((SaudaCustomersPage *) page)->table, words);
}

static const char *
get_key (gpointer row)
{
  return sauda_customer_row_get_search_key (row);
}

static GtkFilter *
make_filter (gpointer page, GVariantDict *query, const char *words)
{
  SaudaTextFilter *filter = sauda_text_filter_new (get_key);

  sauda_text_filter_set_text (filter, words);
  return GTK_FILTER (filter);
}

/* Lets the page take part in saved views. */
void
sauda_customers_page_set_up_views (SaudaCustomersPage *self)
{
  static const SaudaViewsKind kind = { "customers", NULL, show, make_filter, NULL };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  g_menu_append (export, _ ("_Export What Is Shown…"), "customers.export");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
}
