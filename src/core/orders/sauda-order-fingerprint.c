#include "sauda-order-private.h"

#include <string.h>

static guint64
add_bytes (guint64 hash, const void *bytes, gsize length)
{
  const guchar *p = bytes;

  /* FNV-1a */
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ p[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static guint64
add_text (guint64 hash, const char *text)
{
  return text == NULL ? add_bytes (hash, "\377", 1) : add_bytes (hash, text, strlen (text) + 1);
}

/**
 * sauda_order_fingerprint_make:
 * @order: an order
 * @line: one of its lines
 *
 * Returns: a number that differs when anything differs that a list shows
 */
guint64
sauda_order_fingerprint_make (const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  const char *const texts[] = { order->store,       order->code,        order->status,     order->buyer,
                                order->phone,       order->town,        order->note,       order->tags,
                                order->hold_reason, order->label_path,  line->sku,         line->title,
                                line->model,        line->clicked_size, line->decided_size };
  const gint64 numbers[] = { order->stage,      order->created_ms, order->planned_handover_ms,
                             order->ship_by_ms, order->total,      order->kaspi_delivery,
                             order->express,    order->lines->len, order->hold_until,
                             line->quantity,    line->amount };
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    hash = add_text (hash, texts[i]);
  return add_bytes (hash, numbers, sizeof numbers);
}
