#include "sauda-alerts.h"
#include "sauda-database.h"
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
                                    .text = gate->kept_reason };

    if (!gate->open)
      g_info ("run %" G_GINT64_FORMAT ", gate %s is closed: %s", self->id, draft.detail, gate->reason);
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

static gpointer
stock_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaDayRun *self = data;
  gint64 now_ms = sauda_workspace_get_now (self->workspace);

  return sauda_day_plan_read_stock (self->plan, connection, now_ms, error) ? self : NULL;
}

static void
on_stock (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    sauda_day_run_fail_step (self, STEP_ACCEPT, error);
  else
    sauda_gates_check_async (self->workspace, self->cancellable, on_checked, self);
}

/**
 * sauda_day_run_check_gates:
 * @self: a run whose plan is made
 *
 * Looks at the shelf and at the gates, so that whoever approves the plan sees what leaves it and which are
 * closed.
 */
void
sauda_day_run_check_gates (SaudaDayRun *self)
{
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  sauda_database_read_async (sauda_workspace_get_database (self->workspace), stock_work, self, NULL, NULL,
                             self->cancellable, on_stock, self);
}

/* Labels are none of the plan's acts: those that are missing are fetched. */
static gboolean
is_against (const SaudaGate *gate)
{
  return !gate->open && !gate->left_out && gate->kind != SAUDA_GATE_LABELS;
}

/**
 * sauda_day_run_count_gated:
 * @self: a run whose gates have been looked at
 *
 * Returns: orders of the plan that closed gates name, and that can be left out
 */
guint
sauda_day_run_count_gated (SaudaDayRun *self)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) planned = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_val_if_fail (SAUDA_IS_DAY_RUN (self) && self->gates != NULL, 0);

  for (guint i = 0; i < self->gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (self->gates, i);

    for (guint k = 0; is_against (gate) && k < gate->order_ids->len; k++)
      g_hash_table_add (named, &g_array_index (gate->order_ids, gint64, k));
  }
  for (guint i = 0; i < self->plan->acts->len; i++) {
    SaudaDayAct *act = g_ptr_array_index (self->plan->acts, i);

    if (g_hash_table_contains (named, &act->order_id))
      g_hash_table_add (planned, &act->order_id);
  }
  return g_hash_table_size (planned);
}

/**
 * sauda_day_run_leave_out_gated:
 * @self: a run whose plan waits for its approval
 *
 * Takes the orders that closed gates name out of the plan. The run says of each that it waits, and the next
 * press plans it again. Gates that name no order, such as a wrong clock, stay as they are.
 */
void
sauda_day_run_leave_out_gated (SaudaDayRun *self)
{
  g_return_if_fail (SAUDA_IS_DAY_RUN (self) && self->gates != NULL);

  for (guint i = 0; i < self->gates->len; i++) {
    SaudaGate *gate = g_ptr_array_index (self->gates, i);
    g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);

    if (!is_against (gate) || gate->order_ids->len == 0)
      continue;
    sauda_day_plan_leave_out (self->plan, gate->order_ids, left);
    gate->left_out = TRUE;
    for (guint k = 0; k < left->len; k++) {
      g_autofree char *sentence = g_strdup_printf (_ ("%s: left out, because a gate is closed for it: %s"),
                                                   (const char *) g_ptr_array_index (left, k),
                                                   sauda_gate_get_closed_title (gate->kind));

      sauda_day_step_add_waiting (sauda_day_run_get_step (self, STEP_ACCEPT), sentence);
    }
  }
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
 * Returns: gates that stand against shipping; labels that the run itself fetches do not, nor gates whose
 * orders are left out
 */
guint
sauda_day_run_count_closed_gates (SaudaDayRun *self)
{
  guint closed = 0;

  for (guint i = 0; self->gates != NULL && i < self->gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (self->gates, i);

    closed += is_against (gate);
  }
  return closed;
}
