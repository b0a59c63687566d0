#include "sauda-token-trouble.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-kaspi-error.h"
#include "sauda-reason.h"
#include "sauda-workspace.h"

#include <glib/gi18n-lib.h>

/* What Kaspi said of a store's token. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  gint64 store_id;
  char *reason; /* (owned) (not nullable) to be kept */
  gint64 now_ms;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_object_unref (note->workspace);
  g_free (note->reason);
  g_free (note);
}

static gpointer
raise_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Note *note = data;
  const SaudaAlertDraft draft = { .kind = SAUDA_ALERT_TOKEN,
                                  .store_id = note->store_id,
                                  .severity = SAUDA_ALERT_URGENT,
                                  .text = note->reason };

  return sauda_alerts_raise (connection, &draft, note->now_ms, NULL, error) ? data : NULL;
}

static void
on_raised (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWorkspace) workspace = data;
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL)
    sauda_workspace_emit_alerts_changed (workspace);
  else
    g_warning ("It is not kept that a token is refused: %s", error->message);
}

/* Takes @reason. */
static void
raise_alert (SaudaWorkspace *workspace, gint64 store_id, char *reason)
{
  Note *note = g_new0 (Note, 1);

  note->workspace = g_object_ref (workspace);
  note->store_id = store_id;
  note->reason = reason;
  note->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), raise_work, note, note_free, NULL, NULL,
                            on_raised, g_object_ref (workspace));
}

/**
 * sauda_token_trouble_note:
 * @workspace: the merchant's folder
 * @store_id: a store
 * @error: (nullable): why a request of it failed
 *
 * A token that is refused is put right by a person alone: it becomes an alert at once, and stays one until
 * Kaspi was read with it, or with another. Any other failure does nothing.
 */
void
sauda_token_trouble_note (SaudaWorkspace *workspace, gint64 store_id, const GError *error)
{
  if (sauda_kaspi_error_is_token (error))
    raise_alert (workspace, store_id, g_strdup (sauda_kaspi_error_get_reason (error)));
}

/**
 * sauda_token_trouble_note_missing:
 * @workspace: the merchant's folder
 * @store_id: a store that is to be read, and has no token
 *
 * To read again helps as little as with a token that is refused.
 */
void
sauda_token_trouble_note_missing (SaudaWorkspace *workspace, gint64 store_id)
{
  raise_alert (workspace, store_id,
               sauda_reason_new (
                 N_ ("There is no API token for this store, so its orders are not read. Enter it, or let the "
                     "store work from files only."),
                 NULL));
}

/**
 * sauda_token_trouble_clear:
 * @connection: a connection inside a transaction
 * @store_id: a store
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * The store's token is taken, or not needed any more.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_token_trouble_clear (SaudaConnection *connection, gint64 store_id, gint64 now_ms, GError **error)
{
  const SaudaAlertDraft draft = { .kind = SAUDA_ALERT_TOKEN, .store_id = store_id };

  return sauda_alerts_clear (connection, &draft, now_ms, error);
}

/**
 * sauda_token_trouble_remind:
 * @connection: a connection inside a transaction
 * @store_id: a store that is to be read
 * @now_ms: the clock, UTC ms
 * @told: (out): whether an alert about its token is open, acknowledged or not
 * @news: (out): whether it is to be said aloud again
 * @error: return location
 *
 * Each day without a token is worse than the one before: an alert that was acknowledged is said again.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_token_trouble_remind (SaudaConnection *connection,
                            gint64 store_id,
                            gint64 now_ms,
                            gboolean *told,
                            gboolean *news,
                            GError **error)
{
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_TOKEN, .store_id = store_id, .severity = SAUDA_ALERT_URGENT };
  g_autofree char *text = NULL;
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT first_seen_ms, text FROM alert WHERE store_id = ? AND kind = '" SAUDA_ALERT_TOKEN
    "' AND resolved_ms IS NULL",
    error);

  *told = *news = FALSE;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store_id);
  if (!sauda_statement_step (find, told, error))
    return FALSE;
  if (!*told)
    return TRUE;
  draft.weight = (now_ms - sauda_statement_get_int64 (find, 0)) / SAUDA_MS_PER_DAY;
  draft.text = text = g_strdup (sauda_statement_get_text (find, 1));
  sauda_statement_reset (find);
  return sauda_alerts_raise (connection, &draft, now_ms, news, error);
}
