#include "sauda-day-run-private.h"

#include "sauda-label-early.h"
#include "sauda-label-report.h"
#include "sauda-waybill-fetch.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_day_run_judge_step:
 * @step: a step that is through
 *
 * Returns: how it went, by what failed and what waits
 */
SaudaStepState
sauda_day_run_judge_step (SaudaDayStep *step)
{
  return *sauda_day_step_get_failed (step) != NULL || *sauda_day_step_get_waiting (step) != NULL
           ? SAUDA_STEP_PARTLY
           : SAUDA_STEP_DONE;
}

/* The cut-offs that orders wait for, each with its orders: waiting is no failure. */
static void
add_awaited (SaudaDayStep *step, const SaudaLabelReport *report)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->missing->len; i++) {
    const SaudaLabelMissing *first = g_ptr_array_index (report->missing, i);
    g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_free);

    if (!first->waits || !g_hash_table_add (told, first->reason))
      continue;
    for (guint k = i; k < report->missing->len; k++) {
      const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, k);

      if (missing->waits && g_str_equal (missing->reason, first->reason))
        g_ptr_array_add (orders, g_strdup_printf ("%s %s", missing->store, missing->code));
    }
    sauda_day_step_add_waiting_orders (step, first->reason, orders);
  }
}

static void
on_labels (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_LABELS);
  g_autofree char *detail = NULL;
  GError *error = NULL;

  self->labels = sauda_label_run_finish (result, &error);
  if (self->labels == NULL) {
    sauda_day_run_fail_step (self, STEP_LABELS, error);
    return;
  }
  sauda_day_step_set_progress (step, self->labels->pages, self->labels->labels);
  for (guint i = 0; i < self->labels->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (self->labels->missing, i);
    g_autofree char *sentence = missing->waits ? NULL
                                               : g_strdup_printf (_ ("%s, order %s: %s"), missing->store,
                                                                  missing->code, missing->reason);

    if (sentence != NULL)
      sauda_day_step_add_waiting (step, sentence);
  }
  add_awaited (step, self->labels);
  for (guint i = 0; i < self->labels->unmarked->len; i++) {
    const SaudaLabelMissing *unmarked = g_ptr_array_index (self->labels->unmarked, i);
    g_autofree char *sentence =
      g_strdup_printf (_ ("%s, order %s: %s"), unmarked->store, unmarked->code, unmarked->reason);

    sauda_day_step_add_waiting (step, sentence);
  }
  detail = g_strdup_printf (_ ("Orders %u, labels %u, pages %u."), self->labels->orders, self->labels->labels,
                            self->labels->pages);
  sauda_day_step_end (step, self->labels->proved ? SAUDA_STEP_DONE : SAUDA_STEP_PARTLY, detail);
  sauda_day_run_move_stock (self);
}

static SaudaLabelRunOptions
get_label_options (SaudaDayRun *self)
{
  return (SaudaLabelRunOptions){ .day = self->day,
                                 .tomorrow = self->tomorrow,
                                 .hold = TRUE,
                                 .stamp = TRUE,
                                 .folder = self->folder,
                                 .early = self->early };
}

/**
 * sauda_day_run_build_labels:
 * @self: a run whose waybills are saved
 *
 * Groups the labels and moves the stock.
 */
void
sauda_day_run_build_labels (SaudaDayRun *self)
{
  const SaudaLabelRunOptions options = get_label_options (self);

  sauda_day_step_begin (sauda_day_run_get_step (self, STEP_LABELS));
  sauda_label_run_async (self->workspace, &options, NULL, NULL, self->cancellable, on_labels, self);
}

static void
on_waybills (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_WAYBILLS);
  g_autofree char *detail = NULL;
  GError *error = NULL;
  guint saved;

  if (!sauda_waybill_fetch_finish (result, &saved, &error)) {
    sauda_day_run_fail_part (self, STEP_WAYBILLS, error);
    return;
  }
  detail = g_strdup_printf (ngettext ("%u waybill saved.", "%u waybills saved.", saved), saved);
  sauda_day_step_end (
    step, sauda_day_step_get_total (step) == 0 ? SAUDA_STEP_SKIPPED : sauda_day_run_judge_step (step),
    detail);
  sauda_day_run_end_part (self);
}

static void
on_saved (const char *store, const char *code, const char *path, guint pages, gpointer data)
{
  SaudaDayRun *self = data;

  sauda_label_early_add (self->early, store, code, path, pages);
}

/**
 * sauda_day_run_fetch_waybills:
 * @self: a run that has assembled what was to be assembled
 *
 * Saves the waybills that are formed, and begins to group them: the end of a part of the work on orders.
 */
void
sauda_day_run_fetch_waybills (SaudaDayRun *self)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_WAYBILLS);

  const SaudaLabelRunOptions labels = get_label_options (self);

  sauda_day_step_begin (step);
  g_clear_object (&self->early);
  self->early = sauda_label_early_new (self->workspace, &labels);
  sauda_waybill_fetch_async (
    self->workspace,
    &(SaudaWaybillFetchOptions){ .channels = self->channels, .step = step, .saved = on_saved, .data = self },
    self->cancellable, on_waybills, self);
}
