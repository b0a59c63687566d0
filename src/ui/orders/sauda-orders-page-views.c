#include "sauda-orders-page-private.h"

#include <glib/gi18n-lib.h>

/* The page of orders: its part in saved views. */

static void
add_text (GVariantDict *dict, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_dict_insert (dict, name, "s", text);
}

static void
describe (gpointer page, GVariantDict *query)
{
  SaudaOrdersPage *self = page;

  add_text (query, "group", sauda_order_group_get_name (sauda_orders_chips_get_group (self->chips)));
  add_text (query, "tag", sauda_orders_chips_get_tag (self->chips));
  if (sauda_orders_chips_get_store (self->chips) != 0)
    g_variant_dict_insert (query, "store", "x", sauda_orders_chips_get_store (self->chips));
}

/* What a view keeps beside words and columns. */
typedef struct {
  SaudaOrderGroup group;
  const char *tag; /* (not owned) (nullable) */
  gint64 store;    /* 0: every one */
} Query;

static Query
read_query (GVariantDict *dict)
{
  Query query = { 0 };
  const char *group = NULL;

  g_variant_dict_lookup (dict, "group", "&s", &group);
  g_variant_dict_lookup (dict, "tag", "&s", &query.tag);
  g_variant_dict_lookup (dict, "store", "x", &query.store);
  query.group = sauda_order_group_from_name (group);
  return query;
}

static void
show (gpointer page, GVariantDict *dict, const char *words)
{
  SaudaOrdersPage *self = page;
  const Query query = read_query (dict);

  sauda_orders_chips_set_group (self->chips, query.group);
  sauda_orders_chips_set_store (self->chips, query.store);
  sauda_orders_chips_set_tag (self->chips, query.tag);
  sauda_orders_filter_set_text (sauda_orders_table_get_filter (self->table), words);
  sauda_orders_page_queue_count (self);
}

static GtkFilter *
make_filter (gpointer page, GVariantDict *dict, const char *words)
{
  SaudaOrdersFilter *filter = sauda_orders_filter_new ();
  const Query query = read_query (dict);

  sauda_orders_filter_set_now (filter, sauda_clock_get_now (((SaudaOrdersPage *) page)->clock));
  sauda_orders_filter_set_group (filter, query.group);
  sauda_orders_filter_set_store (filter, query.store);
  sauda_orders_filter_set_tag (filter, query.tag);
  sauda_orders_filter_set_text (filter, words);
  return GTK_FILTER (filter);
}

/* Orders are counted, and not their lines, which stand side by side. */
static gpointer
get_order (gpointer line)
{
  return sauda_order_line_get_order (line);
}

/* Lets the page take part in saved views. */
void
sauda_orders_page_set_up_views (SaudaOrdersPage *self)
{
  static const SaudaViewsKind kind = { "orders", describe, show, make_filter, get_order };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  g_menu_append (export, _ ("_Export What Is Shown…"), "orders.export");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
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
  if (sauda_orders_filter_get_only (filter) != NULL)
    g_string_append_printf (text, _ ("only “%s”"), sauda_orders_filter_get_only (filter));
  if (store != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", store);
  if (sauda_orders_filter_get_tag (filter) != NULL)
    g_string_append_printf (text, "%s#%s", text->len > 0 ? ", " : "", sauda_orders_filter_get_tag (filter));
  if (*words != '\0') {
    g_string_append (text, text->len > 0 ? ", " : "");
    /* Translators: the quotation marks of the language */
    g_string_append_printf (text, _ ("“%s”"), words);
  }
  return g_string_free (text, FALSE);
}
