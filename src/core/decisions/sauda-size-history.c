#include "sauda-size-history.h"

#include "sauda-connection.h"
#include "sauda-size-explanation.h"

#define SELECT_RECORDS                                                                                       \
  "SELECT id, people, product, height_cm, weight_kg, size, outcome, at_ms, source, line_id, file_key"        \
  " FROM size_history "

static const char *const people_names[] = { "men", "women", "kids", "men_numbers", "women_numbers" };
static const char *const source_names[] = { "file", "person", "buyer", "rule" };
static const char *const outcome_names[] = { "shipped", "too_small", "too_large", "wrong", "exchanged" };

/* The tables of SQL check the words, so an unknown one is none of ours. */
static guint
find_name (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

static SaudaSizeRecord *
read_record (SaudaStatement *row)
{
  SaudaSizeRecord *record = sauda_size_record_new ();

  record->id = sauda_statement_get_int64 (row, 0);
  record->people = find_name (people_names, G_N_ELEMENTS (people_names), sauda_statement_get_text (row, 1));
  record->product = g_strdup (sauda_statement_get_text (row, 2));
  record->height_cm = sauda_statement_get_double (row, 3);
  record->weight_kg = sauda_statement_get_double (row, 4);
  record->size = g_strdup (sauda_statement_get_text (row, 5));
  record->outcome =
    find_name (outcome_names, G_N_ELEMENTS (outcome_names), sauda_statement_get_text (row, 6));
  record->at_ms = sauda_statement_get_int64 (row, 7);
  record->source = find_name (source_names, G_N_ELEMENTS (source_names), sauda_statement_get_text (row, 8));
  record->line_id = sauda_statement_get_int64 (row, 9);
  record->file_key = g_strdup (sauda_statement_get_text (row, 10));
  return record;
}

static GPtrArray *
read_records (SaudaStatement *select, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_size_record_free);
  gboolean row;

  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&records);
    g_ptr_array_add (records, read_record (select));
  }
}

static void
bind_record (SaudaStatement *statement, const SaudaSizeRecord *record)
{
  sauda_statement_bind_text (statement, 1, people_names[record->people]);
  sauda_statement_bind_text (statement, 2, record->product);
  sauda_statement_bind_double (statement, 3, record->height_cm);
  sauda_statement_bind_double (statement, 4, record->weight_kg);
  sauda_statement_bind_text (statement, 5, record->size);
  sauda_statement_bind_text (statement, 6, outcome_names[record->outcome]);
  sauda_statement_bind_int64 (statement, 7, record->at_ms);
  sauda_statement_bind_text (statement, 8, source_names[record->source]);
  if (record->line_id != 0)
    sauda_statement_bind_int64 (statement, 9, record->line_id);
  if (record->file_key != NULL)
    sauda_statement_bind_text (statement, 10, record->file_key);
}

/* @known is %NULL when there is no such record yet. */
static gboolean
find_known (SaudaConnection *connection,
            const SaudaSizeRecord *record,
            SaudaSizeRecord **known,
            GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    record->line_id != 0 ? SELECT_RECORDS "WHERE line_id = ?" : SELECT_RECORDS "WHERE file_key = ?", error);
  gboolean row;

  *known = NULL;
  if (find == NULL)
    return FALSE;
  if (record->line_id != 0)
    sauda_statement_bind_int64 (find, 1, record->line_id);
  else
    sauda_statement_bind_text (find, 1, record->file_key);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    *known = read_record (find);
    sauda_statement_reset (find);
  }
  return TRUE;
}

static gboolean
change_known (SaudaConnection *connection, const SaudaSizeRecord *record, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE size_history SET people = ?1, product = ?2, height_cm = ?3, weight_kg = ?4, size = ?5,"
    " outcome = ?6, source = ?8 WHERE id = ?11",
    error);

  if (update == NULL)
    return FALSE;
  bind_record (update, record);
  sauda_statement_bind_int64 (update, 11, record->id);
  return sauda_statement_run (update, error) && sauda_size_history_revise (connection, error);
}

static gboolean
is_same (const SaudaSizeRecord *a, const SaudaSizeRecord *b)
{
  return a->people == b->people && g_str_equal (a->product, b->product) && a->height_cm == b->height_cm &&
         a->weight_kg == b->weight_kg && g_str_equal (a->size, b->size) && a->outcome == b->outcome;
}

/**
 * sauda_size_people_get_name:
 * @people: whom a product is cut for
 *
 * Returns: the word for it in tables: `men`, `women`, `kids`, `men_numbers` or `women_numbers`
 */
const char *
sauda_size_people_get_name (SaudaSizePeople people)
{
  return people_names[people];
}

/**
 * sauda_size_outcome_get_name:
 * @outcome: what became of a size
 *
 * Returns: the word for it in tables
 */
const char *
sauda_size_outcome_get_name (SaudaSizeOutcome outcome)
{
  return outcome_names[outcome];
}

/**
 * sauda_size_record_new:
 *
 * Returns: (transfer full): an empty record
 */
SaudaSizeRecord *
sauda_size_record_new (void)
{
  return g_new0 (SaudaSizeRecord, 1);
}

/**
 * sauda_size_record_free:
 * @record: (transfer full) (nullable): a record
 */
void
sauda_size_record_free (SaudaSizeRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->product);
  g_free (record->size);
  g_free (record->file_key);
  g_free (record);
}

/**
 * sauda_size_history_compare:
 * @connection: inside a transaction
 * @record: (inout): what was shipped; takes its id where it is known
 * @put: (out): what sauda_size_history_put() would do with it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_compare (SaudaConnection *connection,
                            SaudaSizeRecord *record,
                            SaudaSizePut *put,
                            GError **error)
{
  g_autoptr (SaudaSizeRecord) known = NULL;

  if (!find_known (connection, record, &known, error))
    return FALSE;
  *put = known == NULL             ? SAUDA_SIZE_PUT_NEW
         : is_same (known, record) ? SAUDA_SIZE_PUT_SAME
                                   : SAUDA_SIZE_PUT_CHANGED;
  record->id = known != NULL ? known->id : 0;
  return TRUE;
}

/**
 * sauda_size_history_put:
 * @connection: inside a transaction
 * @record: (inout): what was shipped; takes its id
 * @put: (out): what became of it
 * @error: return location
 *
 * Keeps a record. The record of a line, or of a row of a file, exists once: what changed about it is changed.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_put (SaudaConnection *connection,
                        SaudaSizeRecord *record,
                        SaudaSizePut *put,
                        GError **error)
{
  SaudaStatement *insert;

  if (!sauda_size_history_compare (connection, record, put, error))
    return FALSE;
  if (*put != SAUDA_SIZE_PUT_NEW)
    return *put == SAUDA_SIZE_PUT_SAME || change_known (connection, record, error);
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO size_history (people, product, height_cm, weight_kg, size, outcome, at_ms, source, line_id,"
    " file_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    error);
  if (insert == NULL)
    return FALSE;
  bind_record (insert, record);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  record->id = sauda_connection_get_last_id (connection);
  return TRUE;
}

/**
 * sauda_size_history_forget_line:
 * @connection: inside a transaction
 * @line_id: a line whose decision was taken back
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_forget_line (SaudaConnection *connection, gint64 line_id, GError **error)
{
  SaudaStatement *delete =
    sauda_connection_prepare (connection, "DELETE FROM size_history WHERE line_id = ?", error);

  if (delete == NULL)
    return FALSE;
  sauda_statement_bind_int64 (delete, 1, line_id);
  return sauda_statement_run (delete, error) &&
         (sauda_connection_get_changes (connection) == 0 || sauda_size_history_revise (connection, error));
}

/**
 * sauda_size_history_set_outcome:
 * @connection: inside a transaction
 * @line_id: a line that came back
 * @outcome: what was wrong with its size
 * @size: (nullable): what the buyer got instead, for %SAUDA_SIZE_OUTCOME_EXCHANGED
 * @changed: (out): whether the line is in the history at all
 * @error: return location
 *
 * Returns for size teach too (sizing.md "Returns"). A line of which neither height nor weight is known
 * teaches nothing, and is no error.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_set_outcome (SaudaConnection *connection,
                                gint64 line_id,
                                SaudaSizeOutcome outcome,
                                const char *size,
                                gboolean *changed,
                                GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE size_history SET outcome = ?1, size = coalesce (?2, size) WHERE line_id = ?3", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, outcome_names[outcome]);
  sauda_statement_bind_text (update, 2, outcome == SAUDA_SIZE_OUTCOME_EXCHANGED ? size : NULL);
  sauda_statement_bind_int64 (update, 3, line_id);
  if (!sauda_statement_run (update, error))
    return FALSE;
  *changed = sauda_connection_get_changes (connection) > 0;
  return !*changed || sauda_size_history_revise (connection, error);
}

/**
 * sauda_size_history_list:
 * @connection: inside a transaction
 * @people: whose
 * @after_id: only records that came in after this one; 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaSizeRecord) (nullable): what may be learned from, the oldest
 * first; or %NULL with an error of the store
 */
GPtrArray *
sauda_size_history_list (SaudaConnection *connection, SaudaSizePeople people, gint64 after_id, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    SELECT_RECORDS "WHERE people = ? AND id > ? AND (source <> 'rule' OR outcome <> 'shipped')"
                   " ORDER BY at_ms, id",
    error);

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, people_names[people]);
  sauda_statement_bind_int64 (select, 2, after_id);
  return read_records (select, error);
}

/**
 * sauda_size_history_list_similar:
 * @connection: inside a transaction
 * @people: whose
 * @product: a physical model, as a search key
 * @height_cm: height in cm
 * @weight_kg: weight in kg; 0 for a child of whom only the height is known
 * @most: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaSizeRecord) (nullable): who had nearly the same measures and
 * got the same product, the latest first; or %NULL with an error of the store
 */
GPtrArray *
sauda_size_history_list_similar (SaudaConnection *connection,
                                 SaudaSizePeople people,
                                 const char *product,
                                 double height_cm,
                                 double weight_kg,
                                 guint most,
                                 GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    SELECT_RECORDS "WHERE people = ?1 AND product = ?2 AND abs (height_cm - ?3) <= ?6"
                   " AND (?4 = 0 OR weight_kg = 0 OR abs (weight_kg - ?4) <= ?7)"
                   " ORDER BY at_ms DESC, id DESC LIMIT ?5",
    error);

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, people_names[people]);
  sauda_statement_bind_text (select, 2, product);
  sauda_statement_bind_double (select, 3, height_cm);
  sauda_statement_bind_double (select, 4, weight_kg);
  sauda_statement_bind_int64 (select, 5, most);
  sauda_statement_bind_double (select, 6, SAUDA_SIZE_SIMILAR_CM);
  sauda_statement_bind_double (select, 7, SAUDA_SIZE_SIMILAR_KG);
  return read_records (select, error);
}

/**
 * sauda_size_history_get_revision:
 * @connection: inside a transaction
 * @revision: (out): another number than before says that what was learned has to be learned anew
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_get_revision (SaudaConnection *connection, gint64 *revision, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT number FROM size_revision", error);
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  *revision = row ? sauda_statement_get_int64 (find, 0) : 0;
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_size_history_revise:
 * @connection: inside a transaction
 * @error: return location
 *
 * Notes that a chart, or something that was learned already, has changed.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_history_revise (SaudaConnection *connection, GError **error)
{
  return sauda_connection_execute (connection, "UPDATE size_revision SET number = number + 1", error);
}
