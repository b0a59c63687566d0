#include "sauda-kaspi-records.h"

static SaudaFact
fact (gboolean yes)
{
  return yes ? SAUDA_FACT_YES : SAUDA_FACT_NO;
}

/* An empty name is no name; one of two parts is written without a gap. */
static char *
join_name (const char *first, const char *last)
{
  g_autofree char *name = g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");

  g_strstrip (name);
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

static void
add_entry (SaudaOrderRecord *record, const SaudaKaspiEntry *entry)
{
  SaudaOrderLineRecord *line =
    sauda_order_record_add_line (record, entry->sku != NULL ? entry->sku : "", entry->quantity);

  line->title = g_strdup (entry->name);
  line->category = g_strdup (entry->category);
  line->kaspi_entry_id = g_strdup (entry->id);
  line->unit_type = g_strdup (entry->unit_type);
  line->amount = entry->total_price;
}

/* When the order came to the stage that it is told in; 0: not told. Packing and the courier change no status
 * (kaspi-api 3.3), so the date of the last status says nothing of them; and it is one client's word, so what
 * cannot be is left out. */
static gint64
read_status_moment (const SaudaKaspiOrder *order, gint64 now_ms)
{
  gboolean accepted = g_strcmp0 (order->status, "ACCEPTED_BY_MERCHANT") == 0;
  gint64 moment = order->status_changed_ms;

  if (accepted && order->handed_over_ms > 0)
    moment = order->handed_over_ms;
  else if (accepted && order->assembled)
    return 0;
  else if (order->completed_ms > 0 && g_strcmp0 (order->status, "COMPLETED") == 0)
    moment = order->completed_ms;
  return moment >= order->created_ms && moment <= now_ms ? moment : 0;
}

static SaudaOrderRecord *
from_order (const SaudaKaspiOrder *order, gint64 now_ms)
{
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_API, order->code);
  gboolean imei = order->imei_required;

  record->as_of_ms = now_ms;
  record->kaspi_id = g_strdup (order->id);
  record->state = g_strdup (order->state);
  record->status = g_strdup (order->status);
  record->delivery_mode = g_strdup (order->delivery_mode);
  record->payment_mode = g_strdup (order->payment_mode);
  record->cancellation_reason = g_strdup (order->cancellation_reason);
  record->waybill_number = g_strdup (order->waybill_number);
  record->waybill_url = g_strdup (order->waybill_url);
  record->pickup_point = g_strdup (order->pickup_point);
  record->town = g_strdup (order->town);
  record->address = g_strdup (order->address);
  record->buyer = join_name (order->first_name, order->last_name);
  record->phone = g_strdup (order->phone);
  record->extra = g_strdup (order->extra_json);
  record->created_ms = order->created_ms;
  record->planned_handover_ms = order->planned_handover_ms;
  record->planned_delivery_ms = order->planned_delivery_ms;
  record->handed_over_ms = order->handed_over_ms;
  record->status_changed_ms = read_status_moment (order, now_ms);
  record->handed_over = order->handed_over_ms > 0;
  record->assembled = order->assembled_known ? fact (order->assembled) : SAUDA_FACT_UNKNOWN;
  record->pre_order = fact (order->pre_order);
  record->express = fact (order->express);
  record->signature_required = fact (order->signature_required);
  record->kaspi_delivery = fact (order->is_kaspi_delivery);
  record->returned_to_warehouse = fact (order->returned_to_warehouse);
  record->total = order->total_price;
  record->delivery_cost = order->delivery_cost;
  record->delivery_cost_for_seller = order->delivery_cost_for_seller;
  for (guint i = 0; i < order->entries->len; i++) {
    const SaudaKaspiEntry *entry = g_ptr_array_index (order->entries, i);

    imei |= entry->imei_required;
    add_entry (record, entry);
  }
  record->imei_required = fact (imei);
  return record;
}

/**
 * sauda_kaspi_records_from_order:
 * @order: an order as the API tells it
 * @now_ms: when the API told it, UTC ms
 *
 * Returns: (transfer full) (element-type SaudaOrderRecord): the same for the orders room, one record
 */
GPtrArray *
sauda_kaspi_records_from_order (const SaudaKaspiOrder *order, gint64 now_ms)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);

  g_ptr_array_add (records, from_order (order, now_ms));
  return records;
}

/**
 * sauda_kaspi_records_from_orders:
 * @orders: (element-type SaudaKaspiOrder): orders as the API tells them
 * @now_ms: when the API told them, UTC ms
 *
 * Returns: (transfer full) (element-type SaudaOrderRecord): the same for the orders room
 */
GPtrArray *
sauda_kaspi_records_from_orders (GPtrArray *orders, gint64 now_ms)
{
  GPtrArray *records = g_ptr_array_new_full (orders->len, (GDestroyNotify) sauda_order_record_free);

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (records, from_order (g_ptr_array_index (orders, i), now_ms));
  return records;
}

static gint64
day_ms (SaudaDay day)
{
  return day != SAUDA_DAY_NONE ? sauda_day_start_ms (day) : 0;
}

static void
set_stage_facts (SaudaOrderRecord *record, const SaudaKaspiExportOrder *order)
{
  SaudaExportStatus status;

  if (sauda_stage_read_export (order->status_text, order->delivery_text, order->kaspi_delivery, &status)) {
    record->state = g_strdup (status.state);
    record->pre_order = status.pre_order;
    record->handed_over = status.handed_over;
  }
  record->status = g_strdup (status.status != NULL ? status.status : order->status_text);
  record->signature_required = fact (order->signature_required);
  record->kaspi_delivery = fact (order->kaspi_delivery);
  if (order->assembled_ms > 0)
    record->assembled = SAUDA_FACT_YES;
  else if (order->assembled_told)
    record->assembled = SAUDA_FACT_NO;
}

/**
 * sauda_kaspi_record_from_export:
 * @order: an order as an exported spreadsheet tells it
 * @file_name: name of the file, for the history
 * @as_of_ms: when the file was made, UTC ms; 0 unknown
 *
 * Returns: (transfer full): the same for the orders room
 */
SaudaOrderRecord *
sauda_kaspi_record_from_export (const SaudaKaspiExportOrder *order, const char *file_name, gint64 as_of_ms)
{
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_FILE, order->code);

  record->origin = g_strdup (file_name);
  record->as_of_ms = as_of_ms;
  record->delivery_mode =
    g_strdup (order->delivery_mode != NULL ? order->delivery_mode : order->delivery_text);
  record->payment_mode = g_strdup (order->payment_mode != NULL ? order->payment_mode : order->payment_text);
  record->cancellation_reason = g_strdup (order->cancellation_text);
  if (order->merchant_id != NULL && order->warehouse != NULL)
    record->pickup_point = g_strdup_printf ("%s_%s", order->merchant_id, order->warehouse);
  record->address = g_strdup (order->address);
  record->buyer = g_strdup (order->buyer);
  record->phone = g_strdup (order->phone);
  record->created_ms = day_ms (order->created_day);
  record->planned_handover_ms = day_ms (order->planned_handover_day);
  record->status_changed_ms = day_ms (order->changed_day);
  set_stage_facts (record, order);
  record->total = order->total;
  record->delivery_cost = order->delivery_cost;
  record->delivery_cost_for_seller = order->delivery_cost_for_seller;
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaKaspiExportLine *row = g_ptr_array_index (order->lines, i);
    SaudaOrderLineRecord *line = sauda_order_record_add_line (record, row->sku, row->quantity);

    line->title = g_strdup (row->title);
    line->seller_title = g_strdup (row->seller_title);
    line->category = g_strdup (row->category);
    line->amount = row->amount;
  }
  return record;
}
