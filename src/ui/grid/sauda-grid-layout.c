#include "sauda-grid-layout-private.h"

#include "sauda-compat.h"

#include <glib/gi18n-lib.h>

/* Dragging an edge changes a width many times a second. */
#define SAVE_DELAY_MS 500
/* The room around the title of a column, in pixels. */
#define TITLE_MARGINS 14

G_DEFINE_FINAL_TYPE (SaudaGridLayout, sauda_grid_layout, G_TYPE_OBJECT)

/* What the title of a column takes: in some languages more than its cells. */
static int
measure_title (SaudaGridLayout *self, guint column)
{
  const char *title = gtk_column_view_column_get_title (self->columns[column]);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), title);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + TITLE_MARGINS;
}

/* Large text needs wide columns. */
int
sauda_grid_layout_get_default_width (SaudaGridLayout *self, guint column)
{
  int width = (int) ((gint64) self->kind->columns[column].width * self->dpi / SAUDA_GRID_USUAL_DPI);

  return MAX (width, measure_title (self, column));
}

static int
read_dpi (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = SAUDA_GRID_USUAL_DPI;

  if (settings != NULL)
    g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi : SAUDA_GRID_USUAL_DPI;
}

static void
take_defaults (SaudaGridLayout *self)
{
  for (guint column = 0; column < self->kind->n_columns; column++)
    self->defaults[column] = sauda_grid_layout_get_default_width (self, column);
}

/* The letters became larger or smaller: a width that a person chose grows or shrinks with them. */
static void
on_text_size (SaudaGridLayout *self)
{
  int before = self->dpi;

  self->dpi = read_dpi ();
  if (self->columns == NULL || self->dpi == before)
    return;
  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    int width = sauda_grid_layout_get_width (self, column);

    sauda_grid_layout_set_width (self, column,
                                 width == self->defaults[column]
                                   ? sauda_grid_layout_get_default_width (self, (guint) column)
                                   : (int) ((gint64) width * self->dpi / before));
  }
  take_defaults (self);
}

/* The column of @name; -1 when no column is called so (any more). */
int
sauda_grid_layout_find (SaudaGridLayout *self, const char *name)
{
  for (int column = 0; column < (int) self->kind->n_columns; column++)
    if (g_strcmp0 (name, self->kind->columns[column].name) == 0)
      return column;
  return -1;
}

int
sauda_grid_layout_find_view_column (SaudaGridLayout *self, GtkColumnViewColumn *view_column)
{
  for (int column = 0; column < (int) self->kind->n_columns; column++)
    if (self->columns[column] == view_column)
      return column;
  return -1;
}

/* GTK 4.8 keeps room for hidden columns that have a width, so they have none. */
void
sauda_grid_layout_set_width (SaudaGridLayout *self, int column, int width)
{
  gboolean shown = gtk_column_view_column_get_visible (self->columns[column]);

  self->widths[column] = width;
  gtk_column_view_column_set_fixed_width (self->columns[column], shown ? width : -1);
}

int
sauda_grid_layout_get_width (SaudaGridLayout *self, int column)
{
  int width = gtk_column_view_column_get_fixed_width (self->columns[column]);

  return width > 0 ? width : self->widths[column];
}

gboolean
sauda_grid_layout_is_shown_at_first (SaudaGridLayout *self, int column)
{
  return (self->kind->columns[column].flags & SAUDA_GRID_COLUMN_EXTRA) == 0;
}

static gboolean
is_kept_from_packer (SaudaGridLayout *self, int column)
{
  return self->packer && (self->kind->columns[column].flags & SAUDA_GRID_COLUMN_PRICE) != 0;
}

static gboolean
on_save (gpointer user_data)
{
  sauda_grid_layout_save (user_data);
  return G_SOURCE_REMOVE;
}

static void
queue_save (SaudaGridLayout *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, on_save, self);
}

/* Names that nobody knows are passed over, columns that are not named are hidden; no names: as at first. */
void
sauda_grid_layout_show_named (SaudaGridLayout *self, const char *const *names)
{
  g_autofree gboolean *named = g_new0 (gboolean, self->kind->n_columns);
  gboolean all = names == NULL || names[0] == NULL;
  guint position = 0;

  if (!all && !g_strv_contains (names, self->kind->columns[self->kind->fixed].name)) {
    gtk_column_view_insert_column (self->view, position++, self->columns[self->kind->fixed]);
    named[self->kind->fixed] = TRUE;
  }
  for (gsize i = 0; !all && names[i] != NULL; i++) {
    int column = sauda_grid_layout_find (self, names[i]);

    if (column < 0 || named[column])
      continue;
    gtk_column_view_insert_column (self->view, position++, self->columns[column]);
    named[column] = TRUE;
  }
  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    if (all)
      gtk_column_view_insert_column (self->view, (guint) column, self->columns[column]);
    gtk_column_view_column_set_visible (
      self->columns[column], (all ? sauda_grid_layout_is_shown_at_first (self, column) : named[column]) &&
                               !is_kept_from_packer (self, column));
  }
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  sauda_grid_layout_reset (self);
}

static void
add_action (SaudaGridLayout *self, guint column)
{
  g_autoptr (GPropertyAction) action =
    g_property_action_new (self->kind->columns[column].name, self->columns[column], "visible");

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
add_actions (SaudaGridLayout *self)
{
  g_autoptr (GSimpleAction) reset = g_simple_action_new ("reset", NULL);
  g_autoptr (GMenu) shown = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  for (guint column = 0; column < self->kind->n_columns; column++) {
    g_autofree char *detailed = g_strconcat ("columns.", self->kind->columns[column].name, NULL);

    if (column == self->kind->fixed)
      continue;
    add_action (self, column);
    g_menu_append (shown, sauda_grid_column_get_title (&self->kind->columns[column]), detailed);
  }
  g_signal_connect_object (reset, "activate", G_CALLBACK (on_reset), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (reset));
  g_menu_append (others, _ ("_Reset Columns"), "columns.reset");
  g_menu_append_section (self->menu, _ ("Columns to Show"), G_MENU_MODEL (shown));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (others));
}

static void
on_visible (GtkColumnViewColumn *view_column, GParamSpec *pspec, SaudaGridLayout *self)
{
  int column = sauda_grid_layout_find_view_column (self, view_column);

  if (column >= 0)
    sauda_grid_layout_set_width (self, column, sauda_grid_layout_get_width (self, column));
  queue_save (self);
}

static void
watch (SaudaGridLayout *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  g_signal_connect_object (columns, "items-changed", G_CALLBACK (queue_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (queue_save), self,
                           G_CONNECT_SWAPPED);
  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    gtk_column_view_column_set_header_menu (self->columns[column], G_MENU_MODEL (self->menu));
    g_signal_connect_object (self->columns[column], "notify::fixed-width", G_CALLBACK (queue_save), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->columns[column], "notify::visible", G_CALLBACK (on_visible), self, 0);
  }
}

static void
sauda_grid_layout_dispose (GObject *object)
{
  SaudaGridLayout *self = SAUDA_GRID_LAYOUT (object);

  if (self->save_id != 0)
    sauda_grid_layout_save (self);
  for (guint column = 0; self->columns != NULL && column < self->kind->n_columns; column++)
    g_object_unref (self->columns[column]);
  g_clear_pointer (&self->columns, g_free);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (sauda_grid_layout_parent_class)->dispose (object);
}

static void
sauda_grid_layout_finalize (GObject *object)
{
  SaudaGridLayout *self = SAUDA_GRID_LAYOUT (object);

  g_object_unref (self->actions);
  g_object_unref (self->menu);
  g_free (self->widths);
  g_free (self->defaults);
  G_OBJECT_CLASS (sauda_grid_layout_parent_class)->finalize (object);
}

static void
sauda_grid_layout_class_init (SaudaGridLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sauda_grid_layout_dispose;
  object_class->finalize = sauda_grid_layout_finalize;
}

static void
sauda_grid_layout_init (SaudaGridLayout *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
}

/**
 * sauda_grid_layout_new:
 * @kind: the table
 * @view: its view
 * @columns: (array): its columns, as @kind has them
 *
 * Puts the columns where they were when the window was last open, and follows what the merchant does.
 *
 * Returns: (transfer full): the layout of @view
 */
SaudaGridLayout *
sauda_grid_layout_new (const SaudaGridKind *kind, GtkColumnView *view, GtkColumnViewColumn **columns)
{
  SaudaGridLayout *self = g_object_new (SAUDA_TYPE_GRID_LAYOUT, NULL);

  self->kind = kind;
  self->view = g_object_ref (view);
  self->columns = g_new (GtkColumnViewColumn *, kind->n_columns);
  self->widths = g_new0 (int, kind->n_columns);
  self->defaults = g_new0 (int, kind->n_columns);
  self->dpi = read_dpi ();
  for (guint column = 0; column < kind->n_columns; column++)
    self->columns[column] = g_object_ref (columns[column]);
  sauda_grid_layout_restore (self);
  take_defaults (self);
  if (gtk_settings_get_default () != NULL)
    g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (on_text_size),
                             self, G_CONNECT_SWAPPED);
  add_actions (self);
  watch (self);
  return self;
}

/**
 * sauda_grid_layout_get_menu:
 * @self: a layout
 *
 * Returns: (transfer none): the menu that chooses columns; its actions are in the group `columns`
 */
GMenuModel *
sauda_grid_layout_get_menu (SaudaGridLayout *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), NULL);
  return G_MENU_MODEL (self->menu);
}

/**
 * sauda_grid_layout_get_actions:
 * @self: a layout
 *
 * Returns: (transfer none): the actions of the menu, to be inserted as `columns`
 */
GActionGroup *
sauda_grid_layout_get_actions (SaudaGridLayout *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), NULL);
  return G_ACTION_GROUP (self->actions);
}

/**
 * sauda_grid_layout_list_columns:
 * @self: a layout
 *
 * Returns: (transfer full) (element-type guint): the columns that may be shown, from left to right
 */
GArray *
sauda_grid_layout_list_columns (SaudaGridLayout *self)
{
  GArray *listed;
  GListModel *columns;

  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), NULL);

  listed = g_array_new (FALSE, FALSE, sizeof (guint));
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);
    guint column = (guint) sauda_grid_layout_find_view_column (self, view_column);

    if (!is_kept_from_packer (self, (int) column))
      g_array_append_val (listed, column);
  }
  return listed;
}

/**
 * sauda_grid_layout_list_shown:
 * @self: a layout
 *
 * Returns: (transfer full) (element-type guint): the columns that are shown, from left to right
 */
GArray *
sauda_grid_layout_list_shown (SaudaGridLayout *self)
{
  GArray *shown;

  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), NULL);

  shown = sauda_grid_layout_list_columns (self);
  for (guint i = shown->len; i-- > 0;)
    if (!gtk_column_view_column_get_visible (self->columns[g_array_index (shown, guint, i)]))
      g_array_remove_index (shown, i);
  return shown;
}

/**
 * sauda_grid_layout_move:
 * @self: a layout
 * @column: a column that may be shown
 * @step: places to the right among those, negative to the left
 *
 * Does what dragging the header does.
 *
 * Returns: whether there is such a place
 */
gboolean
sauda_grid_layout_move (SaudaGridLayout *self, guint column, int step)
{
  g_autoptr (GArray) listed = NULL;
  GListModel *columns;
  guint from, to;

  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), FALSE);

  listed = sauda_grid_layout_list_columns (self);
  for (from = 0; from < listed->len && g_array_index (listed, guint, from) != column; from++)
    ;
  if (from == listed->len || (int) from + step < 0 || from + (guint) step >= listed->len)
    return FALSE;
  columns = gtk_column_view_get_columns (self->view);
  for (to = 0; to < g_list_model_get_n_items (columns); to++) {
    g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (columns, to);

    if (other == self->columns[g_array_index (listed, guint, from + (guint) step)])
      break;
  }
  gtk_column_view_insert_column (self->view, to, self->columns[column]);
  return TRUE;
}

/**
 * sauda_grid_layout_step:
 * @self: a layout
 * @column: a column that is shown
 * @step: places to the right, negative to the left
 *
 * Returns: the column at that place; -1 when there is none
 */
int
sauda_grid_layout_step (SaudaGridLayout *self, guint column, int step)
{
  g_autoptr (GArray) shown = NULL;

  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), -1);

  shown = sauda_grid_layout_list_shown (self);
  for (int i = 0; i < (int) shown->len; i++)
    if (g_array_index (shown, guint, i) == column)
      return i + step >= 0 && i + step < (int) shown->len ? (int) g_array_index (shown, guint, i + step) : -1;
  return -1;
}

/**
 * sauda_grid_layout_reset:
 * @self: a layout
 *
 * Shows the columns in the program's order and widths, sorted as at first.
 */
void
sauda_grid_layout_reset (SaudaGridLayout *self)
{
  g_return_if_fail (SAUDA_IS_GRID_LAYOUT (self));

  sauda_grid_layout_show_named (self, NULL);
  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    sauda_grid_layout_set_width (self, column, sauda_grid_layout_get_default_width (self, (guint) column));
  }
  /* GTK 4.8 takes the arrow away from the column that was sorted by only when it is cleared. */
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, self->columns[(int) self->kind->default_sort],
                                  GTK_SORT_ASCENDING);
}

/**
 * sauda_grid_layout_set_packer:
 * @self: a layout
 * @packer: whether the table is for those who pack
 *
 * Hides prices, and does not let them be shown; what was shown before comes back after it.
 */
void
sauda_grid_layout_set_packer (SaudaGridLayout *self, gboolean packer)
{
  g_return_if_fail (SAUDA_IS_GRID_LAYOUT (self));

  if (self->packer == packer)
    return;
  sauda_grid_layout_save (self);
  self->packer = packer;
  for (guint column = 0; column < self->kind->n_columns; column++) {
    GAction *action =
      g_action_map_lookup_action (G_ACTION_MAP (self->actions), self->kind->columns[column].name);

    if ((self->kind->columns[column].flags & SAUDA_GRID_COLUMN_PRICE) == 0)
      continue;
    if (packer)
      g_action_map_remove_action (G_ACTION_MAP (self->actions), self->kind->columns[column].name);
    else if (action == NULL)
      add_action (self, column);
  }
  sauda_grid_layout_restore_order (self);
}

/**
 * sauda_grid_layout_get_state:
 * @self: a layout
 *
 * Returns: (transfer full): the columns that are shown, the one that sorts and whether the last comes first,
 * of type
 * `(assb)`
 */
GVariant *
sauda_grid_layout_get_state (SaudaGridLayout *self)
{
  g_autoptr (GArray) shown = NULL;
  GtkSortType direction = GTK_SORT_ASCENDING;
  GtkColumnViewColumn *sorted;
  GVariantBuilder builder;
  int column;

  g_return_val_if_fail (SAUDA_IS_GRID_LAYOUT (self), NULL);

  shown = sauda_grid_layout_list_shown (self);
  sorted = sauda_compat_get_sort_column (self->view, &direction);
  column = sorted != NULL ? sauda_grid_layout_find_view_column (self, sorted) : -1;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < shown->len; i++)
    g_variant_builder_add (&builder, "s", self->kind->columns[g_array_index (shown, guint, i)].name);
  return g_variant_ref_sink (g_variant_new (
    "(assb)", &builder, self->kind->columns[column >= 0 ? (guint) column : self->kind->default_sort].name,
    direction == GTK_SORT_DESCENDING));
}

/**
 * sauda_grid_layout_set_state:
 * @self: a layout
 * @state: from sauda_grid_layout_get_state(); columns that are gone are passed over
 */
void
sauda_grid_layout_set_state (SaudaGridLayout *self, GVariant *state)
{
  g_autofree const char **names = NULL;
  const char *sort;
  gboolean descending;
  int column;

  g_return_if_fail (SAUDA_IS_GRID_LAYOUT (self));
  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE ("(assb)")));

  g_variant_get (state, "(^a&s&sb)", &names, &sort, &descending);
  sauda_grid_layout_show_named (self, names);
  column = sauda_grid_layout_find (self, sort);
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view,
                                  self->columns[column >= 0 ? (guint) column : self->kind->default_sort],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}
