#include "sauda-catalog-product.h"

#include "sauda-catalog-error.h"
#include "sauda-connection.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

static void
size_free (gpointer data)
{
  SaudaCatalogSize *size = data;

  g_free (size->size);
  g_free (size);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const SaudaCatalogSize *const *first = a, *const *second = b;

  return sauda_size_word_compare ((*first)->size, (*second)->size);
}

static gboolean
read_variant (SaudaConnection *connection, gint64 variant_id, SaudaCatalogProduct *product, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT model_key, model, gender, product_type FROM variant WHERE id = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
                         _ ("This product is no longer in the catalogue."));
    return FALSE;
  }
  product->model_key = g_strdup (sauda_statement_get_text (find, 0));
  product->model = g_strdup (sauda_statement_get_text (find, 1));
  product->gender = g_strdup (sauda_statement_get_text (find, 2));
  product->product_type = g_strdup (sauda_statement_get_text (find, 3));
  sauda_statement_reset (find);
  return TRUE;
}

/* Offers of one variant share its stock, so the largest number counts, not the sum (product.md 1). */
static gboolean
read_sizes (SaudaConnection *connection, SaudaCatalogProduct *product, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT variant.size, max (offer.stock_entered), min (variant.id) FROM variant LEFT JOIN offer ON "
    "offer.variant_id = "
    "variant.id"
    " WHERE variant.model_key = ? AND variant.size IS NOT NULL GROUP BY variant.size",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_text (select, 1, product->model_key);
  for (;;) {
    SaudaCatalogSize *size;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      break;
    size = g_new0 (SaudaCatalogSize, 1);
    size->size = g_strdup (sauda_statement_get_text (select, 0));
    size->stock = sauda_statement_is_null (select, 1) ? -1 : sauda_statement_get_int64 (select, 1);
    size->variant_id = sauda_statement_get_int64 (select, 2);
    g_ptr_array_add (product->sizes, size);
  }
  g_ptr_array_sort (product->sizes, compare_sizes);
  return TRUE;
}

/**
 * sauda_catalog_find_product:
 * @connection: inside a transaction
 * @variant_id: one of its variants
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the physical model, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND or an
 * error of the store
 */
SaudaCatalogProduct *
sauda_catalog_find_product (SaudaConnection *connection, gint64 variant_id, GError **error)
{
  g_autoptr (SaudaCatalogProduct) product = g_new0 (SaudaCatalogProduct, 1);

  product->sizes = g_ptr_array_new_with_free_func (size_free);
  if (!read_variant (connection, variant_id, product, error) || !read_sizes (connection, product, error))
    return NULL;
  return g_steal_pointer (&product);
}

/**
 * sauda_catalog_product_free:
 * @product: (transfer full) (nullable): a physical model
 */
void
sauda_catalog_product_free (SaudaCatalogProduct *product)
{
  if (product == NULL)
    return;
  g_free (product->model_key);
  g_free (product->model);
  g_free (product->gender);
  g_free (product->product_type);
  g_ptr_array_unref (product->sizes);
  g_free (product);
}
