#include "sauda-kaspi-order.h"

#include <string.h>

#define PHONE_DIGITS 10

G_DEFINE_BOXED_TYPE (SaudaKaspiOrder, sauda_kaspi_order, sauda_kaspi_order_ref, sauda_kaspi_order_unref)

static void
clear_order (gpointer data)
{
  SaudaKaspiOrder *order = data;
  char *texts[] = { order->id,          order->code,           order->state,
                    order->status,      order->payment_mode,   order->delivery_mode,
                    order->town,        order->pickup_point,   order->cancellation_reason,
                    order->address,     order->first_name,     order->last_name,
                    order->waybill_url, order->waybill_number, order->phone,
                    order->extra_json };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&order->entries, g_ptr_array_unref);
}

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const SaudaKaspiEntry *first = *(const SaudaKaspiEntry *const *) a;
  const SaudaKaspiEntry *second = *(const SaudaKaspiEntry *const *) b;

  if (first->entry_number != second->entry_number)
    return first->entry_number < second->entry_number ? -1 : 1;
  return strcmp (first->id, second->id);
}

/**
 * sauda_kaspi_entry_new:
 *
 * Returns: (transfer full): an empty line of an order
 */
SaudaKaspiEntry *
sauda_kaspi_entry_new (void)
{
  return g_new0 (SaudaKaspiEntry, 1);
}

/**
 * sauda_kaspi_entry_free:
 * @entry: (transfer full): a line of an order
 *
 * Frees the line with its texts.
 */
void
sauda_kaspi_entry_free (SaudaKaspiEntry *entry)
{
  g_free (entry->id);
  g_free (entry->sku);
  g_free (entry->name);
  g_free (entry->category);
  g_free (entry->unit_type);
  g_free (entry);
}

/**
 * sauda_kaspi_order_new:
 *
 * Returns: (transfer full): an empty order without lines
 */
SaudaKaspiOrder *
sauda_kaspi_order_new (void)
{
  SaudaKaspiOrder *order = g_atomic_rc_box_new0 (SaudaKaspiOrder);

  order->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_entry_free);
  order->total_price = -1;
  return order;
}

/**
 * sauda_kaspi_order_ref:
 * @order: an order
 *
 * Returns: (transfer full): @order
 */
SaudaKaspiOrder *
sauda_kaspi_order_ref (SaudaKaspiOrder *order)
{
  return g_atomic_rc_box_acquire (order);
}

/**
 * sauda_kaspi_order_unref:
 * @order: (transfer full): an order
 *
 * Gives up a reference; the last one frees the order with its lines.
 */
void
sauda_kaspi_order_unref (SaudaKaspiOrder *order)
{
  g_atomic_rc_box_release_full (order, clear_order);
}

/**
 * sauda_kaspi_order_set_entries:
 * @order: an order
 * @entries: (transfer full) (element-type SaudaKaspiEntry): its lines, in any order
 *
 * Gives the order its lines, sorted by entry number. An order needs an IMEI as soon as one of its lines does:
 * Kaspi tells it on either level (kaspi-api 4).
 */
void
sauda_kaspi_order_set_entries (SaudaKaspiOrder *order, GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++) {
    const SaudaKaspiEntry *entry = g_ptr_array_index (entries, i);

    order->imei_required = order->imei_required || entry->imei_required;
  }
  g_ptr_array_unref (order->entries);
  order->entries = entries;
}

/**
 * sauda_kaspi_phone_normalise:
 * @phone: (nullable): a phone as Kaspi writes it: ten digits, or with +7 or 8 before them
 *
 * Archived orders mask the phone as `+0(000)-000-00-00` or with stars (kaspi-api 2.3).
 *
 * Returns: (transfer full) (nullable): ten digits; %NULL when the phone is missing, masked or not of this
 * country
 */
char *
sauda_kaspi_phone_normalise (const char *phone)
{
  char digits[PHONE_DIGITS + 2] = "";
  const char *national = digits;
  gsize length = 0;

  for (const char *p = phone; p != NULL && *p != '\0'; p++) {
    if (!g_ascii_isdigit (*p))
      continue;
    if (length == PHONE_DIGITS + 1)
      return NULL;
    digits[length++] = *p;
  }
  if (length == PHONE_DIGITS + 1) {
    if (*national != '7' && *national != '8')
      return NULL;
    national++;
    length--;
  }
  if (length != PHONE_DIGITS || strspn (national, "0") == PHONE_DIGITS)
    return NULL;
  return g_strdup (national);
}
