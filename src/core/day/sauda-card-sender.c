#include "sauda-card-sender.h"

#include "sauda-act.h"
#include "sauda-card-follow.h"
#include "sauda-card-uploads.h"
#include "sauda-database.h"
#include "sauda-kaspi-card-client.h"
#include "sauda-kaspi-error.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-token-trouble.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SENDINGS 4 /* of one batch, each after "too many requests" */
#define RATE_LIMIT_PAUSE_MS 2000
#define MAX_WAIT_MS 30000 /* how long a run waits for Kaspi to be done */
#define MIN_PAUSE_MS 200

/* One plan's batches: sent one after the other, then followed for a while. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (element-type SaudaChannel) */
  SaudaDayStep *step;        /* (owned) */
  GPtrArray *acts;           /* (owned) (element-type SaudaAct) */
  guint next;                /* act at work */
  guint sendings;            /* of it */
  gint64 wait_until_us;      /* monotonic; how long the end is waited for; 0: nothing was sent */
  /* What the next unit of work on the database shall write, and found. */
  SaudaActState state;
  char *code;     /* (owned) (nullable) of an accepted upload */
  char *note;     /* (owned) (nullable) */
  char *obstacle; /* (owned) (nullable) why it may not be sent */
  gboolean may_send;
  gint64 now_ms;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->workspace);
  g_ptr_array_unref (sending->channels);
  g_object_unref (sending->step);
  g_ptr_array_unref (sending->acts);
  g_free (sending->code);
  g_free (sending->note);
  g_free (sending->obstacle);
  g_free (sending);
}

static Sending *
get_sending (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  sending->now_ms = sauda_workspace_get_now (sending->workspace);
  return sending;
}

static const SaudaAct *
get_act (const Sending *sending)
{
  return g_ptr_array_index (sending->acts, sending->next);
}

static SaudaChannel *
get_channel (const Sending *sending)
{
  return sauda_channels_find (sending->channels, get_act (sending)->store_id);
}

static void begin_next (GTask *task);

/* Takes @task and @error. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
report (Sending *sending, gboolean failed, const char *reason)
{
  const SaudaChannel *channel = get_channel (sending);
  g_autofree char *words = sauda_reason_show (reason);
  /* TRANSLATORS: store, the first SKU of a batch of cards and how many more, what is the matter */
  g_autofree char *sentence = g_strdup_printf (
    _ ("%s, cards %s: %s"), channel != NULL ? channel->store->name : "", get_act (sending)->target, words);

  if (failed)
    sauda_day_step_add_failed (sending->step, sentence);
  else
    sauda_day_step_add_waiting (sending->step, sentence);
}

static void
end_act (GTask *task)
{
  Sending *sending = get_sending (task);

  sending->next++;
  sending->sendings = 0;
  sauda_day_step_set_progress (sending->step, sending->next, sending->acts->len);
  begin_next (task);
}

static gpointer
record_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Sending *sending = data;
  const SaudaAct *act = get_act (sending);

  if (sending->code != NULL &&
      !sauda_card_uploads_set_accepted (connection, act->id, sending->code, sending->now_ms,
                                        sauda_card_follow_get_next (sending->now_ms, sending->now_ms), error))
    return NULL;
  if (sending->state == SAUDA_ACT_REFUSED &&
      !sauda_card_uploads_set_refused (connection, act->id, sending->note, sending->now_ms, error))
    return NULL;
  return sauda_outbox_record (connection, act->id, sending->state, sending->note, 0, sending->now_ms, error)
           ? sending
           : NULL;
}

static gboolean
on_pause_over (gpointer data)
{
  begin_next (data);
  return G_SOURCE_REMOVE;
}

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = get_sending (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    fail (data, error);
    return;
  }
  if (sending->state == SAUDA_ACT_APPROVED) {
    g_timeout_add (RATE_LIMIT_PAUSE_MS * sending->sendings, on_pause_over, data);
    return;
  }
  if (sending->state == SAUDA_ACT_REFUSED)
    report (sending, TRUE, sending->note);
  else if (sending->state == SAUDA_ACT_UNKNOWN)
    report (sending, FALSE, sending->note);
  end_act (data);
}

static void
record (GTask *task, SaudaActState state, const char *note)
{
  Sending *sending = get_sending (task);

  sending->state = state;
  g_free (sending->note);
  sending->note = g_strdup (note);
  sauda_database_run_async (sauda_workspace_get_database (sending->workspace), record_work, sending, NULL,
                            NULL, NULL, on_recorded, task);
}

/* Kaspi lists no uploads, so one without a number cannot be read back: a person must look. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = get_sending (data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer;

  g_clear_pointer (&sending->code, g_free);
  answer =
    sauda_kaspi_client_upload_cards_finish (SAUDA_KASPI_CLIENT (source), result, &sending->code, &error);
  sauda_token_trouble_note (sending->workspace, get_act (sending)->store_id, error);
  if (answer == SAUDA_KASPI_ANSWER_ACCEPTED) {
    sending->wait_until_us = g_get_monotonic_time () + MAX_WAIT_MS * 1000;
    record (data, SAUDA_ACT_ACCEPTED, NULL);
  } else if (answer == SAUDA_KASPI_ANSWER_UNCLEAR) {
    record (data, SAUDA_ACT_UNKNOWN,
            N_ ("It is not known whether Kaspi took these cards, and they are not sent again by themselves. "
                "Look in the merchant cabinet, Goods → Upload history, and tell the ledger what you saw."));
  } else if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED) &&
             sending->sendings < MAX_SENDINGS) {
    record (data, SAUDA_ACT_APPROVED, sauda_kaspi_error_get_reason (error));
  } else {
    if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_UNAUTHORIZED))
      get_channel (sending)->token_refused = TRUE;
    record (data, SAUDA_ACT_REFUSED, sauda_kaspi_error_get_reason (error));
  }
}

static gboolean
find_obstacle (SaudaConnection *connection, Sending *sending, GError **error)
{
  const SaudaChannel *channel = get_channel (sending);
  g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, get_act (sending)->store_id, error);

  g_clear_pointer (&sending->obstacle, g_free);
  if (store == NULL)
    return FALSE;
  if (store->stopped)
    sending->obstacle = g_strdup (_ ("the red Stop is on, nothing is sent"));
  else if (store->trust < SAUDA_TRUST_FULL)
    sending->obstacle = g_strdup (_ ("the store's trust level does not allow product cards"));
  else if (channel == NULL || channel->client == NULL)
    sending->obstacle = g_strdup (channel != NULL ? channel->problem : _ ("the store is gone"));
  else if (channel->token_refused)
    sending->obstacle =
      g_strdup (_ ("Kaspi does not take the store's token any more; enter a new one in Settings"));
  else
    sending->obstacle = sauda_channel_find_clock_obstacle (channel);
  return TRUE;
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Sending *sending = data;

  if (!find_obstacle (connection, sending, error))
    return NULL;
  if (sending->obstacle != NULL)
    return sending;
  return sauda_outbox_begin_sending (connection, get_act (sending)->id, sending->now_ms, &sending->may_send,
                                     error)
           ? sending
           : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = get_sending (data);
  const char *payload;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    fail (data, error);
    return;
  }
  if (!sending->may_send) {
    report (sending, FALSE,
            sending->obstacle != NULL ? sending->obstacle
                                      : _ ("the plan is not valid any more; press again"));
    end_act (data);
    return;
  }
  sending->sendings++;
  payload = get_act (sending)->payload;
  body = g_bytes_new (payload, strlen (payload));
  sauda_kaspi_client_upload_cards_async (get_channel (sending)->client, body, NULL, on_answered, data);
}

static void follow (GTask *task);

static gboolean
on_wait_over (gpointer data)
{
  follow (data);
  return G_SOURCE_REMOVE;
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = get_sending (data);
  SaudaCardFollow known;
  GError *error = NULL;

  if (!sauda_card_follow_finish (result, &known, &error)) {
    fail (data, error);
    return;
  }
  if (known.open == 0 || g_get_monotonic_time () >= sending->wait_until_us ||
      g_cancellable_is_cancelled (g_task_get_cancellable (data))) {
    if (known.open > 0)
      sauda_day_step_add_waiting (sending->step,
                                  _ ("Kaspi still works at the cards; Sauda reads on how far it is."));
    g_task_return_boolean (data, TRUE);
    g_object_unref (data);
    return;
  }
  g_timeout_add ((guint) CLAMP (known.next_ms - sending->now_ms, MIN_PAUSE_MS, RATE_LIMIT_PAUSE_MS),
                 on_wait_over, data);
}

static void
follow (GTask *task)
{
  Sending *sending = get_sending (task);

  sauda_card_follow_async (sending->workspace, sending->channels, TRUE, g_task_get_cancellable (task),
                           on_followed, task);
}

static void
begin_next (GTask *task)
{
  Sending *sending = get_sending (task);

  if (sending->next < sending->acts->len && !g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    sending->may_send = FALSE;
    g_clear_pointer (&sending->code, g_free);
    sauda_database_run_async (sauda_workspace_get_database (sending->workspace), begin_work, sending, NULL,
                              NULL, NULL, on_begun, task);
  } else if (sending->wait_until_us != 0) {
    follow (task);
  } else {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

/**
 * sauda_card_sender_run_async:
 * @workspace: the merchant's folder
 * @channels: (element-type SaudaChannel): the stores' ways to Kaspi
 * @step: shows the progress and takes what failed and what waits
 * @acts: (element-type SaudaAct): approved acts of the kind %SAUDA_ACT_CARDS
 * @cancellable: (nullable): takes effect between two requests
 * @callback: called when all are home
 * @user_data: for @callback
 *
 * Uploads batches of cards one after the other: each is written down before its request leaves and sent once;
 * only after Kaspi's "too many requests", which does nothing, is one sent again. Then reads how far Kaspi is
 * with them, for half a minute at most.
 */
void
sauda_card_sender_run_async (SaudaWorkspace *workspace,
                             GPtrArray *channels,
                             SaudaDayStep *step,
                             GPtrArray *acts,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, sauda_card_sender_run_async);
  g_task_set_check_cancellable (task, FALSE);
  sending->workspace = g_object_ref (workspace);
  sending->channels = g_ptr_array_ref (channels);
  sending->step = g_object_ref (step);
  sending->acts = g_ptr_array_ref (acts);
  g_task_set_task_data (task, sending, sending_free);
  sauda_day_step_set_progress (step, 0, acts->len);
  begin_next (task);
}

/**
 * sauda_card_sender_run_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error of the room that failed, or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_card_sender_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
