#include "sauda-print-bar.h"

#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

struct _SaudaPrintBar {
  GtkBox parent_instance;

  GtkImage *icon;            /* (unowned) (not nullable) */
  GtkLabel *text;            /* (unowned) (not nullable) */
  GtkSpinButton *part;       /* (unowned) (not nullable) */
  GtkWidget *part_button;    /* (unowned) (not nullable) */
  GtkWidget *all_button;     /* (unowned) (not nullable) */
  GtkWidget *not_all_button; /* (unowned) (not nullable) */
  GtkWidget *rest_button;    /* (unowned) (not nullable) */
  GtkWidget *next_button;    /* (unowned) (not nullable) */
  GtkWidget *stop_button;    /* (unowned) (not nullable) */
  GtkWidget *close_button;   /* (unowned) (not nullable) */

  SaudaPrintRun *run;  /* (owned) (nullable) */
  gint64 asked;        /* job that somebody must say something about, 0 for none */
  guint asked_count;   /* its pages */
  gboolean asked_rest; /* a part of it did not come out */
};

G_DEFINE_FINAL_TYPE (SaudaPrintBar, sauda_print_bar, GTK_TYPE_BOX)

static gboolean
is_in_state (SaudaPrintBar *self, SaudaPrintRunState state)
{
  return self->run != NULL && sauda_print_run_get_state (self->run) == state;
}

static void
show_asking (SaudaPrintBar *self, gboolean part)
{
  gtk_widget_set_visible (GTK_WIDGET (self->part), part);
  gtk_widget_set_visible (self->part_button, part);
}

static void
show_buttons (SaudaPrintBar *self)
{
  gboolean busy = sauda_print_bar_is_busy (self);
  gboolean done = is_in_state (self, SAUDA_PRINT_RUN_DONE) || is_in_state (self, SAUDA_PRINT_RUN_PAUSED);
  gboolean can_say =
    done && self->asked == 0 && !self->asked_rest && sauda_print_run_get_last_job (self->run) != 0;

  gtk_widget_set_visible (self->all_button, can_say);
  gtk_widget_set_visible (self->not_all_button, can_say);
  gtk_widget_set_visible (self->rest_button, self->asked_rest && !busy);
  gtk_widget_set_visible (self->next_button, is_in_state (self, SAUDA_PRINT_RUN_PAUSED) && self->asked == 0);
  gtk_widget_set_visible (self->stop_button, busy);
  gtk_widget_set_visible (self->close_button, !busy && self->asked == 0);
}

static char *
describe (SaudaPrintBar *self)
{
  guint sent = sauda_print_run_get_n_sent (self->run);
  guint total = sauda_print_run_get_n_items (self->run);
  const char *next = sauda_print_run_get_next_title (self->run);
  const char *sentence = sauda_print_run_get_sentence (self->run);

  switch (sauda_print_run_get_state (self->run)) {
  case SAUDA_PRINT_RUN_SENDING:
    return next != NULL ? g_strdup_printf (_ ("Printing “%s”, %u of %u"), next, sent + 1, total)
                        : g_strdup ("");
  case SAUDA_PRINT_RUN_PAUSED:
    return g_strdup_printf (_ ("%s Next: “%s”, %u of %u."), sentence, next, sent + 1, total);
  case SAUDA_PRINT_RUN_CANCELLED:
    return g_strdup_printf (_ ("Printing was stopped. %u of %u were sent."), sent, total);
  case SAUDA_PRINT_RUN_FAILED:
    return sauda_ui_describe_error (sauda_print_run_get_error (self->run));
  default:
    return g_strdup (sentence);
  }
}

static void
update (SaudaPrintBar *self)
{
  g_autofree char *text = describe (self);
  gboolean failed = is_in_state (self, SAUDA_PRINT_RUN_FAILED);

  gtk_image_set_from_icon_name (self->icon, failed ? "dialog-error-symbolic" : "printer-symbolic");
  if (self->asked == 0)
    gtk_label_set_label (self->text, text);
  show_asking (self, self->asked != 0);
  show_buttons (self);
}

static void
ask (SaudaPrintBar *self, gint64 job, guint count, const char *text)
{
  self->asked = job;
  self->asked_count = count;
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->part), count);
  gtk_spin_button_set_value (self->part, 0);
  gtk_label_set_label (self->text, text);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->part));
}

static void
on_stopped (SaudaPrintBar *self, gint64 job, guint count)
{
  ask (self, job, count,
       _ ("The printer stopped the job: not all labels were printed. Look at it: how many came out?"));
}

static void
on_not_all (SaudaPrintBar *self)
{
  ask (self, sauda_print_run_get_last_job (self->run), sauda_print_run_get_last_count (self->run),
       _ ("How many labels came out?"));
}

static void
on_part (SaudaPrintBar *self)
{
  guint printed = (guint) gtk_spin_button_get_value_as_int (self->part);
  g_autofree char *text =
    g_strdup_printf (_ ("%u of %u came out. The rest can be printed now."), printed, self->asked_count);

  sauda_print_run_confirm (self->run, self->asked, printed);
  self->asked_rest = printed < self->asked_count;
  self->asked = 0;
  update (self);
  if (self->asked_rest)
    gtk_label_set_label (self->text, text);
}

static void
hide (SaudaPrintBar *self)
{
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
  self->asked = 0;
  self->asked_rest = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_all (SaudaPrintBar *self)
{
  sauda_print_run_confirm (self->run, sauda_print_run_get_last_job (self->run), G_MAXUINT);
  if (is_in_state (self, SAUDA_PRINT_RUN_PAUSED))
    sauda_print_run_go_on (self->run);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_next (SaudaPrintBar *self)
{
  sauda_print_run_go_on (self->run);
}

static void
on_stop (SaudaPrintBar *self)
{
  sauda_print_run_cancel (self->run);
}

static void
on_close (SaudaPrintBar *self)
{
  if (is_in_state (self, SAUDA_PRINT_RUN_PAUSED))
    sauda_print_run_cancel (self->run);
  hide (self);
}

static void
sauda_print_bar_dispose (GObject *object)
{
  SaudaPrintBar *self = SAUDA_PRINT_BAR (object);

  if (self->run != NULL) {
    g_signal_handlers_disconnect_by_data (self->run, self);
    sauda_print_run_cancel (self->run);
  }
  g_clear_object (&self->run);
  G_OBJECT_CLASS (sauda_print_bar_parent_class)->dispose (object);
}

static void
sauda_print_bar_class_init (SaudaPrintBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_print_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/print/sauda-print-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, part);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, part_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, all_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, not_all_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, rest_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_part);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_bind_template_callback (widget_class, on_not_all);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
sauda_print_bar_init (SaudaPrintBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_print_bar_show:
 * @self: the line
 * @run: documents that begin to be printed
 *
 * Tells about @run from now on.
 */
void
sauda_print_bar_show (SaudaPrintBar *self, SaudaPrintRun *run)
{
  g_return_if_fail (SAUDA_IS_PRINT_BAR (self));

  hide (self);
  self->run = g_object_ref (run);
  g_signal_connect_object (run, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * sauda_print_bar_get_run:
 * @self: the line
 *
 * Returns: (transfer none) (nullable): what it tells about
 */
SaudaPrintRun *
sauda_print_bar_get_run (SaudaPrintBar *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_BAR (self), NULL);
  return self->run;
}

/**
 * sauda_print_bar_get_text:
 * @self: the line
 *
 * Returns: (transfer none): what it says
 */
const char *
sauda_print_bar_get_text (SaudaPrintBar *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_BAR (self), NULL);
  return gtk_label_get_label (self->text);
}

/**
 * sauda_print_bar_is_busy:
 * @self: the line
 *
 * Returns: whether documents are being sent or wait for a person
 */
gboolean
sauda_print_bar_is_busy (SaudaPrintBar *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_BAR (self), FALSE);
  return is_in_state (self, SAUDA_PRINT_RUN_SENDING) || is_in_state (self, SAUDA_PRINT_RUN_PAUSED);
}
