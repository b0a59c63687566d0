#include "sauda-buffer-window.h"
#include "sauda-compat.h"
#include "sauda-count-window.h"
#include "sauda-grid-export.h"
#include "sauda-reorder-window.h"
#include "sauda-run-out-window.h"
#include "sauda-stock-act-window.h"
#include "sauda-stock-import-window.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-page-private.h"
#include "sauda-stock-question.h"
#include "sauda-stock-questions-window.h"
#include "sauda-stock-rule.h"
#include "sauda-stock-work.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

void
sauda_stock_todo_free (SaudaStockTodo *todo)
{
  g_clear_pointer (&todo->run_out, g_ptr_array_unref);
  g_clear_pointer (&todo->back, g_ptr_array_unref);
  g_clear_pointer (&todo->questions, g_ptr_array_unref);
  g_free (todo);
}

/* On the database's thread. */
SaudaStockTodo *
sauda_stock_todo_read (SaudaConnection *connection, SaudaStockLevels *levels, GError **error)
{
  SaudaStockTodo *todo = g_new0 (SaudaStockTodo, 1);

  todo->questions = sauda_stock_question_list (connection, error);
  if (todo->questions != NULL)
    todo->run_out = sauda_stock_acts_list_waiting (connection, levels, FALSE, error);
  if (todo->run_out != NULL)
    todo->back = sauda_stock_acts_list_waiting (connection, levels, TRUE, error);
  if (todo->back != NULL && sauda_stock_rule_get (connection, &todo->automatic, error))
    return todo;
  sauda_stock_todo_free (todo);
  return NULL;
}

static void
show_bar (GtkWidget *bar, GtkLabel *label, const char *text, guint count)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (bar, count > 0);
}

/* What waits for a person stands above the table. */
void
sauda_stock_page_show_todo (SaudaStockPage *self, const SaudaStockTodo *todo)
{
  g_autofree char *run_out = sauda_run_out_describe (todo->run_out, FALSE);
  g_autofree char *back = sauda_run_out_describe (todo->back, TRUE);
  g_autofree char *questions = g_strdup_printf (
    ngettext ("%u parcel was cancelled late or returned: did it come back?",
              "%u parcels were cancelled late or returned: did they come back?", todo->questions->len),
    todo->questions->len);

  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "automatic")),
    g_variant_new_boolean (todo->automatic));
  show_bar (self->run_out_bar, self->run_out_label, run_out, todo->run_out->len);
  show_bar (self->back_bar, self->back_label, back, todo->back->len);
  show_bar (self->questions_bar, self->questions_label, questions, todo->questions->len);
}

static GtkWindow *
get_window (SaudaStockPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
set_last_batch (SaudaStockPage *self, gint64 batch)
{
  self->last_batch = batch;
  sauda_stock_page_update_acts (self);
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), batch != 0 ? "stock.undo-last" : NULL);
}

static void
on_done (gpointer window, gint64 batch, const char *text, SaudaStockPage *self)
{
  set_last_batch (self, batch);
  sauda_ui_show_toast (GTK_WIDGET (self),
                       &(SaudaUiToast){ .text = text, .button = _ ("_Undo"), .action = "stock.undo-last" });
  sauda_stock_page_reload (self);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Taken back; the history keeps both."));
  sauda_stock_page_reload (self);
}

static void
on_undo_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->batch_id = self->last_batch;
  set_last_batch (self, 0);
  sauda_workspace_write_async (self->workspace, sauda_stock_work_undo, request, sauda_stock_request_free,
                               NULL, NULL, on_undone, g_object_ref (self));
}

static GArray *
list_chosen (SaudaStockPage *self)
{
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows->len == 0 && sauda_grid_get_focused_item (SAUDA_GRID (self->table)) != NULL)
    g_ptr_array_add (rows, sauda_grid_get_focused_item (SAUDA_GRID (self->table)));
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (ids, sauda_stock_row_get_level (g_ptr_array_index (rows, i))->variant_id);
  return ids;
}

static void
on_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  g_autoptr (GArray) ids = list_chosen (self);
  SaudaStockKind kind;
  SaudaStockActWindow *window;

  if (ids->len == 0 || !sauda_stock_kind_from_name (g_variant_get_string (parameter, NULL), &kind))
    return;
  window = sauda_stock_act_window_new (get_window (self), self->workspace, kind, ids);
  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_buffer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  g_autoptr (GArray) ids = list_chosen (self);
  SaudaBufferWindow *window = sauda_buffer_window_new (get_window (self), self->workspace, ids);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_stock_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_run_out (SaudaStockPage *self, gboolean back)
{
  SaudaRunOutWindow *window = sauda_run_out_window_new (get_window (self), self->workspace, back);

  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_off_sale (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_run_out (user_data, FALSE);
}

static void
on_back_on_sale (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_run_out (user_data, TRUE);
}

static void
on_questions (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaStockQuestionsWindow *window = sauda_stock_questions_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_stock_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_reorder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaReorderWindow *window = sauda_reorder_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_stock_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static gpointer
run_rule (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return GINT_TO_POINTER (sauda_stock_rule_set (connection, request->flag, request->now_ms, error));
}

static void
on_rule_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  sauda_stock_page_reload (self);
}

/* In stores with full trust, after the orders of a day moved the stock; one undo as ever. */
static void
on_automatic (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  request->flag = !g_variant_get_boolean (state);
  g_simple_action_set_state (action, g_variant_new_boolean (request->flag));
  sauda_workspace_write_async (self->workspace, run_rule, request, sauda_stock_request_free, NULL, NULL,
                               on_rule_set, g_object_ref (self));
}

static void
on_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;

  sauda_grid_open_focused (SAUDA_GRID (self->table));
}

static void
on_count (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaCountWindow *window = sauda_count_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && self->workspace != NULL)
    sauda_stock_page_import (self, path);
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "csv", "xlsx", "txt", "tsv", NULL };
  SaudaStockPage *self = user_data;

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Stock from a File"), _ ("Stock files"), suffixes,
                              self->cancellable, on_file_chosen, g_object_ref (self));
}

static void
on_stock_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (sauda_table_write_finish (result, &error))
    sauda_ui_show_text (GTK_WIDGET (self), _ ("The stock file is saved."));
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

/* The very columns that an import reads; what nobody counted has no number and is left out. */
static void
on_stock_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  GPtrArray *rows = sauda_table_listing_get_rows (self->listing);
  SaudaTable *table;

  if (path == NULL)
    return;
  table = sauda_table_new ("stock");
  sauda_table_add_column (table, "sku_key", SAUDA_TABLE_TEXT);
  sauda_table_add_column (table, "qty_on_hand", SAUDA_TABLE_NUMBER);
  for (guint i = 0; i < rows->len; i++) {
    const SaudaStockLevel *level = sauda_stock_row_get_level (g_ptr_array_index (rows, i));

    if (!level->counted)
      continue;
    sauda_table_add_text (table, level->sku);
    sauda_table_add_number (table, (double) level->on_hand);
  }
  sauda_table_write_async (table, path, self->cancellable, on_stock_written, g_object_ref (self));
}

static void
on_export_stock (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaStockPage *self = user_data;

  sauda_compat_save_file_async (get_window (self), _ ("Stock File"), "stock.csv", self->cancellable,
                                on_stock_file, g_object_ref (self));
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_STOCK_PAGE (user_data)->table), _ ("Stock"), FALSE);
}

static const GActionEntry entries[] = {
  { "act", on_act, "s" },
  { "buffer", on_buffer },
  { "off-sale", on_off_sale },
  { "back-on-sale", on_back_on_sale },
  { "questions", on_questions },
  { "card", on_card },
  { "automatic", on_automatic, NULL, "false" },
  { "reorder", on_reorder },
  { "count", on_count },
  { "import", on_import },
  { "export-stock", on_export_stock },
  { "export", on_export },
  { "undo-last", on_undo_last },
};

/* Adds the commands of the page. */
void
sauda_stock_page_install_acts (SaudaStockPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "stock", G_ACTION_GROUP (self->actions));
}

/* The one place that decides which commands can be given now. */
void
sauda_stock_page_update_acts (SaudaStockPage *self)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  gboolean whole = sauda_table_listing_is_whole (self->listing);
  gboolean any = whole && sauda_table_listing_get_rows (self->listing)->len > 0;
  gboolean chosen =
    whole && (sauda_grid_count_selected (grid) > 0 || sauda_grid_get_focused_item (grid) != NULL);
  const struct {
    const char *name;
    gboolean enabled;
  } states[] = {
    { "act", chosen },       { "card", chosen },        { "buffer", whole },
    { "off-sale", whole },   { "back-on-sale", whole }, { "questions", whole },
    { "reorder", any },      { "count", any },          { "import", any },
    { "export-stock", any }, { "export", any },         { "undo-last", self->last_batch != 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), states[i].name)),
      states[i].enabled);
}

/**
 * sauda_stock_page_import:
 * @self: the page
 * @path: a CSV or XLSX file with stock
 *
 * Shows what the file would do, and takes it when the merchant says so.
 */
void
sauda_stock_page_import (SaudaStockPage *self, const char *path)
{
  SaudaStockImportWindow *window;

  g_return_if_fail (SAUDA_IS_STOCK_PAGE (self));

  window = sauda_stock_import_window_new (get_window (self), self->workspace, path);
  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}
