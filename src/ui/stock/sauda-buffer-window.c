#include "sauda-buffer-window.h"

#include "sauda-number-spin.h"
#include "sauda-stock-buffer.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaBufferWindow {
  AdwWindow parent_instance;

  GtkSpinButton *usual;     /* (unowned) (not nullable) */
  AdwActionRow *own_row;    /* (unowned) (not nullable) */
  GtkCheckButton *as_usual; /* (unowned) (not nullable) */
  GtkSpinButton *own;       /* (unowned) (not nullable) */
  GtkLabel *complaint;      /* (unowned) (not nullable) */
  GtkWidget *apply;         /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GArray *variants;          /* (owned) (not nullable) (element-type gint64) the chosen ones */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint works;               /* on their way */
  gboolean filling;          /* what is known is being shown */
  gboolean touched;          /* the number of the chosen ones was changed: only then it is written */
};

/* What is kept back of the chosen ones, where it is no number of theirs. */
#define AS_USUAL (-1)
#define DIFFERENT (-2)

G_DEFINE_FINAL_TYPE (SaudaBufferWindow, sauda_buffer_window, ADW_TYPE_WINDOW)

static guint changed_signal;

/* What is kept back now. */
typedef struct {
  gint64 usual;
  gint64 own; /* of the chosen ones */
} Known;

typedef struct {
  GArray *variants; /* (owned) (element-type gint64) */
  gint64 usual;
  gint64 own; /* AS_USUAL; DIFFERENT: they stay as they are */
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  g_array_unref (((Request *) data)->variants);
  g_free (data);
}

static gpointer
run_read (SaudaConnection *connection, gpointer data, GError **error)
{
  const GArray *variants = data;
  g_autoptr (GHashTable) buffers = sauda_stock_buffer_read (connection, error);
  Known known = { 0, AS_USUAL };

  if (buffers == NULL || !sauda_stock_buffer_get_usual (connection, &known.usual, error))
    return NULL;
  for (guint i = 0; i < variants->len; i++) {
    const gint64 *own = g_hash_table_lookup (buffers, &g_array_index (variants, gint64, i));
    gint64 number = own != NULL ? *own : AS_USUAL;

    known.own = i == 0 || number == known.own ? number : DIFFERENT;
    if (known.own == DIFFERENT)
      break;
  }
  return g_memdup2 (&known, sizeof known);
}

static gpointer
run_write (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  if (!sauda_stock_buffer_set_usual (connection, request->usual, request->now_ms, error))
    return NULL;
  for (guint i = 0; request->own != DIFFERENT && i < request->variants->len; i++)
    if (!sauda_stock_buffer_set (connection, g_array_index (request->variants, gint64, i), request->own,
                                 error))
      return NULL;
  return data;
}

static void
complain (SaudaBufferWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaBufferWindow) self = SAUDA_BUFFER_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree Known *known = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (known != NULL) {
    self->filling = TRUE;
    gtk_spin_button_set_value (self->usual, (double) known->usual);
    gtk_spin_button_set_value (self->own, (double) (known->own >= 0 ? known->own : known->usual));
    gtk_check_button_set_active (self->as_usual, known->own == AS_USUAL);
    if (known->own == DIFFERENT)
      adw_action_row_set_subtitle (self->own_row, _ ("different numbers; they stay unless you set one"));
    self->filling = FALSE;
  }
  complain (self, error);
  gtk_widget_set_sensitive (self->apply, known != NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaBufferWindow) self = SAUDA_BUFFER_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  self->works--;
  if (done != NULL)
    g_signal_emit (self, changed_signal, 0);
  if (self->workspace == NULL)
    return;
  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  complain (self, error);
  gtk_widget_set_sensitive (self->apply, TRUE);
}

static void
on_apply (SaudaBufferWindow *self)
{
  Request *request = g_new0 (Request, 1);

  gtk_spin_button_update (self->usual);
  gtk_spin_button_update (self->own);
  request->variants = g_array_ref (self->variants);
  request->usual = gtk_spin_button_get_value_as_int (self->usual);
  if (!self->touched)
    request->own = DIFFERENT;
  else
    request->own =
      gtk_check_button_get_active (self->as_usual) ? AS_USUAL : gtk_spin_button_get_value_as_int (self->own);
  request->now_ms = sauda_workspace_get_now (self->workspace);
  gtk_widget_set_sensitive (self->apply, FALSE);
  self->works++;
  sauda_workspace_write_async (self->workspace, run_write, request, request_free, NULL, NULL, on_written,
                               g_object_ref (self));
}

static void
on_as_usual (SaudaBufferWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->own), !gtk_check_button_get_active (self->as_usual));
  self->touched |= !self->filling;
}

static void
on_own (SaudaBufferWindow *self)
{
  self->touched |= !self->filling;
}

static void
sauda_buffer_window_dispose (GObject *object)
{
  SaudaBufferWindow *self = SAUDA_BUFFER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_buffer_window_parent_class)->dispose (object);
}

static void
sauda_buffer_window_finalize (GObject *object)
{
  g_object_unref (SAUDA_BUFFER_WINDOW (object)->cancellable);
  g_array_unref (SAUDA_BUFFER_WINDOW (object)->variants);
  G_OBJECT_CLASS (sauda_buffer_window_parent_class)->finalize (object);
}

static void
sauda_buffer_window_class_init (SaudaBufferWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_buffer_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_buffer_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-buffer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, usual);
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, own_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, as_usual);
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, own);
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaBufferWindow, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_as_usual);
  gtk_widget_class_bind_template_callback (widget_class, on_own);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_buffer_window_init (SaudaBufferWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->usual));
}

/**
 * sauda_buffer_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @variants: (element-type gint64): those that get a number of their own; may be none
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaBufferWindow *
sauda_buffer_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GArray *variants)
{
  SaudaBufferWindow *self = g_object_new (SAUDA_TYPE_BUFFER_WINDOW, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (
    ngettext ("Of the %u selected variant", "Of the %u selected variants", variants->len), variants->len);

  self->workspace = g_object_ref (workspace);
  self->variants = g_array_ref (variants);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->own_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->own_row), variants->len > 0);
  self->works++;
  sauda_workspace_read_async (workspace, run_read, g_array_ref (variants), (GDestroyNotify) g_array_unref,
                              g_free, self->cancellable, on_read, g_object_ref (self));
  return self;
}

/**
 * sauda_buffer_window_is_busy:
 * @self: the window
 *
 * Returns: whether numbers are being read or written
 */
gboolean
sauda_buffer_window_is_busy (SaudaBufferWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_BUFFER_WINDOW (self), FALSE);
  return self->works > 0;
}
