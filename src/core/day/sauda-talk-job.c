#include "sauda-talk-job.h"

#include "sauda-database.h"
#include "sauda-stores.h"
#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOOKS 2 /* thirty seconds apart (whatsapp-api 2.7) */
#define LOOK_PAUSE_MS 30000
#define PRACTICE_LOOK_PAUSE_MS 200
#define PRACTICE_PAUSE_MS 20
/* A network that blinks is back by then; nobody sits through the tries of a hundred messages without one. */
#define PATIENCE_US (40 * G_USEC_PER_SEC)

struct _SaudaTalkJob {
  SaudaTalk *talk;      /* (owned) (not nullable) */
  SaudaDueMessage *due; /* (owned) (not nullable) */
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
  SaudaTalkWay *way; /* (nullable) borrowed from who sends */
  SaudaTalkJobFunc func;
  gpointer data;
};

static void begin (SaudaTalkJob *job);
static void look (SaudaTalkJob *job);

static SaudaWorkspace *
get_workspace (SaudaTalkJob *job)
{
  return sauda_talk_get_workspace (job->talk);
}

static gboolean
is_practice (SaudaTalkJob *job)
{
  return sauda_workspace_is_practice (get_workspace (job));
}

static gint64
now (SaudaTalkJob *job)
{
  return sauda_workspace_get_now (get_workspace (job));
}

/* The job is over: whoever started it frees it. */
static void
end (SaudaTalkJob *job, SaudaTalkOutcome outcome)
{
  job->func (job, &outcome, job->data);
}

static void
run (SaudaTalkJob *job, SaudaDatabaseFunc work, GAsyncReadyCallback done)
{
  job->now_ms = now (job);
  sauda_database_run_async (sauda_workspace_get_database (get_workspace (job)), work, job, NULL, NULL, NULL,
                            done, job);
}

/* Returns whether the work on the books is done; else the job has ended. */
static gboolean
finish_work (SaudaTalkJob *job, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL)
    return TRUE;
  end (job, (SaudaTalkOutcome){ .error = error });
  return FALSE;
}

static gpointer
sent_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkJob *job = data;

  return sauda_conversation_record_sent (connection, job->message_id, job->provider_id, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_sent_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  if (finish_work (data, source, result))
    end (data, (SaudaTalkOutcome){ .sent = TRUE });
}

static gpointer
failure_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkJob *job = data;

  return sauda_conversation_record_failure (
           connection, job->message_id, (SaudaWhatsappError) job->failure->code,
           sauda_whatsapp_error_get_code (job->failure), job->failure->message, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_failure_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaTalkJob *job = data;
  SaudaWhatsappKind kind = sauda_talk_get_rules (job->talk)->provider;
  SaudaTalkOutcome outcome = { 0 };

  if (!finish_work (job, source, result))
    return;
  if (job->failure->code == SAUDA_WHATSAPP_ERROR_TEMPLATE || job->looks > 0)
    outcome.again = TRUE;
  else
    outcome.failed = job->failure->message;
  /* What is wrong with the account is wrong for everybody. */
  if (job->failure->code == SAUDA_WHATSAPP_ERROR_CONFIGURATION &&
      !sauda_whatsapp_code_is_about_buyer (kind, sauda_whatsapp_error_get_code (job->failure)))
    outcome.stop = job->failure->message;
  end (job, outcome);
}

static gpointer
unclear_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkJob *job = data;

  return sauda_conversation_record_unclear (connection, job->message_id, job->failure->message,
                                            job->now_ms + LOOK_PAUSE_MS, job->now_ms, error)
           ? job
           : NULL;
}

static void
on_unclear_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  if (finish_work (data, source, result))
    look (data);
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
  SaudaTalkJob *job = data;

  return sauda_conversation_give_back (connection, job->message_id, job->failure->message, job->now_ms, error)
           ? job
           : NULL;
}

/* Whether it is not tried any more because the provider answers nobody. */
static gboolean
is_given_up (SaudaTalkJob *job)
{
  return job->way != NULL && job->way->unanswered_us != 0 &&
         (job->way->stopped || job->tries >= SAUDA_WHATSAPP_MOST_TRIES || sauda_talk_way_is_lost (job->way));
}

/* A failure without a code of the provider's is none of its answers. */
static void
note_way (SaudaTalkJob *job, const GError *error)
{
  gboolean unanswered =
    error != NULL && sauda_whatsapp_error_get_code (error) == 0 &&
    (error->code == SAUDA_WHATSAPP_ERROR_RETRY || error->code == SAUDA_WHATSAPP_ERROR_UNKNOWN);

  if (job->way == NULL)
    return;
  if (!unanswered)
    job->way->unanswered_us = 0;
  else if (job->way->unanswered_us == 0)
    job->way->unanswered_us = g_get_monotonic_time ();
}

static void
on_given_back (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaTalkJob *job = data;
  gint64 pause_ms = sauda_whatsapp_get_pause ((SaudaWhatsappError) job->failure->code, job->tries);

  if (!finish_work (job, source, result))
    return;
  /* Nobody is to blame but the way: the message is due again as soon as there is one. */
  if (is_given_up (job))
    end (job, (SaudaTalkOutcome){ .stop = job->failure->message });
  else
    g_timeout_add ((guint) (is_practice (job) ? PRACTICE_PAUSE_MS * job->tries : MAX (pause_ms, 0)),
                   on_pause_over, job);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaTalkJob *job = data;
  GError *error = NULL;

  job->provider_id = sauda_whatsapp_provider_send_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  note_way (job, error);
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
    if (job->tries < SAUDA_WHATSAPP_MOST_TRIES || is_given_up (job)) {
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
  SaudaTalkJob *job = data;

  g_clear_pointer (&job->known, g_hash_table_unref);
  job->known = sauda_messages_list_ids (connection, sauda_talk_get_rules (job->talk)->provider, error);
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
  SaudaTalkJob *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
    sauda_whatsapp_provider_find_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (id == NULL)
    end (job, (SaudaTalkOutcome){ .waiting = error->message });
  else if (*id != '\0') {
    job->provider_id = g_steal_pointer (&id);
    run (job, sent_work, on_sent_recorded);
  } else if (++job->looks < LOOKS)
    g_timeout_add (is_practice (job) ? PRACTICE_LOOK_PAUSE_MS : LOOK_PAUSE_MS, on_look_due, job);
  else {
    g_clear_error (&job->failure);
    job->failure = g_error_new_literal (SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_RETRY,
                                        _ ("The provider shows no such message: it did not go out."));
    run (job, failure_work, on_failure_recorded);
  }
}

static void
on_known (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaTalkJob *job = data;

  if (!finish_work (job, source, result))
    return;
  sauda_whatsapp_provider_find_async (sauda_talk_get_provider (job->talk),
                                      &(SaudaWhatsappSearch){ .to = job->due->to,
                                                              .words = job->due->code,
                                                              .text = job->due->text,
                                                              .after_ms = job->sent_ms,
                                                              .now_ms = now (job),
                                                              .known = job->known },
                                      NULL, on_found, job);
}

/* Nobody knows whether it went out: it is looked for, and only what surely is not there is due again. */
static void
look (SaudaTalkJob *job)
{
  if (!sauda_whatsapp_provider_can_find (sauda_talk_get_provider (job->talk)))
    end (job, (SaudaTalkOutcome){
                .waiting =
                  _ ("it is not known whether the message went out. It is settled by its status, or by hand "
                     "with “saudactl outbox settle”.") });
  else
    run (job, known_work, on_known);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkJob *job = data;
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
  SaudaTalkJob *job = data;
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, job->message_id);

  if (!finish_work (job, source, result))
    return;
  if (!job->may_send) {
    end (job, (SaudaTalkOutcome){ .waiting = job->obstacle });
    return;
  }
  job->tries++;
  job->sent_ms = job->now_ms;
  sauda_whatsapp_provider_send_async (sauda_talk_get_provider (job->talk),
                                      &(SaudaWhatsappDraft){ .to = job->due->to,
                                                             .text = job->due->text,
                                                             .template_id = job->due->template_id,
                                                             .language = job->due->language,
                                                             .values = (const char *const *) job->due->values,
                                                             .reference = reference },
                                      on_answer, job);
}

static void
begin (SaudaTalkJob *job)
{
  if (job->way != NULL && job->way->stopped)
    end (job, (SaudaTalkOutcome){ 0 });
  else
    run (job, begin_work, on_begun);
}

/**
 * sauda_talk_job_new:
 * @talk: a way to buyers that has a provider
 * @planned: (inout): what the ledger has an act for; its message is taken out
 *
 * Returns: (transfer full): the message, not begun yet
 */
SaudaTalkJob *
sauda_talk_job_new (SaudaTalk *talk, SaudaTalkPlanned *planned)
{
  SaudaTalkJob *job = g_new0 (SaudaTalkJob, 1);

  job->talk = g_object_ref (talk);
  job->due = g_steal_pointer (&planned->due);
  job->message_id = planned->message_id;
  job->sent_ms = planned->sent_ms;
  return job;
}

/**
 * sauda_talk_job_free:
 * @job: (transfer full): a message that is not on its way
 */
void
sauda_talk_job_free (SaudaTalkJob *job)
{
  g_object_unref (job->talk);
  g_clear_pointer (&job->due, sauda_due_message_free);
  g_free (job->obstacle);
  g_clear_pointer (&job->known, g_hash_table_unref);
  g_free (job->provider_id);
  g_clear_error (&job->failure);
  g_free (job);
}

/**
 * sauda_talk_job_get_contact:
 * @job: a message
 *
 * Returns: whom it is for
 */
gint64
sauda_talk_job_get_contact (const SaudaTalkJob *job)
{
  return job->due->contact_id;
}

/**
 * sauda_talk_job_get_code:
 * @job: a message
 *
 * Returns: number of its order
 */
const char *
sauda_talk_job_get_code (const SaudaTalkJob *job)
{
  return job->due->code;
}

/**
 * sauda_talk_way_is_lost:
 * @way: what messages know of the way to the provider
 *
 * Returns: whether it has not answered for so long that nothing more is to be tried
 */
gboolean
sauda_talk_way_is_lost (const SaudaTalkWay *way)
{
  return way->unanswered_us != 0 && g_get_monotonic_time () - way->unanswered_us > PATIENCE_US;
}

/**
 * sauda_talk_job_send:
 * @job: a message
 * @pause_ms: how long to wait before, for a limit
 * @way: (inout): what is known of the way; looked at whenever something would leave
 * @func: called once, at the end
 * @data: data for @func
 *
 * Asks the ledger, sends, tries what was surely not taken again, looks for what may have been, and writes
 * down what became of it.
 */
void
sauda_talk_job_send (SaudaTalkJob *job,
                     guint pause_ms,
                     SaudaTalkWay *way,
                     SaudaTalkJobFunc func,
                     gpointer data)
{
  job->way = way;
  job->func = func;
  job->data = data;
  if (pause_ms > 0)
    g_timeout_add (pause_ms, on_pause_over, job);
  else
    begin (job);
}

/**
 * sauda_talk_job_look:
 * @job: a message of which nobody knows whether it went out
 * @func: called once, at the end
 * @data: data for @func
 *
 * Sends nothing.
 */
void
sauda_talk_job_look (SaudaTalkJob *job, SaudaTalkJobFunc func, gpointer data)
{
  job->func = func;
  job->data = data;
  look (job);
}
