#include "sauda-order-merge.h"

#include "sauda-connection.h"
#include "sauda-customers.h"
#include "sauda-order-events.h"
#include "sauda-order-line-merge.h"
#include "sauda-order-row.h"
#include "sauda-orders-error.h"

#include <glib/gi18n-lib.h>

/* A reading may take minutes, while another process reads on; more than that ahead was a wrong clock. */
#define CLOCK_DOUBT_MS G_GINT64_CONSTANT (3600000)

/* How far along an order is. Whoever may not move it back may still move it up these steps. */
static const int progress[SAUDA_N_STAGES] = {
  [SAUDA_STAGE_UNKNOWN] = -1,     [SAUDA_STAGE_NEW] = 0,       [SAUDA_STAGE_SIGNING] = 1,
  [SAUDA_STAGE_PREORDER] = 2,     [SAUDA_STAGE_PACKING] = 3,   [SAUDA_STAGE_PICKUP] = 3,
  [SAUDA_STAGE_OWN_DELIVERY] = 3, [SAUDA_STAGE_HANDOVER] = 4,  [SAUDA_STAGE_DELIVERY] = 5,
  [SAUDA_STAGE_CANCELLING] = 6,   [SAUDA_STAGE_COMPLETED] = 7, [SAUDA_STAGE_RETURN_REQUESTED] = 8,
  [SAUDA_STAGE_CANCELLED] = 9,    [SAUDA_STAGE_RETURNED] = 9,
};

/* One order of a source on its way into the database. */
typedef struct {
  SaudaOrderRow *row;             /* (not owned) */
  const SaudaOrderRecord *record; /* (not owned) */
  gint64 as_of_ms;
  gboolean
    authoritative;  /* newer than what is known and of no lower rank: known values may be written over */
  gboolean changed; /* something that a person would see */
  gboolean touched; /* something else */
  gboolean newer;   /* when, or by whom, it was told */
} Merge;

static gboolean
replace_text (char **known, const char *text)
{
  if (g_strcmp0 (*known, text) == 0)
    return FALSE;
  g_free (*known);
  *known = g_strdup (text);
  return TRUE;
}

static gboolean
take_text (Merge *self, char **known, const char *text)
{
  return text != NULL && (*known == NULL || self->authoritative) && replace_text (known, text);
}

static gboolean
take_number (Merge *self, gint64 *known, gint64 number, gint64 unknown)
{
  if (number == unknown || number == *known || (*known != unknown && !self->authoritative))
    return FALSE;
  *known = number;
  return TRUE;
}

static gboolean
take_flag (Merge *self, SaudaFact *known, SaudaFact fact)
{
  if (fact == SAUDA_FACT_UNKNOWN || fact == *known || (*known == SAUDA_FACT_YES && !self->authoritative))
    return FALSE;
  *known = fact;
  return fact == SAUDA_FACT_YES || self->row->id != 0;
}

static void
take_plain_fields (Merge *self)
{
  SaudaOrderRecord *known = self->row->known;
  const SaudaOrderRecord *record = self->record;

  self->changed |= take_text (self, &known->kaspi_id, record->kaspi_id);
  self->changed |= take_text (self, &known->delivery_mode, record->delivery_mode);
  self->changed |= take_text (self, &known->payment_mode, record->payment_mode);
  self->changed |= take_text (self, &known->cancellation_reason, record->cancellation_reason);
  self->changed |= take_text (self, &known->waybill_number, record->waybill_number);
  self->changed |= take_text (self, &known->pickup_point, record->pickup_point);
  self->touched |= take_text (self, &known->waybill_url, record->waybill_url);
  self->changed |= take_number (self, &known->created_ms, record->created_ms, 0);
  self->changed |= take_number (self, &known->planned_delivery_ms, record->planned_delivery_ms, 0);
  self->changed |= take_number (self, &known->total, sauda_order_record_find_total (record), -1);
  self->changed |= take_number (self, &known->delivery_cost, record->delivery_cost, -1);
  self->changed |= take_flag (self, &known->express, record->express);
  self->changed |= take_flag (self, &known->imei_required, record->imei_required);
  self->changed |= take_flag (self, &known->returned_to_warehouse, record->returned_to_warehouse);

  /* Kaspi says 0 until it knows the price, and rewrites the planned day later: the first seen one stays. */
  if (record->delivery_cost_for_seller > 0 || known->delivery_cost_for_seller <= 0)
    self->changed |=
      take_number (self, &known->delivery_cost_for_seller, record->delivery_cost_for_seller, -1);
  if (known->planned_handover_ms == 0 && record->planned_handover_ms != 0) {
    known->planned_handover_ms = record->planned_handover_ms;
    self->changed = TRUE;
  }
}

/* Where the buyer lives, and the attributes in which anything may stand. */
static void
take_personal_fields (Merge *self)
{
  SaudaOrderRecord *known = self->row->known;

  self->changed |= take_text (self, &known->town, self->record->town);
  self->changed |= take_text (self, &known->address, self->record->address);
  self->touched |= take_text (self, &known->extra, self->record->extra);
}

/* The cabinet's words for an order that is over, or about to be, do not tell how far its parcel was. */
static gboolean
tells_where_it_is (const SaudaOrderRecord *record)
{
  return g_strcmp0 (record->state, "ARCHIVE") != 0 && g_strcmp0 (record->status, "CANCELLING") != 0;
}

/* Lays what the source tells over what is known. A time of hand-over that Kaspi once named is never taken
 * back. */
static void
overlay_stage_facts (Merge *self, SaudaOrderRow *next)
{
  SaudaOrderRecord *known = next->known;
  const SaudaOrderRecord *record = self->record;
  gboolean handed_over = record->handed_over || record->handed_over_ms > 0;

  if (record->state != NULL)
    replace_text (&known->state, record->state);
  if (record->status != NULL)
    replace_text (&known->status, record->status);
  if (record->assembled != SAUDA_FACT_UNKNOWN)
    known->assembled = record->assembled;
  if (record->signature_required != SAUDA_FACT_UNKNOWN)
    known->signature_required = record->signature_required;
  if (record->pre_order != SAUDA_FACT_UNKNOWN)
    known->pre_order = record->pre_order;
  if (record->kaspi_delivery != SAUDA_FACT_UNKNOWN)
    known->kaspi_delivery = record->kaspi_delivery;
  if (handed_over || known->handed_over_ms > 0 || (self->authoritative && tells_where_it_is (record)))
    known->handed_over = handed_over || known->handed_over_ms > 0;
  if (record->handed_over_ms > 0 && (known->handed_over_ms == 0 || self->authoritative))
    known->handed_over_ms = record->handed_over_ms;
}

/* Whether what the source says about the stage is believed. */
static gboolean
believes_stage (Merge *self, SaudaStage stage)
{
  SaudaStage known = self->row->stage;

  if (self->row->id == 0)
    return TRUE;
  if (stage == SAUDA_STAGE_UNKNOWN)
    return self->authoritative &&
           (self->record->source == SAUDA_ORDER_SOURCE_API || known == SAUDA_STAGE_UNKNOWN);
  return self->authoritative || progress[stage] > progress[known];
}

/* The facts of a stage, for comparing and for taking over; texts are borrowed. */
static gboolean
stage_facts_differ (const SaudaOrderRecord *a, const SaudaOrderRecord *b)
{
  return g_strcmp0 (a->state, b->state) != 0 || g_strcmp0 (a->status, b->status) != 0 ||
         a->assembled != b->assembled || a->signature_required != b->signature_required ||
         a->pre_order != b->pre_order || a->kaspi_delivery != b->kaspi_delivery ||
         a->handed_over != b->handed_over || a->handed_over_ms != b->handed_over_ms;
}

static void
move_stage_facts (SaudaOrderRecord *to, SaudaOrderRecord *from)
{
  g_free (to->state);
  g_free (to->status);
  to->state = g_steal_pointer (&from->state);
  to->status = g_steal_pointer (&from->status);
  to->assembled = from->assembled;
  to->signature_required = from->signature_required;
  to->pre_order = from->pre_order;
  to->kaspi_delivery = from->kaspi_delivery;
  to->handed_over = from->handed_over;
  to->handed_over_ms = from->handed_over_ms;
}

static SaudaOrderRow *
copy_stage_facts (const SaudaOrderRow *row)
{
  SaudaOrderRow *copy = g_new0 (SaudaOrderRow, 1);
  const SaudaOrderRecord *known = row->known;

  copy->known = sauda_order_record_new (known->source, known->code);
  copy->known->state = g_strdup (known->state);
  copy->known->status = g_strdup (known->status);
  copy->known->delivery_mode = g_strdup (known->delivery_mode);
  copy->known->waybill_number = g_strdup (known->waybill_number);
  copy->known->waybill_url = g_strdup (known->waybill_url);
  copy->known->assembled = known->assembled;
  copy->known->signature_required = known->signature_required;
  copy->known->pre_order = known->pre_order;
  copy->known->kaspi_delivery = known->kaspi_delivery;
  copy->known->handed_over = known->handed_over;
  copy->known->handed_over_ms = known->handed_over_ms;
  return copy;
}

static void
take_stage (Merge *self)
{
  g_autoptr (SaudaOrderRow) next = copy_stage_facts (self->row);
  SaudaStageFacts facts;
  SaudaStage stage;

  overlay_stage_facts (self, next);
  sauda_order_row_get_facts (next, &facts);
  stage = sauda_stage_derive (&facts);
  if (believes_stage (self, stage)) {
    self->changed |= stage_facts_differ (self->row->known, next->known) || stage != self->row->stage;
    move_stage_facts (self->row->known, next->known);
    self->row->stage = stage;
  }
  if (self->as_of_ms > self->row->as_of_ms &&
      (self->record->source == SAUDA_ORDER_SOURCE_API || !self->row->from_api)) {
    self->row->as_of_ms = self->as_of_ms;
    self->newer = TRUE;
  }
  if (self->record->source == SAUDA_ORDER_SOURCE_API && !self->row->from_api) {
    self->row->from_api = TRUE;
    self->newer = TRUE;
  }
}

static const char *
get_who (const SaudaOrderRecord *record)
{
  return record->source == SAUDA_ORDER_SOURCE_API ? "kaspi" : "file";
}

static gboolean
write_stage_event (Merge *self,
                   SaudaConnection *connection,
                   SaudaStage before,
                   gboolean added,
                   gint64 now_ms,
                   GError **error)
{
  if (!added && before == self->row->stage)
    return TRUE;
  return sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){
                                   .order_id = self->row->id,
                                   .at_ms = now_ms,
                                   .told_ms = self->record->status_changed_ms,
                                   .kind = "stage",
                                   .before = added ? NULL : sauda_stage_get_name (before),
                                   .after = sauda_stage_get_name (self->row->stage),
                                   .who = get_who (self->record),
                                   .reason = self->record->origin,
                                 },
                                 error);
}

/* Whether a file takes an order back that has left the merchant, or is over: it was made before that,
 * whatever the date of the file says. A download that was copied or came by mail has a new one. */
static gboolean
un_happens (const SaudaOrderRow *row, const SaudaOrderRecord *record)
{
  gboolean handed_over = record->handed_over || record->handed_over_ms > 0;
  int told = progress[handed_over ? SAUDA_STAGE_DELIVERY : SAUDA_STAGE_HANDOVER];

  return progress[row->stage] >= progress[SAUDA_STAGE_DELIVERY] && progress[row->stage] > told &&
         (g_strcmp0 (record->status, "ACCEPTED_BY_MERCHANT") == 0 ||
          g_strcmp0 (record->status, "APPROVED_BY_BANK") == 0);
}

static gboolean
merge_record (SaudaConnection *connection,
              gint64 store_id,
              const SaudaOrderRecord *record,
              gint64 now_ms,
              SaudaMergeCounts *counts,
              GError **error)
{
  g_autoptr (SaudaOrderRow) row = sauda_order_row_load (connection, store_id, record->code, error);
  Merge merge = { .row = row, .record = record, .as_of_ms = record->as_of_ms };
  gboolean added, api = record->source == SAUDA_ORDER_SOURCE_API;
  SaudaStage before;

  if (row == NULL)
    return FALSE;
  added = row->id == 0;
  before = row->stage;
  if (row->as_of_ms > now_ms + CLOCK_DOUBT_MS)
    row->as_of_ms = 0;
  if (merge.as_of_ms > now_ms || (merge.as_of_ms == 0 && api))
    merge.as_of_ms = now_ms;
  if (!api && un_happens (row, record))
    merge.as_of_ms = 0;
  merge.authoritative =
    added || (api ? !row->from_api || merge.as_of_ms >= row->as_of_ms
                  : !row->from_api && merge.as_of_ms != 0 && merge.as_of_ms >= row->as_of_ms);
  take_plain_fields (&merge);
  take_stage (&merge);
  if (!row->buyer_erased) {
    take_personal_fields (&merge);
    if (!sauda_customers_merge (connection, record, &row->customer_id, &merge.changed, error))
      return FALSE;
  }
  if (added || merge.changed || merge.touched
        ? !sauda_order_row_save (row, connection, now_ms, error)
        : merge.newer && !sauda_order_row_save_moment (row, connection, now_ms, error))
    return FALSE;
  if (!write_stage_event (&merge, connection, before, added, now_ms, error) ||
      !sauda_order_lines_merge (connection,
                                &(SaudaLineMerge){ .order_id = row->id,
                                                   .now_ms = now_ms,
                                                   .who = get_who (record),
                                                   .authoritative = merge.authoritative,
                                                   .complete = api && merge.authoritative },
                                record->lines, &merge.changed, error))
    return FALSE;
  counts->added += added;
  counts->changed += !added && merge.changed;
  counts->same += !added && !merge.changed;
  return TRUE;
}

/**
 * sauda_orders_merge:
 * @connection: inside a transaction
 * @store_id: the store that all the records belong to
 * @records: (element-type SaudaOrderRecord): what a source tells
 * @now_ms: the time, UTC ms
 * @counts: (inout): the orders found new, changed and the same are added
 * @error: return location
 *
 * Brings orders in, keyed by store and number, their lines by SKU and its n-th occurrence. Doing it again
 * changes nothing. The rules:
 *
 * - What a source does not know never overwrites what is known; a masked phone is not known.
 * - The API outranks a file. A newer moment outranks an older one. Whoever is outranked fills gaps, and may
 * move an order forward, as nothing un-happens, but never back: yesterday's download does not undo a
 * hand-over.
 * - What was read an hour and more from now was read by a wrong clock: it does not outrank anything.
 * - A file without a moment (as_of_ms 0) is older than everything; so is one in which an order has not left
 * yet that did leave, or ended.
 * - The planned hand-over that was seen first stays. Decided sizes and notes are not touched.
 * - About a buyer who was erased nothing is taken in any more.
 * - A line that the API no longer tells is gone, with an entry in the history; a file never takes one out.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_INVALID_RECORD or an error of the store; the caller rolls back
 */
gboolean
sauda_orders_merge (SaudaConnection *connection,
                    gint64 store_id,
                    GPtrArray *records,
                    gint64 now_ms,
                    SaudaMergeCounts *counts,
                    GError **error)
{
  for (guint i = 0; i < records->len; i++) {
    const SaudaOrderRecord *record = g_ptr_array_index (records, i);

    if (record->code == NULL || *record->code == '\0') {
      g_set_error_literal (
        error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_INVALID_RECORD,
        _ ("An order without a number cannot be kept. Nothing of this batch was taken over."));
      return FALSE;
    }
    if (!merge_record (connection, store_id, record, now_ms, counts, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_orders_preview_merge:
 * @connection: inside a transaction that may write
 * @store_id: the store that all the records belong to
 * @records: (element-type SaudaOrderRecord): what a source tells
 * @now_ms: the time, UTC ms
 * @counts: (inout): what sauda_orders_merge() would count
 * @error: return location
 *
 * Merges, and takes everything back.
 *
 * Returns: %FALSE with the errors of sauda_orders_merge()
 */
gboolean
sauda_orders_preview_merge (SaudaConnection *connection,
                            gint64 store_id,
                            GPtrArray *records,
                            gint64 now_ms,
                            SaudaMergeCounts *counts,
                            GError **error)
{
  gboolean merged;

  if (!sauda_connection_execute (connection, "SAVEPOINT preview", error))
    return FALSE;
  merged = sauda_orders_merge (connection, store_id, records, now_ms, counts, error);
  return sauda_connection_execute (connection, "ROLLBACK TO preview", merged ? error : NULL) &&
         sauda_connection_execute (connection, "RELEASE preview", merged ? error : NULL) && merged;
}

/**
 * sauda_orders_read_newest_moment:
 * @connection: the database
 * @moment_ms: (out): when the newest reading of any order was made, UTC ms; 0: none yet
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_read_newest_moment (SaudaConnection *connection, gint64 *moment_ms, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT coalesce (max (as_of_ms), 0) FROM orders", error);
  gboolean row;

  *moment_ms = 0;
  if (select == NULL || !sauda_statement_step (select, &row, error))
    return FALSE;
  *moment_ms = sauda_statement_get_int64 (select, 0);
  return TRUE;
}
