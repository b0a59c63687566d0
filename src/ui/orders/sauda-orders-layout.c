#include "sauda-orders-layout.h"

#include "sauda-compat.h"
#include "sauda-ui-settings.h"

#include <glib/gi18n-lib.h>

#define ORDER_KEY "order-columns"
#define WIDTHS_KEY "order-column-widths"
#define SORT_KEY "order-sort-column"
#define DESCENDING_KEY "order-sort-descending"
/* Dragging an edge changes a width many times a second. */
#define SAVE_DELAY_MS 500
/* GTK's measure of the size of text: 96 dots per inch, in 1024ths. */
#define USUAL_DPI (96 * 1024)
#define DEFAULT_SORT SAUDA_ORDERS_COLUMN_SHIP_BY
/* Without its number an order is nobody's: this column cannot be hidden. */
#define FIXED_COLUMN SAUDA_ORDERS_COLUMN_CODE

struct _SaudaOrdersLayout {
  GObject parent_instance;

  GtkColumnView *view;                                  /* (owned) (not nullable) until dispose */
  GtkColumnViewColumn *columns[SAUDA_N_ORDERS_COLUMNS]; /* (owned) (not nullable) until dispose */
  GSimpleActionGroup *actions;                          /* (owned) (not nullable) */
  GMenu *menu;                                          /* (owned) (not nullable) */
  guint save_id;                                        /* source that saves after a change */
};

G_DEFINE_FINAL_TYPE (SaudaOrdersLayout, sauda_orders_layout, G_TYPE_OBJECT)

/* Large text needs wide columns. */
static int
get_default_width (SaudaOrdersColumn column)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = USUAL_DPI;

  if (settings != NULL)
    g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  return (int) ((gint64) sauda_orders_column_get_width (column) * (dpi > 0 ? dpi : USUAL_DPI) / USUAL_DPI);
}

/* The column of @name; -1 when no column is called so (any more). */
static int
find_column (const char *name)
{
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    if (g_strcmp0 (name, sauda_orders_column_get_name ((SaudaOrdersColumn) column)) == 0)
      return column;
  return -1;
}

static int
find_view_column (SaudaOrdersLayout *self, GtkColumnViewColumn *view_column)
{
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    if (self->columns[column] == view_column)
      return column;
  return -1;
}

static gboolean
is_default_order (GArray *shown)
{
  for (guint i = 0; i < shown->len; i++)
    if (g_array_index (shown, SaudaOrdersColumn, i) != i)
      return FALSE;
  return shown->len == SAUDA_N_ORDERS_COLUMNS;
}

static void
save_order (SaudaOrdersLayout *self)
{
  g_autoptr (GArray) shown = sauda_orders_layout_list_shown (self);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < shown->len && !is_default_order (shown); i++)
    g_variant_builder_add (&builder, "s",
                           sauda_orders_column_get_name (g_array_index (shown, SaudaOrdersColumn, i)));
  sauda_ui_settings_set_value (ORDER_KEY, g_variant_builder_end (&builder));
}

static void
save_widths (SaudaOrdersLayout *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    int width = gtk_column_view_column_get_fixed_width (self->columns[column]);

    if (width > 0 && width != get_default_width ((SaudaOrdersColumn) column))
      g_variant_builder_add (&builder, "{si}", sauda_orders_column_get_name ((SaudaOrdersColumn) column),
                             width);
  }
  sauda_ui_settings_set_value (WIDTHS_KEY, g_variant_builder_end (&builder));
}

static void
save_sort (SaudaOrdersLayout *self)
{
  GtkSortType direction;
  GtkColumnViewColumn *sorted = sauda_compat_get_sort_column (self->view, &direction);
  int column = sorted != NULL ? find_view_column (self, sorted) : -1;

  if (column < 0)
    return;
  sauda_ui_settings_set_text (SORT_KEY, sauda_orders_column_get_name ((SaudaOrdersColumn) column));
  sauda_ui_settings_set_boolean (DESCENDING_KEY, direction == GTK_SORT_DESCENDING);
}

static gboolean
on_save (gpointer user_data)
{
  sauda_orders_layout_save (user_data);
  return G_SOURCE_REMOVE;
}

static void
queue_save (SaudaOrdersLayout *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, on_save, self);
}

/* Names that nobody knows are passed over, columns that are not named are hidden. */
static void
restore_order (SaudaOrdersLayout *self)
{
  g_autoptr (GVariant) value = sauda_ui_settings_get_value (ORDER_KEY, G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **names = value != NULL ? g_variant_get_strv (value, NULL) : NULL;
  gboolean named[SAUDA_N_ORDERS_COLUMNS] = { FALSE };
  guint position = 0;

  if (names == NULL || names[0] == NULL)
    return;
  if (!g_strv_contains (names, sauda_orders_column_get_name (FIXED_COLUMN))) {
    gtk_column_view_insert_column (self->view, position++, self->columns[FIXED_COLUMN]);
    named[FIXED_COLUMN] = TRUE;
  }
  for (gsize i = 0; names[i] != NULL; i++) {
    int column = find_column (names[i]);

    if (column < 0 || named[column])
      continue;
    gtk_column_view_insert_column (self->view, position++, self->columns[column]);
    named[column] = TRUE;
  }
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    gtk_column_view_column_set_visible (self->columns[column], named[column]);
}

static void
restore_widths (SaudaOrdersLayout *self)
{
  g_autoptr (GVariant) widths = sauda_ui_settings_get_value (WIDTHS_KEY, G_VARIANT_TYPE ("a{si}"));

  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    int width = 0;

    if (widths == NULL ||
        !g_variant_lookup (widths, sauda_orders_column_get_name ((SaudaOrdersColumn) column), "i", &width) ||
        width <= 0)
      width = get_default_width ((SaudaOrdersColumn) column);
    gtk_column_view_column_set_fixed_width (self->columns[column], width);
  }
}

static void
restore_sort (SaudaOrdersLayout *self)
{
  g_autofree char *name = sauda_ui_settings_get_text (SORT_KEY, NULL);
  int column = find_column (name);
  gboolean descending = column >= 0 && sauda_ui_settings_get_boolean (DESCENDING_KEY, FALSE);

  gtk_column_view_sort_by_column (self->view, self->columns[column >= 0 ? column : DEFAULT_SORT],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  sauda_orders_layout_reset (self);
}

static void
add_actions (SaudaOrdersLayout *self)
{
  g_autoptr (GSimpleAction) reset = g_simple_action_new ("reset", NULL);
  g_autoptr (GMenu) shown = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    const char *name = sauda_orders_column_get_name ((SaudaOrdersColumn) column);
    g_autoptr (GPropertyAction) action = g_property_action_new (name, self->columns[column], "visible");
    g_autofree char *detailed = g_strconcat ("columns.", name, NULL);

    if (column == (int) FIXED_COLUMN)
      continue;
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    g_menu_append (shown, sauda_orders_column_get_title ((SaudaOrdersColumn) column), detailed);
  }
  g_signal_connect_object (reset, "activate", G_CALLBACK (on_reset), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (reset));
  g_menu_append (others, _ ("_Reset Columns"), "columns.reset");
  g_menu_append_section (self->menu, _ ("Columns to Show"), G_MENU_MODEL (shown));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (others));
}

static void
watch (SaudaOrdersLayout *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  g_signal_connect_object (columns, "items-changed", G_CALLBACK (queue_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (queue_save), self,
                           G_CONNECT_SWAPPED);
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    gtk_column_view_column_set_header_menu (self->columns[column], G_MENU_MODEL (self->menu));
    g_signal_connect_object (self->columns[column], "notify::fixed-width", G_CALLBACK (queue_save), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->columns[column], "notify::visible", G_CALLBACK (queue_save), self,
                             G_CONNECT_SWAPPED);
  }
}

static void
sauda_orders_layout_dispose (GObject *object)
{
  SaudaOrdersLayout *self = SAUDA_ORDERS_LAYOUT (object);

  if (self->save_id != 0)
    sauda_orders_layout_save (self);
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    g_clear_object (&self->columns[column]);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (sauda_orders_layout_parent_class)->dispose (object);
}

static void
sauda_orders_layout_finalize (GObject *object)
{
  SaudaOrdersLayout *self = SAUDA_ORDERS_LAYOUT (object);

  g_object_unref (self->actions);
  g_object_unref (self->menu);
  G_OBJECT_CLASS (sauda_orders_layout_parent_class)->finalize (object);
}

static void
sauda_orders_layout_class_init (SaudaOrdersLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sauda_orders_layout_dispose;
  object_class->finalize = sauda_orders_layout_finalize;
}

static void
sauda_orders_layout_init (SaudaOrdersLayout *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
}

/**
 * sauda_orders_layout_new:
 * @view: a table
 * @columns: (array fixed-size=11): its columns, by #SaudaOrdersColumn
 *
 * Puts the columns where they were when the window was last open, and follows what the merchant does.
 *
 * Returns: (transfer full): the layout of @view
 */
SaudaOrdersLayout *
sauda_orders_layout_new (GtkColumnView *view, GtkColumnViewColumn **columns)
{
  SaudaOrdersLayout *self = g_object_new (SAUDA_TYPE_ORDERS_LAYOUT, NULL);

  self->view = g_object_ref (view);
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    self->columns[column] = g_object_ref (columns[column]);
  restore_order (self);
  restore_widths (self);
  restore_sort (self);
  add_actions (self);
  watch (self);
  return self;
}

/**
 * sauda_orders_layout_get_menu:
 * @self: a layout
 *
 * Returns: (transfer none): the menu that chooses columns; its actions are in the group `columns`
 */
GMenuModel *
sauda_orders_layout_get_menu (SaudaOrdersLayout *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_LAYOUT (self), NULL);
  return G_MENU_MODEL (self->menu);
}

/**
 * sauda_orders_layout_get_actions:
 * @self: a layout
 *
 * Returns: (transfer none): the actions of the menu, to be inserted as `columns`
 */
GActionGroup *
sauda_orders_layout_get_actions (SaudaOrdersLayout *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_LAYOUT (self), NULL);
  return G_ACTION_GROUP (self->actions);
}

/**
 * sauda_orders_layout_list_shown:
 * @self: a layout
 *
 * Returns: (transfer full) (element-type SaudaOrdersColumn): the columns that are shown, from left to right
 */
GArray *
sauda_orders_layout_list_shown (SaudaOrdersLayout *self)
{
  GArray *shown;
  GListModel *columns;

  g_return_val_if_fail (SAUDA_IS_ORDERS_LAYOUT (self), NULL);

  shown = g_array_new (FALSE, FALSE, sizeof (SaudaOrdersColumn));
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);
    SaudaOrdersColumn column = (SaudaOrdersColumn) find_view_column (self, view_column);

    if (gtk_column_view_column_get_visible (view_column))
      g_array_append_val (shown, column);
  }
  return shown;
}

/**
 * sauda_orders_layout_step:
 * @self: a layout
 * @column: a column that is shown
 * @step: places to the right, negative to the left
 *
 * Returns: the column at that place; -1 when there is none
 */
int
sauda_orders_layout_step (SaudaOrdersLayout *self, SaudaOrdersColumn column, int step)
{
  g_autoptr (GArray) shown = NULL;

  g_return_val_if_fail (SAUDA_IS_ORDERS_LAYOUT (self), -1);

  shown = sauda_orders_layout_list_shown (self);
  for (int i = 0; i < (int) shown->len; i++)
    if (g_array_index (shown, SaudaOrdersColumn, i) == column)
      return i + step >= 0 && i + step < (int) shown->len
               ? (int) g_array_index (shown, SaudaOrdersColumn, i + step)
               : -1;
  return -1;
}

/**
 * sauda_orders_layout_reset:
 * @self: a layout
 *
 * Shows all columns in the program's order and widths, sorted by the time that is left.
 */
void
sauda_orders_layout_reset (SaudaOrdersLayout *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_LAYOUT (self));

  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    gtk_column_view_insert_column (self->view, (guint) column, self->columns[column]);
    gtk_column_view_column_set_visible (self->columns[column], TRUE);
    gtk_column_view_column_set_fixed_width (self->columns[column],
                                            get_default_width ((SaudaOrdersColumn) column));
  }
  /* GTK 4.8 takes the arrow away from the column that was sorted by only when it is cleared. */
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, self->columns[DEFAULT_SORT], GTK_SORT_ASCENDING);
}

/**
 * sauda_orders_layout_save:
 * @self: a layout
 *
 * Remembers the columns at once, and not in a moment.
 */
void
sauda_orders_layout_save (SaudaOrdersLayout *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_LAYOUT (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  save_order (self);
  save_widths (self);
  save_sort (self);
}
