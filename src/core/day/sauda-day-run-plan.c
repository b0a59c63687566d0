#include "sauda-day-run-private.h"

#include <glib/gi18n-lib.h>

/* The plan of a run: made, told, approved or not. Nothing is sent before. */

/* Buyers are written to at the providers' own pace, and the shop is served meanwhile. */
static void
apply_plan (SaudaDayRun *self)
{
  if (self->cancelled_id != 0) {
    g_cancellable_disconnect (self->cancellable, self->cancelled_id);
    self->cancelled_id = 0;
  }
  self->planned = FALSE;
  self->branches = 2;
  sauda_day_run_write_messages (self);
  sauda_day_run_apply (self);
}

static gboolean
on_plan_refused (gpointer data)
{
  SaudaDayRun *self = data;

  if (self->planned) {
    self->planned = FALSE;
    if (self->cancelled_id != 0)
      g_cancellable_disconnect (self->cancellable, self->cancelled_id);
    self->cancelled_id = 0;
    sauda_day_run_fail_step (self, STEP_ACCEPT,
                             g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                  _ ("The plan was not approved; nothing was sent.")));
  }
  return G_SOURCE_REMOVE;
}

/* Runs inside g_cancellable_cancel(), maybe on another thread: the answer is given from the main loop. */
static void
on_cancelled_while_waiting (GCancellable *cancellable, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_plan_refused, g_object_ref (data), g_object_unref);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->plan = sauda_day_plan_finish (result, &error);
  if (self->plan == NULL) {
    sauda_day_run_fail_step (self, STEP_ACCEPT, error);
    return;
  }
  sauda_day_run_check_gates (self);
}

/**
 * sauda_day_run_tell_plan:
 * @self: a run whose plan is made and whose gates have been looked at
 *
 * Tells the plan, and goes on once it is approved.
 */
void
sauda_day_run_tell_plan (SaudaDayRun *self)
{
  self->planned = TRUE;
  self->plan->to_write = self->to_write;
  if (self->cancellable != NULL && !self->approved)
    self->cancelled_id =
      g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled_while_waiting), self, NULL);
  sauda_day_run_emit_plan_ready (self);
  if (self->planned && (self->approved || sauda_day_plan_is_empty (self->plan)))
    apply_plan (self);
}

/**
 * sauda_day_run_make_plan:
 * @self: a run that knows the orders as they are
 *
 * Finds what is due, tells it, and goes on once it is approved.
 */
void
sauda_day_run_make_plan (SaudaDayRun *self)
{
  sauda_day_plan_async (self->workspace, self->day, self->tomorrow, self->cancellable, on_planned, self);
}

/**
 * sauda_day_run_approve:
 * @self: a run
 *
 * Approves the plan that `plan-ready` told; the run goes on. A second call does nothing.
 */
void
sauda_day_run_approve (SaudaDayRun *self)
{
  g_return_if_fail (SAUDA_IS_DAY_RUN (self));

  self->approved = TRUE;
  if (self->planned && self->task != NULL)
    apply_plan (self);
}
