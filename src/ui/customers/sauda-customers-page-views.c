#include "sauda-customers-page-private.h"
#include "sauda-text-filter.h"

#include <glib/gi18n-lib.h>

/* The page of customers: what it shows, as a text that a saved view keeps. */

static char *
get_query (gpointer page)
{
  SaudaCustomersPage *self = page;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GVariant) layout =
    sauda_grid_layout_get_state (sauda_grid_get_layout (SAUDA_GRID (self->table)));
  g_autoptr (GVariant) query = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (*words != '\0')
    g_variant_dict_insert (&dict, "text", "s", words);
  g_variant_dict_insert_value (&dict, "layout", layout);
  query = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (query, FALSE);
}

/* What a newer or older program wrote may be anything: then everything is shown. */
static GVariantDict *
read_query (const char *text)
{
  g_autoptr (GVariant) query =
    text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  return g_variant_dict_new (query);
}

static void
show (gpointer page, const char *text)
{
  SaudaCustomersPage *self = page;
  g_autoptr (GVariantDict) query = read_query (text);
  g_autoptr (GVariant) layout = g_variant_dict_lookup_value (query, "layout", G_VARIANT_TYPE ("(assb)"));
  const char *words = "";

  sauda_grid_commit (SAUDA_GRID (self->table));
  g_variant_dict_lookup (query, "text", "&s", &words);
  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  sauda_customers_table_set_text (self->table, words);
  if (layout != NULL)
    sauda_grid_layout_set_state (sauda_grid_get_layout (SAUDA_GRID (self->table)), layout);
}

static const char *
get_key (gpointer row)
{
  return sauda_customer_row_get_search_key (row);
}

static guint
count (gpointer page, const char *text)
{
  SaudaCustomersPage *self = page;
  g_autoptr (GVariantDict) query = read_query (text);
  g_autoptr (SaudaTextFilter) filter = sauda_text_filter_new (get_key);
  GListModel *rows = G_LIST_MODEL (self->rows);
  const char *words = NULL;
  guint found = 0;

  g_variant_dict_lookup (query, "text", "&s", &words);
  sauda_text_filter_set_text (filter, words);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (SaudaCustomerRow) row = g_list_model_get_item (rows, i);

    found += gtk_filter_match (GTK_FILTER (filter), row);
  }
  return found;
}

/* Lets the page take part in saved views. */
void
sauda_customers_page_set_up_views (SaudaCustomersPage *self)
{
  static const SaudaViewsFuncs funcs = { get_query, show, count };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();

  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), "customers", &funcs,
                          self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "views", sauda_views_bar_get_actions (self->views));
  g_menu_append_section (menu, NULL, sauda_views_bar_get_menu (self->views));
  g_menu_append (export, _ ("_Export What Is Shown…"), "customers.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (export));
  gtk_menu_button_set_menu_model (self->views_button, G_MENU_MODEL (menu));
}
