#include "sauda-catalogue-import-window.h"
#include "sauda-column-aliases.h"
#include "sauda-columns-window.h"
#include "sauda-import-undo.h"
#include "sauda-import-window-private.h"
#include "sauda-stock-import-window.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

/* The window of an import: the files with what is in them, what can be done about each, and what needs a
 * look. */

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_PROBLEMS 200

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
on_columns_changed (SaudaImportWindow *self)
{
  if (self->busy || self->done || self->import == NULL)
    return;
  sauda_import_forget_kinds (self->import);
  sauda_import_window_run (self, TRUE);
}

static void
on_columns (GtkButton *button, SaudaImportWindow *self)
{
  SaudaColumnsWindow *window = sauda_columns_window_new (
    GTK_WINDOW (self), self->workspace, SAUDA_ALIASES_ORDERS, g_object_get_data (G_OBJECT (button), "path"));

  g_signal_connect_object (window, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Looked at row by row, with the rows that disagree side by side. */
static void
on_details (GtkButton *button, SaudaImportWindow *self)
{
  SaudaCatalogueImportWindow *window = sauda_catalogue_import_window_new (
    GTK_WINDOW (self), self->workspace, g_object_get_data (G_OBJECT (button), "path"));

  g_signal_connect_object (window, "imported", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Product by product, before and after. */
static void
on_stock_details (GtkButton *button, SaudaImportWindow *self)
{
  SaudaStockImportWindow *window = sauda_stock_import_window_new (
    GTK_WINDOW (self), self->workspace, g_object_get_data (G_OBJECT (button), "path"));

  g_signal_connect_object (window, "done", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkWidget *row = user_data; /* (owned) */
  g_autoptr (GError) error = NULL;

  if (sauda_import_undo_run_finish (result, &error)) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("The import was taken back."));
  } else {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  }
  g_object_unref (row);
}

static void
on_take_back (GtkButton *button, SaudaImportWindow *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  const gint64 *id = g_object_get_data (G_OBJECT (button), "import");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  sauda_import_undo_run_async (self->workspace, *id, self->cancellable, on_taken_back, g_object_ref (row));
}

static void
add_row_button (SaudaImportWindow *self, GtkWidget *row, const SaudaImportResult *result)
{
  GtkWidget *button;

  if (self->done ? result->undo_id == 0 : result->path == NULL)
    return;
  button = gtk_button_new_with_mnemonic (self->done                           ? _ ("Take _Back")
                                         : result->catalogue || result->stock ? _ ("_Look…")
                                                                              : _ ("Co_lumns…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (self->done) {
    g_object_set_data_full (G_OBJECT (button), "import", g_memdup2 (&result->undo_id, sizeof result->undo_id),
                            g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_take_back), self);
  } else {
    g_object_set_data_full (G_OBJECT (button), "path", g_strdup (result->path), g_free);
    g_signal_connect (button, "clicked",
                      result->catalogue ? G_CALLBACK (on_details)
                      : result->stock   ? G_CALLBACK (on_stock_details)
                                        : G_CALLBACK (on_columns),
                      self);
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_result_row (SaudaImportWindow *self, const SaudaImportResult *result)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
    gtk_image_new_from_icon_name (result->failed ? "dialog-error-symbolic" : "text-x-generic-symbolic");
  g_autofree char *title = g_markup_escape_text (result->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (result->summary, -1);

  gtk_widget_add_css_class (icon, result->failed ? "error" : "dim-label");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_row_button (self, row, result);
  gtk_list_box_append (self->results, row);
}

/* What «Сумма» may mean, the first as it is found out. */
static const struct {
  const char *name; /* (nullable) */
  const char *title;
} meanings[] = {
  { NULL, N_ ("As it was found out") },
  { "line-total", N_ ("The sum of the row") },
  { "order-total", N_ ("The sum of the whole order") },
  { "piece-price", N_ ("The price of one piece") },
};

static void
on_meaning (GObject *row, GParamSpec *pspec, SaudaImportWindow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->busy || self->done || selected >= G_N_ELEMENTS (meanings))
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (g_object_get_data (row, "path"));
  sauda_import_set_amount (self->import, self->chosen, meanings[selected].name);
  sauda_import_window_run (self, TRUE);
}

/* Each sheet has its own: one of 2025 and one of 2026 may come in together. */
static void
add_meaning_row (SaudaImportWindow *self, const SaudaImportResult *result)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const char *told = sauda_import_get_amount (self->import, result->path);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++) {
    gtk_string_list_append (titles, _ (meanings[i].title));
    if (g_strcmp0 (meanings[i].name, told) == 0)
      selected = i;
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("What «Сумма» means in it"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (result->path), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_meaning), self, 0);
  gtk_list_box_append (self->results, row);
  if (g_strcmp0 (self->chosen, result->path) == 0)
    gtk_widget_grab_focus (row);
}

static void
add_problem_row (SaudaImportWindow *self, const char *problem)
{
  GtkWidget *label = gtk_label_new (problem);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "problem-row");
  gtk_list_box_append (self->problems, label);
}

static const char *
get_title (SaudaImportWindow *self)
{
  guint failed = 0;

  if (!self->done)
    return _ ("Import These Files?");
  for (guint i = 0; i < self->report->results->len; i++)
    failed += ((const SaudaImportResult *) g_ptr_array_index (self->report->results, i))->failed;
  return failed > 0 && failed == self->report->results->len ? _ ("Nothing Came In") : _ ("Imported");
}

/* Shows a single sentence in place of the files. */
void
sauda_import_window_show_only (SaudaImportWindow *self, const SaudaImportResult *result)
{
  clear_list (self->results);
  add_result_row (self, result);
}

/* Shows what the files have, or what became of them. */
void
sauda_import_window_show_report (SaudaImportWindow *self)
{
  const SaudaImportReport *report = self->report;
  guint count = report->problems->len;
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u row needs a look", "%u rows need a look", count), count);

  clear_list (self->results);
  clear_list (self->problems);
  for (guint i = 0; i < report->results->len; i++) {
    const SaudaImportResult *result = g_ptr_array_index (report->results, i);

    add_result_row (self, result);
    if (result->orders && !self->done)
      add_meaning_row (self, result);
  }
  for (guint i = 0; i < MIN (count, SHOWN_PROBLEMS); i++)
    add_problem_row (self, g_ptr_array_index (report->problems, i));
  if (count > SHOWN_PROBLEMS) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("and %u more; Copy takes all of them.",
                                 "and %u more; Copy takes all of them.", count - SHOWN_PROBLEMS),
                       count - SHOWN_PROBLEMS);

    add_problem_row (self, more);
  }
  gtk_label_set_label (self->problems_title, title);
  gtk_widget_set_visible (self->problems_box, count > 0);
  adw_window_title_set_title (self->title, get_title (self));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), !self->done);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), report->importable > 0);
  gtk_button_set_label (self->close_button, self->done ? _ ("_Close") : _ ("_Cancel"));
  gtk_widget_set_visible (self->store_group, !self->done);
}
