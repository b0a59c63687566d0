#include "sauda-label-sheet.h"
#include "sauda-labels-page-private.h"
#include "sauda-order-packing.h"
#include "sauda-own-papers.h"
#include "sauda-print-jobs-window.h"
#include "sauda-proof-window.h"
#include "sauda-stamp-editor.h"
#include "sauda-template-editor.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"
#include "sauda-walk-window.h"
#include "sauda-waybills.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The saved waybill of an order. */
typedef struct {
  char *store; /* (owned) (not nullable) */
  char *code;  /* (owned) (not nullable) */
} Sample;

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  g_free (sample->store);
  g_free (sample->code);
  g_free (sample);
}

static gpointer
find_waybill_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Sample *sample = data;
  g_autoptr (SaudaWaybill) waybill = NULL;
  gint64 order_id = 0;

  if (!sauda_orders_find_id (connection, sample->store, sample->code, &order_id, error) ||
      !sauda_waybills_find (connection, order_id, &waybill, error))
    return NULL;
  return g_strdup (waybill != NULL ? waybill->path : "");
}

static GtkWindow *
get_window (SaudaLabelsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static guint
get_waybill_page (SaudaLabelsPage *self)
{
  SaudaPage *page = sauda_page_strip_get_page (self->strip);
  SaudaLabelGroupRow *row = sauda_label_groups_get_selected (self->groups);
  GPtrArray *labels = row != NULL ? sauda_label_group_row_get_labels (row) : NULL;

  if (page == NULL || labels == NULL || sauda_page_get_number (page) >= labels->len)
    return 0;
  return ((const SaudaPrintLabel *) g_ptr_array_index (labels, sauda_page_get_number (page)))->place - 1;
}

static void
on_waybill_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *relative = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *path = NULL;

  if (self->workspace == NULL)
    return;
  if (relative == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
  } else if (*relative == '\0') {
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Choose a page with a label first."));
  } else {
    path = g_build_filename (sauda_workspace_get_folder (self->workspace), relative, NULL);
    gtk_window_present (GTK_WINDOW (
      sauda_stamp_editor_new (get_window (self), self->workspace, path, get_waybill_page (self))));
  }
}

/**
 * sauda_labels_page_edit_stamp:
 * @self: the page
 *
 * Edits where the size mark goes on waybills like the one that is shown.
 */
void
sauda_labels_page_edit_stamp (SaudaLabelsPage *self)
{
  SaudaPage *page = sauda_page_strip_get_page (self->strip);
  SaudaLabelGroupRow *row = sauda_label_groups_get_selected (self->groups);
  const SaudaPrintLabel *label = NULL;
  Sample *sample = NULL;

  if (page == NULL || row == NULL ||
      sauda_page_get_number (page) >= sauda_label_group_row_get_labels (row)->len)
    return;
  label = g_ptr_array_index (sauda_label_group_row_get_labels (row), sauda_page_get_number (page));
  sample = g_new0 (Sample, 1);
  sample->store = g_strdup (label->store);
  sample->code = g_strdup (label->code);
  sauda_workspace_read_async (self->workspace, find_waybill_work, sample, sample_free, g_free,
                              self->cancellable, on_waybill_found, g_object_ref (self));
}

/**
 * sauda_labels_page_show_proof:
 * @self: the page
 *
 * Shows what does not agree between labels and orders.
 */
void
sauda_labels_page_show_proof (SaudaLabelsPage *self)
{
  SaudaProofWindow *window =
    sauda_proof_window_new (get_window (self), self->workspace, gtk_switch_get_active (self->tomorrow));

  g_signal_connect_object (window, "fetch", G_CALLBACK (sauda_labels_page_group), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_jobs_closed (SaudaLabelsPage *self)
{
  if (self->workspace != NULL)
    sauda_labels_page_load_printed (self);
}

/**
 * sauda_labels_page_show_jobs:
 * @self: the page
 *
 * Shows what was printed, and what came of it.
 */
void
sauda_labels_page_show_jobs (SaudaLabelsPage *self)
{
  SaudaPrintJobsWindow *window = sauda_print_jobs_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "destroy", G_CALLBACK (on_jobs_closed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * sauda_labels_page_show_walk:
 * @self: the page
 *
 * Edits the order in which pick lists name the models.
 */
void
sauda_labels_page_show_walk (SaudaLabelsPage *self)
{
  gtk_window_present (GTK_WINDOW (sauda_walk_window_new (get_window (self), self->workspace)));
}

/**
 * sauda_labels_page_edit_cover:
 * @self: the page
 *
 * Edits the page that lies on top of each group, for the paper that the next grouping takes.
 */
void
sauda_labels_page_edit_cover (SaudaLabelsPage *self)
{
  g_autofree char *sheet = sauda_ui_settings_get_text ("label-sheet", SAUDA_LABEL_SHEET_ROLL);
  g_autofree char *folder = sauda_own_papers_get_folder (self->workspace);
  const char *cover = g_str_equal (sheet, "75x120") ? "cover-75x120" : "cover-100x150";

  gtk_window_present (GTK_WINDOW (sauda_template_editor_new (get_window (self), folder, cover)));
}
