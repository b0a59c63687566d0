#include "sauda-stock-question.h"

#include "sauda-connection.h"
#include "sauda-reason.h"
#include "sauda-stock-ledger.h"

#include <glib/gi18n-lib.h>

#define SELECT_QUESTIONS                                                                                     \
  "SELECT question.id, question.line_id, question.variant_id, variant.sku, question.order_code,"             \
  " question.kind, question.pieces, question.asked_ms FROM stock_question AS question"                       \
  " JOIN variant ON variant.id = question.variant_id WHERE question.settled_ms IS NULL"

static SaudaStockQuestion *
read_question (SaudaStatement *row)
{
  SaudaStockQuestion *question = g_new0 (SaudaStockQuestion, 1);

  question->id = sauda_statement_get_int64 (row, 0);
  question->line_id = sauda_statement_get_int64 (row, 1);
  question->variant_id = sauda_statement_get_int64 (row, 2);
  question->sku = g_strdup (sauda_statement_get_text (row, 3));
  question->order_code = g_strdup (sauda_statement_get_text (row, 4));
  question->late_cancel = g_strcmp0 (sauda_statement_get_text (row, 5), "late-cancel") == 0;
  question->pieces = sauda_statement_get_int64 (row, 6);
  question->asked_ms = sauda_statement_get_int64 (row, 7);
  return question;
}

static SaudaStockQuestion *
find_open (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, SELECT_QUESTIONS " AND question.id = ?", error);
  SaudaStockQuestion *question;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row) {
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                 _ ("There is no open question with the number %u. “saudactl stock questions” shows them."),
                 (guint) id);
    return NULL;
  }
  question = read_question (find);
  sauda_statement_reset (find);
  return question;
}

/* A parcel that never left its wrapping goes on the shelf, a return into the box "to inspect" first. */
static gboolean
take_back (SaudaConnection *connection,
           const SaudaStockQuestion *question,
           const char *who,
           gint64 now_ms,
           GError **error)
{
  g_autofree char *title = sauda_reason_new (N_ ("Came back: order %s"), question->order_code, NULL);
  gint64 batch_id = sauda_stock_ledger_begin (connection, title, who, now_ms, error);
  g_autofree char *key = g_strdup_printf ("back/%" G_GINT64_FORMAT, question->line_id);
  const SaudaStockDraft draft = {
    .variant_id = question->variant_id,
    .kind = question->late_cancel ? SAUDA_STOCK_CANCEL : SAUDA_STOCK_RETURN,
    .pieces = question->late_cancel ? question->pieces : 0,
    .inspect = question->late_cancel ? 0 : question->pieces,
    .order_code = question->order_code,
    .line_id = question->line_id,
    .key = key,
  };

  return batch_id != 0 && sauda_stock_ledger_add (connection, batch_id, &draft, now_ms, NULL, error);
}

/**
 * sauda_stock_question_free:
 * @question: (transfer full) (nullable): a question
 */
void
sauda_stock_question_free (SaudaStockQuestion *question)
{
  if (question == NULL)
    return;
  g_free (question->sku);
  g_free (question->order_code);
  g_free (question);
}

/**
 * sauda_stock_question_ask:
 * @connection: inside a transaction
 * @question: what is asked; its number and SKU are not looked at
 * @asked: (out) (nullable): %FALSE when the same was asked before, answered or not
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_question_ask (SaudaConnection *connection,
                          const SaudaStockQuestion *question,
                          gboolean *asked,
                          GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO stock_question (line_id, variant_id, order_code, kind, pieces, asked_ms)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (line_id, kind) DO NOTHING",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, question->line_id);
  sauda_statement_bind_int64 (insert, 2, question->variant_id);
  sauda_statement_bind_text (insert, 3, question->order_code);
  sauda_statement_bind_text (insert, 4, question->late_cancel ? "late-cancel" : "return");
  sauda_statement_bind_int64 (insert, 5, question->pieces);
  sauda_statement_bind_int64 (insert, 6, question->asked_ms);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  if (asked != NULL)
    *asked = sauda_connection_get_changes (connection) > 0;
  return TRUE;
}

/**
 * sauda_stock_question_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockQuestion) (nullable): open questions, the oldest first
 */
GPtrArray *
sauda_stock_question_list (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) questions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_question_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection, SELECT_QUESTIONS " ORDER BY question.id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&questions);
    g_ptr_array_add (questions, read_question (select));
  }
}

/**
 * sauda_stock_question_answer:
 * @connection: inside a transaction
 * @id: an open question
 * @came_back: whether the parcel is here
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Yes puts a late cancellation back on the shelf, and a return into the box "to inspect". No writes nothing.
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_stock_question_answer (SaudaConnection *connection,
                             gint64 id,
                             gboolean came_back,
                             const char *who,
                             gint64 now_ms,
                             GError **error)
{
  SaudaStockQuestion *question = find_open (connection, id, error);
  gboolean moved = question != NULL && (!came_back || take_back (connection, question, who, now_ms, error));
  SaudaStatement *settle;

  sauda_stock_question_free (question);
  if (!moved)
    return FALSE;
  settle = sauda_connection_prepare (
    connection, "UPDATE stock_question SET settled_ms = ?2, settled_by = ?3, answer = ?4 WHERE id = ?1",
    error);
  if (settle == NULL)
    return FALSE;
  sauda_statement_bind_int64 (settle, 1, id);
  sauda_statement_bind_int64 (settle, 2, now_ms);
  sauda_statement_bind_text (settle, 3, who);
  sauda_statement_bind_text (settle, 4, came_back ? "yes" : "no");
  return sauda_statement_run (settle, error);
}
