#include "sauda-stock-page-private.h"
#include "sauda-stock-work.h"

#include <glib/gi18n-lib.h>

/* The page of stock: what it reads, and how it comes into the table. */

static const char *const group_titles[SAUDA_N_STOCK_GROUPS] = {
  [SAUDA_STOCK_GROUP_ALL] = N_ ("All"),
  [SAUDA_STOCK_GROUP_LOW] = N_ ("Runs Low"),
  [SAUDA_STOCK_GROUP_OUT] = N_ ("Has Run Out"),
  [SAUDA_STOCK_GROUP_NEGATIVE] = N_ ("Below Zero"),
  [SAUDA_STOCK_GROUP_INSPECT] = N_ ("To Inspect"),
  [SAUDA_STOCK_GROUP_REORDER] = N_ ("To Order"),
};

/* What was read. */
typedef struct {
  SaudaStockLevels *levels; /* (owned) (nullable) */
  GPtrArray *rows;          /* (owned) (nullable) (element-type SaudaStockRow) */
  SaudaStockTodo *todo;     /* (owned) (nullable) NULL: there are more variants than these */
} Listing;

static const char *
get_group_title (guint group)
{
  return _ (group_titles[group]);
}

static void
count_groups (SaudaStockPage *self)
{
  guint counts[SAUDA_N_STOCK_GROUPS];

  sauda_group_chips_count (self->chips, counts, SAUDA_N_STOCK_GROUPS, get_group_title, sauda_stock_group_has,
                           sauda_table_listing_get_rows (self->listing));
  gtk_widget_set_visible (self->chips[SAUDA_STOCK_GROUP_NEGATIVE],
                          counts[SAUDA_STOCK_GROUP_NEGATIVE] > 0 ||
                            sauda_group_filter_get_group (sauda_stock_table_get_filter (self->table)) ==
                              SAUDA_STOCK_GROUP_NEGATIVE);
}

static void
on_group (guint group, gpointer page)
{
  SaudaStockPage *self = page;

  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_group_filter_set_group (sauda_stock_table_get_filter (self->table), group);
  sauda_stock_page_queue_state (self);
}

/* Puts the groups of the page above its table. */
void
sauda_stock_page_add_chips (SaudaStockPage *self)
{
  sauda_group_chips_create (self->chips, SAUDA_N_STOCK_GROUPS, get_group_title, on_group, self);
  for (guint group = 0; group < SAUDA_N_STOCK_GROUPS; group++)
    sauda_wrap_box_append (self->chip_box, self->chips[group]);
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->todo, sauda_stock_todo_free);
  g_clear_pointer (&listing->rows, g_ptr_array_unref);
  g_clear_pointer (&listing->levels, sauda_stock_levels_unref);
  g_free (listing);
}

/* @levels: (transfer full) (nullable): %NULL with an error */
static gpointer
listing_new (SaudaConnection *connection, SaudaStockLevels *levels, gboolean rows, GError **error)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->levels = levels;
  if (levels != NULL && levels->levels->len == levels->all)
    listing->todo = sauda_stock_todo_read (connection, levels, error);
  if (levels == NULL || (levels->levels->len == levels->all && listing->todo == NULL)) {
    listing_free (listing);
    return NULL;
  }
  if (rows)
    listing->rows = sauda_stock_row_create_all (levels);
  return listing;
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return listing_new (connection, sauda_stock_levels_read (connection, request->now_ms, error), request->flag,
                      error);
}

static gpointer
run_first (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return listing_new (connection, sauda_stock_levels_read_first (connection, request->now_ms, error), TRUE,
                      error);
}

static gboolean
has_same_variants (GPtrArray *rows, const SaudaStockLevels *levels)
{
  if (rows->len != levels->levels->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (sauda_stock_row_get_level (g_ptr_array_index (rows, i))->variant_id !=
        ((SaudaStockLevel *) g_ptr_array_index (levels->levels, i))->variant_id)
      return FALSE;
  return TRUE;
}

static gint64
get_id (gpointer row)
{
  return sauda_stock_row_get_level (row)->variant_id;
}

static void
take_over (gpointer row, gpointer newer)
{
  sauda_stock_row_take_over (row, newer);
}

static gpointer
create_request (SaudaTablePage *page)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->flag = !sauda_table_listing_is_whole (self->listing);
  return request;
}

/* Rows that stay keep selection, focus and place: only what changed is shown again. */
static void
take_rows (SaudaTablePage *page, gpointer data)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);
  GPtrArray *rows = sauda_table_listing_get_rows (self->listing);
  Listing *read = data;
  gboolean changed = FALSE;

  if (!sauda_table_listing_is_whole (self->listing) || !has_same_variants (rows, read->levels)) {
    if (read->rows == NULL)
      read->rows = sauda_stock_row_create_all (read->levels);
    sauda_table_listing_show (self->listing, read->rows, read->levels->all, get_id, take_over);
  } else {
    for (guint i = 0; i < rows->len; i++)
      changed |= sauda_stock_row_follow (g_ptr_array_index (rows, i), read->levels,
                                         g_ptr_array_index (read->levels->levels, i));
    if (changed)
      sauda_grid_refresh (SAUDA_GRID (self->table));
  }
  sauda_stock_card_refresh (self->card);
  sauda_stock_page_queue_state (self);
  if (!sauda_table_listing_is_whole (self->listing))
    return;
  count_groups (self);
  sauda_views_bar_count (self->views);
  sauda_stock_page_show_todo (self, read->todo);
}

/* How the page of stock reads its variants. */
const SaudaTableListingKind sauda_stock_page_listing = {
  .read_first = run_first,
  .read_all = run_list,
  .create_request = create_request,
  .request_free = sauda_stock_request_free,
  .read_free = listing_free,
  .take = take_rows,
};

/**
 * sauda_stock_page_reload:
 * @self: the page
 *
 * Reads the stock again.
 */
void
sauda_stock_page_reload (SaudaStockPage *self)
{
  g_return_if_fail (SAUDA_IS_STOCK_PAGE (self));
  sauda_table_listing_read (self->listing);
}
