#include "sauda-prices-page-private.h"
#include "sauda-stock-work.h"

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

static const char *
get_group_title (guint group)
{
  return _ (group_titles[group]);
}

static void
count_groups (SaudaPricesPage *self)
{
  guint counts[SAUDA_N_PRICES_GROUPS];

  sauda_group_chips_count (self->chips, counts, SAUDA_N_PRICES_GROUPS, get_group_title,
                           sauda_prices_group_has, sauda_table_listing_get_rows (self->listing));
}

static void
on_group (guint group, gpointer page)
{
  SaudaPricesPage *self = page;

  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_group_filter_set_group (sauda_prices_table_get_filter (self->table), group);
  sauda_prices_page_queue_state (self);
}

/* Puts the groups of the page above its table. */
void
sauda_prices_page_add_chips (SaudaPricesPage *self)
{
  sauda_group_chips_create (self->chips, SAUDA_N_PRICES_GROUPS, get_group_title, on_group, self);
  for (guint group = 0; group < SAUDA_N_PRICES_GROUPS; group++)
    sauda_wrap_box_append (self->chip_box, self->chips[group]);
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

static gpointer
create_request (SaudaTablePage *page)
{
  return sauda_stock_request_new (SAUDA_PRICES_PAGE (page)->workspace);
}

/* Rows that stay keep selection, focus and place: only what changed is shown again. */
static void
take_rows (SaudaTablePage *page, gpointer data)
{
  SaudaPricesPage *self = SAUDA_PRICES_PAGE (page);
  GPtrArray *rows = sauda_table_listing_get_rows (self->listing);
  const Listing *read = data;
  gboolean changed = FALSE;

  if (!sauda_table_listing_is_whole (self->listing) || !has_same_offers (rows, read->items)) {
    g_clear_pointer (&self->last_terms, g_array_unref);
    sauda_table_listing_show (self->listing, read->items, read->all, get_id, take_over);
  } else {
    for (guint i = 0; i < rows->len; i++)
      changed |= sauda_price_item_follow (g_ptr_array_index (rows, i), g_ptr_array_index (read->items, i));
    if (changed)
      sauda_grid_refresh (SAUDA_GRID (self->table));
  }
  sauda_price_card_refresh (self->card);
  sauda_prices_page_queue_state (self);
  if (!sauda_table_listing_is_whole (self->listing))
    return;
  count_groups (self);
  sauda_prices_page_tell_rate (self);
  sauda_views_bar_count (self->views);
}

/* How the page of prices reads its offers. */
const SaudaTableListingKind sauda_prices_page_listing = {
  .read_first = run_first,
  .read_all = run_list,
  .create_request = create_request,
  .request_free = sauda_stock_request_free,
  .read_free = listing_free,
  .take = take_rows,
};

/**
 * sauda_prices_page_reload:
 * @self: the page
 *
 * Reads the prices again.
 */
void
sauda_prices_page_reload (SaudaPricesPage *self)
{
  g_return_if_fail (SAUDA_IS_PRICES_PAGE (self));
  sauda_table_listing_read (self->listing);
}
