#include "sauda-database.h"
#include "sauda-parity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_PREFIX "quantity:"

/* What the fields of sauda-order-sources.c are called on a page. */
static const struct {
  const char *field;
  const char *title;
} titles[] = {
  { "status", N_ ("Status") },
  { "created", N_ ("Day of the order") },
  { "planned_handover", N_ ("Hand-over planned for") },
  { "delivery_mode", N_ ("Delivery") },
  { "payment_mode", N_ ("Payment") },
  { "pickup_point", N_ ("Warehouse") },
  { "kaspi_delivery", N_ ("Kaspi Delivery") },
  { "signature_required", N_ ("To be signed") },
  { "pre_order", N_ ("Pre-order") },
  { "assembled", N_ ("Assembled") },
  { "handed_over", N_ ("Handed over") },
  { "total", N_ ("Total, ₸") },
  { "delivery_cost", N_ ("Delivery paid by the buyer, ₸") },
  { "delivery_cost_for_seller", N_ ("Delivery paid by you, ₸") },
};

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const gint64 *store_id = data;

  return sauda_parity_read (connection, *store_id, SAUDA_DAY_NONE, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SaudaParity *parity = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (parity != NULL)
    g_task_return_pointer (task, parity, (GDestroyNotify) sauda_parity_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_parity_get_field_title:
 * @field: a field of a difference
 *
 * Returns: what people call it, translated; of a line its article, and the name itself for one that is new
 */
const char *
sauda_parity_get_field_title (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (field, titles[i].field))
      return _ (titles[i].title);
  return g_str_has_prefix (field, LINE_PREFIX) ? field + strlen (LINE_PREFIX) : field;
}

/**
 * sauda_parity_read_async:
 * @workspace: the merchant's folder
 * @store_id: a store, or 0 for all
 * @cancellable: (nullable): to stop
 * @callback: called with the comparison
 * @user_data: data for @callback
 *
 * Compares every day, see sauda_parity_read().
 */
void
sauda_parity_read_async (SaudaWorkspace *workspace,
                         gint64 store_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_parity_read_async);
  sauda_database_read_async (sauda_workspace_get_database (workspace), read_work,
                             g_memdup2 (&store_id, sizeof store_id), g_free,
                             (GDestroyNotify) sauda_parity_free, cancellable, on_read, task);
}

/**
 * sauda_parity_read_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the comparison, or %NULL with an error of the store room
 */
SaudaParity *
sauda_parity_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_parity_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
