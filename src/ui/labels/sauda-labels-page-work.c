#include "sauda-label-memory.h"
#include "sauda-label-report.h"
#include "sauda-label-run.h"
#include "sauda-label-sheet.h"
#include "sauda-labels-page-private.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"
#include "sauda-waybill-window.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_INTERVAL_MS 100

/* Counts that the working thread writes and the page reads now and then. */
typedef struct {
  gint done;  /* atomic */
  gint total; /* atomic */
} Counts;

/* A grouping at work; outlives the page when the page is closed meanwhile. */
typedef struct {
  SaudaLabelsPage *page; /* (owned) (not nullable) */
  Counts counts;
} Grouping;

static void
on_progress (guint done, guint total, gpointer user_data)
{
  Counts *counts = user_data;

  g_atomic_int_set (&counts->total, (gint) total);
  g_atomic_int_set (&counts->done, (gint) done);
}

static gboolean
show_progress (gpointer user_data)
{
  Grouping *grouping = user_data;
  int total = g_atomic_int_get (&grouping->counts.total);

  if (total > 0)
    gtk_progress_bar_set_fraction (grouping->page->progress,
                                   CLAMP ((double) g_atomic_int_get (&grouping->counts.done) / total, 0, 1));
  else
    gtk_progress_bar_pulse (grouping->page->progress);
  return G_SOURCE_CONTINUE;
}

static gboolean
pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (SAUDA_LABELS_PAGE (user_data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
begin_work (SaudaLabelsPage *self, const char *text)
{
  self->job = g_cancellable_new ();
  gtk_label_set_label (self->progress_text, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_revealer_set_reveal_child (self->progress_bar, TRUE);
  sauda_labels_page_update_actions (self);
}

/* Returns whether the page is still there to show what came of it. */
static gboolean
end_work (SaudaLabelsPage *self)
{
  g_clear_handle_id (&self->progress_tick, g_source_remove);
  g_clear_object (&self->job);
  if (self->workspace == NULL)
    return FALSE;
  gtk_revealer_set_reveal_child (self->progress_bar, FALSE);
  sauda_labels_page_update_actions (self);
  return TRUE;
}

static void
on_grouped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Grouping *grouping = user_data;
  g_autoptr (SaudaLabelsPage) self = grouping->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaLabelReport) report = NULL;

  self->own_change = TRUE;
  report = sauda_label_run_finish (result, &error);
  self->own_change = FALSE;
  if (end_work (self)) {
    if (report != NULL)
      sauda_labels_page_show_report (self, report);
    else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sauda_ui_show_text (GTK_WIDGET (self),
                          _ ("Grouping was stopped. The groups of the last time are untouched."));
    else
      sauda_ui_show_error (GTK_WIDGET (self), error);
  }
  g_free (grouping);
}

/**
 * sauda_labels_page_group:
 * @self: the page
 *
 * Groups the labels of the day, and shows what came of it.
 */
void
sauda_labels_page_group (SaudaLabelsPage *self)
{
  SaudaLabelRunOptions options = { .day = sauda_workspace_get_today (self->workspace),
                                   .tomorrow = gtk_switch_get_active (self->tomorrow),
                                   .fetch = TRUE,
                                   .hold = TRUE,
                                   .stamp = !self->unstamped,
                                   .cover = sauda_ui_settings_get_boolean ("label-cover", FALSE),
                                   .together = sauda_ui_settings_get_boolean ("label-together", FALSE) };
  g_autofree char *sheet = sauda_ui_settings_get_text ("label-sheet", SAUDA_LABEL_SHEET_ROLL);
  Grouping *grouping = NULL;

  if (sauda_labels_page_is_busy (self))
    return;
  options.sheet = g_strcmp0 (sheet, SAUDA_LABEL_SHEET_ROLL) != 0 ? sheet : NULL;
  grouping = g_new0 (Grouping, 1);
  grouping->page = g_object_ref (self);
  self->stale = FALSE;
  begin_work (self, _ ("Grouping labels"));
  self->progress_tick = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress, grouping);
  sauda_label_run_async (self->workspace, &options, on_progress, &grouping->counts, self->job, on_grouped,
                         grouping);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autofree char *folder = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (SaudaLabelReport) report = sauda_label_memory_load_finish (result, &folder, NULL);

  self->looked = TRUE;
  if (report == NULL || self->workspace == NULL || sauda_labels_page_is_busy (self))
    return;
  /* Groups that were written elsewhere, by the command line say, are not this page's. */
  expected = sauda_workspace_get_labels_folder (self->workspace);
  if (g_str_equal (folder, expected))
    sauda_labels_page_show_report (self, report);
}

/**
 * sauda_labels_page_load:
 * @self: the page
 *
 * Shows today's groups as they were last written; changes nothing.
 */
void
sauda_labels_page_load (SaudaLabelsPage *self)
{
  sauda_label_memory_load_async (self->workspace, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaWaybillFilesReport) report = sauda_waybill_files_import_finish (result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!end_work (self))
    return;
  if (report != NULL)
    gtk_window_present (
      GTK_WINDOW (sauda_waybill_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, report)));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_text (GTK_WIDGET (self),
                        _ ("The import was stopped. Import the files again to bring in the rest."));
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

/**
 * sauda_labels_page_import:
 * @self: the page
 * @files: (element-type GFile): waybill archives, PDFs and folders
 *
 * Brings waybills in and says what came of each.
 */
void
sauda_labels_page_import (SaudaLabelsPage *self, GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  g_return_if_fail (SAUDA_IS_LABELS_PAGE (self));

  if (sauda_labels_page_is_busy (self))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    const char *path = g_file_peek_path (file);

    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  paths = g_strv_builder_end (builder);
  if (*paths == NULL) {
    sauda_ui_show_text (GTK_WIDGET (self), _ ("These files are not on this computer. Download them first."));
    return;
  }
  begin_work (self, _ ("Importing waybills"));
  self->progress_tick = g_timeout_add (PROGRESS_INTERVAL_MS, pulse, self);
  sauda_waybill_files_import_async (self->workspace, (const char *const *) paths, self->job, on_imported,
                                    g_object_ref (self));
}
