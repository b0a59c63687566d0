#include "sauda-act-kind.h"

#include "sauda-connection.h"
#include "sauda-order-row.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

static const SaudaActKind kinds[] = {
  { SAUDA_ACT_ACCEPT, "ACCEPTED_BY_MERCHANT", SAUDA_STAGE_ACT_ACCEPT, FALSE },
  { SAUDA_ACT_ASSEMBLE, "ASSEMBLE", SAUDA_STAGE_ACT_ASSEMBLE, FALSE },
  { SAUDA_ACT_CANCEL, "CANCELLED", SAUDA_STAGE_ACT_CANCEL, FALSE },
  { SAUDA_ACT_CANCEL_LINES, NULL, SAUDA_STAGE_ACT_CANCEL, FALSE },
  { SAUDA_ACT_ARRIVED, "ARRIVED", SAUDA_STAGE_ACT_ARRIVED, FALSE },
  { SAUDA_ACT_ARRIVED_BACKWARD, "ARRIVED_BACKWARD", SAUDA_STAGE_ACT_ARRIVED_BACKWARD, FALSE },
  { SAUDA_ACT_SEND_CODE, "COMPLETED", SAUDA_STAGE_ACT_COMPLETE, TRUE },
  { SAUDA_ACT_COMPLETE, "COMPLETED", SAUDA_STAGE_ACT_COMPLETE, FALSE },
};

/* Whether Kaspi has told what is in the order. */
static gboolean
has_lines (SaudaConnection *connection, gint64 order_id, gboolean *has, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT 1 FROM order_line WHERE order_id = ? LIMIT 1", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order_id);
  return sauda_statement_step (find, has, error);
}

/**
 * sauda_act_kind_find:
 * @name: a kind as in the ledger
 *
 * Returns: (nullable): what it is
 */
const SaudaActKind *
sauda_act_kind_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

/**
 * sauda_act_kind_find_trust_obstacle:
 * @store: a store
 *
 * A plan for a store that may not write could be made, but never approved (product.md 5).
 *
 * Returns: (transfer full) (nullable): why nothing can be done to its orders, and what to do, for
 * sauda_reason_show()
 */
char *
sauda_act_kind_find_trust_obstacle (const SaudaStoreInfo *store)
{
  if (store->trust >= SAUDA_TRUST_LIMITED)
    return NULL;
  return sauda_reason_new (
    N_ ("The store's trust level “%s” does not allow writing. Raise it to “%s” in Settings, or do "
        "this in Kaspi's cabinet."),
    sauda_trust_get_reason (store->trust), sauda_trust_get_reason (SAUDA_TRUST_LIMITED), NULL);
}

/**
 * sauda_act_kind_find_obstacle:
 * @connection: a connection inside a transaction
 * @store_id: a store
 * @kind: what shall be done
 * @code: an order number
 * @obstacle: (out) (transfer full) (nullable): why the order, as it is known, does not allow it, for
 *   sauda_reason_show()
 * @error: return location
 *
 * Asks the table of transitions, and refuses to assemble what nobody could pack.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_act_kind_find_obstacle (SaudaConnection *connection,
                              gint64 store_id,
                              const char *kind,
                              const char *code,
                              char **obstacle,
                              GError **error)
{
  g_autoptr (SaudaOrderRow) row = sauda_order_row_load (connection, store_id, code, error);
  const SaudaActKind *info = sauda_act_kind_find (kind);
  SaudaStageFacts facts;
  gboolean lines;

  *obstacle = NULL;
  if (row == NULL || !has_lines (connection, row->id, &lines, error))
    return FALSE;
  sauda_order_row_get_facts (row, &facts);
  if (info == NULL || row->id == 0)
    *obstacle = g_strdup (N_ ("Sauda does not know this order or act; fetch the orders first."));
  else if (!sauda_stage_may (&facts, info->stage_act))
    *obstacle = sauda_reason_new (
      N_ ("The order is at the stage “%s”, where Kaspi does not take this; nothing was sent."),
      sauda_stage_get_reason (row->stage), NULL);
  else if (info->stage_act == SAUDA_STAGE_ACT_ASSEMBLE && !lines)
    *obstacle =
      g_strdup (N_ ("Kaspi does not tell what is in the order; look at it in the merchant cabinet."));
  else if (info->stage_act == SAUDA_STAGE_ACT_ASSEMBLE && row->known->imei_required == SAUDA_FACT_YES)
    *obstacle = g_strdup (N_ ("The order waits for its IMEI: enter it in Kaspi's cabinet."));
  return TRUE;
}
