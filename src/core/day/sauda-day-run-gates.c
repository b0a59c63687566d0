#include "sauda-alerts.h"
#include "sauda-day-run-private.h"
#include "sauda-gates.h"

#include <glib/gi18n-lib.h>

static void
on_reported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaDayRun) self = data;
  g_autoptr (GError) error = NULL;

  if (!sauda_alerts_report_finish (result, NULL, &error))
    g_warning ("Closed gates cannot be kept as alerts: %s", error->message);
}

/* Closed gates stay alerts until they open. */
static void
report_gates (SaudaDayRun *self)
{
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (SaudaAlertDraft));

  for (guint i = 0; i < self->gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (self->gates, i);
    const SaudaAlertDraft draft = { .kind = SAUDA_ALERT_GATE,
                                    .detail = sauda_gate_get_name (gate->kind),
                                    .severity = SAUDA_ALERT_WARNING,
                                    .text = gate->reason };

    /* The run itself fetches the labels that are missing now. */
    if (!gate->open && gate->kind != SAUDA_GATE_LABELS)
      g_array_append_val (drafts, draft);
  }
  sauda_alerts_report_async (self->workspace, SAUDA_ALERT_GATE,
                             (const SaudaAlertDraft *) (gpointer) drafts->data, drafts->len, NULL,
                             on_reported, g_object_ref (self));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->gates = sauda_gates_check_finish (result, &error);
  if (self->gates == NULL) {
    sauda_day_run_fail_step (self, STEP_ACCEPT, error);
    return;
  }
  report_gates (self);
  sauda_day_run_tell_plan (self);
}

/**
 * sauda_day_run_check_gates:
 * @self: a run whose plan is made
 *
 * Looks at the gates, so that whoever approves the plan sees which are closed.
 */
void
sauda_day_run_check_gates (SaudaDayRun *self)
{
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  sauda_gates_check_async (self->workspace, self->cancellable, on_checked, self);
}

/**
 * sauda_day_run_get_gates:
 * @self: a run
 *
 * Returns: (transfer none) (nullable) (element-type SaudaGate): the gates as they were before the plan; %NULL
 * until they are looked at
 */
GPtrArray *
sauda_day_run_get_gates (SaudaDayRun *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_RUN (self), NULL);
  return self->gates;
}

/**
 * sauda_day_run_count_closed_gates:
 * @self: a run
 *
 * Returns: gates that stand against shipping; labels that the run itself fetches do not
 */
guint
sauda_day_run_count_closed_gates (SaudaDayRun *self)
{
  guint closed = 0;

  for (guint i = 0; self->gates != NULL && i < self->gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (self->gates, i);

    closed += !gate->open && gate->kind != SAUDA_GATE_LABELS;
  }
  return closed;
}
