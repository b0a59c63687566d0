#include "sauda-grid-rows.h"
#include "sauda-stock-page-private.h"
#include "sauda-stock-work.h"
#include "sauda-workspace-async.h"

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

const char *
sauda_stock_page_get_group_title (int group)
{
  return _ (group_titles[group]);
}

static void
count_groups (SaudaStockPage *self)
{
  guint counts[SAUDA_N_STOCK_GROUPS] = { 0 };

  for (guint i = 0; i < self->listed->len; i++)
    for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++)
      counts[group] += sauda_stock_group_has ((guint) group, g_ptr_array_index (self->listed, i));
  for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++) {
    /* Translators: name of a group of variants, and how many it has */
    g_autofree char *label = g_strdup_printf (_ ("%s %u"), _ (group_titles[group]), counts[group]);

    gtk_button_set_label (GTK_BUTTON (self->buttons[group]), label);
  }
  gtk_widget_set_visible (self->buttons[SAUDA_STOCK_GROUP_NEGATIVE],
                          counts[SAUDA_STOCK_GROUP_NEGATIVE] > 0 ||
                            sauda_group_filter_get_group (sauda_stock_table_get_filter (self->table)) ==
                              SAUDA_STOCK_GROUP_NEGATIVE);
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

/* Who selected all of the first screenful meant all there is. */
static void
show_rows (SaudaStockPage *self, Listing *listing)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  g_autoptr (GPtrArray) shown = self->listed;
  gboolean all = !self->loaded && sauda_grid_has_all_selected (grid);

  self->listed =
    listing->rows != NULL ? g_ptr_array_ref (listing->rows) : sauda_stock_row_create_all (listing->levels);
  sauda_grid_keep_rows (shown, self->listed, get_id, take_over);
  self->all = listing->levels->all;
  self->loaded = self->listed->len == self->all;
  sauda_grid_model_set_items (sauda_grid_get_model (grid), self->listed);
  if (all)
    sauda_grid_select_all (grid);
}

/* Rows that stay keep selection, focus and place: only what changed is shown again. */
static void
take_rows (SaudaStockPage *self, Listing *listing)
{
  gboolean changed = FALSE;

  if (!self->loaded || !has_same_variants (self->listed, listing->levels)) {
    show_rows (self, listing);
  } else {
    for (guint i = 0; i < self->listed->len; i++)
      changed |= sauda_stock_row_follow (g_ptr_array_index (self->listed, i), listing->levels,
                                         g_ptr_array_index (listing->levels->levels, i));
    if (changed)
      sauda_grid_refresh (SAUDA_GRID (self->table));
  }
  sauda_stock_card_refresh (self->card);
  if (!self->loaded)
    return;
  count_groups (self);
  sauda_views_bar_count (self->views);
  sauda_stock_page_show_todo (self, listing->todo);
}

/* The rest of a long list would end what is being typed into its beginning: it comes after that. */
static gboolean
may_take (SaudaStockPage *self)
{
  return self->loads == 0 &&
         (self->loaded || self->all == 0 || !sauda_grid_is_editing (SAUDA_GRID (self->table)));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
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
    sauda_stock_page_read_rest (self);
    sauda_stock_page_queue_state (self);
  }
  listing_free (listing);
}

/* Reads what is not there yet, unless somebody does already. */
void
sauda_stock_page_read_rest (SaudaStockPage *self)
{
  if (!self->loaded && self->loads == 0)
    sauda_stock_page_reload (self);
}

/**
 * sauda_stock_page_reload:
 * @self: the page
 *
 * Reads the stock again.
 */
void
sauda_stock_page_reload (SaudaStockPage *self)
{
  SaudaStockRequest *request;
  gboolean whole;

  g_return_if_fail (SAUDA_IS_STOCK_PAGE (self));

  if (self->workspace == NULL)
    return;
  self->loads++;
  self->stale = FALSE;
  request = sauda_stock_request_new (self->workspace);
  request->flag = !self->loaded;
  whole = self->loaded || self->all > 0 || !sauda_table_page_is_usual (SAUDA_TABLE_PAGE (self));
  sauda_workspace_read_async (self->workspace, whole ? run_list : run_first, request,
                              sauda_stock_request_free, listing_free, self->cancellable, on_listed,
                              g_object_ref (self));
}
