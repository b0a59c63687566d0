#include "sauda-card-follow.h"

#include "sauda-card-uploads.h"
#include "sauda-kaspi-card-client.h"
#include "sauda-outbox.h"
#include "sauda-read-again.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FINISHED "FINISHED"

/* After the sending; then every ten minutes. Kaspi works at thousands of cards for hours. */
static const gint64 schedule_ms[] = { 1000, 2000, 4000, 8000, 15000, 30000, 60000, 180000, 600000 };
#define LATER_MS 600000

typedef struct {
  SaudaReadAgain walk; /* over uploads that are open */
  gboolean at_once;
  SaudaKaspiUpload *status;       /* (owned) (nullable) as Kaspi told it now */
  SaudaKaspiUploadResult *result; /* (owned) (nullable) as Kaspi told it now */
  SaudaCardFollow follow;
} Following;

static void
forget (gpointer data)
{
  Following *following = data;

  g_clear_pointer (&following->status, sauda_kaspi_upload_free);
  g_clear_pointer (&following->result, sauda_kaspi_upload_result_free);
}

static void
following_free (gpointer data)
{
  Following *following = data;

  sauda_read_again_clear (&following->walk);
  g_free (following);
}

static const SaudaCardUpload *
get_upload (const Following *following)
{
  return sauda_read_again_get_item (&following->walk);
}

static void
note_open (gpointer data, gint64 next_ms)
{
  Following *following = data;

  following->follow.open++;
  sauda_read_again_note_next (&following->walk, next_ms);
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
  if (!sauda_act_state_is_open (act->state) || act->state == state)
    return TRUE;
  /* The ledger lets an answered act fail only by way of doubt. */
  if (!sauda_act_state_may_become (act->state, state) &&
      !sauda_outbox_record (connection, act->id, SAUDA_ACT_UNKNOWN, note, 0, following->walk.now_ms, error))
    return FALSE;
  return sauda_outbox_record (connection, act->id, state, note, next_ms, following->walk.now_ms, error);
}

/* What became of every card of the upload. Of one that the result does not name nothing is known, and nothing
 * will be: it is told so, or it would seem to be worked at for ever. */
static GPtrArray *
make_rows (const SaudaCardUpload *upload, const SaudaKaspiUploadResult *result, guint *unnamed)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  *unnamed = 0;
  for (guint i = 0; result != NULL && i < result->rows->len; i++) {
    const SaudaKaspiUploadRow *row = g_ptr_array_index (result->rows, i);

    if (*row->state == '\0')
      continue;
    g_ptr_array_add (rows, sauda_card_upload_row_new (row->sku, NULL, row->state, row->message));
    g_hash_table_add (named, row->sku);
  }
  for (guint i = 0; i < upload->rows->len; i++) {
    const SaudaCardUploadRow *row = g_ptr_array_index (upload->rows, i);

    if (g_hash_table_contains (named, row->sku))
      continue;
    g_ptr_array_add (
      rows, sauda_card_upload_row_new (
              row->sku, NULL, result == NULL ? SAUDA_CARD_STATE_ABORTED : SAUDA_CARD_STATE_UNNAMED, NULL));
    (*unnamed)++;
  }
  return rows;
}

/* How the act of an upload ends, and what the ledger says of it. */
static SaudaActState
judge_end (const Following *following, guint unnamed, char **note)
{
  if (following->result == NULL) {
    *note = g_strdup (N_ ("Kaspi gave the upload up; no card was made. It can be planned again."));
    return SAUDA_ACT_FAILED;
  }
  if (unnamed < get_upload (following)->cards)
    return SAUDA_ACT_VERIFIED;
  *note = g_strdup (
    N_ ("Kaspi is done with the upload and said nothing of its cards. Look in the merchant cabinet, "
        "Goods, whether they are there, and tell the ledger what you saw."));
  return SAUDA_ACT_UNKNOWN;
}

static gboolean
end_upload (SaudaConnection *connection, Following *following, GError **error)
{
  guint unnamed;
  g_autoptr (GPtrArray) rows = make_rows (get_upload (following), following->result, &unnamed);
  g_autofree char *note = NULL;
  SaudaActState state = judge_end (following, unnamed, &note);

  following->follow.ended++;
  return sauda_card_uploads_set_status (connection, get_upload (following)->id, following->status->status,
                                        following->status->description, 0, error) &&
         sauda_card_uploads_end (connection, get_upload (following)->id, rows, following->walk.now_ms,
                                 error) &&
         record_act (connection, following, state, note, 0, error);
}

static gpointer
write_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Following *following = data;
  const SaudaCardUpload *upload = get_upload (following);
  gboolean known = following->status != NULL && following->walk.problem == NULL;
  gint64 next_ms;

  if (known &&
      (following->result != NULL || strcmp (following->status->status, SAUDA_CARD_STATE_ABORTED) == 0))
    return end_upload (connection, following, error) ? following : NULL;
  next_ms = sauda_card_follow_get_next (upload->sent_ms, following->walk.now_ms);
  note_open (following, next_ms);
  return sauda_card_uploads_set_status (
           connection, upload->id, following->status != NULL ? following->status->status : upload->status,
           known ? following->status->description : following->walk.problem, next_ms, error)
           ? following
           : NULL;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = sauda_read_again_get (data);
  GError *error = NULL;

  following->result = sauda_kaspi_client_read_cards_finish (SAUDA_KASPI_CLIENT (source), result, &error);
  if (following->result != NULL)
    sauda_read_again_record (data);
  else
    sauda_read_again_keep_problem (data, error);
}

static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = sauda_read_again_get (data);
  SaudaKaspiClient *client = SAUDA_KASPI_CLIENT (source);
  GError *error = NULL;

  following->status = sauda_kaspi_client_read_cards_finish (client, result, &error);
  if (following->status == NULL)
    sauda_read_again_keep_problem (data, error);
  else if (strcmp (following->status->status, FINISHED) == 0)
    sauda_kaspi_client_read_cards_async (client, SAUDA_KASPI_CARD_RESULT, get_upload (following)->code, NULL,
                                         g_task_get_cancellable (data), on_result, data);
  else
    sauda_read_again_record (data);
}

static gint64
get_store (gconstpointer upload)
{
  return ((const SaudaCardUpload *) upload)->store_id;
}

static gboolean
waits (gpointer data, gconstpointer item)
{
  Following *following = data;
  const SaudaCardUpload *upload = item;

  if (following->at_once || upload->next_check_ms <= following->walk.now_ms)
    return FALSE;
  note_open (following, upload->next_check_ms);
  return TRUE;
}

static void
read_status (GTask *task, SaudaKaspiClient *client, gconstpointer upload)
{
  sauda_kaspi_client_read_cards_async (client, SAUDA_KASPI_CARD_UPLOAD,
                                       ((const SaudaCardUpload *) upload)->code, NULL,
                                       g_task_get_cancellable (task), on_status, task);
}

static const SaudaReadAgainKind upload_kind = {
  .list = list_work,
  .get_store = get_store,
  .waits = waits,
  .read = read_status,
  .record = write_work,
  .forget = forget,
  .put_off = note_open,
  .later_ms = LATER_MS,
};

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
  sauda_read_again_init (&following->walk, &upload_kind, workspace, channels);
  following->at_once = at_once;
  g_task_set_task_data (task, following, following_free);
  sauda_read_again_start (task);
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

  if (follow != NULL) {
    *follow = following->follow;
    follow->next_ms = following->walk.next_ms;
  }
  return g_task_propagate_boolean (G_TASK (result), error);
}
