#include "sauda-pack-look-up.h"

#include "sauda-catalog-code.h"
#include "sauda-pack-scan.h"

/* Two stores may have an order of the same number: the one that is to be shipped is on the table. */
static gboolean
look_up_order (SaudaConnection *connection, SaudaPackLookUp *look_up, GError **error)
{
  const SaudaOrderQuery query = { .stage = -1, .text = look_up->code };
  g_autoptr (GPtrArray) orders = sauda_orders_list (connection, &query, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (!g_str_equal (order->code, look_up->code))
      continue;
    look_up->n_orders++;
    if (look_up->order != NULL && order->stage != SAUDA_STAGE_HANDOVER)
      continue;
    g_clear_pointer (&look_up->order, sauda_order_info_free);
    look_up->order = sauda_orders_find (connection, order->store_id, order->code, error);
    if (look_up->order == NULL)
      return FALSE;
  }
  return look_up->order == NULL ||
         sauda_orders_get_packing (connection, look_up->order->id, &look_up->packing, error);
}

/**
 * sauda_pack_look_up_free:
 * @data: (transfer full): what a scan leads to
 */
void
sauda_pack_look_up_free (gpointer data)
{
  SaudaPackLookUp *look_up = data;

  g_free (look_up->code);
  g_clear_pointer (&look_up->order, sauda_order_info_free);
  g_clear_pointer (&look_up->matches, g_ptr_array_unref);
  g_free (look_up);
}

/**
 * sauda_pack_look_up_work:
 * @connection: the database, inside a transaction
 * @text: (type utf8): what was scanned
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the #SaudaPackLookUp, or %NULL with an error of the store
 */
gpointer
sauda_pack_look_up_work (SaudaConnection *connection, gpointer text, GError **error)
{
  SaudaPackLookUp *look_up = g_new0 (SaudaPackLookUp, 1);
  guint place = 1;
  gboolean done = FALSE;

  look_up->is_order = sauda_pack_scan_parse (text, &look_up->code, &place) == SAUDA_PACK_SCAN_ORDER;
  done = !look_up->is_order || look_up_order (connection, look_up, error);
  if (done && look_up->order == NULL) {
    look_up->matches = sauda_catalog_find_code (connection, look_up->code, error);
    done = look_up->matches != NULL;
  }
  /* short bar codes and articles of Kaspi look like numbers of orders */
  if (done && look_up->order == NULL && look_up->matches->len > 0)
    look_up->is_order = FALSE;
  if (done)
    return look_up;
  sauda_pack_look_up_free (look_up);
  return NULL;
}
