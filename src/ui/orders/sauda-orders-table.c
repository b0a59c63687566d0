#include "sauda-orders-table.h"

#include "sauda-edit-cell.h"
#include "sauda-packer-view.h"
#include "sauda-ship-by.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

#define SHOWN_SIZES 12
/* Before a size that is not the one the buyer clicked. */
#define OTHER_SIZE_MARK "→"

struct _SaudaOrdersTable {
  SaudaGrid parent_instance;

  SaudaOrdersFilter *filter; /* (owned) (not nullable) */
  SaudaOrderList *list;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaOrdersTable, sauda_orders_table, SAUDA_TYPE_GRID)

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_size (GPtrArray *sizes, const char *size)
{
  for (guint i = 0; i < sizes->len; i++)
    if (sauda_size_word_equal (g_ptr_array_index (sizes, i), size))
      return TRUE;
  return FALSE;
}

/* Sizes in which this model was ordered or decided, by growing. */
static GStrv
list_choices (SaudaGrid *grid, gpointer item, guint column)
{
  GListModel *lines = G_LIST_MODEL (SAUDA_ORDERS_TABLE (grid)->list);
  GPtrArray *sizes = g_ptr_array_new ();
  const char *product = sauda_order_line_get_product (item);

  for (guint i = 0; i < g_list_model_get_n_items (lines) && sizes->len < SHOWN_SIZES; i++) {
    g_autoptr (SaudaOrderLine) other = g_list_model_get_item (lines, i);
    const char *size = sauda_order_line_get_size (other);

    if (size != NULL && *size != '\0' && g_strcmp0 (sauda_order_line_get_product (other), product) == 0 &&
        !has_size (sizes, size))
      g_ptr_array_add (sizes, g_strdup (size));
  }
  g_ptr_array_sort (sizes, compare_sizes);
  g_ptr_array_add (sizes, NULL);
  return (GStrv) g_ptr_array_free (sizes, FALSE);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static gboolean
is_other_size (SaudaOrderLine *line)
{
  const char *decided = sauda_order_line_get_decided_size (line);

  return decided != NULL && !sauda_size_word_equal (decided, sauda_order_line_get_clicked_size (line));
}

/* Colour is never alone: the text says the same. */
static void
decorate (SaudaGrid *grid, gpointer line, guint column, GtkWidget *cell)
{
  if (column == SAUDA_ORDERS_COLUMN_SHIP_BY) {
    SaudaUrgency urgency = sauda_ship_by_get_urgency (line, sauda_grid_get_now (grid));

    set_css_class (cell, "error", urgency == SAUDA_URGENCY_LATE);
    set_css_class (cell, "warning", urgency == SAUDA_URGENCY_SOON || urgency == SAUDA_URGENCY_PAST);
  } else if (column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE) {
    gboolean other = is_other_size (line);

    set_css_class (cell, "other-size", other);
    sauda_edit_cell_set_mark (SAUDA_EDIT_CELL (cell), other ? OTHER_SIZE_MARK : NULL);
  }
}

static char *
describe (SaudaGrid *grid, gpointer line, guint column, const char *text)
{
  const char *clicked = sauda_order_line_get_clicked_size (line);

  if (column != SAUDA_ORDERS_COLUMN_DECIDED_SIZE || clicked == NULL || !is_other_size (line))
    return NULL;
  /* Translators: title of a column, the size in it, and the size that the buyer clicked instead */
  return g_strdup_printf (_ ("%s: %s, not %s as clicked"), _ ("Decided"), text, clicked);
}

static char *
describe_all (SaudaGrid *grid)
{
  SaudaOrdersTable *self = SAUDA_ORDERS_TABLE (grid);
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));
  guint orders = sauda_orders_table_count_shown_orders (self);

  return sauda_orders_filter_is_open (self->filter)
           ? g_strdup_printf (ngettext ("All is selected: %u order, %u rows.",
                                        "All is selected: %u orders, %u rows.", orders),
                              orders, rows)
           : g_strdup_printf (ngettext ("What the filter shows is selected: %u order, %u rows.",
                                        "What the filter shows is selected: %u orders, %u rows.", orders),
                              orders, rows);
}

static void
on_size_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaGrid) self = NULL;
  g_autoptr (GError) error = NULL;

  sauda_order_list_set_decided_size_finish (SAUDA_ORDER_LIST (source), result, &error);
  self = sauda_grid_save_end (user_data, error);
}

static void
on_text_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaGrid) self = NULL;
  g_autoptr (GError) error = NULL;

  sauda_order_list_set_text_finish (SAUDA_ORDER_LIST (source), result, &error);
  self = sauda_grid_save_end (user_data, error);
}

/* An edit is saved even when the window closes meanwhile: it gets no cancellable. */
static void
apply (SaudaGrid *grid, gpointer line, guint column, const char *value)
{
  SaudaOrdersTable *self = SAUDA_ORDERS_TABLE (grid);
  SaudaOrderEdit edit = { .who = "merchant", .now_ms = sauda_grid_get_now (grid) };

  if (column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE)
    sauda_order_list_set_decided_size_async (self->list, line, value, &edit, NULL, on_size_saved,
                                             sauda_grid_save_begin (grid));
  else
    sauda_order_list_set_text_async (self->list, sauda_order_line_get_order (line),
                                     column == SAUDA_ORDERS_COLUMN_NOTE ? SAUDA_ORDER_TEXT_NOTE
                                                                        : SAUDA_ORDER_TEXT_TAGS,
                                     value, &edit, NULL, on_text_saved, sauda_grid_save_begin (grid));
}

/* Whoever packs sees notes with dots where phones are, and would write the dots back. */
static gboolean
can_edit (SaudaGrid *grid, gpointer line, guint column)
{
  return !sauda_packer_view_is_on () || column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE;
}

static void
sauda_orders_table_finalize (GObject *object)
{
  SaudaOrdersTable *self = SAUDA_ORDERS_TABLE (object);

  g_clear_object (&self->list);
  g_object_unref (self->filter);
  G_OBJECT_CLASS (sauda_orders_table_parent_class)->finalize (object);
}

static void
sauda_orders_table_class_init (SaudaOrdersTableClass *klass)
{
  SaudaGridClass *grid_class = SAUDA_GRID_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_orders_table_finalize;
  grid_class->kind = sauda_orders_columns_get_kind ();
  grid_class->apply = apply;
  grid_class->decorate = decorate;
  grid_class->describe = describe;
  grid_class->list_choices = list_choices;
  grid_class->describe_all = describe_all;
  grid_class->can_edit = can_edit;
}

static void
sauda_orders_table_init (SaudaOrdersTable *self)
{
  self->filter = sauda_orders_filter_new ();
  sauda_grid_set_filter (SAUDA_GRID (self), GTK_FILTER (self->filter));
}

/**
 * sauda_orders_table_set_list:
 * @self: a table without a list
 * @list: the lines to show
 */
void
sauda_orders_table_set_list (SaudaOrdersTable *self, SaudaOrderList *list)
{
  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  self->list = g_object_ref (list);
  sauda_grid_set_source (SAUDA_GRID (self), G_LIST_MODEL (list));
}

/**
 * sauda_orders_table_get_filter:
 * @self: a table
 *
 * Returns: (transfer none): what decides which lines are shown
 */
SaudaOrdersFilter *
sauda_orders_table_get_filter (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->filter;
}

/**
 * sauda_orders_table_count_shown_orders:
 * @self: a table
 *
 * Returns: number of orders with at least one line that is shown
 */
guint
sauda_orders_table_count_shown_orders (SaudaOrdersTable *self)
{
  SaudaGridModel *model = sauda_grid_get_model (SAUDA_GRID (self));
  g_autoptr (GHashTable) orders = NULL;

  if (self->list != NULL &&
      sauda_grid_model_count (model) == g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return sauda_order_list_get_n_orders (self->list);
  orders = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < sauda_grid_model_count (model); i++)
    g_hash_table_add (orders, sauda_order_line_get_order (sauda_grid_model_peek (model, i)));
  return g_hash_table_size (orders);
}

/**
 * sauda_orders_table_list_selected_orders:
 * @self: a table
 *
 * Returns: (transfer container) (element-type SaudaOrder): the orders with at least one selected line, as
 * they are sorted
 */
GPtrArray *
sauda_orders_table_list_selected_orders (SaudaOrdersTable *self)
{
  g_autoptr (GPtrArray) lines = sauda_grid_list_selected (SAUDA_GRID (self));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *orders = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++) {
    SaudaOrder *order = sauda_order_line_get_order (g_ptr_array_index (lines, i));

    if (g_hash_table_add (seen, order))
      g_ptr_array_add (orders, order);
  }
  return orders;
}

/**
 * sauda_orders_table_refresh:
 * @self: a table
 *
 * Filters and sorts again after the list was loaded again, since lines that stayed may have changed.
 */
void
sauda_orders_table_refresh (SaudaOrdersTable *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  sauda_grid_commit (SAUDA_GRID (self));
  sauda_orders_filter_set_now (self->filter, sauda_grid_get_now (SAUDA_GRID (self)));
  sauda_grid_refresh (SAUDA_GRID (self));
}
