#include "sauda-talk-sender.h"

#include "sauda-database.h"
#include "sauda-talk-job.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>

#define IN_FLIGHT 4
#define MOST_PASSES 3

struct _SaudaTalkSender {
  GObject parent_instance;

  SaudaTalk *talk;     /* (owned) (not nullable) */
  SaudaDayStep *step;  /* (owned) (not nullable) */
  char *who;           /* (owned) (nullable) */
  gint64 question_id;  /* of what a person writes, 0 for what is due */
  char *text;          /* (owned) (nullable) the person's words */
  GTask *task;         /* (owned) (nullable) while it runs */
  SaudaTalkPlan *plan; /* (owned) (nullable) what was put together last */
  GPtrArray *jobs;     /* (owned) (not nullable) (element-type SaudaTalkJob): not begun yet, from @next on */
  guint next;
  guint in_flight;
  guint finished;
  guint total;
  guint sent;
  guint held; /* begun, and surely not sent because all were stopped */
  guint passes;
  gboolean again;      /* something surely did not go out and is due again */
  gboolean settling;   /* only looks, sends nothing */
  gboolean finishing;  /* this pass is over */
  SaudaTalkWay way;    /* what messages on their way know of it; nothing more is sent when it is stopped */
  char *stop_reason;   /* (owned) (nullable) why */
  GError *error;       /* (owned) (nullable) of the books themselves */
  GHashTable *last_us; /* (owned) contact → when it was written to last, monotonic */
};

G_DEFINE_FINAL_TYPE (SaudaTalkSender, sauda_talk_sender, G_TYPE_OBJECT)

static void start_more (SaudaTalkSender *self);

static SaudaWorkspace *
get_workspace (SaudaTalkSender *self)
{
  return sauda_talk_get_workspace (self->talk);
}

static SaudaDatabase *
get_database (SaudaTalkSender *self)
{
  return sauda_workspace_get_database (get_workspace (self));
}

static gint64
now (SaudaTalkSender *self)
{
  return sauda_workspace_get_now (get_workspace (self));
}

static void
report (SaudaTalkSender *self, const SaudaTalkJob *job, const SaudaTalkOutcome *outcome)
{
  const char *reason = outcome->failed != NULL ? outcome->failed : outcome->waiting;
  g_autofree char *sentence =
    reason != NULL ? g_strdup_printf (_ ("Order %s: %s"), sauda_talk_job_get_code (job), reason) : NULL;

  if (outcome->failed != NULL)
    sauda_day_step_add_failed (self->step, sentence);
  else if (sentence != NULL)
    sauda_day_step_add_waiting (self->step, sentence);
}

static void
stop (SaudaTalkSender *self, const char *reason)
{
  if (self->way.stopped)
    return;
  self->way.stopped = TRUE;
  self->stop_reason = g_strdup (reason);
}

/* What is wrong is wrong for everybody, so it is said once, and how many it holds back. */
static void
tell_stop (SaudaTalkSender *self)
{
  guint left = self->total - self->finished + self->held;
  g_autofree char *sentence = g_strdup_printf (
    ngettext ("%u message is left for the next press.", "%u messages are left for the next press.", left),
    left);

  sauda_day_step_add_waiting (self->step, self->stop_reason);
  if (left > 0)
    sauda_day_step_add_waiting (self->step, sentence);
}

static void
on_job_over (SaudaTalkJob *job, const SaudaTalkOutcome *outcome, gpointer data)
{
  g_autoptr (SaudaTalkSender) self = data;

  report (self, job, outcome);
  self->sent += outcome->sent;
  self->again = self->again || outcome->again;
  if (outcome->stop != NULL)
    stop (self, outcome->stop);
  else if (outcome->waiting != NULL && sauda_talk_way_is_lost (&self->way))
    stop (self, outcome->waiting);
  self->held += !outcome->sent && !outcome->again && outcome->failed == NULL && outcome->waiting == NULL;
  if (outcome->error != NULL && self->error == NULL)
    self->error = g_error_copy (outcome->error);
  sauda_talk_job_free (job);
  self->in_flight--;
  self->finished++;
  sauda_day_step_set_progress (self->step, self->finished, self->total);
  start_more (self);
}

/* One message in six seconds to the same buyer (whatsapp-api 3.3). Returns how long to wait. */
static guint
find_pair_pause (SaudaTalkSender *self, const SaudaTalkJob *job)
{
  gpointer key = GSIZE_TO_POINTER ((gsize) sauda_talk_job_get_contact (job));
  gint64 now_us = g_get_monotonic_time ();
  gint64 *last_us = g_hash_table_lookup (self->last_us, key);
  gint64 pair_us = sauda_workspace_is_practice (get_workspace (self)) ? 0 : SAUDA_WHATSAPP_PAIR_MS * 1000;
  gint64 next_us = last_us != NULL ? MAX (*last_us + pair_us, now_us) : now_us;

  g_hash_table_insert (self->last_us, key, g_memdup2 (&next_us, sizeof next_us));
  return (guint) ((next_us - now_us) / 1000);
}

static void
start_job (SaudaTalkSender *self, SaudaTalkJob *job)
{
  self->in_flight++;
  if (self->settling)
    sauda_talk_job_look (job, on_job_over, g_object_ref (self));
  else
    sauda_talk_job_send (job, find_pair_pause (self, job), &self->way, on_job_over, g_object_ref (self));
}

static gpointer
recover_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkSender *self = data;

  return sauda_conversation_recover (connection, now (self), error) ? self : NULL;
}

static void
on_cleaned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkSender) self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void plan (SaudaTalkSender *self);

static void
finish_pass (SaudaTalkSender *self)
{
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (self->task));

  g_ptr_array_set_size (self->jobs, 0);
  if (self->again && !self->settling && self->error == NULL && !self->way.stopped && !cancelled &&
      ++self->passes < MOST_PASSES) {
    plan (self);
    return;
  }
  if (self->way.stopped)
    tell_stop (self);
  /* What was planned and not begun may be planned anew. */
  sauda_database_run_async (get_database (self), recover_work, self, NULL, NULL, NULL, on_cleaned,
                            g_object_ref (self));
}

static void
start_more (SaudaTalkSender *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  while (self->in_flight < IN_FLIGHT && self->next < self->jobs->len && self->error == NULL &&
         !self->way.stopped && !g_cancellable_is_cancelled (cancellable))
    start_job (self, g_steal_pointer (&g_ptr_array_index (self->jobs, self->next++)));
  if (self->in_flight == 0 && !self->finishing) {
    self->finishing = TRUE;
    finish_pass (self);
  }
}

static void
free_job_slot (gpointer data)
{
  if (data != NULL)
    sauda_talk_job_free (data);
}

/* Takes what was put together, and starts. */
static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaTalkSender *self = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&self->task);

    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < self->plan->waiting->len && self->passes == 0; i++)
    sauda_day_step_add_waiting (self->step, g_ptr_array_index (self->plan->waiting, i));
  g_ptr_array_set_size (self->jobs, 0);
  for (guint i = 0; i < self->plan->planned->len; i++)
    g_ptr_array_add (self->jobs, sauda_talk_job_new (self->talk, g_ptr_array_index (self->plan->planned, i)));
  self->next = 0;
  self->total += self->jobs->len;
  self->again = self->finishing = FALSE;
  start_more (self);
}

static void
put_together (SaudaTalkSender *self, SaudaDatabaseFunc work)
{
  g_clear_pointer (&self->plan, sauda_talk_plan_free);
  self->plan = sauda_talk_plan_new (sauda_talk_get_rules (self->talk), self->who, now (self));
  self->plan->question_id = self->question_id;
  self->plan->text = g_strdup (self->text);
  sauda_database_run_async (get_database (self), work, self->plan, NULL, NULL, NULL, on_planned, self);
}

static void
plan (SaudaTalkSender *self)
{
  put_together (self, sauda_talk_plan_due);
}

static void
sauda_talk_sender_finalize (GObject *object)
{
  SaudaTalkSender *self = SAUDA_TALK_SENDER (object);

  g_object_unref (self->talk);
  g_object_unref (self->step);
  g_free (self->who);
  g_free (self->text);
  g_clear_pointer (&self->plan, sauda_talk_plan_free);
  g_ptr_array_unref (self->jobs);
  g_free (self->stop_reason);
  g_clear_error (&self->error);
  g_hash_table_unref (self->last_us);
  G_OBJECT_CLASS (sauda_talk_sender_parent_class)->finalize (object);
}

static void
sauda_talk_sender_class_init (SaudaTalkSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_talk_sender_finalize;
}

static void
sauda_talk_sender_init (SaudaTalkSender *self)
{
  self->jobs = g_ptr_array_new_with_free_func (free_job_slot);
  self->last_us = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * sauda_talk_sender_new:
 * @talk: a way to buyers that has a provider
 * @step: shows the progress and takes what failed and what waits
 *
 * Returns: (transfer full): a sender for one run
 */
SaudaTalkSender *
sauda_talk_sender_new (SaudaTalk *talk, SaudaDayStep *step)
{
  SaudaTalkSender *self = g_object_new (SAUDA_TYPE_TALK_SENDER, NULL);

  self->talk = g_object_ref (talk);
  self->step = g_object_ref (step);
  return self;
}

/**
 * sauda_talk_sender_settle_async:
 * @self: a sender
 * @cancellable: (nullable): takes effect between two messages
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Looks for messages of which nobody knows whether they went out. Sends nothing.
 */
void
sauda_talk_sender_settle_async (SaudaTalkSender *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sauda_talk_sender_settle_async);
  self->settling = TRUE;
  put_together (self, sauda_talk_plan_unclear);
}

/**
 * sauda_talk_sender_run_async:
 * @self: a sender
 * @who: who pressed, for the ledger
 * @cancellable: (nullable): takes effect between two messages; what has left is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Plans, writes down and sends everything that is due now.
 */
void
sauda_talk_sender_run_async (SaudaTalkSender *self,
                             const char *who,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (self->task == NULL && sauda_talk_get_provider (self->talk) != NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sauda_talk_sender_run_async);
  self->settling = FALSE;
  self->passes = self->total = self->finished = self->held = 0;
  g_free (self->who);
  self->who = g_strdup (who);
  plan (self);
}

/**
 * sauda_talk_sender_write_async:
 * @self: a sender
 * @question_id: about which order
 * @text: (nullable): the person's words; %NULL sends the template once more
 * @who: the person
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Sends one message of a person. The caller holds the day's lock.
 */
void
sauda_talk_sender_write_async (SaudaTalkSender *self,
                               gint64 question_id,
                               const char *text,
                               const char *who,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (self->task == NULL && sauda_talk_get_provider (self->talk) != NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, sauda_talk_sender_write_async);
  self->settling = FALSE;
  self->passes = MOST_PASSES;
  g_free (self->who);
  self->who = g_strdup (who);
  self->question_id = question_id;
  g_free (self->text);
  self->text = g_strdup (text);
  put_together (self, sauda_talk_plan_written);
}

/**
 * sauda_talk_sender_finish:
 * @self: a sender
 * @result: the result
 * @error: return location
 *
 * What failed or waits stands in the step; an error here is one of the books.
 *
 * Returns: %FALSE with an error of the outbox or store room, or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_talk_sender_finish (SaudaTalkSender *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_talk_sender_get_sent:
 * @self: a sender
 *
 * Returns: messages that the provider has taken, found ones included
 */
guint
sauda_talk_sender_get_sent (SaudaTalkSender *self)
{
  return self->sent;
}
