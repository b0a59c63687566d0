#include "sauda-card-follow.h"

#include "sauda-card-uploads.h"
#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-kaspi-card-client.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FINISHED "FINISHED"
#define ABORTED "ABORTED"

/* After the sending; then every ten minutes. Kaspi works at thousands of cards for hours. */
static const gint64 schedule_ms[] = { 1000, 2000, 4000, 8000, 15000, 30000, 60000, 180000, 600000 };
#define LATER_MS 600000

typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (nullable) (element-type SaudaChannel) NULL until they are open */
  gboolean at_once;
  GPtrArray *uploads;             /* (owned) (nullable) (element-type SaudaCardUpload) that are open */
  guint next;                     /* upload whose status is read now */
  SaudaKaspiUpload *status;       /* (owned) (nullable) as Kaspi told it now */
  SaudaKaspiUploadResult *result; /* (owned) (nullable) as Kaspi told it now */
  char *problem;                  /* (owned) (nullable) why Kaspi told nothing */
  SaudaCardFollow follow;
  gint64 now_ms;
} Following;

static void
following_free (gpointer data)
{
  Following *following = data;

  g_object_unref (following->workspace);
  g_clear_pointer (&following->channels, g_ptr_array_unref);
  g_clear_pointer (&following->uploads, g_ptr_array_unref);
  g_clear_pointer (&following->status, sauda_kaspi_upload_free);
  g_clear_pointer (&following->result, sauda_kaspi_upload_result_free);
  g_free (following->problem);
  g_free (following);
}

static Following *
get_following (GTask *task)
{
  Following *following = g_task_get_task_data (task);

  following->now_ms = sauda_workspace_get_now (following->workspace);
  return following;
}

static const SaudaCardUpload *
get_upload (const Following *following)
{
  return g_ptr_array_index (following->uploads, following->next);
}

static void
note_open (Following *following, gint64 next_ms)
{
  following->follow.open++;
  if (following->follow.next_ms == 0 || next_ms < following->follow.next_ms)
    following->follow.next_ms = next_ms;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_uploads_list (connection, TRUE, error);
}

/* The act's own row in the ledger; whoever settled it meanwhile has the say. */
static gboolean
record_act (SaudaConnection *connection,
            Following *following,
            SaudaActState state,
            const char *note,
            gint64 next_ms,
            GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, get_upload (following)->act_id, error);

  if (act == NULL)
    return FALSE;
  if (!sauda_act_state_is_open (act->state))
    return TRUE;
  /* The ledger lets an answered act fail only by way of doubt. */
  if (!sauda_act_state_may_become (act->state, state) &&
      !sauda_outbox_record (connection, act->id, SAUDA_ACT_UNKNOWN, note, 0, following->now_ms, error))
    return FALSE;
  return sauda_outbox_record (connection, act->id, state, note, next_ms, following->now_ms, error);
}

static GPtrArray *
make_rows (const SaudaKaspiUploadResult *result)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);

  for (guint i = 0; i < result->rows->len; i++) {
    const SaudaKaspiUploadRow *row = g_ptr_array_index (result->rows, i);

    g_ptr_array_add (rows, sauda_card_upload_row_new (row->sku, NULL, row->state, row->message));
  }
  return rows;
}

static gboolean
end_upload (SaudaConnection *connection, Following *following, GError **error)
{
  g_autoptr (GPtrArray) rows = following->result != NULL ? make_rows (following->result) : NULL;
  gboolean aborted = following->result == NULL;
  const char *note =
    aborted ? _ ("Kaspi gave the upload up; no card was made. It can be planned again.") : NULL;

  following->follow.ended++;
  return sauda_card_uploads_set_status (connection, get_upload (following)->id, following->status->status,
                                        following->status->description, 0, error) &&
         sauda_card_uploads_end (connection, get_upload (following)->id, rows, following->now_ms, error) &&
         record_act (connection, following, aborted ? SAUDA_ACT_FAILED : SAUDA_ACT_VERIFIED, note, 0, error);
}

static gpointer
write_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Following *following = data;
  const SaudaCardUpload *upload = get_upload (following);
  gboolean known = following->status != NULL && following->problem == NULL;
  gint64 next_ms;

  if (known && (following->result != NULL || strcmp (following->status->status, ABORTED) == 0))
    return end_upload (connection, following, error) ? following : NULL;
  next_ms = sauda_card_follow_get_next (upload->sent_ms, following->now_ms);
  note_open (following, next_ms);
  return sauda_card_uploads_set_status (
           connection, upload->id, following->status != NULL ? following->status->status : upload->status,
           known ? following->status->description : following->problem, next_ms, error)
           ? following
           : NULL;
}

static void read_next (GTask *task);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = get_following (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (data, error);
    g_object_unref (data);
    return;
  }
  g_clear_pointer (&following->status, sauda_kaspi_upload_free);
  g_clear_pointer (&following->result, sauda_kaspi_upload_result_free);
  g_clear_pointer (&following->problem, g_free);
  following->next++;
  read_next (data);
}

static void
write_down (GTask *task)
{
  Following *following = get_following (task);

  sauda_database_run_async (sauda_workspace_get_database (following->workspace), write_work, following, NULL,
                            NULL, NULL, on_written, task);
}

/* Returns whether the run ended because it was cancelled. Takes @error. */
static gboolean
keep_problem (GTask *task, GError *error)
{
  Following *following = get_following (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return TRUE;
  }
  following->problem = g_strdup (error->message);
  g_error_free (error);
  return FALSE;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = get_following (data);
  GError *error = NULL;

  following->result = sauda_kaspi_client_read_cards_finish (SAUDA_KASPI_CLIENT (source), result, &error);
  if (following->result != NULL || !keep_problem (data, error))
    write_down (data);
}

static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = get_following (data);
  SaudaKaspiClient *client = SAUDA_KASPI_CLIENT (source);
  GError *error = NULL;

  following->status = sauda_kaspi_client_read_cards_finish (client, result, &error);
  if (following->status == NULL) {
    if (!keep_problem (data, error))
      write_down (data);
  } else if (strcmp (following->status->status, FINISHED) == 0) {
    sauda_kaspi_client_read_cards_async (client, SAUDA_KASPI_CARD_RESULT, get_upload (following)->code, NULL,
                                         g_task_get_cancellable (data), on_result, data);
  } else {
    write_down (data);
  }
}

static void
read_next (GTask *task)
{
  Following *following = get_following (task);

  for (; following->next < following->uploads->len; following->next++) {
    const SaudaCardUpload *upload = get_upload (following);
    SaudaChannel *channel = sauda_channels_find (following->channels, upload->store_id);

    if (!following->at_once && upload->next_check_ms > following->now_ms) {
      note_open (following, upload->next_check_ms);
      continue;
    }
    if (channel != NULL && channel->client != NULL) {
      sauda_kaspi_client_read_cards_async (channel->client, SAUDA_KASPI_CARD_UPLOAD, upload->code, NULL,
                                           g_task_get_cancellable (task), on_status, task);
      return;
    }
    note_open (following, following->now_ms + LATER_MS);
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = get_following (data);
  GError *error = NULL;

  following->channels = sauda_channels_open_finish (result, &error);
  if (following->channels != NULL)
    read_next (data);
  else {
    g_task_return_error (data, error);
    g_object_unref (data);
  }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = get_following (data);
  GError *error = NULL;

  following->uploads = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);
  if (following->uploads == NULL) {
    g_task_return_error (data, error);
    g_object_unref (data);
  } else if (following->uploads->len == 0 || following->channels != NULL)
    read_next (data);
  else
    sauda_channels_open_async (following->workspace, g_task_get_cancellable (data), on_channels, data);
}

/**
 * sauda_card_follow_get_next:
 * @sent_ms: when an upload was sent, UTC ms
 * @now_ms: the clock, UTC ms
 *
 * Returns: when its status is read next, UTC ms
 */
gint64
sauda_card_follow_get_next (gint64 sent_ms, gint64 now_ms)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schedule_ms); i++)
    if (sent_ms + schedule_ms[i] > now_ms)
      return sent_ms + schedule_ms[i];
  return now_ms + LATER_MS;
}

/**
 * sauda_card_follow_async:
 * @workspace: the merchant's folder
 * @channels: (nullable) (element-type SaudaChannel): the stores' ways to Kaspi; %NULL to open them
 * @at_once: whether to read every open upload, due or not
 * @cancellable: (nullable): to stop
 * @callback: called when what is due has been read
 * @user_data: for @callback
 *
 * Reads how far Kaspi is with the uploads of cards, and what became of each card of those that are done.
 * Sends nothing and holds no lock.
 */
void
sauda_card_follow_async (SaudaWorkspace *workspace,
                         GPtrArray *channels,
                         gboolean at_once,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Following *following = g_new0 (Following, 1);

  g_task_set_source_tag (task, sauda_card_follow_async);
  following->workspace = g_object_ref (workspace);
  following->channels = channels != NULL ? g_ptr_array_ref (channels) : NULL;
  following->at_once = at_once;
  g_task_set_task_data (task, following, following_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, following, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_card_follow_finish:
 * @result: the result
 * @follow: (out) (optional): what is known
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED or an error of the room that failed
 */
gboolean
sauda_card_follow_finish (GAsyncResult *result, SaudaCardFollow *follow, GError **error)
{
  const Following *following = g_task_get_task_data (G_TASK (result));

  if (follow != NULL)
    *follow = following->follow;
  return g_task_propagate_boolean (G_TASK (result), error);
}
