#include "sauda-customers-page-private.h"

#include <glib/gi18n-lib.h>

/* The page of customers: its part in saved views. */

static void
show (gpointer page, GVariantDict *query, const char *words)
{
  sauda_named_table_find (SAUDA_NAMED_TABLE (((SaudaCustomersPage *) page)->table), words);
}

/* Lets the page take part in saved views. */
void
sauda_customers_page_set_up_views (SaudaCustomersPage *self)
{
  static const SaudaViewsKind kind = { "customers", NULL, show, sauda_named_table_make_filter, NULL };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  g_menu_append (export, _ ("_Export What Is Shown…"), "customers.export");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
}
