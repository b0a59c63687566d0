#include "sauda-orders.h"

static void
line_info_free (gpointer data)
{
  SaudaOrderLineInfo *line = data;

  g_free (line->sku);
  g_free (line->title);
  g_free (line->model);
  g_free (line->model_key);
  g_free (line->clicked_size);
  g_free (line->decided_size);
  g_free (line->decided_by);
  g_free (line->decided_reason);
  g_free (line);
}

/**
 * sauda_order_info_new:
 *
 * Returns: (transfer full): an order without a field
 */
SaudaOrderInfo *
sauda_order_info_new (void)
{
  SaudaOrderInfo *info = g_new0 (SaudaOrderInfo, 1);

  info->lines = g_ptr_array_new_full (1, line_info_free);
  return info;
}

/**
 * sauda_order_info_free:
 * @info: (transfer full) (nullable): an order
 */
void
sauda_order_info_free (SaudaOrderInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->store);
  g_free (info->code);
  g_free (info->kaspi_id);
  g_free (info->state);
  g_free (info->status);
  g_free (info->waybill_number);
  g_free (info->waybill_url);
  g_free (info->buyer);
  g_free (info->phone);
  g_free (info->town);
  g_free (info->note);
  g_free (info->tags);
  g_free (info->hold_reason);
  g_free (info->label_path);
  g_free (info->label_sha256);
  g_ptr_array_unref (info->lines);
  g_free (info);
}

/**
 * sauda_order_line_info_get_size:
 * @line: a line of an order
 *
 * Returns: (nullable): the size to ship: the decided one, else the one that the buyer clicked
 */
const char *
sauda_order_line_info_get_size (const SaudaOrderLineInfo *line)
{
  return line->decided_size != NULL ? line->decided_size : line->clicked_size;
}

/**
 * sauda_order_info_may:
 * @info: an order
 * @act: what the merchant wants
 *
 * Returns: whether Kaspi would take it now, so far as is known: see sauda_stage_may(). Orders that are known
 * from files alone can not be acted upon.
 */
gboolean
sauda_order_info_may (const SaudaOrderInfo *info, SaudaStageAct act)
{
  const SaudaStageFacts facts = {
    .state = info->state,
    .status = info->status,
    .kaspi_delivery = info->kaspi_delivery ? SAUDA_FACT_YES : SAUDA_FACT_NO,
    .signature_required = info->signature_required ? SAUDA_FACT_YES : SAUDA_FACT_NO,
    .pre_order = info->pre_order ? SAUDA_FACT_YES : SAUDA_FACT_NO,
    .assembled = info->assembled,
    .has_waybill = info->waybill_number != NULL,
    .handed_over = info->stage == SAUDA_STAGE_DELIVERY || info->handed_over_ms > 0,
  };

  return info->kaspi_id != NULL && sauda_stage_may (&facts, act);
}
