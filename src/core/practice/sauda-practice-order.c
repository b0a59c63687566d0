#include "sauda-practice-order-private.h"

#include <string.h>

/**
 * sauda_practice_key:
 * @text: a number of Kaspi's
 *
 * Returns: (transfer full): what stands for it in the API: base64 without padding (kaspi-api 2.5)
 */
char *
sauda_practice_key (const char *text)
{
  char *key = g_base64_encode ((const guchar *) text, strlen (text));

  key[strcspn (key, "=")] = '\0';
  return key;
}

/**
 * sauda_practice_order_new:
 * @code: nine digits
 *
 * Returns: (transfer full): an order without lines
 */
SaudaPracticeOrder *
sauda_practice_order_new (guint code)
{
  SaudaPracticeOrder *order = g_new0 (SaudaPracticeOrder, 1);

  order->code = g_strdup_printf ("%u", code);
  order->id = sauda_practice_key (order->code);
  order->entries = g_array_new (FALSE, TRUE, sizeof (SaudaPracticeEntry));
  order->point = "PP1";
  return order;
}

/**
 * sauda_practice_order_free:
 * @order: (transfer full): an order
 */
void
sauda_practice_order_free (SaudaPracticeOrder *order)
{
  g_free (order->code);
  g_free (order->id);
  g_free (order->phone);
  g_free (order->waybill_number);
  g_array_unref (order->entries);
  g_free (order);
}

/**
 * sauda_practice_order_add:
 * @order: an order
 * @offer: what is bought
 * @quantity: pieces
 * @weight_grams: of the line when it is sold by weight, else 0
 *
 * Adds a line. One sold by weight costs by the kilogram, whatever its quantity (kaspi-api 4).
 */
void
sauda_practice_order_add (SaudaPracticeOrder *order,
                          const SaudaPracticeOffer *offer,
                          guint quantity,
                          guint weight_grams)
{
  SaudaPracticeEntry entry = { offer, order->entries->len, quantity, weight_grams, offer->price * quantity };

  if (weight_grams > 0)
    entry.total_price = offer->price * weight_grams / 1000;
  g_array_append_val (order->entries, entry);
}

/**
 * sauda_practice_order_get_total:
 * @order: an order
 *
 * Returns: what the goods cost, in tenge
 */
gint64
sauda_practice_order_get_total (const SaudaPracticeOrder *order)
{
  gint64 total = 0;

  for (guint i = 0; i < order->entries->len; i++)
    total += sauda_practice_order_get_entry (order, i)->total_price;
  return total;
}

/**
 * sauda_practice_order_get_entry:
 * @order: an order
 * @position: from 0
 *
 * Returns: (transfer none): the line
 */
const SaudaPracticeEntry *
sauda_practice_order_get_entry (const SaudaPracticeOrder *order, guint position)
{
  return &g_array_index (order->entries, SaudaPracticeEntry, position);
}

/**
 * sauda_practice_order_entry_id:
 * @order: an order
 * @number: of a line, from 0
 *
 * Returns: (transfer full): the line's id in the API
 */
char *
sauda_practice_order_entry_id (const SaudaPracticeOrder *order, guint number)
{
  g_autofree char *text = g_strdup_printf ("%s##%u", order->code, number);

  return sauda_practice_key (text);
}
