#include "sauda-alerts.h"

#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

#define COLUMNS                                                                                              \
  "alert.id, kind, store_id, store.name, order_code, severity, weight, text, data, first_seen_ms, "          \
  "last_seen_ms, acknowledged_ms, acknowledged_by, resolved_ms, said_severity, said_weight, key"
/* So many episodes of the past are told. */
#define HISTORY "1000"

static const char *const severities[] = { "notice", "warning", "urgent" };

static char *
make_key (const SaudaAlertDraft *draft)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s/%s", draft->kind, draft->store_id,
                          draft->order_code != NULL ? draft->order_code : "",
                          draft->detail != NULL ? draft->detail : "");
}

/* Behind the kind, the store and the order. */
static char *
read_detail (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 4);

  return g_strv_length (parts) == 4 && *parts[3] != '\0' ? g_strdup (parts[3]) : NULL;
}

static SaudaAlertSeverity
read_severity (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_strcmp0 (severities[i], name) == 0)
      return (SaudaAlertSeverity) i;
  return SAUDA_ALERT_WARNING;
}

static SaudaAlert *
read_alert (SaudaStatement *row)
{
  SaudaAlert *alert = g_new0 (SaudaAlert, 1);

  alert->id = sauda_statement_get_int64 (row, 0);
  alert->kind = g_strdup (sauda_statement_get_text (row, 1));
  alert->store_id = sauda_statement_get_int64 (row, 2);
  alert->store = g_strdup (sauda_statement_get_text (row, 3));
  alert->order_code = g_strdup (sauda_statement_get_text (row, 4));
  alert->severity = read_severity (sauda_statement_get_text (row, 5));
  alert->weight = sauda_statement_get_int64 (row, 6);
  alert->text = sauda_reason_show (sauda_statement_get_text (row, 7));
  alert->data = g_strdup (sauda_statement_get_text (row, 8));
  alert->first_seen_ms = sauda_statement_get_int64 (row, 9);
  alert->last_seen_ms = sauda_statement_get_int64 (row, 10);
  alert->acknowledged_ms = sauda_statement_get_int64 (row, 11);
  alert->acknowledged_by = g_strdup (sauda_statement_get_text (row, 12));
  alert->resolved_ms = sauda_statement_get_int64 (row, 13);
  alert->detail = read_detail (sauda_statement_get_text (row, 16));
  return alert;
}

/* The open episode of @key as it was said aloud last; an alert with id 0 when there is none. */
static SaudaAlert *
find_open (SaudaConnection *connection, const char *key, GError **error)
{
  SaudaAlert *open;
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT " COLUMNS " FROM alert LEFT JOIN store ON store.id = alert.store_id"
                              " WHERE key = ? AND resolved_ms IS NULL",
                              error);
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, key);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row)
    return g_new0 (SaudaAlert, 1);
  open = read_alert (find);
  open->severity = read_severity (sauda_statement_get_text (find, 14));
  open->weight = sauda_statement_get_int64 (find, 15);
  return open;
}

static gboolean
add_event (SaudaConnection *connection,
           gint64 alert_id,
           const char *event,
           const char *who,
           const char *text,
           gint64 now_ms,
           GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO alert_event (alert_id, at_ms, event, who, text) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, alert_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, event);
  sauda_statement_bind_text (insert, 4, who);
  sauda_statement_bind_text (insert, 5, text);
  return sauda_statement_run (insert, error);
}

static gboolean
begin_episode (SaudaConnection *connection,
               const SaudaAlertDraft *draft,
               const char *key,
               gint64 now_ms,
               GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT INTO alert (key, kind, store_id, order_code, severity, weight, text, "
                              "data, first_seen_ms, last_seen_ms, said_severity, said_weight)"
                              " VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?5, ?6)",
                              error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, key);
  sauda_statement_bind_text (insert, 2, draft->kind);
  sauda_statement_bind_int64 (insert, 3, draft->store_id);
  sauda_statement_bind_text (insert, 4, draft->order_code);
  sauda_statement_bind_text (insert, 5, severities[draft->severity]);
  sauda_statement_bind_int64 (insert, 6, draft->weight);
  sauda_statement_bind_text (insert, 7, draft->text);
  sauda_statement_bind_text (insert, 8, draft->data);
  sauda_statement_bind_int64 (insert, 9, now_ms);
  return sauda_statement_run (insert, error) &&
         add_event (connection, sauda_connection_get_last_id (connection), "raised", "rule", draft->text,
                    now_ms, error);
}

/* The worst that was said is kept, so that falling and rising again to the same is no news. */
static gboolean
go_on (SaudaConnection *connection,
       gint64 alert_id,
       const SaudaAlertDraft *draft,
       gboolean worse,
       gint64 now_ms,
       GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    worse
      ? "UPDATE alert SET severity = ?1, weight = ?2, text = ?3, data = ?4, last_seen_ms = ?5,"
        " said_severity = ?1, said_weight = ?2, acknowledged_ms = NULL, acknowledged_by = NULL WHERE id = ?6"
      : "UPDATE alert SET severity = ?1, weight = ?2, text = ?3, data = ?4, last_seen_ms = ?5 WHERE id = "
        "?6",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, severities[draft->severity]);
  sauda_statement_bind_int64 (update, 2, draft->weight);
  sauda_statement_bind_text (update, 3, draft->text);
  sauda_statement_bind_text (update, 4, draft->data);
  sauda_statement_bind_int64 (update, 5, now_ms);
  sauda_statement_bind_int64 (update, 6, alert_id);
  return sauda_statement_run (update, error) &&
         (!worse || add_event (connection, alert_id, "worse", "rule", draft->text, now_ms, error));
}

static gboolean
resolve (SaudaConnection *connection, gint64 alert_id, gint64 now_ms, GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection, "UPDATE alert SET resolved_ms = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_int64 (update, 2, alert_id);
  return sauda_statement_run (update, error) &&
         add_event (connection, alert_id, "resolved", "rule", NULL, now_ms, error);
}

/* Keys of the open episodes of a kind that none of @drafts tells any more. */
static GPtrArray *
list_gone (SaudaConnection *connection,
           const char *kind,
           const SaudaAlertDraft *drafts,
           gsize n_drafts,
           GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT key FROM alert WHERE kind = ? AND resolved_ms IS NULL ORDER BY id", error);
  gboolean row = FALSE;

  if (list == NULL)
    return NULL;
  for (gsize i = 0; i < n_drafts; i++)
    g_hash_table_add (keys, make_key (&drafts[i]));
  sauda_statement_bind_text (list, 1, kind);
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&gone);
    if (!g_hash_table_contains (keys, sauda_statement_get_text (list, 0)))
      g_ptr_array_add (gone, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return NULL;
}

static gboolean
clear_key (SaudaConnection *connection, const char *key, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaAlert) open = find_open (connection, key, error);

  return open != NULL && (open->id == 0 || resolve (connection, open->id, now_ms, error));
}

/**
 * sauda_alert_free:
 * @alert: (nullable): an alert
 */
void
sauda_alert_free (SaudaAlert *alert)
{
  if (alert == NULL)
    return;
  g_free (alert->kind);
  g_free (alert->store);
  g_free (alert->order_code);
  g_free (alert->detail);
  g_free (alert->text);
  g_free (alert->data);
  g_free (alert->acknowledged_by);
  g_free (alert);
}

/**
 * sauda_alert_severity_get_name:
 * @severity: a severity
 *
 * Returns: its name in the database and in JSON
 */
const char *
sauda_alert_severity_get_name (SaudaAlertSeverity severity)
{
  return severities[severity];
}

/**
 * sauda_alerts_raise:
 * @connection: a connection inside a transaction
 * @draft: what needs a person
 * @now_ms: the clock, UTC ms
 * @news: (out) (optional): whether it is to be said aloud: a new episode, or worse than before
 * @error: return location
 *
 * Says that something needs a person. While it goes on it stays the same episode, however often it is raised;
 * acknowledged, it is quiet until its severity or weight rises (product.md 4).
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_alerts_raise (SaudaConnection *connection,
                    const SaudaAlertDraft *draft,
                    gint64 now_ms,
                    gboolean *news,
                    GError **error)
{
  g_autofree char *key = make_key (draft);
  g_autoptr (SaudaAlert) open = find_open (connection, key, error);
  gboolean worse;

  if (open == NULL)
    return FALSE;
  worse =
    draft->severity > open->severity || (draft->severity == open->severity && draft->weight > open->weight);
  if (news != NULL)
    *news = open->id == 0 || worse;
  return open->id == 0 ? begin_episode (connection, draft, key, now_ms, error)
                       : go_on (connection, open->id, draft, worse, now_ms, error);
}

/**
 * sauda_alerts_clear:
 * @connection: a connection inside a transaction
 * @draft: what needs nobody any more; kind, store, order and detail name it
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Ends an episode. One that is not open is no error.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_alerts_clear (SaudaConnection *connection, const SaudaAlertDraft *draft, gint64 now_ms, GError **error)
{
  g_autofree char *key = make_key (draft);

  return clear_key (connection, key, now_ms, error);
}

/**
 * sauda_alerts_report:
 * @connection: a connection inside a transaction
 * @kind: a kind
 * @drafts: (array length=n_drafts) (nullable): all that is true of that kind now
 * @n_drafts: how many
 * @now_ms: the clock, UTC ms
 * @news: (out) (optional): how many of them are to be said aloud
 * @error: return location
 *
 * Raises what a rule finds, and ends the episodes of that kind which it does not find any more.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_alerts_report (SaudaConnection *connection,
                     const char *kind,
                     const SaudaAlertDraft *drafts,
                     gsize n_drafts,
                     gint64 now_ms,
                     guint *news,
                     GError **error)
{
  g_autoptr (GPtrArray) gone = list_gone (connection, kind, drafts, n_drafts, error);
  guint count = 0;

  if (gone == NULL)
    return FALSE;
  for (guint i = 0; i < gone->len; i++)
    if (!clear_key (connection, g_ptr_array_index (gone, i), now_ms, error))
      return FALSE;
  for (gsize i = 0; i < n_drafts; i++) {
    gboolean one;

    if (!sauda_alerts_raise (connection, &drafts[i], now_ms, &one, error))
      return FALSE;
    count += one;
  }
  if (news != NULL)
    *news = count;
  return TRUE;
}

/**
 * sauda_alerts_acknowledge:
 * @connection: a connection inside a transaction
 * @alert_id: an open alert
 * @who: the person
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Makes an alert quiet until it gets worse.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_NO_ALERT or an error of the database
 */
gboolean
sauda_alerts_acknowledge (SaudaConnection *connection,
                          gint64 alert_id,
                          const char *who,
                          gint64 now_ms,
                          GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection,
                              "UPDATE alert SET acknowledged_ms = ?, acknowledged_by = ? WHERE id = ? AND "
                              "resolved_ms IS NULL",
                              error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_text (update, 2, who);
  sauda_statement_bind_int64 (update, 3, alert_id);
  if (!sauda_statement_run (update, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) == 0) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_ALERT,
                 _ ("There is no open alert %lld. See saudactl alerts list."), (long long) alert_id);
    return FALSE;
  }
  return add_event (connection, alert_id, "acknowledged", who, NULL, now_ms, error);
}

/**
 * sauda_alerts_list:
 * @connection: a connection inside a transaction
 * @history: %FALSE for open alerts, the most urgent first; %TRUE for the last 1,000, the newest first
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAlert) (nullable): alerts; %NULL with an error of the database
 */
GPtrArray *
sauda_alerts_list (SaudaConnection *connection, gboolean history, GError **error)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_alert_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    history ? "SELECT " COLUMNS " FROM alert LEFT JOIN store ON store.id = alert.store_id"
              " ORDER BY first_seen_ms DESC, alert.id DESC LIMIT " HISTORY
            : "SELECT " COLUMNS " FROM alert LEFT JOIN store ON store.id = alert.store_id"
              " WHERE resolved_ms IS NULL ORDER BY acknowledged_ms IS NOT NULL,"
              " CASE severity WHEN 'urgent' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, first_seen_ms, alert.id",
    error);
  gboolean row = FALSE;

  if (list == NULL)
    return NULL;
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&alerts);
    g_ptr_array_add (alerts, read_alert (list));
  }
  return NULL;
}
