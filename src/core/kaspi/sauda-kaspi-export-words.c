#include "sauda-kaspi-export-words.h"

#include "sauda-text.h"

#include <string.h>

#define STATE_KASPI "KASPI_DELIVERY"
#define ACCEPTED "ACCEPTED_BY_MERCHANT"

typedef struct {
  const char *text; /* (not nullable) as a search key */
  const char *wire; /* (not nullable) what the API says */
} Word;

/* kaspi-api 9.1; «В пути» is a pre-order that has not reached the warehouse (3.3). */
static const struct {
  const char *text;  /* (not nullable) as a search key */
  const char *state; /* (nullable) NULL: the way of delivery decides */
  const char *status;
  gboolean handed_over;
  gboolean pre_order;
} statuses[] = {
  { "новый", "NEW", "APPROVED_BY_BANK", FALSE, FALSE },
  { "принят партнером", NULL, ACCEPTED, FALSE, FALSE },
  { "ожидает передачи курьеру", STATE_KASPI, ACCEPTED, FALSE, FALSE },
  { "передан курьеру", STATE_KASPI, ACCEPTED, TRUE, FALSE },
  { "в пути", STATE_KASPI, ACCEPTED, FALSE, TRUE },
  { "ожидает отмены", STATE_KASPI, "CANCELLING", FALSE, FALSE },
  { "выдан", "ARCHIVE", "COMPLETED", TRUE, FALSE },
  { "отменен", "ARCHIVE", "CANCELLED", FALSE, FALSE },
  { "возврат", "ARCHIVE", "RETURNED", FALSE, FALSE },
};

static const Word delivery_modes[] = {
  { "доставка", "DELIVERY_LOCAL" },
  { "доставка (межгород)", "DELIVERY_REGIONAL_TODOOR" },
  { "самовывоз", "DELIVERY_PICKUP" },
  { "самовывоз (межгород)", "DELIVERY_REGIONAL_PICKUP" },
};

static const Word payment_modes[] = {
  { "оплата в кредит", "PAY_WITH_CREDIT" },
  { "безналичная оплата", "PREPAID" },
};

static const Word signatures[] = {
  { "", "no" }, { "нет", "no" }, { "не требуется", "no" }, { "да", "yes" }, { "требуется", "yes" },
};

static const char *
find_word (const Word *words, gsize n_words, const char *text)
{
  g_autofree char *key = sauda_text_search_key (text);

  for (gsize i = 0; i < n_words; i++)
    if (strcmp (words[i].text, key) == 0)
      return words[i].wire;
  return NULL;
}

static gssize
find_status (const char *text)
{
  g_autofree char *key = sauda_text_search_key (text);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (strcmp (statuses[i].text, key) == 0)
      return (gssize) i;
  return -1;
}

/* The merchant's own: without a courier of Kaspi's, or accepted without being in Kaspi's delivery at all. */
static const char *
own_state (const SaudaKaspiExportOrder *order)
{
  g_autofree char *key = sauda_text_search_key (order->delivery_text);

  return g_str_has_prefix (key, "самовывоз") ? "PICKUP" : "DELIVERY";
}

/**
 * sauda_kaspi_export_delivery_mode: (skip)
 * @text: (nullable): Способ доставки
 *
 * Returns: (nullable): `deliveryMode` of the API, %NULL for an unknown text
 */
const char *
sauda_kaspi_export_delivery_mode (const char *text)
{
  return find_word (delivery_modes, G_N_ELEMENTS (delivery_modes), text);
}

/**
 * sauda_kaspi_export_payment_mode: (skip)
 * @text: (nullable): Способ оплаты
 *
 * Returns: (nullable): `paymentMode` of the API, %NULL for an unknown text
 */
const char *
sauda_kaspi_export_payment_mode (const char *text)
{
  return find_word (payment_modes, G_N_ELEMENTS (payment_modes), text);
}

/**
 * sauda_kaspi_export_signature: (skip)
 * @text: (nullable): Требуется подписание
 * @required: (out): whether papers must be signed; %TRUE for an unknown text, so that nothing leaves unsigned
 *
 * Returns: %FALSE for an unknown text
 */
gboolean
sauda_kaspi_export_signature (const char *text, gboolean *required)
{
  const char *word = find_word (signatures, G_N_ELEMENTS (signatures), text);

  *required = g_strcmp0 (word, "no") != 0;
  return word != NULL;
}

/**
 * sauda_kaspi_export_derive: (skip)
 * @order: an order whose texts are known
 *
 * Fills in what the API would say, from the status, the way of delivery and the courier (kaspi-api 9.1). An
 * order that waits for a courier although it names none is the merchant's own pickup or delivery.
 */
void
sauda_kaspi_export_derive (SaudaKaspiExportOrder *order)
{
  gssize found = find_status (order->status_text);
  gboolean own;

  order->kaspi_delivery = order->courier != NULL;
  order->delivery_mode = sauda_kaspi_export_delivery_mode (order->delivery_text);
  order->payment_mode = sauda_kaspi_export_payment_mode (order->payment_text);
  order->state = order->status = NULL;
  order->handed_over = order->pre_order = FALSE;
  if (found < 0)
    return;
  own = statuses[found].state == NULL ||
        (strcmp (statuses[found].state, STATE_KASPI) == 0 && order->courier == NULL);
  order->state = own ? own_state (order) : statuses[found].state;
  order->status = statuses[found].status;
  order->handed_over = statuses[found].handed_over;
  order->pre_order = statuses[found].pre_order;
  if (own)
    order->kaspi_delivery = FALSE;
}

/**
 * sauda_kaspi_export_status:
 * @text: (nullable): Статус of a spreadsheet, in any case
 * @state: (out) (nullable): state of the API; %NULL when the way of delivery decides between PICKUP and
 * DELIVERY
 * @status: (out): status of the API
 * @handed_over: (out): whether the courier or the buyer has it
 *
 * Returns: %FALSE for a text that kaspi-api 9.1 does not list; nothing is set then
 */
gboolean
sauda_kaspi_export_status (const char *text, const char **state, const char **status, gboolean *handed_over)
{
  gssize found = find_status (text);

  if (found < 0)
    return FALSE;
  *state = statuses[found].state;
  *status = statuses[found].status;
  *handed_over = statuses[found].handed_over;
  return TRUE;
}
