#include "sauda-grid-rows.h"
#include "sauda-prices-page-private.h"
#include "sauda-stock-work.h"
#include "sauda-table-page.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of prices: what it reads, and how it comes into the table. */

static const char *const group_titles[SAUDA_N_PRICES_GROUPS] = {
  [SAUDA_PRICES_GROUP_ALL] = N_ ("All"),
  [SAUDA_PRICES_GROUP_FLOOR] = N_ ("Below the Floor"),
  [SAUDA_PRICES_GROUP_KASPI] = N_ ("Other at Kaspi"),
  [SAUDA_PRICES_GROUP_COMPETITOR] = N_ ("Others Cheaper"),
  [SAUDA_PRICES_GROUP_UNKNOWN] = N_ ("Cost or Price Missing"),
};

/* What was read. */
typedef struct {
  GPtrArray *items; /* (owned) (not nullable) (element-type SaudaPriceItem) */
  guint all;        /* offers that there are */
} Listing;

const char *
sauda_prices_page_get_group_title (int group)
{
  return _ (group_titles[group]);
}

static void
count_groups (SaudaPricesPage *self)
{
  guint counts[SAUDA_N_PRICES_GROUPS] = { 0 };

  for (guint i = 0; i < self->listed->len; i++)
    for (int group = 0; group < SAUDA_N_PRICES_GROUPS; group++)
      counts[group] += sauda_prices_group_has ((guint) group, g_ptr_array_index (self->listed, i));
  for (int group = 0; group < SAUDA_N_PRICES_GROUPS; group++) {
    /* Translators: name of a group of offers, and how many it has */
    g_autofree char *label = g_strdup_printf (_ ("%s %u"), _ (group_titles[group]), counts[group]);

    gtk_button_set_label (GTK_BUTTON (self->buttons[group]), label);
  }
}

static void
listing_free (gpointer data)
{
  g_ptr_array_unref (((Listing *) data)->items);
  g_free (data);
}

/* @rows: (transfer full) (nullable): %NULL with an error */
static gpointer
listing_new (GPtrArray *rows, guint all)
{
  Listing *listing;

  if (rows == NULL)
    return NULL;
  listing = g_new0 (Listing, 1);
  listing->all = all != 0 ? all : rows->len;
  listing->items = sauda_price_item_create_all (rows);
  return listing;
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return listing_new (sauda_price_view_read (connection, ((SaudaStockRequest *) data)->now_ms, error), 0);
}

static gpointer
run_first (SaudaConnection *connection, gpointer data, GError **error)
{
  guint all = 0;
  GPtrArray *rows =
    sauda_price_view_read_first (connection, ((SaudaStockRequest *) data)->now_ms, &all, error);

  return listing_new (rows, all);
}

static gboolean
has_same_offers (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (sauda_price_item_get_row (g_ptr_array_index (a, i))->offer_id !=
        sauda_price_item_get_row (g_ptr_array_index (b, i))->offer_id)
      return FALSE;
  return TRUE;
}

static gint64
get_id (gpointer item)
{
  return sauda_price_item_get_row (item)->offer_id;
}

static void
take_over (gpointer item, gpointer newer)
{
  sauda_price_item_take_over (item, newer);
}

/* Who selected all of the first screenful meant all there is. */
static void
show_rows (SaudaPricesPage *self, const Listing *listing)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  gboolean all = !self->loaded && sauda_grid_has_all_selected (grid);

  g_clear_pointer (&self->last_terms, g_array_unref);
  sauda_grid_keep_rows (self->listed, listing->items, get_id, take_over);
  g_ptr_array_unref (self->listed);
  self->listed = g_ptr_array_ref (listing->items);
  self->all = listing->all;
  self->loaded = self->listed->len == self->all;
  sauda_grid_model_set_items (sauda_grid_get_model (grid), self->listed);
  if (all)
    sauda_grid_select_all (grid);
}

/* Rows that stay keep selection, focus and place: only what changed is shown again. */
static void
take_rows (SaudaPricesPage *self, const Listing *listing)
{
  gboolean changed = FALSE;

  if (!self->loaded || !has_same_offers (self->listed, listing->items)) {
    show_rows (self, listing);
  } else {
    for (guint i = 0; i < self->listed->len; i++)
      changed |=
        sauda_price_item_follow (g_ptr_array_index (self->listed, i), g_ptr_array_index (listing->items, i));
    if (changed)
      sauda_grid_refresh (SAUDA_GRID (self->table));
  }
  sauda_price_card_refresh (self->card);
  if (!self->loaded)
    return;
  count_groups (self);
  sauda_prices_page_tell_rate (self);
  sauda_views_bar_count (self->views);
}

/* The rest of a long list would end what is being typed into its beginning: it comes after that. */
static gboolean
may_take (SaudaPricesPage *self)
{
  return self->loads == 0 &&
         (self->loaded || self->all == 0 || !sauda_grid_is_editing (SAUDA_GRID (self->table)));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPricesPage) self = SAUDA_PRICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  Listing *listing = sauda_workspace_read_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&listing, listing_free);
    return;
  }
  self->loads--;
  if (listing == NULL) {
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
    return;
  }
  /* Numbers that are being typed are not taken out of the hand; the next read follows the edit. */
  if (may_take (self)) {
    sauda_grid_commit (SAUDA_GRID (self->table));
    take_rows (self, listing);
    sauda_prices_page_read_rest (self);
    sauda_prices_page_queue_state (self);
  }
  listing_free (listing);
}

/* Reads what is not there yet, unless somebody does already. */
void
sauda_prices_page_read_rest (SaudaPricesPage *self)
{
  if (!self->loaded && self->loads == 0)
    sauda_prices_page_reload (self);
}

/**
 * sauda_prices_page_reload:
 * @self: the page
 *
 * Reads the prices again.
 */
void
sauda_prices_page_reload (SaudaPricesPage *self)
{
  gboolean whole;

  g_return_if_fail (SAUDA_IS_PRICES_PAGE (self));

  if (self->workspace == NULL)
    return;
  self->loads++;
  self->stale = FALSE;
  whole = self->loaded || self->all > 0 || !sauda_table_page_is_usual (SAUDA_TABLE_PAGE (self));
  sauda_workspace_read_async (self->workspace, whole ? run_list : run_first,
                              sauda_stock_request_new (self->workspace), sauda_stock_request_free,
                              listing_free, self->cancellable, on_listed, g_object_ref (self));
}
