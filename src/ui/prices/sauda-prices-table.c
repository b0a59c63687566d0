#include "sauda-prices-table.h"

#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-price-edit.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaPricesTable {
  SaudaGrid parent_instance;

  SaudaGroupFilter *filter;  /* (owned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  SaudaPriceEdit *pending;   /* (owned) (nullable) what came of a step in this turn of the loop */
  GHashTable *items;         /* (owned) (not nullable) (element-type gint64 SaudaPriceItem) of edits */
  GPtrArray *edits;          /* (owned) (not nullable) (element-type SaudaPriceEdit) what may be undone */
  guint flush_id;            /* source that writes @pending */
  guint64 step;              /* of the history, that @pending is of */
  gboolean replaying;        /* @pending is an undo or redo */
};

static guint written_signal;
static guint refused_signal;

G_DEFINE_FINAL_TYPE (SaudaPricesTable, sauda_prices_table, SAUDA_TYPE_GRID)

static const char *
get_key (gpointer item)
{
  return sauda_price_item_get_search_key (item);
}

static void
decorate (SaudaGrid *grid, gpointer item, guint column, GtkWidget *cell)
{
  guint alarms = sauda_price_row_get_alarms (sauda_price_item_get_row (item));
  gboolean alarm = (column == SAUDA_PRICES_COLUMN_MARGIN && (alarms & SAUDA_PRICE_ALARM_FLOOR) != 0) ||
                   (column == SAUDA_PRICES_COLUMN_ALARM && (alarms & SAUDA_PRICE_ALARM_FLOOR) != 0);

  if (alarm)
    gtk_widget_add_css_class (cell, "error");
  else
    gtk_widget_remove_css_class (cell, "error");
}

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return g_strdup_printf (ngettext ("%u offer is selected.", "%u offers are selected.", rows), rows);
}

static void
show_before (SaudaPricesTable *self, SaudaPriceEdit *edit)
{
  GHashTableIter iter;
  gpointer offer, price;

  g_hash_table_iter_init (&iter, edit->before);
  while (g_hash_table_iter_next (&iter, &offer, &price)) {
    SaudaPriceItem *item = g_hash_table_lookup (self->items, offer);

    if (item != NULL)
      sauda_price_item_set_price (item, *(gint64 *) price);
  }
}

typedef struct {
  SaudaPricesTable *self; /* (owned) */
  SaudaPriceEdit *edit;   /* (owned) */
  guint64 step;           /* of the history */
} Writing;

static Writing *
writing_new (SaudaPricesTable *self, SaudaPriceEdit *edit)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->self = g_object_ref (self);
  writing->edit = sauda_price_edit_ref (edit);
  writing->step = self->step;
  return writing;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (SaudaPricesTable) self = writing->self;
  SaudaPriceEdit *edit = writing->edit;
  guint64 step = writing->step;
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  g_free (writing);
  if (done != NULL)
    g_signal_emit (self, written_signal, 0);
  else {
    show_before (self, edit);
    sauda_edit_history_forget (sauda_grid_get_history (SAUDA_GRID (self)), step);
    g_ptr_array_remove (self->edits, edit);
    if (g_error_matches (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT))
      g_signal_emit (self, refused_signal, 0, edit->wanted, error);
    else
      sauda_grid_fail (SAUDA_GRID (self), error);
  }
  sauda_price_edit_unref (edit);
}

/* All of a step is one change; an undo of the table takes the change itself back. */
static gboolean
on_flush (gpointer user_data)
{
  SaudaPricesTable *self = user_data;
  SaudaPriceEdit *edit = g_steal_pointer (&self->pending);
  SaudaPriceEdit *last = self->edits->len > 0 ? g_ptr_array_index (self->edits, self->edits->len - 1) : NULL;

  self->flush_id = 0;
  edit->now_ms = sauda_workspace_get_now (self->workspace);
  if (self->replaying && last != NULL && sauda_price_edit_is_undo_of (edit, last)) {
    SaudaPriceEdit *undone = g_ptr_array_steal_index (self->edits, self->edits->len - 1);

    undone->now_ms = edit->now_ms;
    sauda_workspace_write_async (self->workspace, sauda_price_edit_take_back, undone,
                                 (GDestroyNotify) sauda_price_edit_unref, NULL, NULL, on_written,
                                 writing_new (self, edit));
    sauda_price_edit_unref (edit);
  } else {
    g_ptr_array_add (self->edits, sauda_price_edit_ref (edit));
    sauda_workspace_write_async (self->workspace, sauda_price_edit_write, edit,
                                 (GDestroyNotify) sauda_price_edit_unref, NULL, NULL, on_written,
                                 writing_new (self, edit));
  }
  return G_SOURCE_REMOVE;
}

static void
apply (SaudaGrid *grid, gpointer item, guint column, const char *value)
{
  SaudaPricesTable *self = SAUDA_PRICES_TABLE (grid);
  const SaudaPriceRow *row = sauda_price_item_get_row (item);
  guint64 step = sauda_edit_history_get_applying (sauda_grid_get_history (grid));
  gint64 price;

  if (self->flush_id != 0 && step != self->step) {
    g_clear_handle_id (&self->flush_id, g_source_remove);
    on_flush (self);
  }
  self->step = step;
  if (value == NULL || !sauda_money_parse (value, &price, NULL))
    price = -1;
  if (self->pending == NULL)
    self->pending = sauda_price_edit_new ();
  self->replaying = sauda_edit_history_is_replaying (sauda_grid_get_history (grid));
  sauda_price_edit_add (self->pending, row->offer_id, row->price, price);
  g_hash_table_insert (self->items, g_memdup2 (&row->offer_id, sizeof row->offer_id), g_object_ref (item));
  sauda_price_item_set_price (item, price);
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_flush, self, NULL);
}

static void
sauda_prices_table_dispose (GObject *object)
{
  SaudaPricesTable *self = SAUDA_PRICES_TABLE (object);

  /* What was typed last is kept, however quickly the window goes. */
  if (self->flush_id != 0) {
    g_clear_handle_id (&self->flush_id, g_source_remove);
    on_flush (self);
  }
  G_OBJECT_CLASS (sauda_prices_table_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_prices_table_finalize (GObject *object)
{
  SaudaPricesTable *self = SAUDA_PRICES_TABLE (object);

  g_clear_pointer (&self->pending, sauda_price_edit_unref);
  g_hash_table_unref (self->items);
  g_ptr_array_unref (self->edits);
  g_object_unref (self->filter);
  G_OBJECT_CLASS (sauda_prices_table_parent_class)->finalize (object);
}

static void
sauda_prices_table_class_init (SaudaPricesTableClass *klass)
{
  SaudaGridClass *grid_class = SAUDA_GRID_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_prices_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_prices_table_finalize;
  grid_class->kind = sauda_prices_columns_get_kind ();
  grid_class->apply = apply;
  grid_class->decorate = decorate;
  grid_class->describe_all = describe_all;
  written_signal = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  refused_signal = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_HASH_TABLE, G_TYPE_ERROR);
}

static void
sauda_prices_table_init (SaudaPricesTable *self)
{
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_edit_unref);
  self->filter = sauda_group_filter_new (get_key, sauda_prices_group_has);
  sauda_grid_set_filter (SAUDA_GRID (self), GTK_FILTER (self->filter));
}

/**
 * sauda_prices_table_set_workspace:
 * @self: a table
 * @workspace: where prices are written down
 */
void
sauda_prices_table_set_workspace (SaudaPricesTable *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_PRICES_TABLE (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_prices_table_get_filter:
 * @self: a table
 *
 * Returns: (transfer none): what it shows: a #SaudaPricesGroup, and words
 */
SaudaGroupFilter *
sauda_prices_table_get_filter (SaudaPricesTable *self)
{
  g_return_val_if_fail (SAUDA_IS_PRICES_TABLE (self), NULL);
  return self->filter;
}

/**
 * sauda_prices_group_has:
 * @group: a #SaudaPricesGroup
 * @item: an offer
 *
 * Returns: whether @item is in @group
 */
gboolean
sauda_prices_group_has (guint group, gpointer item)
{
  const SaudaPriceRow *row = sauda_price_item_get_row (item);

  switch ((SaudaPricesGroup) group) {
  case SAUDA_PRICES_GROUP_ALL:
    return TRUE;
  case SAUDA_PRICES_GROUP_FLOOR:
    return (sauda_price_row_get_alarms (row) & SAUDA_PRICE_ALARM_FLOOR) != 0;
  case SAUDA_PRICES_GROUP_KASPI:
    return (sauda_price_row_get_alarms (row) & SAUDA_PRICE_ALARM_KASPI) != 0;
  case SAUDA_PRICES_GROUP_COMPETITOR:
    return (sauda_price_row_get_alarms (row) & SAUDA_PRICE_ALARM_COMPETITOR) != 0;
  case SAUDA_PRICES_GROUP_UNKNOWN:
    return row->price <= 0 || row->result.goods < 0;
  }
  return TRUE;
}
