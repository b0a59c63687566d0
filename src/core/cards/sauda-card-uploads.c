#include "sauda-card-uploads.h"

#include "sauda-connection.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * sauda_card_upload_row_new:
 * @sku: a card
 * @title: (nullable): its title
 * @state: Kaspi's word
 * @message: (nullable): why
 *
 * Returns: (transfer full): a row
 */
SaudaCardUploadRow *
sauda_card_upload_row_new (const char *sku, const char *title, const char *state, const char *message)
{
  SaudaCardUploadRow *row = g_new0 (SaudaCardUploadRow, 1);

  row->sku = g_strdup (sku);
  row->title = g_strdup (title != NULL ? title : "");
  row->state = g_strdup (state != NULL ? state : "");
  row->message = g_strdup (message);
  return row;
}

/**
 * sauda_card_upload_row_free:
 * @row: (nullable): a row
 */
void
sauda_card_upload_row_free (SaudaCardUploadRow *row)
{
  if (row == NULL)
    return;
  g_free (row->sku);
  g_free (row->title);
  g_free (row->state);
  g_free (row->message);
  g_free (row);
}

/**
 * sauda_card_upload_row_is_refused:
 * @row: a row
 *
 * Returns: whether Kaspi said of the card, or of its whole upload, anything but that it is finished
 */
gboolean
sauda_card_upload_row_is_refused (const SaudaCardUploadRow *row)
{
  return *row->state != '\0' && strcmp (row->state, SAUDA_CARD_STATE_MADE) != 0 &&
         strcmp (row->state, SAUDA_CARD_STATE_UNNAMED) != 0;
}

/**
 * sauda_card_state_describe:
 * @state: (nullable): what is known of a card
 * @message: (nullable): why, in Kaspi's words or as sauda_reason_new() keeps it
 *
 * Returns: (transfer full) (nullable): what a person should know or do; %NULL where all is well so far
 */
char *
sauda_card_state_describe (const char *state, const char *message)
{
  if (state == NULL || *state == '\0' || strcmp (state, SAUDA_CARD_STATE_MADE) == 0)
    return NULL;
  if (strcmp (state, SAUDA_CARD_STATE_UNNAMED) == 0)
    return g_strdup (_ ("Kaspi is done with the upload and said nothing of this card. Look in the merchant "
                        "cabinet, Goods, whether it is there."));
  if (strcmp (state, SAUDA_CARD_STATE_ABORTED) == 0)
    return g_strdup (_ ("Kaspi gave the whole upload up; the card was not made. It can be planned again."));
  if (strcmp (state, SAUDA_CARD_STATE_REFUSED) == 0 && message != NULL)
    return sauda_reason_show (message);
  return g_strdup_printf (_ ("Kaspi refused it: %s"), message != NULL && *message != '\0' ? message : state);
}

/**
 * sauda_card_upload_free:
 * @upload: (nullable): an upload
 */
void
sauda_card_upload_free (SaudaCardUpload *upload)
{
  if (upload == NULL)
    return;
  g_free (upload->store);
  g_free (upload->code);
  g_free (upload->status);
  g_free (upload->description);
  g_clear_pointer (&upload->rows, g_ptr_array_unref);
  g_free (upload);
}

/* Writes what is known of one card, by the upload and the SKU. */
static gboolean
write_row (SaudaConnection *connection, gint64 upload_id, const SaudaCardUploadRow *row, GError **error)
{
  SaudaStatement *write = sauda_connection_prepare (
    connection,
    "INSERT INTO card_upload_row (upload_id, sku, title, state, message) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (upload_id, sku) DO UPDATE SET state = ?4, message = ?5",
    error);

  if (write == NULL)
    return FALSE;
  sauda_statement_bind_int64 (write, 1, upload_id);
  sauda_statement_bind_text (write, 2, row->sku);
  sauda_statement_bind_text (write, 3, row->title);
  sauda_statement_bind_text (write, 4, row->state);
  sauda_statement_bind_text (write, 5, row->message);
  return sauda_statement_run (write, error);
}

static gboolean
write_rows (SaudaConnection *connection, gint64 upload_id, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!write_row (connection, upload_id, g_ptr_array_index (rows, i), error))
      return FALSE;
  return TRUE;
}

/**
 * sauda_card_uploads_add:
 * @connection: inside a transaction
 * @act_id: the act of the ledger that will send it
 * @store_id: whose cards they are
 * @rows: (element-type SaudaCardUploadRow): its cards
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Writes down a batch with its plan. An act that is planned again begins anew in its own row.
 *
 * Returns: the upload's number, or 0 with an error of the database
 */
gint64
sauda_card_uploads_add (SaudaConnection *connection,
                        gint64 act_id,
                        gint64 store_id,
                        GPtrArray *rows,
                        gint64 now_ms,
                        GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT OR REPLACE INTO card_upload (act_id, store_id, planned_ms) VALUES (?, ?, ?)", error);
  gint64 id;

  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, act_id);
  sauda_statement_bind_int64 (insert, 2, store_id);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  if (!sauda_statement_run (insert, error))
    return 0;
  id = sauda_connection_get_last_id (connection);
  return write_rows (connection, id, rows, error) ? id : 0;
}

/* Says the same of every card of the upload of an act. */
static gboolean
write_all_rows (SaudaConnection *connection,
                gint64 act_id,
                const char *state,
                const char *message,
                GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection,
                              "UPDATE card_upload_row SET state = ?, message = ?"
                              " WHERE upload_id = (SELECT id FROM card_upload WHERE act_id = ?)",
                              error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, state);
  sauda_statement_bind_text (update, 2, message);
  sauda_statement_bind_int64 (update, 3, act_id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_card_uploads_set_accepted:
 * @connection: inside a transaction
 * @act_id: the act that was sent
 * @code: Kaspi's number of the upload
 * @now_ms: the clock, UTC ms
 * @next_check_ms: when its status is read, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_uploads_set_accepted (SaudaConnection *connection,
                                 gint64 act_id,
                                 const char *code,
                                 gint64 now_ms,
                                 gint64 next_check_ms,
                                 GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (connection,
                                                     "UPDATE card_upload SET code = ?, status = 'UPLOADED', "
                                                     "description = NULL, sent_ms = ?, next_check_ms = ?,"
                                                     " ended_ms = NULL WHERE act_id = ?",
                                                     error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, code);
  sauda_statement_bind_int64 (update, 2, now_ms);
  sauda_statement_bind_int64 (update, 3, next_check_ms);
  sauda_statement_bind_int64 (update, 4, act_id);
  /* What was said of an earlier try is over. */
  return sauda_statement_run (update, error) && write_all_rows (connection, act_id, "", NULL, error);
}

/**
 * sauda_card_uploads_set_refused:
 * @connection: inside a transaction
 * @act_id: the act that was sent
 * @reason: why Kaspi did not take it, as sauda_reason_new() keeps it
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Ends an upload that Kaspi did not take: the reason is told at each of its cards.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_uploads_set_refused (SaudaConnection *connection,
                                gint64 act_id,
                                const char *reason,
                                gint64 now_ms,
                                GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE card_upload SET code = NULL, status = ?1, description = NULL, sent_ms = ?2, next_check_ms = NULL,"
    " ended_ms = ?2 WHERE act_id = ?3",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, SAUDA_CARD_STATE_REFUSED);
  sauda_statement_bind_int64 (update, 2, now_ms);
  sauda_statement_bind_int64 (update, 3, act_id);
  return sauda_statement_run (update, error) &&
         write_all_rows (connection, act_id, SAUDA_CARD_STATE_REFUSED, reason, error);
}

/**
 * sauda_card_uploads_set_status:
 * @connection: inside a transaction
 * @id: an upload
 * @status: Kaspi's word
 * @description: (nullable): Kaspi's words, or why the status could not be read
 * @next_check_ms: when it is read next, UTC ms; 0: never
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_uploads_set_status (SaudaConnection *connection,
                               gint64 id,
                               const char *status,
                               const char *description,
                               gint64 next_check_ms,
                               GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE card_upload SET status = ?, description = ?, next_check_ms = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, status);
  sauda_statement_bind_text (update, 2, description);
  if (next_check_ms > 0)
    sauda_statement_bind_int64 (update, 3, next_check_ms);
  sauda_statement_bind_int64 (update, 4, id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_card_uploads_end:
 * @connection: inside a transaction
 * @id: an upload
 * @rows: (nullable) (element-type SaudaCardUploadRow): what became of its cards
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_uploads_end (SaudaConnection *connection,
                        gint64 id,
                        GPtrArray *rows,
                        gint64 now_ms,
                        GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE card_upload SET ended_ms = ?, next_check_ms = NULL WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_int64 (update, 2, id);
  return sauda_statement_run (update, error) && (rows == NULL || write_rows (connection, id, rows, error));
}

static gboolean
read_rows (SaudaConnection *connection, SaudaCardUpload *upload, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT sku, title, state, message FROM card_upload_row WHERE upload_id = ? ORDER BY id",
    error);
  gboolean row = TRUE;

  upload->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);
  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, upload->id);
  while (row) {
    SaudaCardUploadRow *one;

    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    one = sauda_card_upload_row_new (sauda_statement_get_text (list, 0), sauda_statement_get_text (list, 1),
                                     sauda_statement_get_text (list, 2), sauda_statement_get_text (list, 3));
    upload->refused += sauda_card_upload_row_is_refused (one);
    upload->unnamed += strcmp (one->state, SAUDA_CARD_STATE_UNNAMED) == 0;
    g_ptr_array_add (upload->rows, one);
  }
  upload->cards = upload->rows->len;
  return TRUE;
}

static SaudaCardUpload *
read_upload (SaudaStatement *row)
{
  SaudaCardUpload *upload = g_new0 (SaudaCardUpload, 1);
  const char *status = sauda_statement_get_text (row, 5);

  upload->id = sauda_statement_get_int64 (row, 0);
  upload->act_id = sauda_statement_get_int64 (row, 1);
  upload->store_id = sauda_statement_get_int64 (row, 2);
  upload->store = g_strdup (sauda_statement_get_text (row, 3));
  upload->code = g_strdup (sauda_statement_get_text (row, 4));
  upload->status = g_strdup (status != NULL ? status : "");
  upload->description = g_strdup (sauda_statement_get_text (row, 6));
  upload->planned_ms = sauda_statement_get_int64 (row, 7);
  upload->sent_ms = sauda_statement_get_int64 (row, 8);
  upload->next_check_ms = sauda_statement_get_int64 (row, 9);
  upload->ended_ms = sauda_statement_get_int64 (row, 10);
  return upload;
}

/**
 * sauda_card_uploads_list:
 * @connection: inside a transaction
 * @open_alone: only those that Kaspi took and is not done with
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCardUpload) (nullable): uploads, the newest first; %NULL with
 * an error of the database
 */
GPtrArray *
sauda_card_uploads_list (SaudaConnection *connection, gboolean open_alone, GError **error)
{
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT card_upload.id, act_id, store_id, store.name, code, status, description, planned_ms, sent_ms,"
    " next_check_ms, ended_ms FROM card_upload JOIN store ON store.id = store_id"
    " WHERE ?1 = 0 OR (code IS NOT NULL AND ended_ms IS NULL) ORDER BY card_upload.id DESC",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, open_alone);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (uploads, read_upload (list));
  }
  for (guint i = 0; i < uploads->len; i++)
    if (!read_rows (connection, g_ptr_array_index (uploads, i), error))
      return NULL;
  return g_steal_pointer (&uploads);
}
