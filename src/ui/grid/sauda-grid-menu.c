#include "sauda-context-menu.h"
#include "sauda-grid-private.h"

#include <glib/gi18n-lib.h>

/* The menu of the rows: what the page can do with the selected ones, and the clipboard. */

static const struct {
  const char *title;
  const char *action;
  const char *keys;
  gboolean edits;
} entries[] = {
  { N_ ("Copy"), "table.copy", "<Control>c", FALSE },
  { N_ ("Copy the Cell"), "table.copy-cell", "<Control><Shift>c", FALSE },
  { N_ ("Paste"), "table.paste", "<Control>v", TRUE },
  { N_ ("Fill Down"), "table.fill-down", "<Control>d", TRUE },
};

static gboolean
is_editable (SaudaGrid *self)
{
  const SaudaGridKind *kind = SAUDA_GRID_GET_CLASS (self)->kind;

  for (guint column = 0; column < kind->n_columns; column++)
    if ((kind->columns[column].flags & SAUDA_GRID_COLUMN_EDITABLE) != 0)
      return TRUE;
  return FALSE;
}

/* Where the row of the menu stands now: it may have moved while the menu was open. */
static gboolean
find_position (SaudaGrid *self, guint *position)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  guint count = sauda_grid_model_count (priv->model);

  for (*position = 0; *position < count; (*position)++)
    if (sauda_grid_model_peek (priv->model, *position) == priv->menu_item)
      return priv->menu_item != NULL;
  return FALSE;
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_grid_copy (SAUDA_GRID (widget));
}

static void
on_copy_cell (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (SAUDA_GRID (widget));

  if (priv->menu_item != NULL)
    sauda_grid_copy_cell (SAUDA_GRID (widget), priv->menu_item, priv->menu_column);
}

static void
on_paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint position;

  if (find_position (SAUDA_GRID (widget), &position))
    sauda_grid_paste (SAUDA_GRID (widget), position,
                      sauda_grid_get_private (SAUDA_GRID (widget))->menu_column);
}

static void
on_fill_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_grid_fill_down (SAUDA_GRID (widget), sauda_grid_get_private (SAUDA_GRID (widget))->menu_column);
}

/* The one place that decides which of them can be given. */
static void
update_actions (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  GtkWidget *widget = GTK_WIDGET (self);
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));
  gboolean text = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
                  gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8");
  gboolean editable = sauda_grid_can_edit (self, priv->menu_item, priv->menu_column);
  guint rows = priv->range.columns != NULL ? sauda_grid_range_count_rows (&priv->range)
                                           : sauda_grid_count_selected (self);

  gtk_widget_action_set_enabled (widget, "table.paste", editable && text);
  gtk_widget_action_set_enabled (widget, "table.fill-down", editable && rows > 1);
}

/* As in a spreadsheet: a press beside what is selected selects that row alone. */
static void
select_cell (SaudaGrid *self, SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  guint position = gtk_list_item_get_position (cell->item);

  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (priv->selection), position)) {
    sauda_grid_move (self, position, (int) cell->column, FALSE);
    return;
  }
  if (priv->range.columns != NULL && !sauda_grid_range_contains (&priv->range, position, cell->column))
    sauda_grid_range_clear (self);
  gtk_widget_grab_focus (cell->widget);
}

static SaudaGridCell *
find_pressed (SaudaGrid *self, const graphene_point_t *pressed)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), pressed->x, pressed->y, GTK_PICK_DEFAULT);

  return picked != NULL ? sauda_grid_cell_of (self, picked) : NULL;
}

static gboolean
find (GtkWidget *widget, const graphene_point_t *pressed, GdkRectangle *at)
{
  SaudaGrid *self = SAUDA_GRID (widget);
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  SaudaGridCell *cell = pressed != NULL ? find_pressed (self, pressed) : sauda_grid_get_focused_cell (self);
  graphene_rect_t bounds;

  if (cell == NULL || !gtk_widget_compute_bounds (cell->widget, widget, &bounds))
    return FALSE;
  sauda_grid_commit (self);
  select_cell (self, cell);
  g_set_object (&priv->menu_item, cell->row);
  priv->menu_column = cell->column;
  update_actions (self);
  *at = sauda_context_menu_place (pressed, &bounds);
  return TRUE;
}

/* The row that the menu is about while it is open, %NULL else. */
gpointer
sauda_grid_get_menu_item (SaudaGrid *self)
{
  return sauda_context_menu_is_open (GTK_WIDGET (self)) ? sauda_grid_get_private (self)->menu_item : NULL;
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GMenu *menu = sauda_grid_get_private (SAUDA_GRID (object))->menu;

  if (g_value_get_object (value) != NULL)
    g_menu_prepend_section (menu, NULL, g_value_get_object (value));
}

/* What the page can do with the selected rows stands in the property `acts`. */
void
sauda_grid_install_menu_class (SaudaGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), 1,
    g_param_spec_object ("acts", NULL, NULL, G_TYPE_MENU_MODEL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "table.copy-cell", NULL, on_copy_cell);
  gtk_widget_class_install_action (widget_class, "table.paste", NULL, on_paste);
  gtk_widget_class_install_action (widget_class, "table.fill-down", NULL, on_fill_down);
}

/* The clipboard's commands come last. */
void
sauda_grid_install_menu (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GMenu) clipboard = g_menu_new ();

  priv->menu = g_menu_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (GMenuItem) item =
      g_menu_item_new (g_dgettext (GETTEXT_PACKAGE, entries[i].title), entries[i].action);

    if (entries[i].edits && !is_editable (self))
      continue;
    g_menu_item_set_attribute (item, "accel", "s", entries[i].keys);
    g_menu_append_item (clipboard, item);
  }
  g_menu_append_section (priv->menu, NULL, G_MENU_MODEL (clipboard));
  sauda_context_menu_add (GTK_WIDGET (self), G_MENU_MODEL (priv->menu), _ ("Menu of the rows"), find);
}
