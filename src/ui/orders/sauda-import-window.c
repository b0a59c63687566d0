#include "sauda-import-window.h"

#include "sauda-catalogue-import-window.h"
#include "sauda-column-aliases.h"
#include "sauda-columns-window.h"
#include "sauda-import-progress.h"
#include "sauda-import-undo.h"
#include "sauda-import.h"
#include "sauda-stock-import-window.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_PROBLEMS 200

struct _SaudaImportWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;     /* (unowned) (not nullable) */
  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkSpinner *spinner;       /* (unowned) (not nullable) */
  GtkProgressBar *progress;  /* (unowned) (not nullable) of a catalogue */
  GtkButton *close_button;   /* (unowned) (not nullable) */
  GtkButton *import_button;  /* (unowned) (not nullable) */
  GtkDropDown *store;        /* (unowned) (not nullable) */
  GtkStringList *stores;     /* (unowned) (not nullable) the first means: as the files say */
  GtkWidget *store_group;    /* (unowned) (not nullable) */
  GtkListBox *results;       /* (unowned) (not nullable) */
  GtkListBox *problems;      /* (unowned) (not nullable) */
  GtkWidget *problems_box;   /* (unowned) (not nullable) */
  GtkLabel *problems_title;  /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  SaudaImport *import;       /* (owned) (not nullable) until dispose */
  SaudaImportReport *report; /* (owned) (nullable) */
  char *chosen; /* (owned) (nullable) the sheet whose «Сумма» was told last: it keeps the focus */
  GCancellable *cancellable; /* (owned) (not nullable) of the window */
  GCancellable *writing;     /* (owned) (nullable) while files come in */
  gboolean busy;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (SaudaImportWindow, sauda_import_window, ADW_TYPE_WINDOW)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void run (SaudaImportWindow *self, gboolean preview);

static void
on_columns_changed (SaudaImportWindow *self)
{
  if (self->busy || self->done || self->import == NULL)
    return;
  sauda_import_forget_kinds (self->import);
  run (self, TRUE);
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
  run (self, TRUE);
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

static void
show_report (SaudaImportWindow *self)
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

/* Where nobody stands, or stands only because there was nothing else. */
static gboolean
is_free (SaudaImportWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus == NULL || focus == GTK_WIDGET (self->close_button) ||
         focus == GTK_WIDGET (self->import_button) || focus == GTK_WIDGET (self->spinner);
}

/* Return must not stop what was only just begun, so the wheel has the focus while it turns. */
static void
set_busy (SaudaImportWindow *self, gboolean busy)
{
  gboolean free = is_free (self);

  /* Before the stack takes it along to whatever comes first in the report. */
  if (free && !busy)
    gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  self->busy = busy;
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "report");
  if (free && busy)
    gtk_widget_grab_focus (GTK_WIDGET (self->spinner));
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), !busy);
}

/* Whoever went on already stays there. */
static void
offer (SaudaImportWindow *self, GtkButton *button)
{
  if (is_free (self))
    gtk_widget_grab_focus (GTK_WIDGET (button));
}

static void
show_failure (SaudaImportWindow *self, const GError *error)
{
  SaudaImportResult result = { .name = (char *) _ ("Import"), .failed = TRUE };
  g_autofree char *text = sauda_ui_describe_error (error);

  result.summary = text;
  clear_list (self->results);
  add_result_row (self, &result);
  gtk_widget_set_visible (self->problems_box, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
}

/* What a catalogue says of a stop is the whole truth only where nothing came in before it. */
static void
show_stopped (SaudaImportWindow *self, const GError *error)
{
  GPtrArray *results = self->report != NULL ? self->report->results : NULL;
  gboolean alone = results != NULL && results->len == 1 &&
                   ((const SaudaImportResult *) g_ptr_array_index (results, 0))->catalogue;
  g_autofree char *text = alone ? g_strdup (error->message) : sauda_ui_describe_error (error);
  const SaudaImportResult result = { .name = (char *) _ ("Stopped"), .summary = text };

  clear_list (self->results);
  add_result_row (self, &result);
  adw_window_title_set_title (self->title, _ ("Stopped"));
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_widget_set_visible (self->problems_box, FALSE);
  gtk_widget_set_visible (self->store_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), FALSE);
}

/* While files come in a close stops that, and the window stays to say so; at other times nothing is lost. */
static gboolean
on_close_request (SaudaImportWindow *self)
{
  g_cancellable_cancel (self->writing != NULL ? self->writing : self->cancellable);
  return self->writing != NULL;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaImportWindow) self = SAUDA_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaImportReport *report = sauda_import_run_finish (SAUDA_IMPORT (source), result, &error);
  gboolean stopped = self->writing != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&self->writing);
  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_import_report_free (report);
    return;
  }
  set_busy (self, FALSE);
  if (stopped) {
    show_stopped (self, error);
    offer (self, self->close_button);
    return;
  }
  if (report == NULL) {
    show_failure (self, error);
    offer (self, self->close_button);
    return;
  }
  g_clear_pointer (&self->report, sauda_import_report_free);
  self->report = report;
  self->done = !report->preview;
  show_report (self);
  /* Return is a yes as soon as there is something to say it to. */
  offer (self, !self->done && report->importable > 0 ? self->import_button : self->close_button);
}

static void
run (SaudaImportWindow *self, gboolean preview)
{
  guint store = gtk_drop_down_get_selected (self->store);

  sauda_import_set_store (self->import, store > 0 && store != GTK_INVALID_LIST_POSITION
                                          ? gtk_string_list_get_string (self->stores, store)
                                          : NULL);
  adw_window_title_set_title (self->title, preview ? _ ("Reading Files") : _ ("Importing"));
  set_busy (self, TRUE);
  self->writing = preview ? NULL : g_cancellable_new ();
  sauda_import_run_async (self->import, preview, preview ? self->cancellable : self->writing, on_run,
                          g_object_ref (self));
}

static void
on_import (SaudaImportWindow *self)
{
  sauda_import_window_accept (self);
}

static void
on_choice (SaudaImportWindow *self)
{
  if (self->import != NULL && !self->busy && !self->done)
    run (self, TRUE);
}

static void
on_copy (SaudaImportWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->report->problems->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->report->problems, i));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaImportWindow) self = SAUDA_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores =
    sauda_stores_list_finish (sauda_workspace_get_database (self->workspace), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; stores != NULL && i < stores->len; i++)
    gtk_string_list_append (self->stores, ((const SaudaStoreInfo *) g_ptr_array_index (stores, i))->name);
}

static void
sauda_import_window_dispose (GObject *object)
{
  SaudaImportWindow *self = SAUDA_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (sauda_import_window_parent_class)->dispose (object);
}

static void
sauda_import_window_finalize (GObject *object)
{
  SaudaImportWindow *self = SAUDA_IMPORT_WINDOW (object);

  g_clear_object (&self->workspace);
  g_object_unref (self->cancellable);
  g_clear_object (&self->writing);
  g_clear_pointer (&self->report, sauda_import_report_free);
  g_free (self->chosen);
  G_OBJECT_CLASS (sauda_import_window_parent_class)->finalize (object);
}

static void
sauda_import_window_class_init (SaudaImportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_import_window_dispose;
  object_class->finalize = sauda_import_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, store);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, store_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, results);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems_title);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_import_window_init (SaudaImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_import_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: where the files come in
 * @files: (element-type GFile): files and folders
 *
 * Returns: (transfer none): a window to present, which reads the files at once and writes nothing before a
 * yes
 */
SaudaImportWindow *
sauda_import_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GListModel *files)
{
  SaudaImportWindow *self =
    g_object_new (SAUDA_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->workspace = g_object_ref (workspace);
  self->import = sauda_import_new (workspace, files);
  sauda_import_set_progress (self->import, sauda_import_progress_show, self->progress);
  sauda_stores_list_async (sauda_workspace_get_database (workspace), self->cancellable, on_stores_listed,
                           g_object_ref (self));
  run (self, TRUE);
  return self;
}

/**
 * sauda_import_window_is_busy:
 * @self: the window
 *
 * Returns: whether files are being read
 */
gboolean
sauda_import_window_is_busy (SaudaImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_IMPORT_WINDOW (self), FALSE);
  return self->busy;
}

/**
 * sauda_import_window_is_done:
 * @self: the window
 *
 * Returns: whether the files came in
 */
gboolean
sauda_import_window_is_done (SaudaImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_IMPORT_WINDOW (self), FALSE);
  return self->done;
}

/**
 * sauda_import_window_accept:
 * @self: the window, which has read the files
 *
 * Imports them, as the button does.
 */
void
sauda_import_window_accept (SaudaImportWindow *self)
{
  g_return_if_fail (SAUDA_IS_IMPORT_WINDOW (self));
  if (!self->busy && !self->done)
    run (self, FALSE);
}
