#include "sauda-sized-line.h"

#include "sauda-catalog-product.h"
#include "sauda-connection.h"
#include "sauda-size-product.h"
#include "sauda-stock-sums.h"
#include "sauda-text.h"

#include <string.h>

/* Sizes of children are heights' numbers, those of adults begin at 44 (product.md 2). */
static gboolean
is_kids_size (const char *size)
{
  return size != NULL && strlen (size) == 2 && strcmp (size, "22") >= 0 && strcmp (size, "34") <= 0;
}

/* The clicked one, else the first that the product has. */
static const char *
get_any_size (const SaudaSizedLine *self)
{
  if (self->line->clicked_size != NULL || self->product == NULL || self->product->sizes->len == 0)
    return self->line->clicked_size;
  return ((const SaudaCatalogSize *) g_ptr_array_index (self->product->sizes, 0))->size;
}

static void
describe_product (SaudaSizedLine *self)
{
  const SaudaCatalogProduct *product = self->product;
  const char *gender = product != NULL ? product->gender : NULL;
  const char *model =
    product != NULL && !sauda_text_is_empty (product->model) ? product->model : self->line->model_key;

  self->group = sauda_text_search_key (model);
  self->people = sauda_text_is_empty (gender) && is_kids_size (self->line->clicked_size)
                   ? SAUDA_SIZE_PEOPLE_KIDS
                   : sauda_size_product_get_people (gender);
  self->people = sauda_size_product_get_people_of_size (self->people, get_any_size (self));
  self->has_sizes = (self->line->clicked_size != NULL || (product != NULL && product->sizes->len > 0)) &&
                    (product == NULL || sauda_size_product_has_sizes (product->product_type));
}

/* What was counted, or moved since, says more than what the catalogue once said. */
static gboolean
read_stock (SaudaSizedLine *self, SaudaConnection *connection, GError **error)
{
  for (guint i = 0; i < self->product->sizes->len && i < 64; i++) {
    SaudaCatalogSize *size = g_ptr_array_index (self->product->sizes, i);
    SaudaStockSum sum;

    if (!sauda_stock_sum_read (connection, size->variant_id, &sum, error))
      return FALSE;
    if (sum.baseline_ms == 0)
      continue;
    size->stock = MAX (sum.on_hand - sum.buffer, 0);
    self->counted |= G_GUINT64_CONSTANT (1) << i;
  }
  return TRUE;
}

/**
 * sauda_sized_line_find:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the line with its product, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND
 * or an error of the store
 */
SaudaSizedLine *
sauda_sized_line_find (SaudaConnection *connection, gint64 line_id, GError **error)
{
  g_autoptr (SaudaSizedLine) self = g_new0 (SaudaSizedLine, 1);

  self->order = sauda_orders_find_of_line (connection, line_id, error);
  if (self->order == NULL)
    return NULL;
  for (guint i = 0; i < self->order->lines->len && self->line == NULL; i++) {
    SaudaOrderLineInfo *line = g_ptr_array_index (self->order->lines, i);

    self->line = line->id == line_id ? line : NULL;
  }
  if (self->line->variant_id != 0) {
    self->product = sauda_catalog_find_product (connection, self->line->variant_id, error);
    if (self->product == NULL || !read_stock (self, connection, error))
      return NULL;
  }
  describe_product (self);
  return g_steal_pointer (&self);
}

/**
 * sauda_sized_line_free:
 * @self: (transfer full) (nullable): a line
 */
void
sauda_sized_line_free (SaudaSizedLine *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->order, sauda_order_info_free);
  g_clear_pointer (&self->product, sauda_catalog_product_free);
  g_free (self->group);
  g_free (self);
}

/**
 * sauda_sized_line_get_shelf:
 * @self: a line
 * @chart: the chart of its people
 *
 * Returns: which sizes of @chart its product has for sure, and which it does not have, or has no more
 */
SaudaSizeShelf
sauda_sized_line_get_shelf (const SaudaSizedLine *self, const SaudaSizeChart *chart)
{
  SaudaSizeShelf shelf = { 0 };
  guint32 listed = 0, sold_out = 0;
  guint n_listed = 0;

  for (guint i = 0; self->product != NULL && i < self->product->sizes->len; i++) {
    const SaudaCatalogSize *size = g_ptr_array_index (self->product->sizes, i);
    int place = sauda_size_chart_find (chart, size->size);

    if (place < 0)
      continue;
    n_listed++;
    listed |= 1u << place;
    sold_out |= size->stock == 0 ? 1u << place : 0;
    if (size->stock > 0 && (self->counted & (G_GUINT64_CONSTANT (1) << i)) != 0)
      shelf.there |= 1u << place;
  }
  /* One size says that the catalogue is not complete, rather than that there is no other. */
  if (n_listed >= 2)
    shelf.gone = sold_out == listed ? ~listed : ~listed | sold_out;
  return shelf;
}

/**
 * sauda_sized_line_get_stock:
 * @self: a line
 * @size: a size
 *
 * Returns: pieces of that size of the same model, -1 when that is not known
 */
gint64
sauda_sized_line_get_stock (const SaudaSizedLine *self, const char *size)
{
  for (guint i = 0; self->product != NULL && i < self->product->sizes->len; i++) {
    const SaudaCatalogSize *known = g_ptr_array_index (self->product->sizes, i);

    if (g_str_equal (known->size, size))
      return known->stock;
  }
  return -1;
}
