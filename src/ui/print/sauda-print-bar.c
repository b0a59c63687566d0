#include "sauda-print-bar.h"

#include "sauda-print-file.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

struct _SaudaPrintBar {
  GtkBox parent_instance;

  GtkImage *icon;            /* (unowned) (not nullable) */
  GtkLabel *text;            /* (unowned) (not nullable) */
  GtkSpinButton *part;       /* (unowned) (not nullable) */
  GtkWidget *part_button;    /* (unowned) (not nullable) */
  GtkWidget *none_button;    /* (unowned) (not nullable) */
  GtkWidget *all_button;     /* (unowned) (not nullable) */
  GtkWidget *not_all_button; /* (unowned) (not nullable) */
  GtkWidget *rest_button;    /* (unowned) (not nullable) */
  GtkWidget *next_button;    /* (unowned) (not nullable) */
  GtkWidget *open_button;    /* (unowned) (not nullable) */
  GtkWidget *stop_button;    /* (unowned) (not nullable) */
  GtkWidget *close_button;   /* (unowned) (not nullable) */

  SaudaPrintRun *run; /* (owned) (nullable) */
  GArray
    *questions; /* (owned) (not nullable) (element-type gint64) jobs that somebody must say something about */
  gboolean asked_rest; /* a part of what was asked about did not come out */
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
  gtk_widget_set_visible (self->none_button, self->questions->len > 1);
}

static gboolean
is_asking (SaudaPrintBar *self)
{
  return self->questions->len > 0;
}

static const SaudaFollowedJob *
get_asked (SaudaPrintBar *self)
{
  return sauda_print_follower_find (sauda_print_run_get_follower (self->run),
                                    g_array_index (self->questions, gint64, 0));
}

static guint
count_open (SaudaPrintBar *self)
{
  return sauda_print_follower_count (sauda_print_run_get_follower (self->run), TRUE);
}

static void
show_buttons (SaudaPrintBar *self)
{
  gboolean busy = sauda_print_bar_is_busy (self);
  gboolean asking = is_asking (self);
  gboolean can_say = !is_in_state (self, SAUDA_PRINT_RUN_SENDING) && !asking && count_open (self) > 0;

  gboolean left = is_in_state (self, SAUDA_PRINT_RUN_PAUSED) && sauda_print_run_sends_all (self->run);
  gboolean cut_off = is_in_state (self, SAUDA_PRINT_RUN_CANCELLED);
  g_autofree char *file = sauda_print_run_get_file (self->run);

  gtk_button_set_label (GTK_BUTTON (self->next_button),
                        left ? _ ("_Print All That Is Left") : _ ("Print t_he Next"));
  gtk_button_set_label (GTK_BUTTON (self->stop_button), left ? _ ("_Later") : _ ("_Stop"));
  gtk_widget_set_visible (self->all_button, can_say);
  gtk_widget_set_visible (self->not_all_button, can_say);
  gtk_widget_set_visible (self->rest_button, (self->asked_rest || cut_off) && !busy && !asking);
  gtk_widget_set_visible (self->next_button, is_in_state (self, SAUDA_PRINT_RUN_PAUSED) && !asking);
  gtk_widget_set_visible (self->open_button, file != NULL);
  gtk_widget_set_visible (self->stop_button, busy);
  gtk_widget_set_visible (self->close_button, !busy && !asking);
}

/* The printing system is done with all that was sent. */
static gboolean
is_over (SaudaPrintBar *self)
{
  g_autoptr (GPtrArray) open = sauda_print_follower_list_open (sauda_print_run_get_follower (self->run));

  for (guint i = 0; i < open->len; i++)
    if (((const SaudaFollowedJob *) g_ptr_array_index (open, i))->end == SAUDA_PRINT_END_GOING_ON)
      return FALSE;
  return TRUE;
}

/* Of several groups what was sent in all: the last of them alone tells nothing. */
static char *
describe_number_sent (SaudaPrintBar *self, guint total)
{
  if (total == 0 || sauda_print_run_get_n_sent (self->run) < 2)
    return g_strdup (sauda_print_run_get_sentence (self->run));
  return g_strdup_printf (
    ngettext ("%u label was sent to the printer.", "%u labels were sent to the printer.", total), total);
}

/* What is known of the labels that were sent. */
static char *
describe_sent (SaudaPrintBar *self)
{
  guint open = count_open (self);
  guint total = sauda_print_follower_count (sauda_print_run_get_follower (self->run), FALSE);
  g_autofree char *sentence = describe_number_sent (self, total), *question = NULL;

  if (total > 0 && !is_over (self) && open < total)
    return g_strdup_printf (ngettext ("%s %u is printed so far.", "%s %u are printed so far.", total - open),
                            sentence, total - open);
  if (total == 0 || !is_over (self) || self->asked_rest)
    return g_steal_pointer (&sentence);
  if (open == 0)
    return g_strdup_printf (ngettext ("%u label was printed.", "%u labels were printed.", total), total);
  question = g_strdup_printf (
    ngettext ("%u label: did it come out?", "%u labels: did all of them come out?", open), open);
  return g_strdup_printf ("%s %s", sentence, question);
}

static char *
describe_asked (const SaudaFollowedJob *job)
{
  if (job->end == SAUDA_PRINT_END_STOPPED && job->came_out > 0)
    return g_strdup_printf (
      _ ("The printer stopped “%s” and says that %u of %u labels came out. Look at it: how "
         "many came out?"),
      job->title, job->came_out, job->count);
  if (job->end == SAUDA_PRINT_END_STOPPED)
    return g_strdup_printf (
      _ ("The printer stopped “%s”: not all of its %u labels were printed. Look at it: how "
         "many came out?"),
      job->title, job->count);
  if (job->end == SAUDA_PRINT_END_UNKNOWN)
    return g_strdup_printf (_ ("Nobody knows what became of “%s”. Look at the printer: how many of its %u "
                               "labels came out?"),
                            job->title, job->count);
  return g_strdup_printf (_ ("“%s”: how many of its %u labels came out?"), job->title, job->count);
}

/* One question about all that a printer which stopped did not get. */
static char *
describe_left (SaudaPrintBar *self)
{
  guint left = sauda_print_run_get_n_items (self->run) - sauda_print_run_get_n_sent (self->run);

  return g_strdup_printf (
    ngettext ("%u group was not sent to the printer: “%s”. Print it now?",
              "%u groups were not sent to the printer, “%s” is the first. Print them now?", left),
    left, sauda_print_run_get_next_title (self->run));
}

static char *
describe_question (SaudaPrintBar *self)
{
  guint others = self->questions->len - 1;
  g_autofree char *asked = describe_asked (get_asked (self)), *more = NULL;

  if (others == 0)
    return g_steal_pointer (&asked);
  more = g_strdup_printf (
    ngettext ("%u more group is asked about.", "%u more groups are asked about.", others), others);
  return g_strdup_printf ("%s %s", asked, more);
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
    if (sauda_print_run_sends_all (self->run))
      return describe_left (self);
    return g_strdup_printf (_ ("%s Next: “%s”, %u of %u."), sentence, next, sent + 1, total);
  case SAUDA_PRINT_RUN_CANCELLED:
    return g_strdup_printf (_ ("Printing was stopped. %u of %u were sent."), sent, total);
  case SAUDA_PRINT_RUN_FAILED:
    return sauda_ui_describe_error (sauda_print_run_get_error (self->run));
  default:
    return describe_sent (self);
  }
}

static void
update (SaudaPrintBar *self)
{
  g_autofree char *text = is_asking (self) ? describe_question (self) : describe (self);
  gboolean failed = is_in_state (self, SAUDA_PRINT_RUN_FAILED);

  gtk_image_set_from_icon_name (self->icon, failed ? "dialog-error-symbolic" : "printer-symbolic");
  gtk_label_set_label (self->text, text);
  show_asking (self, is_asking (self));
  show_buttons (self);
}

/* In the order in which they were sent, whatever the order in which they were given up. */
static void
ask (SaudaPrintBar *self, const SaudaFollowedJob *job)
{
  guint place = 0;

  while (place < self->questions->len && g_array_index (self->questions, gint64, place) < job->id)
    place++;
  g_array_insert_val (self->questions, place, job->id);
}

static void
show_question (SaudaPrintBar *self)
{
  const SaudaFollowedJob *job = get_asked (self);

  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->part), job->count);
  /* a job of which nothing bad is known has most likely come out */
  gtk_spin_button_set_value (self->part,
                             job->end == SAUDA_PRINT_END_GOING_ON || job->end == SAUDA_PRINT_END_HANDED_OVER
                               ? job->count
                               : job->came_out);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->part));
}

static void
on_stopped (SaudaPrintBar *self, gint64 id, guint count)
{
  const SaudaFollowedJob *job = sauda_print_follower_find (sauda_print_run_get_follower (self->run), id);

  for (guint i = 0; i < self->questions->len; i++)
    if (g_array_index (self->questions, gint64, i) == id)
      return;
  ask (self, job);
  show_question (self);
}

static void
on_not_all (SaudaPrintBar *self)
{
  g_autoptr (GPtrArray) open = sauda_print_follower_list_open (sauda_print_run_get_follower (self->run));

  for (guint i = 0; i < open->len; i++)
    ask (self, g_ptr_array_index (open, i));
  show_question (self);
}

static void
on_part (SaudaPrintBar *self)
{
  const SaudaFollowedJob *job = get_asked (self);
  guint printed = (guint) gtk_spin_button_get_value_as_int (self->part);
  g_autofree char *text =
    g_strdup_printf (_ ("%u of %u came out. The rest can be printed now."), printed, job->count);

  self->asked_rest |= printed < job->count;
  sauda_print_run_confirm (self->run, job->id, printed);
  g_array_remove_index (self->questions, 0);
  if (is_asking (self)) {
    show_question (self);
    return;
  }
  update (self);
  if (self->asked_rest && !is_in_state (self, SAUDA_PRINT_RUN_PAUSED))
    gtk_label_set_label (self->text, text);
}

/* The printer stopped in this group, so that nothing of those after it came out. */
static void
on_none (SaudaPrintBar *self)
{
  while (self->questions->len > 1) {
    sauda_print_run_confirm (self->run, g_array_index (self->questions, gint64, 1), 0);
    g_array_remove_index (self->questions, 1);
    self->asked_rest = TRUE;
  }
  on_part (self);
}

static void
forget_run (SaudaPrintBar *self)
{
  if (self->run == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->run, self);
  g_signal_handlers_disconnect_by_data (sauda_print_run_get_follower (self->run), self);
  g_clear_object (&self->run);
}

static void
hide (SaudaPrintBar *self)
{
  forget_run (self);
  g_array_set_size (self->questions, 0);
  self->asked_rest = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_all (SaudaPrintBar *self)
{
  g_autoptr (GPtrArray) open = sauda_print_follower_list_open (sauda_print_run_get_follower (self->run));

  for (guint i = 0; i < open->len; i++)
    sauda_print_run_confirm (self->run, ((const SaudaFollowedJob *) g_ptr_array_index (open, i))->id,
                             G_MAXUINT);
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
on_open (SaudaPrintBar *self)
{
  g_autofree char *file = sauda_print_run_get_file (self->run);

  if (file != NULL)
    sauda_print_file_open (GTK_WIDGET (self), file);
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

  if (self->run != NULL)
    sauda_print_run_cancel (self->run);
  forget_run (self);
  G_OBJECT_CLASS (sauda_print_bar_parent_class)->dispose (object);
}

static void
sauda_print_bar_finalize (GObject *object)
{
  g_array_unref (SAUDA_PRINT_BAR (object)->questions);
  G_OBJECT_CLASS (sauda_print_bar_parent_class)->finalize (object);
}

static void
sauda_print_bar_class_init (SaudaPrintBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_print_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_print_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/print/sauda-print-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, part);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, part_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, none_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, all_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, not_all_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, rest_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, open_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintBar, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_part);
  gtk_widget_class_bind_template_callback (widget_class, on_none);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_bind_template_callback (widget_class, on_not_all);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
sauda_print_bar_init (SaudaPrintBar *self)
{
  self->questions = g_array_new (FALSE, FALSE, sizeof (gint64));
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
  g_signal_connect_object (sauda_print_run_get_follower (run), "ended", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
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
