#include "sauda-day-results.h"

#include "sauda-day-sentences.h"
#include "sauda-day-step-row.h"
#include "sauda-label-report.h"
#include "sauda-text.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* Shorter runs of digits in a sentence are counts, not order numbers. */
#define MIN_ORDER_DIGITS 7

struct _SaudaDayResults {
  AdwBin parent_instance;

  GtkBox *outcome_box;     /* (unowned) (not nullable) */
  GtkImage *outcome_icon;  /* (unowned) (not nullable) */
  GtkLabel *outcome;       /* (unowned) (not nullable) */
  GtkListBox *steps;       /* (unowned) (not nullable) */
  GtkWidget *failed_group; /* (unowned) (not nullable) */
  GtkListBox *failed;      /* (unowned) (not nullable) */
  SaudaDayRun *run;        /* (owned) (nullable) the one that is shown */
};

G_DEFINE_FINAL_TYPE (SaudaDayResults, sauda_day_results, ADW_TYPE_BIN)

static void
show_outcome (SaudaDayResults *self, const char *icon, const char *css_class, const char *text)
{
  gtk_image_set_from_icon_name (self->outcome_icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->outcome_box),
                              (const char *[]){ "card", "outcome", css_class, NULL });
  gtk_label_set_label (self->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_box), TRUE);
}

static GtkWidget *
create_step_row (gpointer item, gpointer user_data)
{
  return sauda_day_step_row_new (SAUDA_DAY_STEP (item));
}

/* Orders = labels = pages, or in what they differ (product.md 3). An order of several parcels has a page for
 * each. */
static void
show_proof (SaudaDayResults *self)
{
  const SaudaLabelReport *report = sauda_day_run_get_label_report (self->run);
  g_autofree char *text = NULL;

  if (report == NULL) {
    show_outcome (self, "object-select-symbolic", "success", _ ("Done. There was no label to group."));
    return;
  }
  if (report->complete && report->orders == report->labels)
    text = g_strdup_printf (_ ("Proved: orders %u = labels %u = pages %u"), report->orders, report->labels,
                            report->pages);
  else if (report->complete)
    text = g_strdup_printf (_ ("Proved: every one of %u orders has its labels; labels %u = pages %u"),
                            report->orders, report->labels, report->pages);
  else if (report->proved)
    text = g_strdup_printf (
      ngettext ("Proved: labels %u = pages %u. %u order is not due yet: it waits for its buyer.",
                "Proved: labels %u = pages %u. %u orders are not due yet: they wait for their "
                "buyers.",
                report->waiting),
      report->labels, report->pages, report->waiting);
  else
    text = g_strdup_printf (
      _ ("Not done: orders %u, labels %u, pages %u, without a label %u. The orders are named "
         "below."),
      report->orders, report->labels, report->pages, report->missing->len - report->waiting);
  show_outcome (self, report->proved ? "object-select-symbolic" : "dialog-error-symbolic",
                report->proved ? "success" : "error", text);
}

static void
add_missing (SaudaDayResults *self, GPtrArray *sentences)
{
  const SaudaLabelReport *report = sauda_day_run_get_label_report (self->run);

  for (guint i = 0; report != NULL && i < report->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, i);

    if (!missing->waits)
      g_ptr_array_add (sentences,
                       g_strdup_printf ("%s · %s: %s", missing->store, missing->code, missing->reason));
  }
}

static void
list_failed (SaudaDayResults *self)
{
  GListModel *steps = sauda_day_run_get_steps (self->run);
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  add_missing (self, sentences);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);
    const char *const *failed = sauda_day_step_get_failed (step);

    for (gsize k = 0; failed != NULL && failed[k] != NULL; k++)
      g_ptr_array_add (sentences, g_strdup (failed[k]));
  }
  gtk_widget_set_visible (self->failed_group, sentences->len > 0);
  sauda_day_sentences_show (self->failed, "dialog-warning-symbolic", sentences);
}

static void
on_copy_failed (SaudaDayResults *self)
{
  const SaudaLabelReport *report = sauda_day_run_get_label_report (self->run);
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *steps = sauda_day_run_get_steps (self->run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);
    const char *const *failed = sauda_day_step_get_failed (step);

    for (gsize k = 0; failed != NULL && failed[k] != NULL; k++) {
      g_auto (GStrv) numbers = sauda_text_digit_runs (failed[k], MIN_ORDER_DIGITS);

      if (numbers[0] != NULL)
        g_string_append_printf (text, "%s\n", numbers[0]);
    }
  }
  for (guint i = 0; report != NULL && i < report->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, i);

    if (!missing->waits)
      g_string_append_printf (text, "%s\n", missing->code);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  sauda_ui_show_text (GTK_WIDGET (self), _ ("The order numbers are copied."));
}

static void
sauda_day_results_dispose (GObject *object)
{
  SaudaDayResults *self = SAUDA_DAY_RESULTS (object);

  G_OBJECT_CLASS (sauda_day_results_parent_class)->dispose (object);
  g_clear_object (&self->run);
}

static void
sauda_day_results_class_init (SaudaDayResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_day_results_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-day-results.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, outcome);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, steps);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, failed_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayResults, failed);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_failed);
}

static void
sauda_day_results_init (SaudaDayResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_day_results_begin:
 * @self: the results
 * @run: a run that begins
 *
 * Shows the steps of @run as they go on, and nothing of an earlier run.
 */
void
sauda_day_results_begin (SaudaDayResults *self, SaudaDayRun *run)
{
  g_return_if_fail (SAUDA_IS_DAY_RESULTS (self));

  g_set_object (&self->run, run);
  gtk_list_box_bind_model (self->steps, sauda_day_run_get_steps (run), create_step_row, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (self->failed_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_box), FALSE);
}

/**
 * sauda_day_results_end:
 * @self: the results of a run that began
 * @error: (nullable): why the run stopped early
 *
 * Shows what came of the run: the proof, and what failed by name.
 */
void
sauda_day_results_end (SaudaDayResults *self, const GError *error)
{
  g_return_if_fail (SAUDA_IS_DAY_RESULTS (self));
  g_return_if_fail (self->run != NULL);

  if (error == NULL) {
    show_proof (self);
  } else {
    g_autofree char *text = sauda_ui_describe_error (error);

    show_outcome (self, "dialog-warning-symbolic", "warning", text);
  }
  list_failed (self);
}
