#include "sauda-size-return.h"

#include "sauda-database.h"
#include "sauda-decisions.h"
#include "sauda-orders-error.h"
#include "sauda-orders.h"

#include <glib/gi18n-lib.h>

/* A return on its way to the database's thread; texts are owned. */
typedef struct {
  SaudaSizeReturn back;
  char *code;
  char *size;
  char *who;
  gboolean learned;
} Noting;

static void
noting_free (gpointer data)
{
  Noting *noting = data;

  g_free (noting->code);
  g_free (noting->size);
  g_free (noting->who);
  g_free (noting);
}

static gpointer
note_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Noting *noting = data;
  g_autoptr (SaudaOrderInfo) order = sauda_orders_find (connection, 0, noting->code, error);
  SaudaDecision decision = { .size = noting->size, .who = noting->who, .now_ms = noting->back.now_ms };
  const char *known = NULL;

  if (order == NULL)
    return NULL;
  if (noting->back.line < 1 || noting->back.line > order->lines->len) {
    g_set_error (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                 ngettext ("Order %s has %u line.", "Order %s has %u lines.", order->lines->len), order->code,
                 order->lines->len);
    return NULL;
  }
  decision.line_id =
    ((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, noting->back.line - 1))->id;
  if (!sauda_decisions_note_return (connection, &decision, noting->back.outcome, &noting->learned, error))
    return NULL;
  known = noting->learned ? "learned" : "noted";
  return (gpointer) known;
}

/**
 * sauda_size_return_note_async:
 * @database: the database of a workspace
 * @back: what came back; copied
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: for @callback
 *
 * See sauda_decisions_note_return().
 */
void
sauda_size_return_note_async (SaudaDatabase *database,
                              const SaudaSizeReturn *back,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Noting *noting = g_new0 (Noting, 1);

  noting->back = *back;
  noting->code = g_strdup (back->code);
  noting->size = g_strdup (back->size);
  noting->who = g_strdup (back->who);
  sauda_database_run_async (database, note_work, noting, noting_free, NULL, cancellable, callback, user_data);
}

/**
 * sauda_size_return_note_finish:
 * @result: the result
 * @learned: (out): whether anything is learned: height and weight have to be known for that
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_size_return_note_finish (GAsyncResult *result, gboolean *learned, GError **error)
{
  g_autoptr (GObject) database = g_async_result_get_source_object (result);
  const char *known = sauda_database_run_finish (SAUDA_DATABASE (database), result, error);

  *learned = g_strcmp0 (known, "learned") == 0;
  return known != NULL;
}
