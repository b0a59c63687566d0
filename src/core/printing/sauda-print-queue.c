#include "sauda-print-queue.h"

#include "sauda-connection.h"
#include "sauda-printing-error.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} states[] = {
  [SAUDA_PRINT_WAITING] = { "waiting", N_ ("not sent") },
  [SAUDA_PRINT_SENT] = { "sent", N_ ("sent to the printer") },
  [SAUDA_PRINT_CONFIRMED] = { "confirmed", N_ ("printed") },
  [SAUDA_PRINT_STOPPED] = { "stopped", N_ ("printed in part") },
  [SAUDA_PRINT_FAILED] = { "failed", N_ ("failed") },
};

#define RECORD_COLUMNS                                                                                       \
  "job.id, job.created_ms, job.changed_ms, job.kind, job.title, job.file, job.printer, job.reason, "         \
  "job.error,"                                                                                               \
  " job.copies, job.state, count (label.position), ifnull (sum (label.state = 'confirmed'), 0)"

static SaudaPrintState
read_state (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (name, states[i].name) == 0)
      return (SaudaPrintState) i;
  return SAUDA_PRINT_WAITING;
}

static SaudaPrintLabelState
read_label_state (const char *name)
{
  if (g_strcmp0 (name, "confirmed") == 0)
    return SAUDA_PRINT_LABEL_CONFIRMED;
  return g_strcmp0 (name, "sent") == 0 ? SAUDA_PRINT_LABEL_SENT : SAUDA_PRINT_LABEL_NOT;
}

static SaudaPrintRecord *
read_record (SaudaStatement *row)
{
  SaudaPrintRecord *record = g_new0 (SaudaPrintRecord, 1);

  record->id = sauda_statement_get_int64 (row, 0);
  record->created_ms = sauda_statement_get_int64 (row, 1);
  record->changed_ms = sauda_statement_get_int64 (row, 2);
  if (!sauda_print_kind_from_name (sauda_statement_get_text (row, 3), &record->kind))
    record->kind = SAUDA_PRINT_KIND_WAYBILLS;
  record->title = g_strdup (sauda_statement_get_text (row, 4));
  record->file = g_strdup (sauda_statement_get_text (row, 5));
  record->printer = g_strdup (sauda_statement_get_text (row, 6));
  record->reason = g_strdup (sauda_statement_get_text (row, 7));
  record->error = g_strdup (sauda_statement_get_text (row, 8));
  record->copies = (guint) sauda_statement_get_int64 (row, 9);
  record->state = read_state (sauda_statement_get_text (row, 10));
  record->n_labels = (guint) sauda_statement_get_int64 (row, 11);
  record->n_confirmed = (guint) sauda_statement_get_int64 (row, 12);
  return record;
}

/* How many labels of orders in @labels came out before, or may have. */
static gboolean
count_printed (SaudaConnection *connection, GPtrArray *labels, guint *count, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT count (*) FROM print_label WHERE store = ?1 AND code = ?2 AND place = ?3"
    " AND state IN ('sent', 'confirmed')",
    error);
  gboolean row = FALSE;

  *count = 0;
  if (find == NULL)
    return FALSE;
  for (guint i = 0; i < labels->len; i++) {
    const SaudaPrintLabel *label = g_ptr_array_index (labels, i);

    if (*label->code == '\0')
      continue;
    sauda_statement_bind_text (find, 1, label->store);
    sauda_statement_bind_text (find, 2, label->code);
    sauda_statement_bind_int64 (find, 3, label->place);
    if (!sauda_statement_step (find, &row, error))
      return FALSE;
    *count += row && sauda_statement_get_int64 (find, 0) > 0;
    sauda_statement_reset (find);
  }
  return TRUE;
}

/* The labels of all pages, one after the other. */
static GPtrArray *
list_all (GPtrArray *pages)
{
  GPtrArray *labels = g_ptr_array_new ();

  for (guint i = 0; i < pages->len; i++) {
    const SaudaPrintLabel *page = g_ptr_array_index (pages, i);

    for (guint k = 0; k < sauda_print_label_get_count (page); k++)
      g_ptr_array_add (labels, (gpointer) sauda_print_label_get (page, k));
  }
  return labels;
}

static gboolean
check_reason (SaudaConnection *connection, const char *reason, GPtrArray *labels, GError **error)
{
  guint printed = 0;

  if (reason != NULL && *reason != '\0')
    return TRUE;
  if (!count_printed (connection, labels, &printed, error))
    return FALSE;
  if (printed == 0)
    return TRUE;
  g_set_error (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_REASON,
               ngettext ("%u of these labels was printed before. Say why it is printed again.",
                         "%u of these labels were printed before. Say why they are printed again.", printed),
               printed);
  return FALSE;
}

static gint64
insert_job (SaudaConnection *connection, const SaudaPrintJobDraft *draft, gint64 now_ms, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO print_job (created_ms, kind, title, file, printer, copies, reason, state, changed_ms)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?1)",
    error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, now_ms);
  sauda_statement_bind_text (insert, 2, sauda_print_kind_get_name (draft->kind));
  sauda_statement_bind_text (insert, 3, draft->title);
  sauda_statement_bind_text (insert, 4, draft->file);
  sauda_statement_bind_text (insert, 5, draft->printer);
  sauda_statement_bind_int64 (insert, 6, MAX (draft->copies, 1));
  sauda_statement_bind_text (insert, 7, draft->reason);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

static gboolean
insert_labels (SaudaConnection *connection, gint64 id, GPtrArray *labels, GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT INTO print_label (job_id, position, page, store, code, place, state)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting')",
                              error);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < labels->len; i++) {
    const SaudaPrintLabel *label = g_ptr_array_index (labels, i);

    sauda_statement_bind_int64 (insert, 1, id);
    sauda_statement_bind_int64 (insert, 2, i + 1);
    sauda_statement_bind_int64 (insert, 3, label->page);
    sauda_statement_bind_text (insert, 4, label->store);
    sauda_statement_bind_text (insert, 5, label->code);
    sauda_statement_bind_int64 (insert, 6, label->place);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NOT_FOUND,
                       _ ("There is no such print job. “saudactl print list” shows their numbers."));
}

static gboolean
set_job_state (SaudaConnection *connection,
               gint64 id,
               SaudaPrintState state,
               const char *reason,
               gint64 now_ms,
               GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection, "UPDATE print_job SET state = ?2, error = ?3, changed_ms = ?4 WHERE id = ?1", error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, id);
  sauda_statement_bind_text (change, 2, states[state].name);
  sauda_statement_bind_text (change, 3, reason);
  sauda_statement_bind_int64 (change, 4, now_ms);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0) {
    g_info ("print job %" G_GINT64_FORMAT ": %s%s%s", id, states[state].name, reason != NULL ? ", " : "",
            reason != NULL ? reason : "");
    return TRUE;
  }
  set_not_found (error);
  return FALSE;
}

/* Labels up to @last take @state, those behind it are lost. */
static gboolean
set_label_states (SaudaConnection *connection, gint64 id, guint last, const char *state, GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE print_label SET state = CASE WHEN position <= ?2 THEN ?3 ELSE 'lost' END WHERE job_id = ?1",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, id);
  sauda_statement_bind_int64 (change, 2, last);
  sauda_statement_bind_text (change, 3, state);
  return sauda_statement_run (change, error);
}

static gboolean
read_labels (SaudaConnection *connection, SaudaPrintRecord *record, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT page, store, code, place, state FROM print_label WHERE job_id = ?"
                              " ORDER BY position",
                              error);
  gboolean row = FALSE;

  record->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, record->id);
  for (;;) {
    SaudaPrintLabel *label = NULL;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    label = sauda_print_label_new ((guint) sauda_statement_get_int64 (select, 0),
                                   sauda_statement_get_text (select, 1), sauda_statement_get_text (select, 2),
                                   (guint) sauda_statement_get_int64 (select, 3));
    label->state = read_label_state (sauda_statement_get_text (select, 4));
    g_ptr_array_add (record->labels, label);
  }
}

/**
 * sauda_print_record_free:
 * @record: (transfer full): a job
 */
void
sauda_print_record_free (SaudaPrintRecord *record)
{
  g_free (record->title);
  g_free (record->file);
  g_free (record->printer);
  g_free (record->reason);
  g_free (record->error);
  g_clear_pointer (&record->labels, g_ptr_array_unref);
  g_free (record);
}

/**
 * sauda_print_state_get_name:
 * @state: how far a job is
 *
 * Returns: (not nullable): its name in the database and on the command line
 */
const char *
sauda_print_state_get_name (SaudaPrintState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");
  return states[state].name;
}

/**
 * sauda_print_state_get_title:
 * @state: how far a job is
 *
 * Returns: (not nullable): translated, for the middle of a line
 */
const char *
sauda_print_state_get_title (SaudaPrintState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");
  return _ (states[state].title);
}

/**
 * sauda_print_queue_add:
 * @connection: inside a transaction
 * @draft: what is about to be printed
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Writes a job down before it is sent, so that nothing is printed of which nobody knows.
 *
 * Returns: its id; 0 with %SAUDA_PRINTING_ERROR_REASON or an error of the store
 */
gint64
sauda_print_queue_add (SaudaConnection *connection,
                       const SaudaPrintJobDraft *draft,
                       gint64 now_ms,
                       GError **error)
{
  gint64 id = 0;

  g_autoptr (GPtrArray) labels = list_all (draft->labels);

  if (!check_reason (connection, draft->reason, labels, error))
    return 0;
  id = insert_job (connection, draft, now_ms, error);
  return id != 0 && insert_labels (connection, id, labels, error) ? id : 0;
}

/**
 * sauda_print_queue_set_sent:
 * @connection: inside a transaction
 * @id: of a job
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * The printing system has it.
 *
 * Returns: %FALSE with %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_print_queue_set_sent (SaudaConnection *connection, gint64 id, gint64 now_ms, GError **error)
{
  return set_job_state (connection, id, SAUDA_PRINT_SENT, NULL, now_ms, error) &&
         set_label_states (connection, id, G_MAXUINT, "sent", error);
}

/**
 * sauda_print_queue_set_failed:
 * @connection: inside a transaction
 * @id: of a job
 * @reason: a sentence: why
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * The printing system did not take it: its labels may be printed without further reason.
 *
 * Returns: %FALSE with %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_print_queue_set_failed (SaudaConnection *connection,
                              gint64 id,
                              const char *reason,
                              gint64 now_ms,
                              GError **error)
{
  return set_job_state (connection, id, SAUDA_PRINT_FAILED, reason, now_ms, error) &&
         set_label_states (connection, id, 0, "lost", error);
}

/**
 * sauda_print_queue_confirm:
 * @connection: inside a transaction
 * @id: of a job
 * @printed: how many of its pages came out, in the order of the job
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Says what became of a job; may be said again when it turns out otherwise. Labels behind @printed may be
 * printed without further reason.
 *
 * Returns: %FALSE with %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_print_queue_confirm (SaudaConnection *connection,
                           gint64 id,
                           guint printed,
                           gint64 now_ms,
                           GError **error)
{
  g_autoptr (SaudaPrintRecord) record = sauda_print_queue_get (connection, id, error);
  SaudaPrintState state = SAUDA_PRINT_STOPPED;

  if (record == NULL)
    return FALSE;
  if (printed >= record->n_labels)
    state = SAUDA_PRINT_CONFIRMED;
  return set_job_state (connection, id, state, NULL, now_ms, error) &&
         set_label_states (connection, id, printed, "confirmed", error);
}

/**
 * sauda_print_queue_get:
 * @connection: inside a transaction
 * @id: of a job
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job with its labels, or %NULL with
 * %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
SaudaPrintRecord *
sauda_print_queue_get (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection,
                                                   "SELECT " RECORD_COLUMNS " FROM print_job AS job"
                                                   " LEFT JOIN print_label AS label ON label.job_id = job.id"
                                                   " WHERE job.id = ? GROUP BY job.id",
                                                   error);
  g_autoptr (SaudaPrintRecord) record = NULL;
  gboolean row = FALSE;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row) {
    set_not_found (error);
    return NULL;
  }
  record = read_record (find);
  sauda_statement_reset (find);
  return read_labels (connection, record, error) ? g_steal_pointer (&record) : NULL;
}

/**
 * sauda_print_queue_list:
 * @connection: inside a transaction
 * @since_ms: jobs from then on, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPrintRecord) (nullable): the jobs, the newest first, without
 * their labels; or %NULL with an error of the store
 */
GPtrArray *
sauda_print_queue_list (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_record_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT " RECORD_COLUMNS " FROM print_job AS job"
                              " LEFT JOIN print_label AS label ON label.job_id = job.id"
                              " WHERE job.created_ms >= ? GROUP BY job.id ORDER BY job.id DESC",
                              error);
  gboolean row = FALSE;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, since_ms);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&records);
    g_ptr_array_add (records, read_record (select));
  }
}

/**
 * sauda_print_queue_list_labels:
 * @connection: inside a transaction
 * @since_ms: of jobs from then on, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 SaudaPrintLabelState) (nullable): how far each label is that
 * was sent, by sauda_print_label_make_key(); or %NULL with an error of the store
 */
GHashTable *
sauda_print_queue_list_labels (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT label.store, label.code, label.place, max (label.state = 'confirmed') FROM print_label AS label"
    " JOIN print_job AS job ON job.id = label.job_id"
    " WHERE job.created_ms >= ? AND label.code <> '' AND label.state IN ('sent', 'confirmed')"
    " GROUP BY label.store, label.code, label.place",
    error);
  gboolean row = FALSE;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, since_ms);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&labels);
    g_hash_table_insert (
      labels,
      sauda_print_label_make_key (sauda_statement_get_text (select, 0), sauda_statement_get_text (select, 1),
                                  (guint) sauda_statement_get_int64 (select, 2)),
      GINT_TO_POINTER (sauda_statement_get_int64 (select, 3) != 0 ? SAUDA_PRINT_LABEL_CONFIRMED
                                                                  : SAUDA_PRINT_LABEL_SENT));
  }
}

/**
 * sauda_print_queue_rename_store:
 * @connection: inside a transaction
 * @store: what a store was called
 * @name: what it is called now, or the store that it is a part of now
 * @error: return location
 *
 * Labels that were printed stay those of their orders.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_print_queue_rename_store (SaudaConnection *connection,
                                const char *store,
                                const char *name,
                                GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection, "UPDATE print_label SET store = ?2 WHERE store = ?1", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, store);
  sauda_statement_bind_text (update, 2, name);
  return sauda_statement_run (update, error);
}
