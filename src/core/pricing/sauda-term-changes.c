#include "sauda-term-changes.h"

#include "sauda-connection.h"
#include "sauda-list-terms.h"

#include <glib/gi18n-lib.h>

#define COLUMNS                                                                                              \
  "term.id, term.offer_id, store.name, offer.sku, term.city_id, term.before, term.after, term.at_ms, "       \
  "term.who,"                                                                                                \
  " term.reason, EXISTS (SELECT 1 FROM offer_term_change AS later WHERE later.undoes = term.id),"            \
  " term.undoes IS NOT NULL, term.place"
#define TABLES                                                                                               \
  " FROM offer_term_change AS term JOIN offer ON offer.id = term.offer_id JOIN store ON store.id = "         \
  "offer.store_id"

/**
 * sauda_term_change_free:
 * @change: (nullable): a change
 */
void
sauda_term_change_free (SaudaTermChange *change)
{
  if (change == NULL)
    return;
  g_free (change->store);
  g_free (change->sku);
  g_free (change->city_id);
  g_free (change->place);
  g_free (change->who);
  g_free (change->reason);
  g_free (change);
}

/**
 * sauda_offer_term_free:
 * @term: (nullable): a term
 */
void
sauda_offer_term_free (SaudaOfferTerm *term)
{
  if (term == NULL)
    return;
  g_free (term->store);
  g_free (term->sku);
  g_free (term->title);
  g_free (term->city_id);
  g_free (term->place);
  g_free (term);
}

static gint64
read_amount (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

static SaudaTermChange *
read_change (SaudaStatement *row)
{
  SaudaTermChange *change = g_new0 (SaudaTermChange, 1);

  change->id = sauda_statement_get_int64 (row, 0);
  change->offer_id = sauda_statement_get_int64 (row, 1);
  change->store = g_strdup (sauda_statement_get_text (row, 2));
  change->sku = g_strdup (sauda_statement_get_text (row, 3));
  change->city_id = g_strdup (sauda_statement_get_text (row, 4));
  change->before = read_amount (row, 5);
  change->after = read_amount (row, 6);
  change->at_ms = sauda_statement_get_int64 (row, 7);
  change->who = g_strdup (sauda_statement_get_text (row, 8));
  change->reason = g_strdup (sauda_statement_get_text (row, 9));
  change->undone = sauda_statement_get_int64 (row, 10) != 0;
  change->undoes = sauda_statement_get_int64 (row, 11) != 0;
  change->place = g_strdup (sauda_statement_get_text (row, 12));
  return change;
}

/**
 * sauda_term_changes_read_value:
 * @connection: inside a transaction
 * @change: the offer, the city, the warehouse or neither; the rest is not looked at
 * @value: (out): what the offer has there now, whole tenge or days; -1 when nothing of its own
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_term_changes_read_value (SaudaConnection *connection,
                               const SaudaTermChange *change,
                               gint64 *value,
                               GError **error)
{
  const char *where = change->city_id != NULL ? change->city_id : change->place;
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    change->city_id != NULL ? "SELECT price FROM offer_city_price WHERE offer_id = ?1 AND city_id = ?2"
    : change->place != NULL ? "SELECT days FROM offer_place_pre_order WHERE offer_id = ?1 AND name = ?2"
                            : "SELECT days FROM offer_pre_order WHERE offer_id = ?1",
    error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, change->offer_id);
  if (where != NULL)
    sauda_statement_bind_text (find, 2, where);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *value = row ? sauda_statement_get_int64 (find, 0) : -1;
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
set (SaudaConnection *connection, const SaudaTermChange *change, GError **error)
{
  if (change->city_id != NULL)
    return sauda_list_terms_set_city_price (connection, change->offer_id, change->city_id, change->after,
                                            error);
  if (change->place != NULL)
    return sauda_list_terms_set_place_pre_order (connection, change->offer_id, change->place,
                                                 (gint) change->after, error);
  return sauda_list_terms_set_pre_order (connection, change->offer_id, (gint) MAX (change->after, 0), error);
}

static gint64
write_change (SaudaConnection *connection,
              const SaudaTermChange *change,
              gint64 before,
              gint64 undoes,
              GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO offer_term_change (offer_id, city_id, before, after, at_ms, who, reason, undoes,"
    " place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, change->offer_id);
  sauda_statement_bind_text (insert, 2, change->city_id);
  if (before >= 0)
    sauda_statement_bind_int64 (insert, 3, before);
  if (change->after >= 0)
    sauda_statement_bind_int64 (insert, 4, change->after);
  sauda_statement_bind_int64 (insert, 5, change->at_ms);
  sauda_statement_bind_text (insert, 6, change->who);
  sauda_statement_bind_text (insert, 7, change->reason);
  if (undoes != 0)
    sauda_statement_bind_int64 (insert, 8, undoes);
  sauda_statement_bind_text (insert, 9, change->place);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_term_changes_make:
 * @connection: inside a transaction
 * @change: the offer, the city, the warehouse or neither, what it becomes, who and why; the rest is not
 *   looked at
 * @error: return location
 *
 * Sets a city price or the pre-order days of one warehouse (-1 takes them back), or the pre-order days of an
 * offer (0 takes them back), and keeps what was there before.
 *
 * Returns: the change's number, or 0 with %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the database
 */
gint64
sauda_term_changes_make (SaudaConnection *connection, const SaudaTermChange *change, GError **error)
{
  gint64 before;

  if (!sauda_term_changes_read_value (connection, change, &before, error) || !set (connection, change, error))
    return 0;
  return write_change (connection, change, before, 0, error);
}

/**
 * sauda_term_changes_count:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @city_id: a city
 * @since_ms: UTC ms
 * @count: (out): how often the offer's price in that city was changed since
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_term_changes_count (SaudaConnection *connection,
                          gint64 offer_id,
                          const char *city_id,
                          gint64 since_ms,
                          guint *count,
                          GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection,
                                                   "SELECT count(*) FROM offer_term_change WHERE offer_id = "
                                                   "? AND city_id = ? AND at_ms >= ? AND undoes IS NULL",
                                                   error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, offer_id);
  sauda_statement_bind_text (find, 2, city_id);
  sauda_statement_bind_int64 (find, 3, since_ms);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *count = row ? (guint) sauda_statement_get_int64 (find, 0) : 0;
  sauda_statement_reset (find);
  return TRUE;
}

static SaudaTermChange *
find_change (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT " COLUMNS TABLES
    " WHERE (?1 = 0 OR term.id = ?1) AND term.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM offer_term_change"
    " AS later WHERE later.undoes = term.id) ORDER BY term.id DESC LIMIT 1",
    error);
  SaudaTermChange *change;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                         _ ("There is no change of city prices or pre-orders to take back."));
    return NULL;
  }
  change = read_change (find);
  sauda_statement_reset (find);
  return change;
}

/* Somebody wanted what it was changed to since. */
static gboolean
is_as_left (SaudaConnection *connection, const SaudaTermChange *change, GError **error)
{
  gint64 now;

  if (!sauda_term_changes_read_value (connection, change, &now, error))
    return FALSE;
  /* 0 days in all warehouses are none. */
  if (now == change->after || (now < 0 && change->after <= 0))
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_DONE_ALREADY,
               _ ("%s was changed again since. Take the later change back first."), change->sku);
  return FALSE;
}

/**
 * sauda_term_changes_undo:
 * @connection: inside a transaction
 * @id: a change; 0 for the last one that was not taken back
 * @who: who takes it back
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: the number of the change that was taken back, or 0 with %SAUDA_PRICING_ERROR_NOT_FOUND when there
 *   is none, %SAUDA_PRICING_ERROR_DONE_ALREADY when a later one changed the same, or an error of the database
 */
gint64
sauda_term_changes_undo (SaudaConnection *connection,
                         gint64 id,
                         const char *who,
                         gint64 now_ms,
                         GError **error)
{
  SaudaTermChange *change = find_change (connection, id, error);
  SaudaTermChange back;
  gint64 done = 0;

  if (change == NULL)
    return 0;
  back = (SaudaTermChange){ .offer_id = change->offer_id,
                            .city_id = change->city_id,
                            .place = change->place,
                            .after = change->before,
                            .at_ms = now_ms,
                            .who = (char *) who };
  if (is_as_left (connection, change, error) && set (connection, &back, error) &&
      write_change (connection, &back, change->after, change->id, error) != 0)
    done = change->id;
  sauda_term_change_free (change);
  return done;
}

/**
 * sauda_term_changes_list:
 * @connection: inside a transaction
 * @offer_id: an offer; 0 for all
 * @limit: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaTermChange) (nullable): changes, the newest first
 */
GPtrArray *
sauda_term_changes_list (SaudaConnection *connection, gint64 offer_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_term_change_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT " COLUMNS TABLES " WHERE ?1 = 0 OR term.offer_id = ?1 ORDER BY term.id DESC LIMIT ?2",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, offer_id);
  sauda_statement_bind_int64 (list, 2, limit);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (changes, read_change (list));
  }
  return g_steal_pointer (&changes);
}

/**
 * sauda_term_changes_list_terms:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferTerm) (nullable): every city price and every pre-order
 * that an offer has
 */
GPtrArray *
sauda_term_changes_list_terms (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_offer_term_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT store.name, offer.sku, offer.title, own.city_id, own.value, offer.price, own.place FROM"
    " (SELECT offer_id, city_id, NULL AS place, price AS value FROM offer_city_price UNION ALL"
    "  SELECT offer_id, NULL, NULL, days FROM offer_pre_order UNION ALL"
    "  SELECT offer_id, NULL, name, days FROM offer_place_pre_order) AS own"
    " JOIN offer ON offer.id = own.offer_id JOIN store ON store.id = offer.store_id"
    " ORDER BY store.name, offer.sku, own.city_id, own.place",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  while (row) {
    SaudaOfferTerm *term;

    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (!row)
      break;
    term = g_new0 (SaudaOfferTerm, 1);
    term->store = g_strdup (sauda_statement_get_text (list, 0));
    term->sku = g_strdup (sauda_statement_get_text (list, 1));
    term->title = g_strdup (sauda_statement_get_text (list, 2));
    term->city_id = g_strdup (sauda_statement_get_text (list, 3));
    term->value = sauda_statement_get_int64 (list, 4);
    term->price = read_amount (list, 5);
    term->place = g_strdup (sauda_statement_get_text (list, 6));
    g_ptr_array_add (terms, term);
  }
  return g_steal_pointer (&terms);
}
