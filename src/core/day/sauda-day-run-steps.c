#include "sauda-day-run-private.h"

#include "sauda-day-ledger.h"
#include "sauda-label-report.h"
#include "sauda-waybill-fetch.h"

#include <glib/gi18n-lib.h>

static SaudaStepState
get_outcome (SaudaDayStep *step)
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
    g_autoptr (GString) sentence = NULL;

    if (!first->waits || !g_hash_table_add (told, first->reason))
      continue;
    sentence = g_string_new (first->reason);
    for (guint k = i; k < report->missing->len; k++) {
      const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, k);

      if (missing->waits && g_str_equal (missing->reason, first->reason))
        g_string_append_printf (sentence, "%s %s %s", k > i ? "," : "", missing->store, missing->code);
    }
    sauda_day_step_add_waiting (step, sentence->str);
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
    g_autofree char *sentence =
      missing->waits ? NULL
                     : g_strdup_printf (_ ("%s, order %s: %s"), missing->store, missing->code, missing->reason);

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

static void
build_labels (SaudaDayRun *self)
{
  const SaudaLabelRunOptions options = {
    .day = self->day, .tomorrow = self->tomorrow, .hold = TRUE, .stamp = TRUE, .folder = self->folder
  };

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
    sauda_day_run_fail_step (self, STEP_WAYBILLS, error);
    return;
  }
  detail = g_strdup_printf (ngettext ("%u waybill saved.", "%u waybills saved.", saved), saved);
  sauda_day_step_end (step, sauda_day_step_get_total (step) == 0 ? SAUDA_STEP_SKIPPED : get_outcome (step),
                      detail);
  build_labels (self);
}

/**
 * sauda_day_run_fetch_waybills:
 * @self: a run whose acts are done
 *
 * Saves the waybills that are formed, groups the labels and moves the stock.
 */
void
sauda_day_run_fetch_waybills (SaudaDayRun *self)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_WAYBILLS);

  sauda_day_step_begin (step);
  sauda_waybill_fetch_async (self->workspace, self->channels, self->day, self->tomorrow, step,
                             self->cancellable, on_waybills, self);
}

static void
query_acts (SaudaDayRun *self, const char *kind, gint64 plan_id, GAsyncReadyCallback callback)
{
  sauda_day_ledger_list_async (self->workspace, kind, plan_id, self->cancellable, callback, self);
}

/* Sends or settles the acts that were found; an empty list skips the step. Returns whether it is under way.
 */
static gboolean
run_acts (SaudaDayRun *self, SaudaDayStepId id, GAsyncResult *result, GAsyncReadyCallback callback)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, id);
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = sauda_day_ledger_list_finish (result, &error);

  sauda_day_step_begin (step);
  if (acts == NULL) {
    sauda_day_run_fail_step (self, id, error);
    return TRUE;
  }
  if (acts->len == 0) {
    sauda_day_step_end (
      step, *sauda_day_step_get_waiting (step) != NULL ? SAUDA_STEP_PARTLY : SAUDA_STEP_SKIPPED, NULL);
    return FALSE;
  }
  g_clear_object (&self->sender);
  self->sender = sauda_act_sender_new (self->workspace, self->channels, step);
  sauda_act_sender_run_async (self->sender, acts, self->cancellable, callback, self);
  return TRUE;
}

/* Closes a step of acts. Returns whether the run goes on. */
static gboolean
end_acts (SaudaDayRun *self, SaudaDayStepId id, GAsyncResult *result)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, id);
  g_autofree char *detail = NULL;
  GError *error = NULL;
  guint left, done;

  sauda_workspace_emit_orders_changed (self->workspace);
  if (!sauda_act_sender_run_finish (self->sender, result, &error)) {
    sauda_day_run_fail_step (self, id, error);
    return FALSE;
  }
  left = g_strv_length ((GStrv) sauda_day_step_get_failed (step)) +
         g_strv_length ((GStrv) sauda_day_step_get_waiting (step));
  done = sauda_day_step_get_done (step);
  done -= MIN (done, left);
  detail = g_strdup_printf (ngettext ("%u order.", "%u orders.", done), done);
  sauda_day_step_end (step, get_outcome (step), detail);
  return TRUE;
}

static void
on_assembled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_ASSEMBLE, result))
    sauda_day_run_fetch_waybills (self);
}

static void
on_assemblies (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_ASSEMBLE, result, on_assembled))
    sauda_day_run_fetch_waybills (self);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_ACCEPT, result))
    query_acts (self, "assemble", self->plan_id, on_assemblies);
}

static void
on_accepts (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_ACCEPT, result, on_accepted))
    query_acts (self, "assemble", self->plan_id, on_assemblies);
}

static void
on_approved (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->plan_id = sauda_day_ledger_approve_finish (result, &error);
  if (self->plan_id == 0)
    sauda_day_run_fail_step (self, STEP_ACCEPT, error);
  else
    query_acts (self, "accept", self->plan_id, on_accepts);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_SETTLE, result))
    sauda_day_run_read_replies (self);
}

static void
on_unclear (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_SETTLE, result, on_settled))
    sauda_day_run_read_replies (self);
}

/**
 * sauda_day_run_settle:
 * @self: a run whose orders have been fetched
 *
 * Clears up what earlier presses left unclear, then reads what buyers wrote.
 */
void
sauda_day_run_settle (SaudaDayRun *self)
{
  query_acts (self, NULL, 0, on_unclear);
}

/**
 * sauda_day_run_apply:
 * @self: a run whose plan has been approved
 *
 * Accepts, assembles, saves waybills, groups labels and moves the stock: one of the run's two branches.
 */
void
sauda_day_run_apply (SaudaDayRun *self)
{
  sauda_day_ledger_approve_async (self->workspace, self->plan, self->who, on_approved, self);
}
