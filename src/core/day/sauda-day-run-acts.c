#include "sauda-day-run-private.h"

#include "sauda-act.h"
#include "sauda-day-ledger.h"

#include <glib/gi18n-lib.h>

/* The work on orders has two parts side by side: accepting, and assembling with its waybills.
 * Accepting what is assembled in this press too goes first, so that Kaspi forms these waybills while
 * the rest is accepted. */

/**
 * sauda_day_run_end_part:
 * @self: a run, one part of whose work on orders is through
 *
 * Groups the labels once both are.
 */
void
sauda_day_run_end_part (SaudaDayRun *self)
{
  if (--self->parts > 0)
    return;
  if (self->part_error != NULL)
    sauda_day_run_break_off (self, g_steal_pointer (&self->part_error));
  else
    sauda_day_run_build_labels (self);
}

/**
 * sauda_day_run_fail_part:
 * @self: a run
 * @id: the step that is at work
 * @error: (transfer full): why it fails
 *
 * Ends the step and its part of the work on orders; the other part comes home first.
 */
void
sauda_day_run_fail_part (SaudaDayRun *self, SaudaDayStepId id, GError *error)
{
  sauda_day_run_close_failed (self, id, error);
  if (self->part_error == NULL)
    self->part_error = error;
  else
    g_error_free (error);
  sauda_day_run_end_part (self);
}

/* A step that has nothing to send; what was left out of the plan waits. */
static void
skip_step (SaudaDayRun *self, SaudaDayStepId id)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, id);

  sauda_day_step_end (
    step, *sauda_day_step_get_waiting (step) != NULL ? SAUDA_STEP_PARTLY : SAUDA_STEP_SKIPPED, NULL);
}

static SaudaActSender *
new_sender (SaudaDayRun *self, SaudaDayStepId id)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, id);

  if (id == STEP_ACCEPT)
    self->held_back = g_strv_length ((GStrv) sauda_day_step_get_waiting (step));
  sauda_day_step_begin (step);
  return sauda_act_sender_new (self->workspace, self->channels, step);
}

/* Says how many orders a step of acts got through. */
static void
end_step (SaudaDayRun *self, SaudaDayStepId id)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, id);
  guint left = g_strv_length ((GStrv) sauda_day_step_get_failed (step)) +
               g_strv_length ((GStrv) sauda_day_step_get_waiting (step));
  guint done = sauda_day_step_get_done (step);
  g_autofree char *detail = NULL;

  /* What a closed gate kept out of the plan is none of the acts. */
  if (id == STEP_ACCEPT)
    left -= MIN (left, self->held_back);
  done -= MIN (done, left);
  detail = g_strdup_printf (ngettext ("%u order.", "%u orders.", done), done);
  sauda_day_step_end (step, sauda_day_run_judge_step (step), detail);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  sauda_workspace_emit_orders_changed (self->workspace);
  if (!sauda_act_sender_run_finish (self->sender, result, &error)) {
    sauda_day_run_fail_step (self, STEP_SETTLE, error);
    return;
  }
  end_step (self, STEP_SETTLE);
  g_clear_object (&self->sender);
  sauda_day_run_read_replies (self);
}

static void
on_unclear (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = sauda_day_ledger_list_finish (result, &error);

  if (acts == NULL)
    sauda_day_run_fail_step (self, STEP_SETTLE, error);
  else if (acts->len == 0) {
    skip_step (self, STEP_SETTLE);
    sauda_day_run_read_replies (self);
  } else {
    self->sender = new_sender (self, STEP_SETTLE);
    sauda_act_sender_run_async (self->sender, acts, self->cancellable, on_settled, self);
  }
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
  sauda_day_ledger_list_async (self->workspace, NULL, 0, self->cancellable, on_unclear, self);
}

static void
on_assembled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  sauda_workspace_emit_orders_changed (self->workspace);
  if (!sauda_act_sender_run_finish (self->sender, result, &error)) {
    sauda_day_run_fail_part (self, STEP_ASSEMBLE, error);
    return;
  }
  end_step (self, STEP_ASSEMBLE);
  sauda_day_run_fetch_waybills (self);
}

static void
assemble (SaudaDayRun *self, GPtrArray *acts, gboolean more_come)
{
  self->sender = new_sender (self, STEP_ASSEMBLE);
  if (more_come)
    sauda_act_sender_keep_open (self->sender);
  sauda_act_sender_run_async (self->sender, acts, self->cancellable, on_assembled, self);
}

/* Takes those out that are under way already. */
static void
remove_ready (SaudaDayRun *self, GPtrArray *acts)
{
  g_autoptr (GHashTable) ready = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->ready->len; i++)
    g_hash_table_add (ready, &((SaudaAct *) g_ptr_array_index (self->ready, i))->id);
  for (guint i = acts->len; i > 0; i--)
    if (g_hash_table_contains (ready, &((SaudaAct *) g_ptr_array_index (acts, i - 1))->id))
      g_ptr_array_remove_index (acts, i - 1);
}

/* The rest of what is to be assembled. */
static void
on_rest (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = sauda_day_ledger_list_finish (result, &error);

  if (self->sender != NULL) {
    if (acts != NULL)
      remove_ready (self, acts);
    else if (self->part_error == NULL)
      self->part_error = error;
    else
      g_error_free (error);
    sauda_act_sender_close (self->sender, g_steal_pointer (&acts));
  } else if (acts == NULL)
    sauda_day_run_fail_part (self, STEP_ASSEMBLE, error);
  else if (acts->len > 0)
    assemble (self, acts, FALSE);
  else {
    skip_step (self, STEP_ASSEMBLE);
    sauda_day_run_fetch_waybills (self);
  }
}

static void
list_rest (SaudaDayRun *self)
{
  self->listed = TRUE;
  sauda_day_ledger_list_async (self->workspace, "assemble", self->plan_id, NULL, on_rest, self);
}

static void
on_accept_home (SaudaActSender *sender, gint64 act_id, guint state, gpointer data)
{
  SaudaDayRun *self = data;

  if (state == SAUDA_ACT_VERIFIED && self->sender == NULL && !self->listed && self->ready->len > 0)
    assemble (self, self->ready, TRUE);
  g_hash_table_remove (self->urgent, &act_id);
  if (g_hash_table_size (self->urgent) == 0 && !self->listed)
    list_rest (self);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  sauda_workspace_emit_orders_changed (self->workspace);
  if (sauda_act_sender_run_finish (self->accepter, result, &error)) {
    end_step (self, STEP_ACCEPT);
    /* Some may have been held back; what can be assembled is. */
    if (!self->listed)
      list_rest (self);
    sauda_day_run_end_part (self);
    return;
  }
  if (!self->listed && self->sender != NULL)
    sauda_act_sender_close (self->sender, NULL);
  else if (!self->listed)
    self->parts--;
  sauda_day_run_fail_part (self, STEP_ACCEPT, error);
}

static gboolean
is_assembled_too (SaudaDayRun *self, const SaudaAct *accept)
{
  for (guint i = 0; i < self->plan->acts->len; i++) {
    const SaudaDayAct *planned = g_ptr_array_index (self->plan->acts, i);

    if (g_str_equal (planned->kind, "assemble") && planned->store_id == accept->store_id &&
        g_str_equal (planned->code, accept->target))
      return TRUE;
  }
  return FALSE;
}

/* Puts what is assembled in this press too in front. */
static GPtrArray *
sort_accepts (SaudaDayRun *self, GPtrArray *acts)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_act_free);

  self->urgent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < acts->len;) {
    const SaudaAct *act = g_ptr_array_index (acts, i);

    if (is_assembled_too (self, act)) {
      g_hash_table_add (self->urgent, g_memdup2 (&act->id, sizeof act->id));
      g_ptr_array_add (sorted, g_ptr_array_steal_index (acts, i));
    } else
      i++;
  }
  g_ptr_array_extend_and_steal (sorted, g_ptr_array_ref (acts));
  return sorted;
}

static void
on_accepts (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = sauda_day_ledger_list_finish (result, &error);
  g_autoptr (GPtrArray) sorted = NULL;

  if (acts == NULL) {
    self->parts--;
    sauda_day_run_fail_part (self, STEP_ACCEPT, error);
    return;
  }
  if (acts->len == 0) {
    self->parts--;
    skip_step (self, STEP_ACCEPT);
    list_rest (self);
    return;
  }
  sorted = sort_accepts (self, acts);
  self->accepter = new_sender (self, STEP_ACCEPT);
  g_signal_connect_object (self->accepter, "home", G_CALLBACK (on_accept_home), self, 0);
  sauda_act_sender_run_async (self->accepter, sorted, self->cancellable, on_accepted, self);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->ready = sauda_day_ledger_list_finish (result, &error);
  if (self->ready == NULL) {
    self->parts--;
    sauda_day_run_fail_part (self, STEP_ACCEPT, error);
  } else
    sauda_day_ledger_list_async (self->workspace, "accept", self->plan_id, self->cancellable, on_accepts,
                                 self);
}

static void
on_approved (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->plan_id = sauda_day_ledger_approve_finish (result, &error);
  if (self->plan_id == 0) {
    self->parts--;
    sauda_day_run_fail_part (self, STEP_ACCEPT, error);
  } else
    sauda_day_ledger_list_async (self->workspace, "assemble", self->plan_id, self->cancellable, on_ready,
                                 self);
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
  self->parts = 2;
  if (self->plan->acts->len > 0) {
    sauda_day_ledger_approve_async (self->workspace, self->plan, self->who, on_approved, self);
    return;
  }
  self->parts--;
  skip_step (self, STEP_ACCEPT);
  skip_step (self, STEP_ASSEMBLE);
  sauda_day_run_fetch_waybills (self);
}
