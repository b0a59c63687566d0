#include "sauda-grid-layout-private.h"

#include "sauda-compat.h"
#include "sauda-ui-settings.h"

/* The part of the layout that the settings remember. */

static gboolean
is_default_order (SaudaGridLayout *self, GArray *shown)
{
  guint place = 0;

  for (int column = 0; column < (int) self->kind->n_columns; column++)
    if (sauda_grid_layout_is_shown_at_first (self, column) &&
        (place >= shown->len || g_array_index (shown, guint, place++) != (guint) column))
      return FALSE;
  return place == shown->len;
}

static void
save_order (SaudaGridLayout *self)
{
  g_autoptr (GArray) shown = sauda_grid_layout_list_shown (self);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < shown->len && !is_default_order (self, shown); i++)
    g_variant_builder_add (&builder, "s", self->kind->columns[g_array_index (shown, guint, i)].name);
  sauda_ui_settings_set_value (self->kind->order_key, g_variant_builder_end (&builder));
}

/* @width, of letters with @from dots, for letters with @to. */
static int
scale (int width, int from, int to)
{
  return (int) (((gint64) width * to + from / 2) / from);
}

/* Pixels for letters of the usual size: who needs larger ones later finds the columns as wide for those. */
static void
save_widths (SaudaGridLayout *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    int width = sauda_grid_layout_get_width (self, column);

    if (width > 0 && width != sauda_grid_layout_get_default_width (self, (guint) column))
      g_variant_builder_add (&builder, "{si}", self->kind->columns[column].name,
                             scale (width, self->dpi, SAUDA_GRID_USUAL_DPI));
  }
  sauda_ui_settings_set_value (self->kind->widths_key, g_variant_builder_end (&builder));
}

static void
save_sort (SaudaGridLayout *self)
{
  GtkSortType direction;
  GtkColumnViewColumn *sorted = sauda_compat_get_sort_column (self->view, &direction);
  int column = sorted != NULL ? sauda_grid_layout_find_view_column (self, sorted) : -1;

  if (column < 0)
    return;
  sauda_ui_settings_set_text (self->kind->sort_key, self->kind->columns[column].name);
  sauda_ui_settings_set_boolean (self->kind->descending_key, direction == GTK_SORT_DESCENDING);
}

static void
restore_widths (SaudaGridLayout *self)
{
  g_autoptr (GVariant) widths =
    sauda_ui_settings_get_value (self->kind->widths_key, G_VARIANT_TYPE ("a{si}"));

  for (int column = 0; column < (int) self->kind->n_columns; column++) {
    int width = 0;

    if (widths == NULL || !g_variant_lookup (widths, self->kind->columns[column].name, "i", &width) ||
        width <= 0)
      width = sauda_grid_layout_get_default_width (self, (guint) column);
    else
      width = scale (width, SAUDA_GRID_USUAL_DPI, self->dpi);
    sauda_grid_layout_set_width (self, column, width);
  }
}

static void
restore_sort (SaudaGridLayout *self)
{
  g_autofree char *name = sauda_ui_settings_get_text (self->kind->sort_key, NULL);
  int column = sauda_grid_layout_find (self, name);
  gboolean descending = column >= 0 && sauda_ui_settings_get_boolean (self->kind->descending_key, FALSE);

  gtk_column_view_sort_by_column (self->view,
                                  self->columns[column >= 0 ? column : (int) self->kind->default_sort],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

void
sauda_grid_layout_restore_order (SaudaGridLayout *self)
{
  g_autoptr (GVariant) value =
    sauda_ui_settings_get_value (self->kind->order_key, G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **names = value != NULL ? g_variant_get_strv (value, NULL) : NULL;

  sauda_grid_layout_show_named (self, names);
}

void
sauda_grid_layout_restore (SaudaGridLayout *self)
{
  sauda_grid_layout_restore_order (self);
  restore_widths (self);
  restore_sort (self);
}

/**
 * sauda_grid_layout_save:
 * @self: a layout
 *
 * Remembers the columns at once, and not in a moment.
 */
void
sauda_grid_layout_save (SaudaGridLayout *self)
{
  g_return_if_fail (SAUDA_IS_GRID_LAYOUT (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->packer)
    return;
  save_order (self);
  save_widths (self);
  save_sort (self);
}
