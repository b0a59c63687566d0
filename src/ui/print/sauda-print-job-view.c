#include "sauda-print-job-view.h"

#include "sauda-reason.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen. */
#define SHOWN_LABELS 500

enum { WHICH_REST, WHICH_FROM, WHICH_ALL };

struct _SaudaPrintJobView {
  AdwBin parent_instance;

  GtkLabel *title;                 /* (unowned) (not nullable) */
  GtkLabel *details;               /* (unowned) (not nullable) */
  GtkWidget *confirm_group;        /* (unowned) (not nullable) */
  GtkSpinButton *printed;          /* (unowned) (not nullable) */
  GtkWidget *confirm_button;       /* (unowned) (not nullable) */
  GtkWidget *all_button;           /* (unowned) (not nullable) */
  AdwComboRow *which;              /* (unowned) (not nullable) */
  GtkWidget *from_row;             /* (unowned) (not nullable) */
  GtkSpinButton *from;             /* (unowned) (not nullable) */
  GtkEditable *reason;             /* (unowned) (not nullable) */
  GtkWidget *again_button;         /* (unowned) (not nullable) */
  AdwPreferencesGroup *list_group; /* (unowned) (not nullable) */
  GtkListBox *list;                /* (unowned) (not nullable) */

  GPtrArray *labels; /* (owned) (nullable) (element-type SaudaPrintLabel) of the job that is shown */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (SaudaPrintJobView, sauda_print_job_view, ADW_TYPE_BIN)

static guint confirm_signal;
static guint again_signal;

static gboolean
is_wanted (SaudaPrintJobView *self, guint index)
{
  const SaudaPrintLabel *label = g_ptr_array_index (self->labels, index);

  if (*label->code == '\0')
    return FALSE;
  switch (adw_combo_row_get_selected (self->which)) {
  case WHICH_REST:
    return label->state == SAUDA_PRINT_LABEL_NOT;
  case WHICH_FROM:
    return (int) index + 1 >= gtk_spin_button_get_value_as_int (self->from);
  default:
    return TRUE;
  }
}

/* What would be printed again, and how many of it came out before, or may have. */
static GPtrArray *
list_wanted (SaudaPrintJobView *self, guint *printed)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  *printed = 0;
  for (guint i = 0; self->labels != NULL && i < self->labels->len; i++) {
    const SaudaPrintLabel *label = g_ptr_array_index (self->labels, i);

    if (!is_wanted (self, i))
      continue;
    g_ptr_array_add (wanted, sauda_print_label_new (label->page, label->store, label->code, label->place));
    *printed += label->state != SAUDA_PRINT_LABEL_NOT;
  }
  return wanted;
}

static char *
get_reason (SaudaPrintJobView *self)
{
  return sauda_text_squeeze (gtk_editable_get_text (self->reason));
}

/* The one place that decides what can be done now. */
static void
update (SaudaPrintJobView *self)
{
  guint printed = 0;
  g_autoptr (GPtrArray) wanted = list_wanted (self, &printed);
  g_autofree char *reason = get_reason (self);
  g_autofree char *text =
    g_strdup_printf (ngettext ("_Print %u Label Again", "_Print %u Labels Again", wanted->len), wanted->len);

  gtk_widget_set_visible (self->from_row, adw_combo_row_get_selected (self->which) == WHICH_FROM);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), printed > 0);
  gtk_button_set_label (GTK_BUTTON (self->again_button), text);
  gtk_widget_set_sensitive (self->again_button,
                            !self->busy && wanted->len > 0 && (printed == 0 || *reason != '\0'));
  gtk_widget_set_sensitive (self->confirm_button, !self->busy);
  gtk_widget_set_sensitive (self->all_button, !self->busy);
}

static void
on_changed (SaudaPrintJobView *self)
{
  if (self->labels != NULL)
    update (self);
}

static void
on_confirm (SaudaPrintJobView *self)
{
  g_signal_emit (self, confirm_signal, 0, (guint) gtk_spin_button_get_value_as_int (self->printed));
}

static void
on_all (SaudaPrintJobView *self)
{
  g_signal_emit (self, confirm_signal, 0, self->labels->len);
}

static void
on_again (SaudaPrintJobView *self)
{
  guint printed = 0;
  g_autoptr (GPtrArray) wanted = list_wanted (self, &printed);
  g_autofree char *reason = get_reason (self);

  g_signal_emit (self, again_signal, 0, wanted, printed > 0 ? reason : "");
}

static const char *
describe_state (SaudaPrintLabelState state)
{
  switch (state) {
  case SAUDA_PRINT_LABEL_SENT:
    return _ ("sent to the printer");
  case SAUDA_PRINT_LABEL_CONFIRMED:
    return _ ("printed");
  default:
    return _ ("did not come out");
  }
}

static void
add_label (SaudaPrintJobView *self, guint number, const SaudaPrintLabel *label)
{
  static const char *const icons[] = { "dialog-warning-symbolic", "printer-symbolic", "emblem-ok-symbolic" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *position = g_strdup_printf ("%u", number);
  GtkWidget *number_label = gtk_label_new (position);
  GtkWidget *code = gtk_label_new (*label->code != '\0' ? label->code : _ ("Cover sheet"));
  GtkWidget *state = gtk_label_new (describe_state (label->state));
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[label->state]);

  gtk_widget_add_css_class (box, "problem-row");
  gtk_widget_add_css_class (number_label, "dim-label");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (number_label), 3);
  gtk_label_set_xalign (GTK_LABEL (number_label), 1);
  gtk_widget_add_css_class (code, "numeric");
  gtk_label_set_xalign (GTK_LABEL (code), 0);
  gtk_widget_set_hexpand (code, TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_box_append (self->list, box);
}

static void
show_labels (SaudaPrintJobView *self)
{
  g_autofree char *heading = g_strdup_printf ("%s (%u)", _ ("Labels"), self->labels->len);
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (self->labels->len, SHOWN_LABELS); i++)
    add_label (self, i + 1, g_ptr_array_index (self->labels, i));
  adw_preferences_group_set_title (self->list_group, heading);
}

static char *
describe (const SaudaPrintRecord *record)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (record->created_ms));
  g_autofree char *time = sauda_time_format_clock (record->created_ms);
  g_autofree char *count = g_strdup_printf (_ ("printed to %u of %u"), record->n_confirmed, record->n_labels);
  g_autofree char *reason = sauda_reason_show (record->reason);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s · %s · %s, %s", day, time, record->printer,
                          sauda_print_state_get_title (record->state), count);
  if (record->copies > 1)
    g_string_append_printf (text, "\n%s: %u", _ ("Copies"), record->copies);
  if (reason != NULL && *reason != '\0')
    g_string_append_printf (text, "\n%s: %s", _ ("Printed again because"), reason);
  if (record->error != NULL && *record->error != '\0')
    g_string_append_printf (text, "\n%s", record->error);
  return g_string_free (text, FALSE);
}

static void
sauda_print_job_view_finalize (GObject *object)
{
  g_clear_pointer (&SAUDA_PRINT_JOB_VIEW (object)->labels, g_ptr_array_unref);
  G_OBJECT_CLASS (sauda_print_job_view_parent_class)->finalize (object);
}

static void
sauda_print_job_view_class_init (SaudaPrintJobViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_print_job_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/print/sauda-print-job-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, details);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, confirm_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, printed);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, all_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, which);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, from_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, from);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, again_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, list_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  confirm_signal =
    g_signal_new ("confirm", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  again_signal = g_signal_new ("again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_PTR_ARRAY, G_TYPE_STRING);
}

static void
sauda_print_job_view_init (SaudaPrintJobView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_print_job_view_show:
 * @self: the view
 * @record: a job with its labels; copied
 *
 * Shows a job, and proposes what did not come out to be printed again.
 */
void
sauda_print_job_view_show (SaudaPrintJobView *self, const SaudaPrintRecord *record)
{
  g_autofree char *details = describe (record);
  guint printed = 0;
  g_autoptr (GPtrArray) rest = NULL;

  g_return_if_fail (SAUDA_IS_PRINT_JOB_VIEW (self) && record->labels != NULL);

  g_clear_pointer (&self->labels, g_ptr_array_unref);
  gtk_label_set_label (self->title, record->title);
  gtk_label_set_label (self->details, details);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->printed), record->n_labels);
  gtk_spin_button_set_value (self->printed, record->n_confirmed);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->from), MAX (record->n_labels, 1));
  gtk_spin_button_set_value (self->from, MIN (record->n_confirmed + 1, MAX (record->n_labels, 1)));
  gtk_editable_set_text (self->reason, "");
  gtk_widget_set_visible (self->confirm_group, record->state != SAUDA_PRINT_FAILED);
  self->labels = g_ptr_array_ref (record->labels);
  show_labels (self);
  adw_combo_row_set_selected (self->which, WHICH_REST);
  rest = list_wanted (self, &printed);
  if (rest->len == 0)
    adw_combo_row_set_selected (self->which, WHICH_FROM);
  update (self);
}

/**
 * sauda_print_job_view_set_busy:
 * @self: the view
 * @busy: whether something that was asked for is under way
 */
void
sauda_print_job_view_set_busy (SaudaPrintJobView *self, gboolean busy)
{
  g_return_if_fail (SAUDA_IS_PRINT_JOB_VIEW (self));

  self->busy = busy;
  update (self);
}
