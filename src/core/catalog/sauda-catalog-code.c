#include "sauda-catalog-code.h"

#include "sauda-connection.h"

/**
 * sauda_code_match_free:
 * @match: (transfer full): a match
 */
void
sauda_code_match_free (SaudaCodeMatch *match)
{
  g_free (match->model_key);
  g_free (match->model);
  g_free (match->size);
  g_free (match);
}

/**
 * sauda_catalog_find_code:
 * @connection: inside a transaction
 * @code: what a scanner read from a product: one of its bar codes, its SKU, an article of any store, or a
 * code of Kaspi
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCodeMatch) (nullable): every variant that the code stands for;
 * or %NULL with an error of the store
 */
GPtrArray *
sauda_catalog_find_code (SaudaConnection *connection, const char *code, GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_code_match_free);
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT id, model_key, model_name, size FROM variant WHERE sku = ?1 OR id IN"
    " (SELECT variant_id FROM offer WHERE (sku = ?1 OR kaspi_code = ?1 OR kaspi_code_2 = ?1)"
    " AND variant_id IS NOT NULL UNION SELECT variant_id FROM variant_barcode WHERE code = ?1) ORDER BY id",
    error);
  gboolean row = FALSE;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, code);
  for (;;) {
    SaudaCodeMatch *match = NULL;

    if (!sauda_statement_step (find, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&matches);
    match = g_new0 (SaudaCodeMatch, 1);
    match->variant_id = sauda_statement_get_int64 (find, 0);
    match->model_key = g_strdup (sauda_statement_get_text (find, 1));
    match->model = g_strdup (sauda_statement_get_text (find, 2));
    match->size = g_strdup (sauda_statement_get_text (find, 3));
    g_ptr_array_add (matches, match);
  }
}
