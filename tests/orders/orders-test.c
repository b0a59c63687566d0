#include "orders-test.h"

void
orders_test_set_up (OrdersFixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  sauda_test_database_execute (
    fixture->database,
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0), (2, 'TWO', 0);"
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (10, 'P_2XL', 'P', 'Принт', '2XL', 'p');"
    "INSERT INTO offer (store_id, sku, lenient_sku, variant_id) VALUES (1, 'a 1', 'a1', 10);");
}

void
orders_test_tear_down (OrdersFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

SaudaOrderRecord *
orders_test_api (const char *code)
{
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_API, code);

  record->as_of_ms = NOW;
  record->kaspi_id = g_strconcat ("id-", code, NULL);
  record->state = g_strdup ("KASPI_DELIVERY");
  record->status = g_strdup ("ACCEPTED_BY_MERCHANT");
  record->kaspi_delivery = SAUDA_FACT_YES;
  record->signature_required = SAUDA_FACT_NO;
  record->pre_order = SAUDA_FACT_NO;
  record->assembled = SAUDA_FACT_NO;
  record->planned_handover_ms = NOW;
  record->total = 11990;
  record->phone = g_strdup ("7000000001");
  record->buyer = g_strdup ("Айгуль");
  sauda_order_record_add_line (record, "a 1", 1)->amount = 11990;
  return record;
}

SaudaOrderRecord *
orders_test_file (const char *code)
{
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_FILE, code);

  record->as_of_ms = NOW;
  record->origin = g_strdup ("ActiveOrders.xlsx");
  record->state = g_strdup ("KASPI_DELIVERY");
  record->status = g_strdup ("ACCEPTED_BY_MERCHANT");
  record->kaspi_delivery = SAUDA_FACT_YES;
  record->signature_required = SAUDA_FACT_NO;
  record->planned_handover_ms = NOW;
  sauda_order_record_add_line (record, "a 1", 1)->amount = 11990;
  return record;
}

gpointer
orders_test_run (SaudaConnection *connection, gpointer data, GError **error)
{
  OrdersJob *job = data;
  gboolean merged =
    job->preview ? sauda_orders_preview_merge (connection, 1, job->records, job->now_ms, &job->counts, error)
                 : sauda_orders_merge (connection, 1, job->records, job->now_ms, &job->counts, error);

  return GINT_TO_POINTER (merged);
}

/* Merges one record and frees it; returns what it counted as: n, c or s. */
char
orders_test_merge (OrdersFixture *fixture, SaudaOrderRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  OrdersJob job = { records, NOW + HOUR, FALSE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  sauda_database_run (fixture->database, orders_test_run, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.counts.added + job.counts.changed + job.counts.same, ==, 1);
  return job.counts.added > 0 ? 'n' : job.counts.changed > 0 ? 'c' : 's';
}

void
orders_test_assert_text (OrdersFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *text = sauda_test_database_read_text (fixture->database, sql);

  g_assert_cmpstr (text, ==, expected);
}

gint64
orders_test_number (OrdersFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (fixture->database, sql);
}

static gpointer
find_order (SaudaConnection *connection, gpointer code, GError **error)
{
  return sauda_orders_find (connection, 1, code, error);
}

SaudaOrderInfo *
orders_test_find (OrdersFixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  SaudaOrderInfo *info = sauda_database_run (fixture->database, find_order, (gpointer) code, &error);

  g_assert_no_error (error);
  return info;
}

void
orders_test_assert_stage (OrdersFixture *fixture, const char *code, SaudaStage stage)
{
  g_autoptr (SaudaOrderInfo) info = orders_test_find (fixture, code);

  g_assert_cmpstr (sauda_stage_get_name (info->stage), ==, sauda_stage_get_name (stage));
}
