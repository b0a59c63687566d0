#include "sauda-return-window.h"

#include "sauda-number-spin.h"
#include "sauda-size-return.h"
#include "sauda-size-word.h"
#include "sauda-text.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaReturnWindow {
  AdwWindow parent_instance;

  GtkEditable *order;   /* (unowned) (not nullable) */
  GtkSpinButton *line;  /* (unowned) (not nullable) */
  AdwComboRow *outcome; /* (unowned) (not nullable) */
  GtkEditable *size;    /* (unowned) (not nullable) */
  GtkLabel *complaint;  /* (unowned) (not nullable) */
  GtkWidget *save;      /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) NULL once disposed */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaReturnWindow, sauda_return_window, ADW_TYPE_WINDOW)

static guint noted_signal;

/* As the template lists them. */
static const SaudaSizeOutcome outcomes[] = { SAUDA_SIZE_OUTCOME_TOO_SMALL, SAUDA_SIZE_OUTCOME_TOO_LARGE,
                                             SAUDA_SIZE_OUTCOME_EXCHANGED, SAUDA_SIZE_OUTCOME_WRONG };

static SaudaSizeOutcome
get_outcome (SaudaReturnWindow *self)
{
  return outcomes[MIN (adw_combo_row_get_selected (self->outcome), G_N_ELEMENTS (outcomes) - 1)];
}

static void
complain (SaudaReturnWindow *self, const char *sentence)
{
  gtk_label_set_label (self->complaint, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaReturnWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean learned;

  if (sauda_size_return_note_finish (result, &learned, &error)) {
    g_signal_emit (self, noted_signal, 0, learned);
    if (self->workspace != NULL)
      gtk_window_close (GTK_WINDOW (self));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    complain (self, error->message);
}

static void
on_save (SaudaReturnWindow *self)
{
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (self->order)));
  SaudaSizeOutcome outcome = get_outcome (self);
  gboolean exchanged = outcome == SAUDA_SIZE_OUTCOME_EXCHANGED;
  g_autofree char *size = exchanged ? sauda_size_word_find (gtk_editable_get_text (self->size)) : NULL;

  if (sauda_text_is_empty (code) || (exchanged && size == NULL)) {
    complain (self, exchanged ? _ ("Enter the number of the order and the size that went out instead.")
                              : _ ("Enter the number of the order."));
    return;
  }
  gtk_widget_set_sensitive (self->save, FALSE);
  sauda_size_return_note_async (
    sauda_workspace_get_database (self->workspace),
    &(SaudaSizeReturn){ .code = code,
                        .line = (guint) gtk_spin_button_get_value_as_int (self->line),
                        .outcome = outcome,
                        .size = size,
                        .who = g_get_user_name (),
                        .now_ms = sauda_workspace_get_now (self->workspace) },
    self->cancellable, on_noted, g_object_ref (self));
}

static void
on_outcome (SaudaReturnWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->size), get_outcome (self) == SAUDA_SIZE_OUTCOME_EXCHANGED);
}

static void
sauda_return_window_dispose (GObject *object)
{
  SaudaReturnWindow *self = SAUDA_RETURN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_return_window_parent_class)->dispose (object);
}

static void
sauda_return_window_finalize (GObject *object)
{
  g_object_unref (SAUDA_RETURN_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_return_window_parent_class)->finalize (object);
}

static void
sauda_return_window_class_init (SaudaReturnWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_return_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_return_window_finalize;
  noted_signal = g_signal_new ("noted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/sizes/sauda-return-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, order);
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, line);
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, outcome);
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaReturnWindow, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_return_window_init (SaudaReturnWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
  on_outcome (self);
}

/**
 * sauda_return_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: the merchant's folder
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaReturnWindow *
sauda_return_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaReturnWindow *self = g_object_new (SAUDA_TYPE_RETURN_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  gtk_widget_grab_focus (GTK_WIDGET (self->order));
  return self;
}
