#include "sauda-orders-page-private.h"

#include <glib/gi18n-lib.h>

/* The page of orders: what it shows, as a text that a saved view keeps. */

static void
add_text (GVariantDict *dict, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_dict_insert (dict, name, "s", text);
}

static char *
get_query (gpointer page)
{
  SaudaOrdersPage *self = page;
  g_autoptr (GVariant) layout =
    sauda_grid_layout_get_state (sauda_grid_get_layout (SAUDA_GRID (self->table)));
  g_autoptr (GVariant) query = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "group", sauda_order_group_get_name (sauda_orders_chips_get_group (self->chips)));
  add_text (&dict, "tag", sauda_orders_chips_get_tag (self->chips));
  add_text (&dict, "text", gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (sauda_orders_chips_get_store (self->chips) != 0)
    g_variant_dict_insert (&dict, "store", "x", sauda_orders_chips_get_store (self->chips));
  g_variant_dict_insert_value (&dict, "layout", layout);
  query = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (query, FALSE);
}

static void
show (gpointer page, const char *text)
{
  SaudaOrdersPage *self = page;
  g_autoptr (GVariantDict) query = sauda_views_query_read (text);
  g_autoptr (GVariant) layout = g_variant_dict_lookup_value (query, "layout", G_VARIANT_TYPE ("(assb)"));
  const char *group = NULL, *tag = NULL, *words = "";
  gint64 store = 0;

  sauda_grid_commit (SAUDA_GRID (self->table));
  g_variant_dict_lookup (query, "group", "&s", &group);
  g_variant_dict_lookup (query, "tag", "&s", &tag);
  g_variant_dict_lookup (query, "text", "&s", &words);
  g_variant_dict_lookup (query, "store", "x", &store);
  sauda_orders_chips_set_group (self->chips, sauda_order_group_from_name (group));
  sauda_orders_chips_set_store (self->chips, store);
  sauda_orders_chips_set_tag (self->chips, tag);
  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  sauda_orders_filter_set_text (sauda_orders_table_get_filter (self->table), words);
  if (layout != NULL)
    sauda_grid_layout_set_state (sauda_grid_get_layout (SAUDA_GRID (self->table)), layout);
  sauda_orders_page_queue_count (self);
}

static guint
count (gpointer page, const char *text)
{
  SaudaOrdersPage *self = page;
  g_autoptr (GVariantDict) query = sauda_views_query_read (text);
  g_autoptr (SaudaOrdersFilter) filter = sauda_orders_filter_new ();
  const char *group = NULL, *tag = NULL, *words = NULL;
  GListModel *lines = G_LIST_MODEL (self->list);
  SaudaOrder *last = NULL;
  gint64 store = 0;
  guint orders = 0;

  if (text == NULL)
    return sauda_order_list_get_n_orders (self->list);
  g_variant_dict_lookup (query, "group", "&s", &group);
  g_variant_dict_lookup (query, "tag", "&s", &tag);
  g_variant_dict_lookup (query, "text", "&s", &words);
  g_variant_dict_lookup (query, "store", "x", &store);
  sauda_orders_filter_set_now (filter, sauda_clock_get_now (self->clock));
  sauda_orders_filter_set_group (filter, sauda_order_group_from_name (group));
  sauda_orders_filter_set_store (filter, store);
  sauda_orders_filter_set_tag (filter, tag);
  sauda_orders_filter_set_text (filter, words);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (lines, i);
    SaudaOrder *order = sauda_order_line_get_order (line);

    /* The lines of an order stand side by side. */
    if (order != last && gtk_filter_match (GTK_FILTER (filter), line)) {
      orders++;
      last = order;
    }
  }
  return orders;
}

static const SaudaViewsFuncs funcs = { get_query, show, count };

/* Lets the page take part in saved views. */
void
sauda_orders_page_set_up_views (SaudaOrdersPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();

  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), "orders", &funcs,
                          self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "views", sauda_views_bar_get_actions (self->views));
  g_menu_append_section (menu, NULL, sauda_views_bar_get_menu (self->views));
  g_menu_append (export, _ ("_Export What Is Shown…"), "orders.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (export));
  gtk_menu_button_set_menu_model (self->views_button, G_MENU_MODEL (menu));
}

/* What hides orders, in words. */
char *
sauda_orders_page_describe_filter (SaudaOrdersPage *self)
{
  SaudaOrdersFilter *filter = sauda_orders_table_get_filter (self->table);
  SaudaOrderGroup group = sauda_orders_filter_get_group (filter);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char *store = sauda_orders_chips_get_store_name (self->chips);
  GString *text = g_string_new (NULL);

  if (group != SAUDA_ORDER_GROUP_ALL)
    /* Translators: name of a group of orders, as on its tile */
    g_string_append_printf (text, _ ("only “%s”"), sauda_order_group_get_title (group));
  if (store != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", store);
  if (sauda_orders_filter_get_tag (filter) != NULL)
    g_string_append_printf (text, "%s#%s", text->len > 0 ? ", " : "", sauda_orders_filter_get_tag (filter));
  if (*words != '\0')
    g_string_append_printf (text, "%s“%s”", text->len > 0 ? ", " : "", words);
  return g_string_free (text, FALSE);
}
