#include "sauda-catalogue-import-window.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-files.h"
#include "sauda-catalog-imports.h"
#include "sauda-catalogue-import-rows.h"
#include "sauda-column-aliases.h"
#include "sauda-columns-window.h"
#include "sauda-import-progress.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_ROWS 300

struct _SaudaCatalogueImportWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;      /* (unowned) (not nullable) */
  GtkStack *stack;            /* (unowned) (not nullable) */
  GtkSpinner *spinner;        /* (unowned) (not nullable) */
  GtkProgressBar *progress;   /* (unowned) (not nullable) */
  GtkButton *close_button;    /* (unowned) (not nullable) */
  GtkWidget *import_button;   /* (unowned) (not nullable) */
  GtkWidget *columns_button;  /* (unowned) (not nullable) */
  GtkWidget *back_button;     /* (unowned) (not nullable) */
  GtkWidget *copy_button;     /* (unowned) (not nullable) */
  AdwStatusPage *failed_page; /* (unowned) (not nullable) */
  GtkLabel *counts[4];        /* (unowned) (not nullable) new, changed, same, refused */
  GtkLabel *notes;            /* (unowned) (not nullable) */
  GtkStack *sections;         /* (unowned) (not nullable) */
  GtkListBox *problems;       /* (unowned) (not nullable) */
  GtkListBox *conflicts;      /* (unowned) (not nullable) */
  GtkListBox *changes;        /* (unowned) (not nullable) */
  SaudaWorkspace *workspace;  /* (owned) (not nullable) */
  char *path;                 /* (owned) (not nullable) */
  SaudaCatalogReport *report; /* (owned) (nullable) */
  GHashTable *choices;        /* (owned) (not nullable) set of rows that a person chose over the usual one */
  GCancellable *cancellable;  /* (owned) (not nullable) of the window */
  GCancellable *writing;      /* (owned) (nullable) of the import that runs */
  gboolean busy;
  gboolean done;
};

/* The import that is to be taken back. */
typedef struct {
  gint64 import_id;
  gint64 now_ms;
} Undo;

G_DEFINE_FINAL_TYPE (SaudaCatalogueImportWindow, sauda_catalogue_import_window, ADW_TYPE_WINDOW)

static guint imported_signal;

static void run (SaudaCatalogueImportWindow *self, gboolean preview);

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_more (GtkListBox *list, guint more)
{
  g_autofree char *text = g_strdup_printf (
    ngettext ("and %u more; Copy takes all of them.", "and %u more; Copy takes all of them.", more), more);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "problem-row");
  gtk_list_box_append (list, label);
}

static void
on_choice (GtkCheckButton *choice, SaudaCatalogueImportWindow *self)
{
  gpointer row = g_object_get_data (G_OBJECT (choice), "row");

  if (gtk_check_button_get_active (choice))
    g_hash_table_add (self->choices, row);
  else
    g_hash_table_remove (self->choices, row);
}

static void
add_conflict (SaudaCatalogueImportWindow *self, const SaudaCatalogConflict *conflict)
{
  GtkCheckButton *first, *second;
  GtkWidget *row = sauda_catalogue_import_conflict_row (conflict, &first, &second);

  g_object_set_data (G_OBJECT (second), "row", GUINT_TO_POINTER (conflict->second_row));
  g_signal_connect (second, "toggled", G_CALLBACK (on_choice), self);
  gtk_widget_set_sensitive (GTK_WIDGET (first), !self->done);
  gtk_widget_set_sensitive (GTK_WIDGET (second), !self->done);
  gtk_list_box_append (self->conflicts, row);
}

static void
set_section (SaudaCatalogueImportWindow *self, const char *name, const char *title, guint count)
{
  GtkStackPage *page =
    gtk_stack_get_page (self->sections, gtk_stack_get_child_by_name (self->sections, name));
  g_autofree char *text = g_strdup_printf ("%s %u", title, count);

  gtk_stack_page_set_title (page, text);
  gtk_stack_page_set_visible (page, count > 0);
}

static void
show_lists (SaudaCatalogueImportWindow *self)
{
  const SaudaCatalogReport *report = self->report;

  clear_list (self->problems);
  clear_list (self->conflicts);
  clear_list (self->changes);
  for (guint i = 0; i < MIN (report->problems->len, SHOWN_ROWS); i++)
    gtk_list_box_append (self->problems,
                         sauda_catalogue_import_problem_row (g_ptr_array_index (report->problems, i)));
  if (report->problems->len > SHOWN_ROWS)
    add_more (self->problems, report->problems->len - SHOWN_ROWS);
  for (guint i = 0; i < MIN (report->sides->len, SHOWN_ROWS); i++)
    add_conflict (self, g_ptr_array_index (report->sides, i));
  for (guint i = 0; i < MIN (report->changes->len, SHOWN_ROWS); i++)
    gtk_list_box_append (self->changes,
                         sauda_catalogue_import_change_row (g_ptr_array_index (report->changes, i)));
  if (report->changes->len > SHOWN_ROWS)
    add_more (self->changes, report->changes->len - SHOWN_ROWS);
  set_section (self, "conflicts", _ ("Choose"), report->sides->len);
  set_section (self, "problems", _ ("To look at"), report->problems->len);
  set_section (self, "changes", _ ("New and changed"), report->changes->len);
  gtk_widget_set_visible (GTK_WIDGET (self->sections),
                          report->sides->len + report->problems->len + report->changes->len > 0);
  gtk_stack_set_visible_child_name (self->sections, report->sides->len > 0      ? "conflicts"
                                                    : report->problems->len > 0 ? "problems"
                                                                                : "changes");
}

static void
show_report (SaudaCatalogueImportWindow *self)
{
  const SaudaCatalogReport *report = self->report;
  const guint numbers[] = { report->added, report->changed, report->same, report->refused };
  g_autoptr (GString) notes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *text = g_strdup_printf ("%u", numbers[i]);

    gtk_label_set_label (self->counts[i], text);
  }
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (notes, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (report->notes, i));
  gtk_label_set_label (self->notes, notes->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes->len > 0);
  show_lists (self);
  adw_window_title_set_title (self->title, self->done ? _ ("Imported") : _ ("Import This Catalogue?"));
  gtk_widget_set_visible (self->import_button, !self->done);
  gtk_widget_set_visible (self->columns_button, !self->done);
  gtk_widget_set_visible (self->back_button,
                          self->done && report->import_id != 0 && report->added + report->changed > 0);
  gtk_widget_set_visible (self->copy_button, report->problems->len > 0);
  gtk_widget_set_sensitive (self->import_button, report->added + report->changed > 0);
  gtk_button_set_label (self->close_button, self->done ? _ ("_Close") : _ ("_Cancel"));
}

static void
set_busy (SaudaCatalogueImportWindow *self, gboolean busy)
{
  self->busy = busy;
  gtk_spinner_set_spinning (self->spinner, busy);
  if (busy)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  gtk_widget_set_sensitive (self->import_button, !busy);
  gtk_widget_set_sensitive (self->columns_button, !busy);
}

static void
show_failure (SaudaCatalogueImportWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_status_page_set_description (self->failed_page, markup);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_set_sensitive (self->import_button, FALSE);
}

/* A stop is no fault, and leaves the window open to say so. */
static gboolean
on_close_request (SaudaCatalogueImportWindow *self)
{
  if (self->writing == NULL)
    return FALSE;
  g_cancellable_cancel (self->writing);
  return TRUE;
}

static void
show_stopped (SaudaCatalogueImportWindow *self, const GError *error)
{
  adw_window_title_set_title (self->title, _ ("Stopped"));
  adw_status_page_set_description (self->failed_page, error->message);
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_set_sensitive (self->import_button, FALSE);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCatalogueImportWindow) self = SAUDA_CATALOGUE_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaCatalogReport *report = sauda_catalog_files_import_finish (result, &error);

  g_clear_object (&self->writing);
  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_catalog_report_free (report);
    return;
  }
  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    show_stopped (self, error);
    return;
  }
  if (report == NULL) {
    show_failure (self, error);
    return;
  }
  g_clear_pointer (&self->report, sauda_catalog_report_free);
  self->report = report;
  self->done = !report->preview;
  show_report (self);
  gtk_stack_set_visible_child_name (self->stack, "report");
  if (self->done)
    g_signal_emit (self, imported_signal, 0);
}

static void
run (SaudaCatalogueImportWindow *self, gboolean preview)
{
  g_autoptr (GArray) rows = g_array_new (TRUE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &row, NULL)) {
    guint number = GPOINTER_TO_UINT (row);

    g_array_append_val (rows, number);
  }
  set_busy (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  self->writing = preview ? NULL : g_cancellable_new ();
  sauda_catalog_files_import_async (
    self->workspace, self->path,
    &(SaudaCatalogFilesOptions){ .choices = (const guint *) (void *) rows->data,
                                 .preview = preview,
                                 .progress = sauda_import_progress_show,
                                 .progress_data = self->progress },
    preview ? self->cancellable : self->writing, on_run, g_object_ref (self));
}

static void
on_columns_changed (SaudaCatalogueImportWindow *self)
{
  if (self->busy || self->done)
    return;
  g_hash_table_remove_all (self->choices);
  run (self, TRUE);
}

static void
on_columns (SaudaCatalogueImportWindow *self)
{
  SaudaColumnsWindow *window =
    sauda_columns_window_new (GTK_WINDOW (self), self->workspace, SAUDA_ALIASES_CATALOGUE, self->path);

  g_signal_connect_object (window, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Undo *undo = data;
  g_autoptr (SaudaCatalogImportInfo) last = sauda_catalog_files_find_last (connection, error);
  guint kept;

  if (last == NULL)
    return NULL;
  if (last->id != undo->import_id) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
                 _ ("%s came in after this one. Take that back first."), last->name);
    return NULL;
  }
  return sauda_catalog_files_undo (connection, undo->now_ms, &kept, error);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCatalogueImportWindow) self = SAUDA_CATALOGUE_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogImportInfo) info = sauda_workspace_write_finish (source, result, &error);

  if (info != NULL)
    sauda_workspace_emit_orders_changed (self->workspace);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (info == NULL) {
    show_failure (self, error);
    return;
  }
  adw_window_title_set_title (self->title, _ ("Taken Back"));
  gtk_widget_set_visible (self->back_button, FALSE);
  adw_status_page_set_icon_name (self->failed_page, "edit-undo-symbolic");
  adw_status_page_set_title (self->failed_page, _ ("The import was taken back."));
  adw_status_page_set_description (self->failed_page, NULL);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  g_signal_emit (self, imported_signal, 0);
}

static void
on_copy (SaudaCatalogueImportWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->report->problems->len; i++) {
    g_autofree char *line =
      sauda_catalogue_import_describe_problem (g_ptr_array_index (self->report->problems, i));

    g_string_append_printf (text, "%s\n", line);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
sauda_catalogue_import_window_dispose (GObject *object)
{
  SaudaCatalogueImportWindow *self = SAUDA_CATALOGUE_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
  G_OBJECT_CLASS (sauda_catalogue_import_window_parent_class)->dispose (object);
}

static void
sauda_catalogue_import_window_finalize (GObject *object)
{
  SaudaCatalogueImportWindow *self = SAUDA_CATALOGUE_IMPORT_WINDOW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->report, sauda_catalog_report_free);
  g_hash_table_unref (self->choices);
  g_object_unref (self->cancellable);
  g_free (self->path);
  G_OBJECT_CLASS (sauda_catalogue_import_window_parent_class)->finalize (object);
}

static void
sauda_catalogue_import_window_class_init (SaudaCatalogueImportWindowClass *klass)
{
  static const char *const counts[] = { "added", "changed", "same", "refused" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_catalogue_import_window_dispose;
  object_class->finalize = sauda_catalogue_import_window_finalize;
  imported_signal = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/catalogue/sauda-catalogue-import-window.ui");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, counts[i], FALSE,
      (gssize) (G_STRUCT_OFFSET (SaudaCatalogueImportWindow, counts) + i * sizeof (GtkLabel *)));
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, notes);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, sections);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, conflicts);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueImportWindow, changes);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_bind_template_callback (widget_class, on_columns);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, sauda_catalogue_import_window_accept);
  gtk_widget_class_bind_template_callback (widget_class, sauda_catalogue_import_window_take_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_catalogue_import_window_init (SaudaCatalogueImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_catalogue_import_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: where the catalogue comes in
 * @path: a catalogue, CSV or XLSX
 *
 * Returns: (transfer none): a window to present, which reads the file at once
 */
SaudaCatalogueImportWindow *
sauda_catalogue_import_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *path)
{
  SaudaCatalogueImportWindow *self =
    g_object_new (SAUDA_TYPE_CATALOGUE_IMPORT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  self->workspace = g_object_ref (workspace);
  self->path = g_strdup (path);
  adw_window_title_set_subtitle (self->title, shown);
  run (self, TRUE);
  return self;
}

/**
 * sauda_catalogue_import_window_is_busy:
 * @self: the window
 *
 * Returns: whether the file is being read, written or taken back
 */
gboolean
sauda_catalogue_import_window_is_busy (SaudaCatalogueImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_IMPORT_WINDOW (self), FALSE);
  return self->busy;
}

/**
 * sauda_catalogue_import_window_is_done:
 * @self: the window
 *
 * Returns: whether the catalogue came in
 */
gboolean
sauda_catalogue_import_window_is_done (SaudaCatalogueImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_IMPORT_WINDOW (self), FALSE);
  return self->done;
}

/**
 * sauda_catalogue_import_window_accept:
 * @self: the window, which has read the file
 *
 * Imports it, as the button does.
 */
void
sauda_catalogue_import_window_accept (SaudaCatalogueImportWindow *self)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_IMPORT_WINDOW (self));
  if (!self->busy && !self->done && self->report != NULL)
    run (self, FALSE);
}

/**
 * sauda_catalogue_import_window_take_back:
 * @self: the window, whose catalogue came in
 *
 * Everything is as it was before.
 */
void
sauda_catalogue_import_window_take_back (SaudaCatalogueImportWindow *self)
{
  Undo *undo;

  g_return_if_fail (SAUDA_IS_CATALOGUE_IMPORT_WINDOW (self));

  if (self->busy || !self->done)
    return;
  undo = g_new0 (Undo, 1);
  undo->import_id = self->report->import_id;
  undo->now_ms = sauda_workspace_get_now (self->workspace);
  set_busy (self, TRUE);
  sauda_workspace_write_async (self->workspace, undo_work, undo, g_free,
                               (GDestroyNotify) sauda_catalog_import_info_free, NULL, on_undone,
                               g_object_ref (self));
}

/**
 * sauda_catalogue_import_window_choose:
 * @self: the window
 * @row: the second of two rows of one offer
 *
 * Takes that row, and not the first.
 */
void
sauda_catalogue_import_window_choose (SaudaCatalogueImportWindow *self, guint row)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_IMPORT_WINDOW (self));
  g_hash_table_add (self->choices, GUINT_TO_POINTER (row));
}
