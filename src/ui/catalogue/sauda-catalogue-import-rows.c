#include "sauda-catalogue-import-rows.h"

#include "sauda-ui-label.h"

#include <glib/gi18n-lib.h>

/* What the window of a catalogue on its way in shows: a line for each problem, change and conflict. */

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  return row;
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = sauda_ui_label_new (text != NULL && *text != '\0' ? text : "–", css_class);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static char *
describe_place (guint row, const char *column, const char *value)
{
  /* Translators: row of a spreadsheet */
  g_autofree char *number = g_strdup_printf (_ ("Row %u"), row);
  GString *text = g_string_new (number);

  if (column != NULL)
    g_string_append_printf (text, " · %s", column);
  if (value != NULL && *value != '\0') {
    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("“%s”"), value);
  }
  return g_string_free (text, FALSE);
}

static GtkCheckButton *
add_choice (GtkGrid *grid, int column, guint row, gboolean taken)
{
  g_autofree char *label = g_strdup_printf (_ ("Take row %u"), row);
  GtkWidget *choice = gtk_check_button_new_with_label (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), taken);
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_grid_attach (grid, choice, column, 1, 1, 1);
  return GTK_CHECK_BUTTON (choice);
}

/**
 * sauda_catalogue_import_describe_problem:
 * @problem: a problem
 *
 * Returns: (transfer full): all of it in a line, to be copied
 */
char *
sauda_catalogue_import_describe_problem (const SaudaCatalogProblem *problem)
{
  g_autofree char *place = describe_place (problem->row, problem->column, problem->value);

  return g_strdup_printf ("%s: %s", place, problem->reason);
}

/**
 * sauda_catalogue_import_problem_row:
 * @problem: a problem
 *
 * Returns: (transfer none): where it is and why, for a list
 */
GtkWidget *
sauda_catalogue_import_problem_row (const SaudaCatalogProblem *problem)
{
  g_autofree char *place = describe_place (problem->row, problem->column, problem->value);

  return create_row (place, problem->reason);
}

/**
 * sauda_catalogue_import_change_row:
 * @change: a change
 *
 * Returns: (transfer none): what is written over what, for a list
 */
GtkWidget *
sauda_catalogue_import_change_row (const SaudaCatalogChange *change)
{
  g_autofree char *place = describe_place (change->row, change->column, NULL);
  g_autofree char *title = g_strjoin (" · ", place, change->store, change->sku, NULL);
  g_autofree char *what = NULL;

  if (change->column == NULL)
    /* Translators: a row that the catalogue lacked, and its title */
    what = g_strdup_printf (_ ("new: %s"), change->after != NULL ? change->after : change->sku);
  else
    what = g_strdup_printf ("%s → %s", change->before != NULL ? change->before : "–", change->after);
  return create_row (title, what);
}

/**
 * sauda_catalogue_import_conflict_row:
 * @conflict: two rows of one offer
 * @first: (out) (transfer none): takes the first
 * @second: (out) (transfer none): takes the second
 *
 * Returns: (transfer none): both side by side in the columns in which they differ
 */
GtkWidget *
sauda_catalogue_import_conflict_row (const SaudaCatalogConflict *conflict,
                                     GtkCheckButton **first,
                                     GtkCheckButton **second)
{
  GtkWidget *grid = gtk_grid_new (), *row = gtk_list_box_row_new ();
  g_autofree char *title = g_strjoin (" · ", conflict->store, conflict->sku, NULL);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_start (grid, 12);
  gtk_widget_set_margin_end (grid, 12);
  gtk_widget_set_margin_top (grid, 9);
  gtk_widget_set_margin_bottom (grid, 9);
  gtk_grid_attach (GTK_GRID (grid), create_label (title, "heading"), 0, 0, 3, 1);
  *first = add_choice (GTK_GRID (grid), 1, conflict->first_row, conflict->taken_row == conflict->first_row);
  *second =
    add_choice (GTK_GRID (grid), 2, conflict->second_row, conflict->taken_row == conflict->second_row);
  gtk_check_button_set_group (*second, *first);
  for (guint i = 0; i < conflict->differences->len; i++) {
    const SaudaCatalogDifference *difference = g_ptr_array_index (conflict->differences, i);

    gtk_grid_attach (GTK_GRID (grid), create_label (difference->column, "dim-label"), 0, (int) i + 2, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), create_label (difference->first, NULL), 1, (int) i + 2, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), create_label (difference->second, NULL), 2, (int) i + 2, 1, 1);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
