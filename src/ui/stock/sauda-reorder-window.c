#include "sauda-reorder-window.h"

#include "sauda-compat.h"
#include "sauda-number-spin.h"
#include "sauda-number.h"
#include "sauda-reorder-window-private.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

/* Rows of a list box; the sentence and the spreadsheet have all. */
#define SHOWN_ROWS 300

G_DEFINE_FINAL_TYPE (SaudaReorderWindow, sauda_reorder_window, ADW_TYPE_WINDOW)

static guint changed_signal;

static void read_data (SaudaReorderWindow *self);

void
sauda_reorder_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

GtkWidget *
sauda_reorder_create_number (const char *name, double value, double least, double most, guint digits)
{
  GtkWidget *number = gtk_spin_button_new_with_range (least, most, digits > 0 ? 0.05 : 1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (number), digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  sauda_number_spin_localize (number);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return number;
}

/* NULL: whatever supplier. */
static const char *
get_supplier (SaudaReorderWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->supplier);

  return chosen > 0 && chosen <= self->data->suppliers->len
           ? ((SaudaSupplier *) g_ptr_array_index (self->data->suppliers, chosen - 1))->name
           : NULL;
}

static void
add_proposal (SaudaReorderWindow *self, const SaudaStockLevel *level)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *pieces = g_strdup_printf ("%d", (int) level->reorder);
  GtkWidget *number = gtk_label_new (pieces);
  g_autofree char *name = level->size != NULL
                            ? g_strdup_printf ("%s · %s · %s", level->sku, level->model, level->size)
                            : g_strdup_printf ("%s · %s", level->sku, level->model);
  g_autofree char *cover =
    level->days_cover >= 0 ? g_strdup_printf ("%.0f", level->days_cover) : g_strdup ("–");
  g_autofree char *per_day = sauda_number_format (level->per_day, 2);
  g_autofree char *safety = sauda_number_format (level->safety_stock, 1);
  g_autofree char *point = sauda_number_format (level->reorder_point, 1);
  g_autofree char *why =
    g_strdup_printf (_ ("%s a day · lasts %s days · available %d · on its way %d · safety stock %s · "
                        "reorder point %s"),
                     per_day, cover, (int) level->available, (int) level->on_order, safety, point);
  g_autofree char *title = g_markup_escape_text (name, -1), *subtitle = g_markup_escape_text (why, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (number, "title-3");
  gtk_widget_add_css_class (number, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_list_box_append (self->proposal, row);
}

static void
show_proposal (SaudaReorderWindow *self)
{
  const char *supplier = self->data != NULL ? get_supplier (self) : NULL;
  gint64 pieces = 0;
  guint variants = 0;
  g_autofree char *text = NULL;

  if (self->data == NULL || self->filling)
    return;
  sauda_reorder_clear (self->proposal);
  for (guint i = 0; i < self->data->levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (self->data->levels->levels, i);

    if (level->reorder <= 0 || (supplier != NULL && g_strcmp0 (level->supplier, supplier) != 0))
      continue;
    pieces += level->reorder;
    if (variants++ < SHOWN_ROWS)
      add_proposal (self, level);
  }
  text = variants > 0 ? g_strdup_printf (ngettext ("%u variant to order, %d pieces",
                                                   "%u variants to order, %d pieces", variants),
                                         variants, (int) pieces)
                      : g_strdup (_ ("Nothing has to be ordered now."));
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->proposal), variants > 0);
  gtk_widget_set_sensitive (self->order, variants > 0);
  gtk_widget_set_sensitive (self->save, variants > 0);
}

static void
fill_suppliers (SaudaReorderWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->supplier);

  gtk_string_list_append (names, _ ("All suppliers"));
  for (guint i = 0; i < self->data->suppliers->len; i++)
    gtk_string_list_append (names, ((SaudaSupplier *) g_ptr_array_index (self->data->suppliers, i))->name);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->supplier, G_LIST_MODEL (names));
  if (chosen < g_list_model_get_n_items (G_LIST_MODEL (names)))
    gtk_drop_down_set_selected (self->supplier, chosen);
  self->filling = FALSE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReorderWindow) self = SAUDA_REORDER_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaReorderData *data = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL || data == NULL) {
    g_clear_pointer (&data, sauda_reorder_data_free);
    if (self->workspace != NULL)
      sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  g_clear_pointer (&self->data, sauda_reorder_data_free);
  self->data = data;
  fill_suppliers (self);
  show_proposal (self);
  sauda_reorder_window_show_suppliers (self);
  sauda_reorder_window_show_purchases (self);
}

static void
read_data (SaudaReorderWindow *self)
{
  gint64 now_ms = sauda_workspace_get_now (self->workspace);

  self->works++;
  sauda_workspace_read_async (self->workspace, sauda_reorder_data_read, g_memdup2 (&now_ms, sizeof now_ms),
                              g_free, sauda_reorder_data_free, self->cancellable, on_read,
                              g_object_ref (self));
}

typedef struct {
  SaudaReorderWindow *self; /* (owned) */
  char *said;               /* (owned) (nullable) */
} Writing;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (SaudaReorderWindow) self = writing->self;
  g_autofree char *said = writing->said;
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  g_free (writing);
  self->works--;
  if (done != NULL)
    g_signal_emit (self, changed_signal, 0);
  if (self->workspace == NULL)
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  else if (said != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->stack), said);
  read_data (self);
}

/* Does something to suppliers or purchases, says it, and shows what is true then. Takes @job. */
void
sauda_reorder_window_write (SaudaReorderWindow *self,
                            SaudaWorkspaceFunc func,
                            SaudaReorderJob *job,
                            const char *said)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->self = g_object_ref (self);
  writing->said = g_strdup (said);
  self->works++;
  sauda_workspace_write_async (self->workspace, func, job, sauda_reorder_job_free, NULL, NULL, on_written,
                               writing);
}

static void
on_order_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReorderWindow) self = SAUDA_REORDER_WINDOW (user_data);
  SaudaReorderJob *job;

  if (!sauda_compat_confirm_finish (result, NULL) || self->workspace == NULL || self->data == NULL)
    return;
  job = sauda_reorder_job_new (self->workspace);
  job->supplier = g_strdup (get_supplier (self));
  sauda_reorder_window_write (self, sauda_reorder_job_order, job,
                              _ ("It is a purchase now; receive it under Purchases when it comes."));
}

static void
on_order (SaudaReorderWindow *self)
{
  const SaudaCompatQuestion question = {
    .heading = gtk_label_get_label (self->summary),
    .body =
      _ ("The pieces count as on their way from now on. Sauda writes to nobody: send the spreadsheet to "
         "the supplier yourself."),
    .accept = _ ("_Ordered"),
  };

  sauda_compat_confirm_async (GTK_WINDOW (self), &question, self->cancellable, on_order_answered,
                              g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReorderWindow) self = SAUDA_REORDER_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (done != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The proposal is saved."));
  else
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

static void
on_path_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReorderWindow) self = SAUDA_REORDER_WINDOW (user_data);
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, NULL);
  SaudaReorderJob *job;

  if (file == NULL || self->workspace == NULL || self->data == NULL)
    return;
  job = sauda_reorder_job_new (self->workspace);
  job->path = g_file_get_path (file);
  job->supplier = g_strdup (get_supplier (self));
  self->works++;
  sauda_workspace_read_async (self->workspace, sauda_reorder_job_export, job, sauda_reorder_job_free, NULL,
                              self->cancellable, on_saved, g_object_ref (self));
}

static void
on_save (SaudaReorderWindow *self)
{
  sauda_compat_save_file_async (GTK_WINDOW (self), _ ("Purchase Proposal"), "purchase.xlsx",
                                self->cancellable, on_path_chosen, g_object_ref (self));
}

static void
sauda_reorder_window_dispose (GObject *object)
{
  SaudaReorderWindow *self = SAUDA_REORDER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_reorder_window_parent_class)->dispose (object);
}

static void
sauda_reorder_window_finalize (GObject *object)
{
  SaudaReorderWindow *self = SAUDA_REORDER_WINDOW (object);

  g_clear_pointer (&self->data, sauda_reorder_data_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_reorder_window_parent_class)->finalize (object);
}

static void
sauda_reorder_window_class_init (SaudaReorderWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_reorder_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_reorder_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-reorder-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, supplier);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, proposal);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, order);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, save);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, new_name);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, suppliers);
  gtk_widget_class_bind_template_child (widget_class, SaudaReorderWindow, purchases);
  gtk_widget_class_bind_template_callback (widget_class, show_proposal);
  gtk_widget_class_bind_template_callback (widget_class, on_order);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, sauda_reorder_window_add_supplier);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_reorder_window_init (SaudaReorderWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_reorder_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaReorderWindow *
sauda_reorder_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaReorderWindow *self = g_object_new (SAUDA_TYPE_REORDER_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  read_data (self);
  return self;
}

/**
 * sauda_reorder_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being written or read
 */
gboolean
sauda_reorder_window_is_busy (SaudaReorderWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_REORDER_WINDOW (self), FALSE);
  return self->works > 0;
}
