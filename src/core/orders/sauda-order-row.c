#include "sauda-order-row.h"

#include "sauda-connection.h"

/* Where a field of the record is kept. */
typedef struct {
  const char *column;
  gsize offset;
} Field;

#define FIELD(name)                                                                                          \
  {                                                                                                          \
#name, G_STRUCT_OFFSET(SaudaOrderRecord, name)                                                           \
  }

#define TEXT_COLUMNS                                                                                         \
  "kaspi_id, state, status, delivery_mode, payment_mode, cancellation_reason, waybill_number, waybill_url, " \
  "pickup_point, town, address, extra"
#define TIME_COLUMNS "created_ms, planned_handover_ms, planned_delivery_ms"
#define AMOUNT_COLUMNS "total, delivery_cost, delivery_cost_for_seller"
#define FLAG_COLUMNS                                                                                         \
  "pre_order, express, signature_required, kaspi_delivery, imei_required, returned_to_warehouse"
#define OTHER_COLUMNS "customer_id, as_of_ms, source, stage, handed_over_ms, assembled"

static const Field texts[] = {
  FIELD (kaspi_id),       FIELD (state),        FIELD (status),
  FIELD (delivery_mode),  FIELD (payment_mode), FIELD (cancellation_reason),
  FIELD (waybill_number), FIELD (waybill_url),  FIELD (pickup_point),
  FIELD (town),           FIELD (address),      FIELD (extra),
};

static const Field times[] = { FIELD (created_ms), FIELD (planned_handover_ms), FIELD (planned_delivery_ms) };

static const Field amounts[] = { FIELD (total), FIELD (delivery_cost), FIELD (delivery_cost_for_seller) };

static const Field flags[] = { FIELD (pre_order),      FIELD (express),       FIELD (signature_required),
                               FIELD (kaspi_delivery), FIELD (imei_required), FIELD (returned_to_warehouse) };

#define FIRST_TEXT 1
#define FIRST_TIME (FIRST_TEXT + (int) G_N_ELEMENTS (texts))
#define FIRST_AMOUNT (FIRST_TIME + (int) G_N_ELEMENTS (times))
#define FIRST_FLAG (FIRST_AMOUNT + (int) G_N_ELEMENTS (amounts))
#define FIRST_OTHER (FIRST_FLAG + (int) G_N_ELEMENTS (flags))

static void
read_fields (SaudaOrderRecord *known, SaudaStatement *row)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, known, texts[i].offset) =
      g_strdup (sauda_statement_get_text (row, FIRST_TEXT + i));
  for (int i = 0; i < (int) G_N_ELEMENTS (times); i++)
    G_STRUCT_MEMBER (gint64, known, times[i].offset) = sauda_statement_get_int64 (row, FIRST_TIME + i);
  for (int i = 0; i < (int) G_N_ELEMENTS (amounts); i++)
    if (!sauda_statement_is_null (row, FIRST_AMOUNT + i))
      G_STRUCT_MEMBER (gint64, known, amounts[i].offset) = sauda_statement_get_int64 (row, FIRST_AMOUNT + i);
  for (int i = 0; i < (int) G_N_ELEMENTS (flags); i++)
    G_STRUCT_MEMBER (SaudaFact, known, flags[i].offset) =
      sauda_statement_get_int64 (row, FIRST_FLAG + i) != 0 ? SAUDA_FACT_YES : SAUDA_FACT_NO;
}

static void
read_others (SaudaOrderRow *self, SaudaStatement *row)
{
  self->id = sauda_statement_get_int64 (row, 0);
  self->customer_id = sauda_statement_get_int64 (row, FIRST_OTHER);
  self->as_of_ms = sauda_statement_get_int64 (row, FIRST_OTHER + 1);
  self->from_api = g_strcmp0 (sauda_statement_get_text (row, FIRST_OTHER + 2), "api") == 0;
  if (!sauda_stage_from_name (sauda_statement_get_text (row, FIRST_OTHER + 3), &self->stage))
    self->stage = SAUDA_STAGE_UNKNOWN;
  self->known->handed_over = !sauda_statement_is_null (row, FIRST_OTHER + 4);
  self->known->handed_over_ms = sauda_statement_get_int64 (row, FIRST_OTHER + 4);
  self->buyer_erased = sauda_statement_get_int64 (row, FIRST_OTHER + 6) != 0;
  if (!sauda_statement_is_null (row, FIRST_OTHER + 5))
    self->known->assembled =
      sauda_statement_get_int64 (row, FIRST_OTHER + 5) != 0 ? SAUDA_FACT_YES : SAUDA_FACT_NO;
}

/* Parameters 1 to 3 are the key and the time; the rest stands as in the SELECT. */
static void
bind_row (SaudaOrderRow *self, SaudaStatement *upsert)
{
  const int shift = 3;

  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    sauda_statement_bind_text (upsert, shift + FIRST_TEXT + i,
                               G_STRUCT_MEMBER (char *, self->known, texts[i].offset));
  for (int i = 0; i < (int) G_N_ELEMENTS (times); i++) {
    gint64 moment = G_STRUCT_MEMBER (gint64, self->known, times[i].offset);

    if (moment != 0)
      sauda_statement_bind_int64 (upsert, shift + FIRST_TIME + i, moment);
  }
  for (int i = 0; i < (int) G_N_ELEMENTS (amounts); i++) {
    gint64 amount = G_STRUCT_MEMBER (gint64, self->known, amounts[i].offset);

    if (amount >= 0)
      sauda_statement_bind_int64 (upsert, shift + FIRST_AMOUNT + i, amount);
  }
  for (int i = 0; i < (int) G_N_ELEMENTS (flags); i++)
    sauda_statement_bind_int64 (upsert, shift + FIRST_FLAG + i,
                                G_STRUCT_MEMBER (SaudaFact, self->known, flags[i].offset) == SAUDA_FACT_YES);
  if (self->customer_id != 0)
    sauda_statement_bind_int64 (upsert, shift + FIRST_OTHER, self->customer_id);
  sauda_statement_bind_int64 (upsert, shift + FIRST_OTHER + 1, self->as_of_ms);
  sauda_statement_bind_text (upsert, shift + FIRST_OTHER + 2, self->from_api ? "api" : "file");
  sauda_statement_bind_text (upsert, shift + FIRST_OTHER + 3, sauda_stage_get_name (self->stage));
  if (self->known->handed_over)
    sauda_statement_bind_int64 (upsert, shift + FIRST_OTHER + 4, self->known->handed_over_ms);
  if (self->known->assembled != SAUDA_FACT_UNKNOWN)
    sauda_statement_bind_int64 (upsert, shift + FIRST_OTHER + 5, self->known->assembled == SAUDA_FACT_YES);
}

/**
 * sauda_order_row_load:
 * @connection: inside a transaction
 * @store_id: the store
 * @code: the order's number
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the database knows, an empty row with id 0 when that is nothing;
 * or %NULL with an error of the store
 */
SaudaOrderRow *
sauda_order_row_load (SaudaConnection *connection, gint64 store_id, const char *code, GError **error)
{
  g_autoptr (SaudaOrderRow) self = g_new0 (SaudaOrderRow, 1);
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT id, " TEXT_COLUMNS ", " TIME_COLUMNS ", " AMOUNT_COLUMNS ", " FLAG_COLUMNS ", " OTHER_COLUMNS
    ", buyer_erased FROM orders WHERE store_id = ? AND code = ?",
    error);
  gboolean row;

  self->known = sauda_order_record_new (SAUDA_ORDER_SOURCE_FILE, code);
  self->store_id = store_id;
  self->stage = SAUDA_STAGE_UNKNOWN;
  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, store_id);
  sauda_statement_bind_text (find, 2, code);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row) {
    read_fields (self->known, find);
    read_others (self, find);
    sauda_statement_reset (find);
  }
  return g_steal_pointer (&self);
}

/**
 * sauda_order_row_free:
 * @row: (transfer full) (nullable): a row
 */
void
sauda_order_row_free (SaudaOrderRow *row)
{
  if (row == NULL)
    return;
  sauda_order_record_free (row->known);
  g_free (row);
}

/**
 * sauda_order_row_save:
 * @row: a row; gets its id when it is new
 * @connection: inside a transaction
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Writes everything but the note, which belongs to the merchant.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_row_save (SaudaOrderRow *row, SaudaConnection *connection, gint64 now_ms, GError **error)
{
  SaudaStatement *upsert = sauda_connection_prepare (
    connection,
    row->id == 0
      ? "INSERT INTO orders (store_id, code, first_seen_ms, updated_ms, " TEXT_COLUMNS ", " TIME_COLUMNS
        ", " AMOUNT_COLUMNS ", " FLAG_COLUMNS ", " OTHER_COLUMNS ")"
        " VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
        "?20,"
        " ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)"
      : "UPDATE orders SET updated_ms = ?3, (" TEXT_COLUMNS ", " TIME_COLUMNS ", " AMOUNT_COLUMNS
        ", " FLAG_COLUMNS ", " OTHER_COLUMNS
        ") = (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,"
        " ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33) WHERE store_id = ?1 AND code = ?2",
    error);

  if (upsert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (upsert, 1, row->store_id);
  sauda_statement_bind_text (upsert, 2, row->known->code);
  sauda_statement_bind_int64 (upsert, 3, now_ms);
  bind_row (row, upsert);
  if (!sauda_statement_run (upsert, error))
    return FALSE;
  if (row->id == 0)
    row->id = sauda_connection_get_last_id (connection);
  return TRUE;
}

/**
 * sauda_order_row_save_moment:
 * @row: a row that the database has, with a newer moment and nothing else
 * @connection: inside a transaction
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * As sauda_order_row_save(), but touches no index: of thousands of orders in a newer file most are the same.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_row_save_moment (const SaudaOrderRow *row,
                             SaudaConnection *connection,
                             gint64 now_ms,
                             GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE orders SET updated_ms = ?, as_of_ms = ?, source = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_int64 (update, 2, row->as_of_ms);
  sauda_statement_bind_text (update, 3, row->from_api ? "api" : "file");
  sauda_statement_bind_int64 (update, 4, row->id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_order_row_get_facts:
 * @row: a row
 * @facts: (out): what its stage follows from; texts are borrowed from @row
 */
void
sauda_order_row_get_facts (const SaudaOrderRow *row, SaudaStageFacts *facts)
{
  const SaudaOrderRecord *known = row->known;

  *facts = (SaudaStageFacts){
    .state = known->state,
    .status = known->status,
    .delivery_mode = known->delivery_mode,
    .kaspi_delivery = known->kaspi_delivery,
    .signature_required = known->signature_required,
    .pre_order = known->pre_order,
    .assembled = known->assembled,
    .has_waybill = known->waybill_number != NULL || known->waybill_url != NULL,
    .handed_over = known->handed_over,
  };
}
