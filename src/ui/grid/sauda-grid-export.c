#include "sauda-grid-export.h"

#include "sauda-compat.h"
#include "sauda-grid-private.h"
#include "sauda-time.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* The table as a file: what is shown goes out, as it is sorted, in the columns that are shown. */

/* An export while the merchant chooses the file, and while it is written. */
typedef struct {
  SaudaGrid *grid; /* (owned) (not nullable) */
  char *name;      /* (owned) (not nullable) */
  char *path;      /* (owned) (nullable) until it is chosen */
  gboolean selected;
  guint rows;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->grid);
  g_free (export->name);
  g_free (export->path);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
add_row (SaudaGrid *self, SaudaTable *table, GArray *columns, gpointer item)
{
  for (guint i = 0; i < columns->len; i++) {
    const SaudaGridColumn *column = sauda_grid_get_kind_column (self, g_array_index (columns, guint, i));
    double number;

    if (column->get_number != NULL && column->get_number (item, &number)) {
      sauda_table_add_number (table, number);
    } else {
      g_autofree char *text = column->get_text (item, sauda_grid_get_now (self));

      sauda_table_add_text (table, text);
    }
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_path_get_basename (export->path);
  g_autofree char *said = NULL;

  if (!sauda_table_write_finish (result, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sauda_ui_show_error (GTK_WIDGET (export->grid), error);
    return;
  }
  said =
    g_strdup_printf (ngettext ("%u row is written into %s.", "%u rows are written into %s.", export->rows),
                     export->rows, file);
  sauda_grid_say (export->grid, said);
}

/* What is called as no kind of file becomes a workbook. The dialog did not ask whether to write over that
 * one. */
static char *
choose_path (const char *chosen)
{
  g_autofree char *folded = g_ascii_strdown (chosen, -1);
  char *path;

  if (g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".xlsx"))
    return g_strdup (chosen);
  path = g_strconcat (chosen, ".xlsx", NULL);
  for (guint number = 2; g_file_test (path, G_FILE_TEST_EXISTS); number++) {
    g_free (path);
    path = g_strdup_printf ("%s (%u).xlsx", chosen, number);
  }
  return path;
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, &error);
  g_autofree char *chosen = file != NULL ? g_file_get_path (file) : NULL;
  SaudaGrid *grid = export->grid;
  SaudaTable *table;
  const char *path;

  if (chosen == NULL)
    return;
  /* of a file that a portal hands over no name but its own reaches the disk */
  path = export->path = sauda_compat_is_handed_over (file) ? g_strdup (chosen) : choose_path (chosen);
  table = sauda_grid_create_table (grid, export->name, export->selected);
  export->rows = sauda_table_count_rows (table);
  sauda_table_write_async (table, path, sauda_grid_get_private (grid)->cancellable, on_written,
                           g_steal_pointer (&export));
}

/**
 * sauda_grid_create_table:
 * @self: a table
 * @name: what the rows are
 * @selected: whether the selected rows alone are taken, and not all that are shown
 *
 * Returns: (transfer full): the rows for a file, in the columns that are shown
 */
SaudaTable *
sauda_grid_create_table (SaudaGrid *self, const char *name, gboolean selected)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GArray) columns = sauda_grid_layout_list_shown (priv->layout);
  g_autoptr (GPtrArray) items = selected ? sauda_grid_list_selected (self) : NULL;
  SaudaTable *table = sauda_table_new (name);

  for (guint i = 0; i < columns->len; i++) {
    const SaudaGridColumn *column = sauda_grid_get_kind_column (self, g_array_index (columns, guint, i));

    sauda_table_add_column (table, sauda_grid_column_get_title (column),
                            (column->flags & SAUDA_GRID_COLUMN_PRICE) != 0     ? SAUDA_TABLE_MONEY
                            : (column->flags & SAUDA_GRID_COLUMN_NUMERIC) != 0 ? SAUDA_TABLE_NUMBER
                                                                               : SAUDA_TABLE_TEXT);
  }
  if (items != NULL)
    for (guint i = 0; i < items->len; i++)
      add_row (self, table, columns, g_ptr_array_index (items, i));
  else
    for (guint i = 0; i < sauda_grid_model_count (priv->model); i++)
      add_row (self, table, columns, sauda_grid_model_peek (priv->model, i));
  return table;
}

/**
 * sauda_grid_export:
 * @self: a table
 * @name: what the rows are, for the sheet and the file
 * @selected: whether the selected rows alone are written
 *
 * Asks for a file and writes the rows into it; its name says whether it becomes XLSX or CSV.
 */
void
sauda_grid_export (SaudaGrid *self, const char *name, gboolean selected)
{
  g_autoptr (Export) export = g_new0 (Export, 1);
  SaudaDay today = sauda_day_from_ms (sauda_grid_get_now (self));
  g_autofree char *day = sauda_day_format_short (today);
  g_autofree char *file = g_strdup_printf ("%s %s.xlsx", name, day);

  export->grid = g_object_ref (self);
  export->name = g_strdup (name);
  export->selected = selected;
  sauda_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                _ ("Export to XLSX or CSV"), file, sauda_grid_get_private (self)->cancellable,
                                on_file_chosen, g_steal_pointer (&export));
}
