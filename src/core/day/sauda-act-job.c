#include "sauda-act-job-private.h"

#include "sauda-act-effect.h"
#include "sauda-act-kind.h"
#include "sauda-act-schedule.h"
#include "sauda-act-send.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-token-trouble.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SENDINGS 4 /* of one act in one run, each after "too many requests" */
#define RATE_LIMIT_PAUSE_MS 2000

/* A clock that was put forward makes a fresh act look old: one reading alone proves nothing. */
#define MIN_READINGS 2
#define SECOND_READING_MS 3000
#define LATER_MS 180000 /* until an order is asked for again to which no answer came */

/* A connection that is merely cut off says so sooner. */
#define LONG_US (5 * G_USEC_PER_SEC)

/* An order never shows that its buyer was sent a code, so there is nothing to read again. */
#define MAYBE_SENT                                                                                           \
  N_ ("It is not known whether the buyer was sent the code. Ask the buyer; without it, ask Kaspi again.")

typedef struct {
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaDayStep *step;        /* (owned) (not nullable) takes what failed and what waits */
  GCancellable *cancellable; /* (owned) (nullable) */
  SaudaAct *act;             /* borrowed from the caller */
  SaudaChannel *channel;     /* borrowed from the caller */
  SaudaActJobFunc func;
  gpointer data;
  guint sendings;
  guint check;            /* index into the schedule */
  guint readings;         /* of the order, since the act was sent */
  gboolean silent;        /* no answer came when the order was read last */
  guint unanswered;       /* 1: no answer came; 2: it was waited for long */
  gint64 begun_us;        /* monotonic; when it was sent */
  SaudaKaspiOrder *order; /* (owned) (nullable) as it was last read */
  /* What the next unit of work on the database shall write, and found. */
  SaudaActState state;
  char *note; /* (owned) (nullable) of sauda_reason_new() */
  gint64 next_check_ms;
  gint64 now_ms;
  gboolean may_send;
  char *obstacle; /* (owned) (nullable) why it may not be sent */
} SaudaActJob;

static void
job_free (SaudaActJob *job)
{
  g_clear_pointer (&job->order, sauda_kaspi_order_unref);
  g_free (job->note);
  g_free (job->obstacle);
  g_object_unref (job->workspace);
  g_object_unref (job->step);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static gboolean
is_traceless (const SaudaActJob *job)
{
  const SaudaActKind *kind = sauda_act_kind_find (job->act->kind);

  return kind != NULL && kind->traceless;
}

static gint64
now (SaudaActJob *job)
{
  return sauda_workspace_get_now (job->workspace);
}

static gboolean
is_practice (const SaudaActJob *job)
{
  return sauda_workspace_is_practice (job->workspace);
}

static void
report (SaudaActJob *job, gboolean failed, const char *reason)
{
  g_autofree char *words = sauda_reason_show (reason);
  g_autofree char *sentence =
    g_strdup_printf (_ ("%s, order %s: %s"), job->channel->store->name, job->act->target, words);

  if (failed)
    sauda_day_step_add_failed (job->step, sentence);
  else
    sauda_day_step_add_waiting (job->step, sentence);
}

/* Takes the job home; @error, of the ledger itself, is taken too. */
static void
end_with (SaudaActJob *job, GError *error)
{
  g_info ("act %" G_GINT64_FORMAT " (%s %s, %s): %s", job->act->id, job->act->kind, job->act->target,
          job->channel->store->name, error != NULL ? error->message : sauda_act_state_get_name (job->state));
  job->func (job->act, job->state, error, job->data);
  job_free (job);
}

static void
end (SaudaActJob *job)
{
  end_with (job, NULL);
}

/* Another Sauda may have settled by reading what this one is still reading: that is the truth then. */
static gboolean
adopt_settled (SaudaConnection *connection, SaudaActJob *job, gboolean *adopted, GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, job->act->id, error);

  if (act == NULL)
    return FALSE;
  *adopted = act->state == SAUDA_ACT_VERIFIED || act->state == SAUDA_ACT_FAILED;
  if (*adopted) {
    job->state = act->state;
    g_free (job->note);
    job->note = g_strdup (act->error != NULL ? act->error : "");
  }
  return TRUE;
}

static gpointer
record_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaActJob *job = data;
  gboolean adopted;

  if (job->order != NULL) {
    g_autoptr (GPtrArray) records = sauda_kaspi_records_from_order (job->order, job->now_ms);
    SaudaMergeCounts counts = { 0 };

    if (!sauda_orders_merge (connection, job->act->store_id, records, job->now_ms, &counts, error) ||
        !sauda_order_sources_keep (connection, job->act->store_id, records, job->now_ms, error))
      return NULL;
  }
  if (!adopt_settled (connection, job, &adopted, error))
    return NULL;
  if (adopted)
    return job;
  return sauda_outbox_record (connection, job->act->id, job->state, job->note, job->next_check_ms,
                              job->now_ms, error)
           ? job
           : NULL;
}

/* Writes job->state into the ledger, and the order as it was read, as one unit; @done goes on. */
static void
record (SaudaActJob *job, SaudaActState state, const char *note, GAsyncReadyCallback done)
{
  g_autofree char *previous = job->note;

  job->state = state;
  job->note = g_strdup (note);
  job->now_ms = now (job);
  if (!sauda_act_state_is_open (state))
    job->next_check_ms = 0;
  sauda_database_run_async (sauda_workspace_get_database (job->workspace), record_work, job, NULL, NULL, NULL,
                            done, job);
}

/* What an earlier press left unclear and had no effect is clear now: where the day plans it again by itself,
 * this very press shows it in its plan. */
static gboolean
is_planned_again (const SaudaActJob *job)
{
  return job->act->state == SAUDA_ACT_UNKNOWN && job->state == SAUDA_ACT_FAILED &&
         (strcmp (job->act->kind, "accept") == 0 || strcmp (job->act->kind, "assemble") == 0);
}

/* Ends a job whose last record has been written. */
static void
end_settled (SaudaActJob *job)
{
  if (job->state != SAUDA_ACT_VERIFIED)
    job->channel->unanswered += job->unanswered;
  if (is_planned_again (job))
    g_debug ("act %" G_GINT64_FORMAT " is planned again", job->act->id);
  else if (job->state == SAUDA_ACT_REFUSED || job->state == SAUDA_ACT_FAILED)
    report (job, TRUE, job->note);
  else if (job->state == SAUDA_ACT_UNKNOWN)
    report (job, FALSE, job->note);
  end (job);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_with (data, error);
  else
    end_settled (data);
}

static void read_back (SaudaActJob *job);

static gboolean
on_check_due (gpointer data)
{
  read_back (data);
  return G_SOURCE_REMOVE;
}

static void
wait_for_check (SaudaActJob *job)
{
  guint delay_ms = job->check == 0 ? 0
                                   : sauda_act_schedule_get_offset (is_practice (job), job->check) -
                                       sauda_act_schedule_get_offset (is_practice (job), job->check - 1);

  g_timeout_add (MIN (delay_ms, SECOND_READING_MS), on_check_due, job);
}

static void
on_unclear_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_with (job, error);
  else if (job->state != SAUDA_ACT_UNKNOWN)
    end_settled (job);
  else
    wait_for_check (job);
}

/* The order was read again and shows nothing yet. */
static void
go_on_checking (SaudaActJob *job, const char *reason, gboolean was_read)
{
  guint n_checks = sauda_act_schedule_get_length (is_practice (job));
  gint64 sent_ms = job->act->sent_ms > 0 ? job->act->sent_ms : now (job);
  gboolean last = ++job->check >= n_checks;

  /* Only an order that was really read proves that the act had no effect. */
  if (last && was_read && job->readings >= MIN_READINGS) {
    record (job, SAUDA_ACT_FAILED,
            N_ ("Kaspi shows no change: the act had no effect. Press again to repeat it."), on_settled);
    return;
  }
  job->check = MIN (job->check, n_checks - 1);
  job->next_check_ms = sent_ms + sauda_act_schedule_get_offset (is_practice (job), job->check);
  if (job->silent)
    job->next_check_ms = MAX (job->next_check_ms, now (job) + LATER_MS);
  if ((job->check >= sauda_act_schedule_get_waited_for (is_practice (job)) && !last) || !was_read ||
      g_cancellable_is_cancelled (job->cancellable))
    record (job, SAUDA_ACT_UNKNOWN, reason, on_settled);
  else
    record (job, SAUDA_ACT_UNKNOWN, reason, on_unclear_recorded);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiOrder) order =
    sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  job->silent = sauda_kaspi_error_is_silence (error);
  if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_GIVEN_UP)) {
    go_on_checking (job,
                    job->note != NULL
                      ? job->note
                      : N_ ("The answer is unclear; Sauda reads the order again before anything else."),
                    FALSE);
    return;
  }
  if (order == NULL) {
    go_on_checking (job,
                    error != NULL ? sauda_kaspi_error_get_reason (error)
                                  : N_ ("Kaspi does not show this order any more."),
                    FALSE);
    return;
  }
  g_clear_pointer (&job->order, sauda_kaspi_order_unref);
  job->order = g_steal_pointer (&order);
  job->readings++;
  if (sauda_act_shows_effect (job->act, job->order))
    record (job, SAUDA_ACT_VERIFIED, NULL, on_settled);
  else if (is_traceless (job))
    record (job, SAUDA_ACT_FAILED, MAYBE_SENT, on_settled);
  else
    go_on_checking (job, N_ ("The answer is unclear; Sauda reads the order again before anything else."),
                    TRUE);
}

static void
read_back (SaudaActJob *job)
{
  sauda_kaspi_client_find_order_async (job->channel->client, job->act->target, NULL, on_read, job);
}

static void
on_accepted_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_with (job, error);
  else
    read_back (job);
}

static void begin (SaudaActJob *job);

static gboolean
on_pause_over (gpointer data)
{
  begin (data);
  return G_SOURCE_REMOVE;
}

static void
on_given_back (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_with (job, error);
  else
    g_timeout_add (RATE_LIMIT_PAUSE_MS * job->sendings, on_pause_over, job);
}

/* It never left, so the next press may send it. */
static void
on_left (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_with (job, error);
    return;
  }
  job->state = SAUDA_ACT_EXPIRED;
  report (job, FALSE, job->note);
  end (job);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = sauda_act_send_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  job->act->sent_ms = now (job);
  job->check = job->readings = 0;
  sauda_token_trouble_note (job->workspace, job->act->store_id, error);
  if (answer == SAUDA_KASPI_ANSWER_UNCLEAR && sauda_kaspi_error_is_silence (error))
    job->unanswered = g_get_monotonic_time () - job->begun_us >= LONG_US ? 2 : 1;
  if (is_traceless (job) && answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    record (job, SAUDA_ACT_VERIFIED, NULL, on_settled);
  else if (is_traceless (job) && answer == SAUDA_KASPI_ANSWER_UNCLEAR)
    record (job, SAUDA_ACT_FAILED, MAYBE_SENT, on_settled);
  else if (answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    record (job, SAUDA_ACT_ACCEPTED, NULL, on_accepted_recorded);
  else if (answer == SAUDA_KASPI_ANSWER_UNCLEAR) {
    job->next_check_ms = job->act->sent_ms;
    record (job, SAUDA_ACT_UNKNOWN, sauda_kaspi_error_get_reason (error), on_unclear_recorded);
  } else if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED) &&
             job->sendings < MAX_SENDINGS)
    record (job, SAUDA_ACT_APPROVED, sauda_kaspi_error_get_reason (error), on_given_back);
  else if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_GIVEN_UP))
    record (job, SAUDA_ACT_APPROVED, sauda_kaspi_error_get_reason (error), on_left);
  else {
    /* What Kaspi says of the token it says to every other act of the store. */
    if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_UNAUTHORIZED))
      job->channel->token_refused = TRUE;
    record (job, SAUDA_ACT_REFUSED, sauda_kaspi_error_get_reason (error), on_settled);
  }
}

static void
send_act (SaudaActJob *job)
{
  job->sendings++;
  job->begun_us = g_get_monotonic_time ();
  if (!sauda_act_send_async (job->channel->client, job->act, on_answered, job))
    record (job, SAUDA_ACT_FAILED, N_ ("The ledger's row is damaged; nothing was sent."), on_settled);
}

/* Why nothing is sent for a store now, whatever the act. */
static char *
find_store_obstacle (const SaudaChannel *channel, const SaudaStoreInfo *store)
{
  char *trust;

  if (store->stopped)
    return g_strdup (_ ("the red Stop is on, nothing is sent"));
  trust = sauda_act_kind_find_trust_obstacle (store);
  if (trust != NULL)
    return trust;
  if (channel->token_refused)
    return g_strdup (_ ("Kaspi does not take the store's token any more; enter a new one in Settings"));
  if (sauda_channel_leaves_acts (channel))
    return g_strdup (
      _ ("Kaspi did not answer before, so this was left for now. Press again in a few minutes."));
  return sauda_channel_find_clock_obstacle (channel);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaActJob *job = data;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, job->act->store_id, error);

  if (store == NULL)
    return NULL;
  job->obstacle = find_store_obstacle (job->channel, store);
  if (job->obstacle != NULL)
    return job;
  if (!sauda_act_kind_find_obstacle (connection, job->act->store_id, job->act->kind, job->act->target,
                                     &job->obstacle, error))
    return NULL;
  /* The order has moved on since the plan was made: the act is not sent any more. */
  if (job->obstacle != NULL)
    return sauda_outbox_record (connection, job->act->id, SAUDA_ACT_EXPIRED, job->obstacle, 0, job->now_ms,
                                error)
             ? job
             : NULL;
  return sauda_outbox_begin_sending (connection, job->act->id, job->now_ms, &job->may_send, error) ? job
                                                                                                   : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaActJob *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_with (job, error);
  else if (job->may_send)
    send_act (job);
  else {
    job->state = SAUDA_ACT_EXPIRED;
    report (job, FALSE,
            job->obstacle != NULL ? job->obstacle : _ ("the plan is not valid any more; press again"));
    end (job);
  }
}

static void
begin (SaudaActJob *job)
{
  job->now_ms = now (job);
  job->may_send = FALSE;
  sauda_database_run_async (sauda_workspace_get_database (job->workspace), begin_work, job, NULL, NULL, NULL,
                            on_begun, job);
}

/* An act that an earlier run left unclear is taken up where the schedule stands. */
static void
begin_checking (SaudaActJob *job)
{
  gint64 elapsed_ms = MAX (0, now (job) - job->act->sent_ms);

  job->readings = job->act->checks;
  if (!is_practice (job))
    while (job->check + 1 < sauda_act_schedule_get_length (FALSE) &&
           sauda_act_schedule_get_offset (FALSE, job->check + 1) <= elapsed_ms)
      job->check++;
  read_back (job);
}

/**
 * sauda_act_job_start: (skip)
 * @place: where it is sent from
 * @channel: the store's way to Kaspi; alive until @func is called
 * @act: an act that is approved, or unclear; alive until @func is called
 * @func: called once, at the end
 * @data: data for @func
 *
 * Writes an act down, sends it once, and reads its order until that shows what became of it; an unclear one
 * is only read.
 */
void
sauda_act_job_start (const SaudaActJobPlace *place,
                     SaudaChannel *channel,
                     SaudaAct *act,
                     SaudaActJobFunc func,
                     gpointer data)
{
  SaudaActJob *job = g_new0 (SaudaActJob, 1);

  job->workspace = g_object_ref (place->workspace);
  job->step = g_object_ref (place->step);
  g_set_object (&job->cancellable, place->cancellable);
  job->channel = channel;
  job->act = act;
  job->func = func;
  job->data = data;
  if (channel->client == NULL) {
    job->state = SAUDA_ACT_EXPIRED;
    report (job, FALSE, channel->problem);
    end (job);
  } else if (act->state == SAUDA_ACT_UNKNOWN)
    begin_checking (job);
  else
    begin (job);
}
