#include "sauda-talk-sender.h"

#include "sauda-database.h"
#include "sauda-stores.h"
#include "sauda-talk-plan.h"
#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define IN_FLIGHT 4
#define MOST_PASSES 3
#define LOOKS 2 /* thirty seconds apart (whatsapp-api 2.7) */
#define LOOK_PAUSE_MS 30000
#define PRACTICE_LOOK_PAUSE_MS 200
#define PRACTICE_PAUSE_MS 20

struct _SaudaTalkSender {
  GObject parent_instance;

  SaudaTalk *talk;    /* (owned) (not nullable) */
  SaudaDayStep *step; /* (owned) (not nullable) */
  char *who;          /* (owned) (nullable) */
  gint64 question_id; /* of what a person writes, 0 for what is due */
  char *text;         /* (owned) (nullable) the person's words */
  GTask *task;        /* (owned) (nullable) while it runs */
  SaudaTalkPlan *plan; /* (owned) (nullable) what was put together last */
  GPtrArray *jobs;     /* (owned) (not nullable) (element-type Job): not begun yet, from @next on */
  guint next;
  guint in_flight;
  guint finished;
  guint total;
  guint sent;
  guint passes;
  gboolean again;    /* something surely did not go out and is due again */
  gboolean settling;  /* only looks, sends nothing */
  gboolean finishing; /* this pass is over */
  char *stopped;     /* (owned) (nullable) why nothing more is sent */
  GError *error;     /* (owned) (nullable) of the books themselves */
  GHashTable *last_us; /* (owned) contact → when it was written to last, monotonic */
};

G_DEFINE_FINAL_TYPE (SaudaTalkSender, sauda_talk_sender, G_TYPE_OBJECT)

/* A message on its way. */
typedef struct {
  SaudaTalkSender *sender; /* (owned) */
  SaudaDueMessage *due;    /* (owned) (not nullable) */
  gint64 message_id;
  gint64 sent_ms;
  guint tries;
  guint looks;
  gboolean may_send;
  char *obstacle;    /* (owned) (nullable) */
  GHashTable *known; /* (owned) (nullable) ids of other messages */
  /* What the next unit of work on the database shall write. */
  char *provider_id; /* (owned) (nullable) */
  GError *failure;   /* (owned) (nullable) */
  gint64 now_ms;
} Job;

static void start_more (SaudaTalkSender *self);
static void begin (Job *job);
static void look (Job *job);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->sender);
  g_clear_pointer (&job->due, sauda_due_message_free);
  g_free (job->obstacle);
  g_clear_pointer (&job->known, g_hash_table_unref);
  g_free (job->provider_id);
  g_clear_error (&job->failure);
  g_free (job);
}

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

static gboolean
is_practice (SaudaTalkSender *self)
{
  return sauda_workspace_is_practice (get_workspace (self));
}

static gint64
now (SaudaTalkSender *self)
{
  return sauda_clock_get_now (sauda_workspace_get_clock (get_workspace (self)));
}

static void
report (Job *job, gboolean failed, const char *reason)
{
  g_autofree char *sentence = g_strdup_printf (_ ("Order %s: %s"), job->due->code, reason);

  if (failed)
    sauda_day_step_add_failed (job->sender->step, sentence);
  else
    sauda_day_step_add_waiting (job->sender->step, sentence);
}

static void
end_job (Job *job)
{
  SaudaTalkSender *self = g_object_ref (job->sender);

  self->in_flight--;
  self->finished++;
  sauda_day_step_set_progress (self->step, self->finished, self->total);
  job_free (job);
  start_more (self);
  g_object_unref (self);
}

static void
end_job_with_error (Job *job, GError *error)
{
  if (job->sender->error == NULL)
    job->sender->error = error;
  else
    g_error_free (error);
  end_job (job);
}

static void
run (Job *job, SaudaDatabaseFunc work, GAsyncReadyCallback done)
{
  job->now_ms = now (job->sender);
  sauda_database_run_async (get_database (job->sender), work, job, NULL, NULL, NULL, done, job);
}

static gpointer
sent_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_conversation_record_sent (connection, job->message_id, job->provider_id, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_sent_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_job_with_error (job, error);
    return;
  }
  job->sender->sent++;
  end_job (job);
}

static int
read_code (const GError *error)
{
  const char *bracket = strrchr (error->message, '(');

  return bracket != NULL && g_ascii_isdigit (bracket[1]) ? (int) g_ascii_strtoll (bracket + 1, NULL, 10) : 0;
}

static gpointer
failure_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_conversation_record_failure (connection, job->message_id, (SaudaWhatsappError) job->failure->code,
                                            read_code (job->failure), job->failure->message, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_failure_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  SaudaTalkSender *self = job->sender;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_job_with_error (job, error);
    return;
  }
  if (job->failure->code == SAUDA_WHATSAPP_ERROR_TEMPLATE || job->looks > 0)
    self->again = TRUE;
  else
    report (job, TRUE, job->failure->message);
  /* What is wrong with the account is wrong for everybody. */
  if (job->failure->code == SAUDA_WHATSAPP_ERROR_CONFIGURATION && self->stopped == NULL &&
      !sauda_whatsapp_code_is_about_buyer (sauda_talk_get_rules (self->talk)->provider, read_code (job->failure)))
    self->stopped = g_strdup (job->failure->message);
  end_job (job);
}

static gpointer
unclear_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_conversation_record_unclear (connection, job->message_id, job->failure->message,
                                            job->now_ms + LOOK_PAUSE_MS, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_unclear_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else
    look (job);
}

static gboolean
on_pause_over (gpointer data)
{
  begin (data);
  return G_SOURCE_REMOVE;
}

static gpointer
give_back_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_conversation_give_back (connection, job->message_id, job->failure->message, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_given_back (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;
  gint64 pause_ms = sauda_whatsapp_get_pause ((SaudaWhatsappError) job->failure->code, job->tries);

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else
    g_timeout_add ((guint) (is_practice (job->sender) ? PRACTICE_PAUSE_MS * job->tries : MAX (pause_ms, 0)),
                   on_pause_over, job);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  job->provider_id =
    sauda_whatsapp_provider_send_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (job->provider_id != NULL) {
    run (job, sent_work, on_sent_recorded);
    return;
  }
  g_clear_error (&job->failure);
  job->failure = error;
  switch ((SaudaWhatsappError) error->code) {
  case SAUDA_WHATSAPP_ERROR_UNKNOWN:
    run (job, unclear_work, on_unclear_recorded);
    break;
  case SAUDA_WHATSAPP_ERROR_RETRY:
  case SAUDA_WHATSAPP_ERROR_PAIR:
    if (job->tries < SAUDA_WHATSAPP_MOST_TRIES) {
      run (job, give_back_work, on_given_back);
      break;
    }
    error->code = SAUDA_WHATSAPP_ERROR_LATER;
    run (job, failure_work, on_failure_recorded);
    break;
  default:
    run (job, failure_work, on_failure_recorded);
    break;
  }
}

static gpointer
known_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  g_clear_pointer (&job->known, g_hash_table_unref);
  job->known =
    sauda_messages_list_ids (connection, sauda_talk_get_rules (job->sender->talk)->provider, error);
  return job->known != NULL ? job : NULL;
}

static gboolean
on_look_due (gpointer data)
{
  look (data);
  return G_SOURCE_REMOVE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
    sauda_whatsapp_provider_find_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (id == NULL) {
    report (job, FALSE, error->message);
    end_job (job);
  } else if (*id != '\0') {
    job->provider_id = g_steal_pointer (&id);
    run (job, sent_work, on_sent_recorded);
  } else if (++job->looks < LOOKS)
    g_timeout_add (is_practice (job->sender) ? PRACTICE_LOOK_PAUSE_MS : LOOK_PAUSE_MS, on_look_due, job);
  else {
    g_clear_error (&job->failure);
    job->failure =
      g_error_new_literal (SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_RETRY,
                           _ ("The provider shows no such message: it did not go out."));
    run (job, failure_work, on_failure_recorded);
  }
}

static void
on_known (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_job_with_error (job, error);
    return;
  }
  sauda_whatsapp_provider_find_async (sauda_talk_get_provider (job->sender->talk),
                                      &(SaudaWhatsappSearch){ .to = job->due->to,
                                                              .words = job->due->code,
                                                              .after_ms = job->sent_ms,
                                                              .now_ms = now (job->sender),
                                                              .known = job->known },
                                      NULL, on_found, job);
}

/* Nobody knows whether it went out: it is looked for, and only what surely is not there is due again. */
static void
look (Job *job)
{
  if (!sauda_whatsapp_provider_can_find (sauda_talk_get_provider (job->sender->talk))) {
    report (job, FALSE,
            _ ("it is not known whether the message went out. It is settled by its status, or by hand with "
               "“saudactl outbox settle”."));
    end_job (job);
    return;
  }
  run (job, known_work, on_known);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, job->due->store_id, error);

  if (store == NULL)
    return NULL;
  g_clear_pointer (&job->obstacle, g_free);
  job->may_send = FALSE;
  if (store->stopped)
    job->obstacle = g_strdup (_ ("the red Stop is on, nothing is sent"));
  if (job->obstacle != NULL)
    return job;
  return sauda_conversation_begin_sending (connection, job->message_id, job->now_ms, &job->may_send,
                                           &job->obstacle, error)
           ? job
           : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_job_with_error (job, error);
    return;
  }
  if (!job->may_send) {
    report (job, FALSE, job->obstacle);
    end_job (job);
    return;
  }
  job->tries++;
  job->sent_ms = job->now_ms;
  {
    g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, job->message_id);

    sauda_whatsapp_provider_send_async (sauda_talk_get_provider (job->sender->talk),
                                        &(SaudaWhatsappDraft){ .to = job->due->to,
                                                               .text = job->due->text,
                                                               .template_id = job->due->template_id,
                                                               .language = job->due->language,
                                                               .values = (const char *const *) job->due->values,
                                                               .reference = reference },
                                        on_answer, job);
  }
}

/* One message in six seconds to the same buyer (whatsapp-api 3.3). Returns how long to wait. */
static guint
find_pair_pause (Job *job)
{
  SaudaTalkSender *self = job->sender;
  gpointer key = GSIZE_TO_POINTER ((gsize) job->due->contact_id);
  gint64 now_us = g_get_monotonic_time ();
  gint64 *last_us = g_hash_table_lookup (self->last_us, key);
  gint64 pair_us = is_practice (self) ? 0 : SAUDA_WHATSAPP_PAIR_MS * 1000;
  gint64 next_us = last_us != NULL ? MAX (*last_us + pair_us, now_us) : now_us;

  g_hash_table_insert (self->last_us, key, g_memdup2 (&next_us, sizeof next_us));
  return (guint) ((next_us - now_us) / 1000);
}

static void
begin (Job *job)
{
  if (job->sender->stopped != NULL) {
    end_job (job);
    return;
  }
  run (job, begin_work, on_begun);
}

static void
start_job (Job *job)
{
  guint pause_ms;

  job->sender->in_flight++;
  if (job->sender->settling) {
    look (job);
    return;
  }
  pause_ms = find_pair_pause (job);
  if (pause_ms > 0)
    g_timeout_add (pause_ms, on_pause_over, job);
  else
    begin (job);
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
  if (self->again && !self->settling && self->error == NULL && self->stopped == NULL && !cancelled &&
      ++self->passes < MOST_PASSES) {
    plan (self);
    return;
  }
  if (self->stopped != NULL)
    sauda_day_step_add_waiting (self->step, self->stopped);
  /* What was planned and not begun may be planned anew. */
  sauda_database_run_async (get_database (self), recover_work, self, NULL, NULL, NULL, on_cleaned,
                            g_object_ref (self));
}

static void
start_more (SaudaTalkSender *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  while (self->in_flight < IN_FLIGHT && self->next < self->jobs->len && self->error == NULL &&
         self->stopped == NULL && !g_cancellable_is_cancelled (cancellable))
    start_job (g_steal_pointer (&g_ptr_array_index (self->jobs, self->next++)));
  if (self->in_flight == 0 && !self->finishing) {
    self->finishing = TRUE;
    finish_pass (self);
  }
}

static Job *
new_job (SaudaTalkSender *self, SaudaTalkPlanned *planned)
{
  Job *job = g_new0 (Job, 1);

  job->sender = g_object_ref (self);
  job->due = g_steal_pointer (&planned->due);
  job->message_id = planned->message_id;
  job->sent_ms = planned->sent_ms;
  return job;
}

static void
free_job_slot (gpointer data)
{
  if (data != NULL)
    job_free (data);
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
    g_ptr_array_add (self->jobs, new_job (self, g_ptr_array_index (self->plan->planned, i)));
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
  g_free (self->stopped);
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
  self->passes = self->total = self->finished = 0;
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
