#include "sauda-order-record.h"

#include "sauda-text.h"

#include <string.h>

#define PHONE_DIGITS 10

static void
line_record_free (gpointer data)
{
  SaudaOrderLineRecord *line = data;

  g_free (line->sku);
  g_free (line->title);
  g_free (line->seller_title);
  g_free (line->category);
  g_free (line->kaspi_entry_id);
  g_free (line->unit_type);
  g_free (line);
}

/**
 * sauda_order_record_new:
 * @source: where it comes from
 * @code: the order's number
 *
 * Returns: (transfer full): a record that knows nothing yet
 */
SaudaOrderRecord *
sauda_order_record_new (SaudaOrderSource source, const char *code)
{
  SaudaOrderRecord *record = g_new0 (SaudaOrderRecord, 1);

  record->source = source;
  record->code = g_strdup (code);
  record->total = -1;
  record->delivery_cost = -1;
  record->delivery_cost_for_seller = -1;
  record->lines = g_ptr_array_new_with_free_func (line_record_free);
  return record;
}

/**
 * sauda_order_record_free:
 * @record: (transfer full) (nullable): a record
 */
void
sauda_order_record_free (SaudaOrderRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->origin);
  g_free (record->code);
  g_free (record->kaspi_id);
  g_free (record->state);
  g_free (record->status);
  g_free (record->delivery_mode);
  g_free (record->payment_mode);
  g_free (record->cancellation_reason);
  g_free (record->waybill_number);
  g_free (record->waybill_url);
  g_free (record->pickup_point);
  g_free (record->town);
  g_free (record->address);
  g_free (record->buyer);
  g_free (record->phone);
  g_free (record->extra);
  g_ptr_array_unref (record->lines);
  g_free (record);
}

/**
 * sauda_order_record_add_line:
 * @record: a record
 * @sku: (nullable): the merchant SKU, as it stands
 * @quantity: pieces
 *
 * Returns: (transfer none): the new line, for the other fields
 */
SaudaOrderLineRecord *
sauda_order_record_add_line (SaudaOrderRecord *record, const char *sku, gint quantity)
{
  SaudaOrderLineRecord *line = g_new0 (SaudaOrderLineRecord, 1);

  line->sku = g_strdup (sku != NULL ? sku : "");
  line->quantity = quantity;
  line->amount = -1;
  g_ptr_array_add (record->lines, line);
  return line;
}

/**
 * sauda_order_record_find_total:
 * @record: a record
 *
 * Returns: the goods total in tenge: the record's own, else the sum of its lines; -1 when one of them is not
 * known
 */
gint64
sauda_order_record_find_total (const SaudaOrderRecord *record)
{
  gint64 total = 0;

  if (record->total >= 0)
    return record->total;
  for (guint i = 0; i < record->lines->len; i++) {
    const SaudaOrderLineRecord *line = g_ptr_array_index (record->lines, i);

    if (line->amount < 0)
      return -1;
    total += line->amount;
  }
  return record->lines->len > 0 ? total : -1;
}

/**
 * sauda_order_record_read_phone:
 * @text: (nullable): a phone number in any writing: `+7 700 000 00 01`, `87000000001`, `7000000001`
 *
 * Archived orders mask their phones, as in `+0(000)-000-00-00` (kaspi-api 2.3): such a number is none.
 *
 * Returns: (transfer full) (nullable): ten digits without the country code, or %NULL
 */
char *
sauda_order_record_read_phone (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *number;

  for (const char *p = text; p != NULL && *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (*p == '*' || g_ascii_isalpha (*p))
      return NULL;
  }
  number = digits->str;
  if (digits->len == PHONE_DIGITS + 1 && (*number == '7' || *number == '8'))
    number++;
  if (strlen (number) != PHONE_DIGITS || *number == '0')
    return NULL;
  return g_strdup (number);
}
