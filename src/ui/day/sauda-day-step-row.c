#include "sauda-day-step-row.h"

#include <glib/gi18n-lib.h>

#define MOST_WAITING 3

struct _SaudaDayStepRow {
  GtkListBoxRow parent_instance;

  GtkImage *icon;        /* (unowned) (not nullable) */
  GtkSpinner *spinner;   /* (unowned) (not nullable) */
  GtkStack *state_stack; /* (unowned) (not nullable) */
  GtkLabel *title;       /* (unowned) (not nullable) */
  GtkLabel *count;       /* (unowned) (not nullable) */
  GtkLabel *detail;      /* (unowned) (not nullable) */
  GtkProgressBar *bar;   /* (unowned) (not nullable) */
  SaudaDayStep *step;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaDayStepRow, sauda_day_step_row, GTK_TYPE_LIST_BOX_ROW)

static const struct {
  const char *icon;
  const char *css_class; /* (nullable) */
} looks[] = {
  [SAUDA_STEP_WAITING] = { "content-loading-symbolic", "dim-label" },
  [SAUDA_STEP_RUNNING] = { "content-loading-symbolic", NULL },
  [SAUDA_STEP_DONE] = { "object-select-symbolic", "success" },
  [SAUDA_STEP_PARTLY] = { "dialog-warning-symbolic", "warning" },
  [SAUDA_STEP_FAILED] = { "dialog-error-symbolic", "error" },
  [SAUDA_STEP_SKIPPED] = { "go-next-symbolic", "dim-label" },
  [SAUDA_STEP_CANCELLED] = { "process-stop-symbolic", "warning" },
};

static char *
format_count (SaudaDayStep *step)
{
  guint total = sauda_day_step_get_total (step);

  if (total == 0)
    return g_strdup ("");
  /* Translators: 34 of 86 orders are done */
  return g_strdup_printf (_ ("%u of %u"), sauda_day_step_get_done (step), total);
}

/* Its outcome, and once it is over what still waits and for whom: an order each may be a hundred. */
static char *
describe (SaudaDayStep *step)
{
  GString *text = g_string_new (sauda_day_step_get_detail (step));
  const char *const *waiting = sauda_day_step_get_waiting_brief (step);
  guint shown = 0;

  if (sauda_day_step_get_state (step) == SAUDA_STEP_RUNNING)
    return g_string_free (text, FALSE);
  for (; waiting[shown] != NULL && shown < MOST_WAITING; shown++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", waiting[shown]);
  if (waiting[shown] != NULL) {
    guint rest = g_strv_length ((GStrv) waiting) - shown;

    g_string_append_c (text, '\n');
    g_string_append_printf (text, ngettext ("and %u more", "and %u more", rest), rest);
  }
  return g_string_free (text, FALSE);
}

static void
show_state (SaudaDayStepRow *self, SaudaStepState state)
{
  gboolean running = state == SAUDA_STEP_RUNNING;

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  if (looks[state].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].css_class);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_stack_set_visible_child (self->state_stack,
                               running ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
}

static void
update (SaudaDayStepRow *self)
{
  SaudaStepState state = sauda_day_step_get_state (self->step);
  g_autofree char *detail = describe (self->step);
  g_autofree char *count = format_count (self->step);
  g_autofree char *spoken = g_strdup_printf ("%s: %s %s %s", sauda_day_step_get_title (self->step),
                                             sauda_step_state_get_title (state), count, detail);

  show_state (self, state);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->bar), state == SAUDA_STEP_RUNNING);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (sauda_day_step_get_fraction (self->step), 0, 1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_stack), sauda_step_state_get_title (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
sauda_day_step_row_dispose (GObject *object)
{
  SaudaDayStepRow *self = SAUDA_DAY_STEP_ROW (object);

  g_clear_object (&self->step);
  G_OBJECT_CLASS (sauda_day_step_row_parent_class)->dispose (object);
}

static void
sauda_day_step_row_class_init (SaudaDayStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_day_step_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-day-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, state_stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, count);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayStepRow, bar);
}

static void
sauda_day_step_row_init (SaudaDayStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_day_step_row_new:
 * @step: a step of the day
 *
 * Returns: (transfer none): a row that follows @step
 */
GtkWidget *
sauda_day_step_row_new (SaudaDayStep *step)
{
  SaudaDayStepRow *self = g_object_new (SAUDA_TYPE_DAY_STEP_ROW, NULL);

  self->step = g_object_ref (step);
  gtk_label_set_label (self->title, sauda_day_step_get_title (step));
  g_signal_connect_object (step, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
