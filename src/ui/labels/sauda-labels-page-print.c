#include "sauda-labels-page-private.h"
#include "sauda-print-window.h"
#include "sauda-printers.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

/* Orders leave within days; what was printed earlier says nothing about the labels of today. */
#define REMEMBERED_DAYS 60

/* What is known about printing. */
typedef struct {
  GHashTable *states;      /* (owned) (nullable) of labels */
  SaudaPrinters *printers; /* (owned) (nullable) */
} Printed;

static void
printed_free (gpointer data)
{
  Printed *printed = data;

  g_clear_pointer (&printed->states, g_hash_table_unref);
  g_clear_pointer (&printed->printers, sauda_printers_free);
  g_free (printed);
}

static gpointer
load_printed_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Printed *printed = g_new0 (Printed, 1);

  printed->states = sauda_print_queue_list_labels (connection, *(gint64 *) data, error);
  if (printed->states != NULL)
    printed->printers = sauda_printers_load (connection, error);
  if (printed->printers != NULL)
    return printed;
  printed_free (printed);
  return NULL;
}

static gpointer
load_printers_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_printers_load (connection, error);
}

static void
on_printed_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  Printed *printed = sauda_workspace_read_finish (source, result, NULL);
  const SaudaPrinterProfile *profile = NULL;

  if (printed == NULL)
    return;
  profile = sauda_printers_get_for (printed->printers, SAUDA_PRINT_KIND_WAYBILLS);
  if (self->workspace != NULL) {
    self->unstamped = profile != NULL && !profile->stamp;
    sauda_label_groups_show_printed (self->groups, printed->states);
  }
  printed_free (printed);
}

/**
 * sauda_labels_page_load_printed:
 * @self: the page
 *
 * Shows how far the labels are printed.
 */
void
sauda_labels_page_load_printed (SaudaLabelsPage *self)
{
  gint64 since = sauda_day_time_ms (sauda_workspace_get_today (self->workspace) - REMEMBERED_DAYS, 0, 0);

  sauda_workspace_read_async (self->workspace, load_printed_work, g_memdup2 (&since, sizeof since), g_free,
                              printed_free, self->cancellable, on_printed_loaded, g_object_ref (self));
}

static void
on_run_recorded (SaudaLabelsPage *self)
{
  if (self->workspace != NULL)
    sauda_labels_page_load_printed (self);
}

static void
on_run_changed (SaudaLabelsPage *self)
{
  if (self->workspace != NULL)
    sauda_labels_page_update_actions (self);
}

static void
on_print_chosen (SaudaLabelsPage *self, SaudaPrintRun *run)
{
  g_signal_connect_object (run, "recorded", G_CALLBACK (on_run_recorded), self, G_CONNECT_SWAPPED);
  sauda_print_bar_show (self->print_bar, run);
  g_signal_connect_object (run, "changed", G_CALLBACK (on_run_changed), self, G_CONNECT_SWAPPED);
  sauda_print_run_start (run);
}

static GPtrArray *
list_groups (SaudaLabelsPage *self, guint *selected)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_group_free);
  g_autofree char *folder = sauda_workspace_get_labels_folder (self->workspace);
  SaudaLabelGroupRow *row = NULL;

  *selected = 0;
  for (guint i = 0; (row = sauda_label_groups_get_row (self->groups, i)) != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, sauda_label_group_row_get_file (row), NULL);

    if (row == sauda_label_groups_get_selected (self->groups))
      *selected = i;
    g_ptr_array_add (groups, sauda_print_group_new (sauda_label_group_row_get_title (row), path,
                                                    sauda_label_group_row_get_labels (row)));
  }
  return groups;
}

static void
on_printers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrinters) printers = sauda_workspace_read_finish (source, result, &error);
  g_autoptr (GPtrArray) groups = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  SaudaPrintWindow *window = NULL;
  guint selected = 0;

  if (self->workspace == NULL)
    return;
  if (printers == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  groups = list_groups (self, &selected);
  if (groups->len == 0)
    return;
  window = sauda_print_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace,
                                   SAUDA_PRINT_KIND_WAYBILLS, groups, selected, printers);
  g_signal_connect_object (window, "print", G_CALLBACK (on_print_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * sauda_labels_page_print:
 * @self: the page
 *
 * Asks what to print of the groups, and how.
 */
void
sauda_labels_page_print (SaudaLabelsPage *self)
{
  sauda_workspace_read_async (self->workspace, load_printers_work, NULL, NULL,
                              (GDestroyNotify) sauda_printers_free, self->cancellable, on_printers_loaded,
                              g_object_ref (self));
}
