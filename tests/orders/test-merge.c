#include "sauda-order-merge.h"
#include "sauda-orders-error.h"
#include "sauda-orders.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-waybills.h"

#define NOW G_GINT64_CONSTANT (1795400000000)
#define HOUR G_GINT64_CONSTANT (3600000)

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} Fixture;

typedef struct {
  GPtrArray *records; /* (not owned) */
  gint64 now_ms;
  gboolean preview;
  SaudaMergeCounts counts;
} Job;

static void
set_up (Fixture *fixture, gconstpointer data)
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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static SaudaOrderRecord *
api_order (const char *code)
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

static SaudaOrderRecord *
file_order (const char *code)
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

static gpointer
run_job (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  gboolean merged =
    job->preview ? sauda_orders_preview_merge (connection, 1, job->records, job->now_ms, &job->counts, error)
                 : sauda_orders_merge (connection, 1, job->records, job->now_ms, &job->counts, error);

  return GINT_TO_POINTER (merged);
}

/* Merges one record and frees it; returns what it counted as: n, c or s. */
static char
merge (Fixture *fixture, SaudaOrderRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  Job job = { records, NOW + HOUR, FALSE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  sauda_database_run (fixture->database, run_job, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.counts.added + job.counts.changed + job.counts.same, ==, 1);
  return job.counts.added > 0 ? 'n' : job.counts.changed > 0 ? 'c' : 's';
}

static void
assert_text (Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *text = sauda_test_database_read_text (fixture->database, sql);

  g_assert_cmpstr (text, ==, expected);
}

static gint64
read_number (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (fixture->database, sql);
}

static gpointer
find_order (SaudaConnection *connection, gpointer code, GError **error)
{
  return sauda_orders_find (connection, 1, code, error);
}

static SaudaOrderInfo *
find (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  SaudaOrderInfo *info = sauda_database_run (fixture->database, find_order, (gpointer) code, &error);

  g_assert_no_error (error);
  return info;
}

static void
assert_stage (Fixture *fixture, const char *code, SaudaStage stage)
{
  g_autoptr (SaudaOrderInfo) info = find (fixture, code);

  g_assert_cmpstr (sauda_stage_get_name (info->stage), ==, sauda_stage_get_name (stage));
}

static void
test_again_is_the_same (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (merge (fixture, api_order ("1")), ==, 'n');
  g_assert_cmpint (merge (fixture, api_order ("1")), ==, 's');
  g_assert_cmpint (merge (fixture, file_order ("2")), ==, 'n');
  g_assert_cmpint (merge (fixture, file_order ("2")), ==, 's');
  /* One source after the other about the same order. */
  g_assert_cmpint (merge (fixture, file_order ("1")), ==, 's');
  g_assert_cmpint (merge (fixture, api_order ("2")), ==, 'c');
  g_assert_cmpint (merge (fixture, api_order ("2")), ==, 's');
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM orders"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM order_line"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
}

static void
test_unknown_keeps_known (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = api_order ("1");

  record->assembled = SAUDA_FACT_YES;
  record->town = g_strdup ("Алматы");
  record->delivery_cost_for_seller = 927;
  merge (fixture, record);
  /* A later answer whose phone is masked, and that does not tell most things. */
  record = api_order ("1");
  record->as_of_ms = NOW + HOUR;
  g_clear_pointer (&record->phone, g_free);
  g_clear_pointer (&record->buyer, g_free);
  record->assembled = SAUDA_FACT_UNKNOWN;
  record->total = -1;
  record->delivery_cost_for_seller = 0;
  record->planned_handover_ms = NOW + 48 * HOUR;
  g_ptr_array_set_size (record->lines, 0);
  g_assert_cmpint (merge (fixture, record), ==, 's');
  assert_text (fixture, "SELECT phone FROM customer JOIN orders ON customer.id = customer_id", "7000000001");
  assert_text (fixture, "SELECT town FROM orders", "Алматы");
  g_assert_cmpint (read_number (fixture, "SELECT delivery_cost_for_seller FROM orders"), ==, 927);
  g_assert_cmpint (read_number (fixture, "SELECT total FROM orders"), ==, 11990);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM order_line"), ==, 1);
  /* The planned hand-over that was seen first stays. */
  g_assert_cmpint (read_number (fixture, "SELECT planned_handover_ms FROM orders"), ==, NOW);
  assert_stage (fixture, "1", SAUDA_STAGE_HANDOVER);
}

static void
test_phone_comes_later (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = api_order ("1");

  g_clear_pointer (&record->phone, g_free);
  merge (fixture, record);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM customer WHERE phone IS NULL"), ==, 1);
  g_assert_cmpint (merge (fixture, api_order ("1")), ==, 'c');
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
  merge (fixture, api_order ("2"));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
}

static void
test_file_after_api (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = api_order ("1");

  record->assembled = SAUDA_FACT_YES;
  record->handed_over_ms = NOW - HOUR;
  merge (fixture, record);
  assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);

  /* Yesterday's download, whatever its date says, does not undo the hand-over. */
  record = file_order ("1");
  record->as_of_ms = NOW - 24 * HOUR;
  g_assert_cmpint (merge (fixture, record), ==, 's');
  record = file_order ("1");
  record->as_of_ms = NOW + 2 * HOUR;
  g_assert_cmpint (merge (fixture, record), ==, 's');
  assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);

  /* It may tell that things went on, though. */
  record = file_order ("1");
  g_free (record->state);
  g_free (record->status);
  record->state = g_strdup ("ARCHIVE");
  record->status = g_strdup ("COMPLETED");
  g_assert_cmpint (merge (fixture, record), ==, 'c');
  assert_stage (fixture, "1", SAUDA_STAGE_COMPLETED);

  /* The API knows better, and its clock is its own: a file from the future does not stop it. */
  record = api_order ("1");
  record->as_of_ms = NOW + HOUR;
  record->handed_over_ms = NOW - HOUR;
  record->assembled = SAUDA_FACT_YES;
  g_assert_cmpint (merge (fixture, record), ==, 'c');
  assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
}

static void
test_old_file_after_new (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = file_order ("1");

  record->handed_over = TRUE;
  merge (fixture, record);
  assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
  record = file_order ("1");
  record->as_of_ms = NOW - HOUR;
  g_assert_cmpint (merge (fixture, record), ==, 's');
  record = file_order ("1");
  record->as_of_ms = 0;
  g_assert_cmpint (merge (fixture, record), ==, 's');
  /* A copy of it has a new date. */
  g_assert_cmpint (merge (fixture, file_order ("1")), ==, 's');
  assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = file_order ("1");

  merge (fixture, record);
  record = api_order ("1");
  record->assembled = SAUDA_FACT_YES;
  merge (fixture, record);
  merge (fixture, file_order ("1"));
  assert_text (
    fixture,
    "SELECT group_concat (coalesce (before, '-') || '>' || after || ' ' || who || ' ' ||"
    " coalesce (reason, '-'), ', ') FROM (SELECT * FROM order_event WHERE kind = 'stage' ORDER BY id)",
    "->packing file ActiveOrders.xlsx, packing>handover kaspi -");
  g_assert_cmpint (read_number (fixture, "SELECT min (at_ms) FROM order_event"), ==, NOW + HOUR);
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = api_order ("1");

  sauda_order_record_add_line (record, "b", 2);
  sauda_order_record_add_line (record, "a 1", 3);
  merge (fixture, record);
  assert_text (fixture,
               "SELECT group_concat (sku || '#' || occurrence || '×' || quantity, ' ') FROM"
               " (SELECT * FROM order_line ORDER BY position)",
               "a 1#0×1 b#0×2 a 1#1×3");
  sauda_test_database_execute (fixture->database,
                               "UPDATE order_line SET decided_size = 'L' WHERE sku = 'a 1'");

  /* A file that lacks a line takes none out; the API does. The second of two equal lines stays the second. */
  g_assert_cmpint (merge (fixture, file_order ("1")), ==, 's');
  record = api_order ("1");
  sauda_order_record_add_line (record, "a 1", 3);
  g_assert_cmpint (merge (fixture, record), ==, 'c');
  assert_text (fixture,
               "SELECT group_concat (sku || '#' || occurrence || '×' || quantity || decided_size, ' ') FROM"
               " (SELECT * FROM order_line ORDER BY position)",
               "a 1#0×1L a 1#1×3L");
  assert_text (fixture, "SELECT before FROM order_event WHERE kind = 'line'", "b × 2");
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  Job job = { records, NOW, TRUE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, api_order ("1"));
  g_ptr_array_add (records, api_order ("2"));
  g_assert_nonnull (sauda_database_run (fixture->database, run_job, &job, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (job.counts.added, ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM order_event"), ==, 0);
}

static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  Job job = { records, NOW, FALSE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, api_order ("1"));
  g_ptr_array_add (records, api_order (""));
  g_assert_null (sauda_database_run (fixture->database, run_job, &job, &error));
  g_assert_error (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_INVALID_RECORD);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
}

typedef GPtrArray *(*DueFunc) (SaudaConnection *, gint64, SaudaDay, gboolean, GError **);

typedef struct {
  DueFunc func;
  SaudaDay day;
  gboolean tomorrow;
} DueJob;

static gpointer
run_due (SaudaConnection *connection, gpointer data, GError **error)
{
  DueJob *job = data;

  return job->func (connection, 0, job->day, job->tomorrow, error);
}

static void
assert_due (Fixture *fixture, DueFunc func, SaudaDay day, gboolean tomorrow, const char *expected)
{
  DueJob job = { func, day, tomorrow };
  g_autoptr (GPtrArray) orders = sauda_database_run (fixture->database, run_due, &job, NULL);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < orders->len; i++)
    g_string_append_printf (codes, "%s ", ((SaudaOrderInfo *) orders->pdata[i])->code);
  g_assert_cmpstr (codes->str, ==, expected);
}

/* Orders of every kind; each is left out of shipping for one reason. */
static void
add_day (Fixture *fixture, SaudaDay day)
{
  gint64 start = sauda_day_start_ms (day);
  SaudaExportStatus status;
  SaudaOrderRecord *record;

  record = api_order ("today");
  record->planned_handover_ms = start + 23 * HOUR;
  merge (fixture, record);
  record = api_order ("overdue");
  record->planned_handover_ms = start - 30 * HOUR;
  record->assembled = SAUDA_FACT_YES;
  merge (fixture, record);
  record = api_order ("tomorrow");
  record->planned_handover_ms = start + 24 * HOUR;
  merge (fixture, record);
  record = api_order ("later");
  record->planned_handover_ms = start + 48 * HOUR;
  merge (fixture, record);
  record = file_order ("file");
  record->planned_handover_ms = start;
  merge (fixture, record);
  record = api_order ("undated");
  record->planned_handover_ms = 0;
  merge (fixture, record);
  record = api_order ("unsigned");
  record->planned_handover_ms = start;
  record->signature_required = SAUDA_FACT_YES;
  merge (fixture, record);
  record = api_order ("gone");
  record->planned_handover_ms = start;
  record->handed_over_ms = start;
  merge (fixture, record);
  record = api_order ("cancelling");
  record->planned_handover_ms = start;
  g_free (record->status);
  record->status = g_strdup ("CANCELLING");
  merge (fixture, record);
  record = api_order ("preorder");
  record->planned_handover_ms = start;
  record->pre_order = SAUDA_FACT_YES;
  merge (fixture, record);
  record = api_order ("imei");
  record->planned_handover_ms = start;
  record->imei_required = SAUDA_FACT_YES;
  merge (fixture, record);
  record = file_order ("pickup");
  record->planned_handover_ms = start;
  record->kaspi_delivery = SAUDA_FACT_NO;
  g_free (record->state);
  record->state = g_strdup ("PICKUP");
  merge (fixture, record);
  record = file_order ("accepted");
  record->planned_handover_ms = start;
  g_clear_pointer (&record->state, g_free);
  g_assert_true (sauda_stage_read_export ("Принят партнером", "Доставка", TRUE, &status));
  record->state = g_strdup (status.state);
  merge (fixture, record);
  record = api_order ("new");
  g_free (record->state);
  g_free (record->status);
  record->state = g_strdup ("NEW");
  record->status = g_strdup ("APPROVED_BY_BANK");
  merge (fixture, record);
}

static gpointer
list_to_accept (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_to_accept (connection, 0, error);
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  SaudaDay day = sauda_day_from_date (2026, 11, 23);
  g_autoptr (GPtrArray) to_accept = NULL;

  add_day (fixture, day);
  assert_due (fixture, sauda_orders_list_to_ship, day, FALSE, "today overdue file undated imei ");
  assert_due (fixture, sauda_orders_list_to_ship, day, TRUE, "today overdue tomorrow file undated imei ");
  assert_due (fixture, sauda_orders_list_to_assemble, day, FALSE, "today file undated ");
  assert_due (fixture, sauda_orders_list_to_assemble, day, TRUE, "today tomorrow file undated ");
  to_accept = sauda_database_run (fixture->database, list_to_accept, NULL, NULL);
  g_assert_cmpuint (to_accept->len, ==, 1);
  g_assert_cmpstr (((SaudaOrderInfo *) to_accept->pdata[0])->code, ==, "new");
}

typedef struct {
  const char *code;
  SaudaDay until;
} HoldJob;

static gpointer
hold (SaudaConnection *connection, gpointer data, GError **error)
{
  const HoldJob *job = data;
  g_autoptr (SaudaOrderInfo) info = sauda_orders_find (connection, 1, job->code, error);
  const SaudaOrderEdit by = { "Айгуль", "buyer is away", NOW };

  g_assert_nonnull (info);
  g_assert_true (sauda_orders_set_hold (connection, info->id, job->until, &by, error));
  return sauda_orders_list_history (connection, info->id, error);
}

/* The newest entry of a kind. */
static const SaudaOrderEvent *
find_event (GPtrArray *events, const char *kind)
{
  for (guint i = events->len; i > 0; i--) {
    const SaudaOrderEvent *event = g_ptr_array_index (events, i - 1);

    if (g_str_equal (event->kind, kind))
      return event;
  }
  g_assert_not_reached ();
}

/* A held order is not shipped, and comes back by itself on its day. */
static void
test_hold (Fixture *fixture, gconstpointer data)
{
  SaudaDay day = sauda_day_from_date (2026, 11, 23);
  HoldJob job = { "today", day + 1 };
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) released = NULL;
  g_autoptr (SaudaOrderInfo) info = NULL;

  add_day (fixture, day);
  held = sauda_database_run (fixture->database, hold, &job, NULL);
  assert_due (fixture, sauda_orders_list_to_ship, day, FALSE, "overdue file undated imei ");
  assert_due (fixture, sauda_orders_list_to_ship, day, TRUE, "overdue tomorrow file undated imei ");
  assert_due (fixture, sauda_orders_list_to_assemble, day, FALSE, "file undated ");
  assert_due (fixture, sauda_orders_list_to_ship, day + 1, FALSE,
              "today overdue tomorrow file undated imei ");
  info = find (fixture, "today");
  g_assert_cmpint (info->hold_until, ==, day + 1);
  g_assert_cmpstr (info->hold_reason, ==, "buyer is away");
  g_assert_cmpstr (find_event (held, "hold")->after, ==, "2026-11-24");
  g_assert_cmpstr (find_event (held, "hold")->reason, ==, "buyer is away");
  job.until = 0;
  released = sauda_database_run (fixture->database, hold, &job, NULL);
  assert_due (fixture, sauda_orders_list_to_ship, day, FALSE, "today overdue file undated imei ");
  g_assert_null (find_event (released, "hold")->after);
  g_assert_cmpstr (find_event (released, "hold")->before, ==, "2026-11-24");
}

static void
test_tags (void)
{
  static const char *const cases[][2] = {
    { NULL, "" }, { " vip ,  срочно;VIP, ", "vip, срочно" }, { "Ёлка, елка", "Ёлка" }, { ",;,", "" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tags = sauda_order_edit_read_tags (cases[i][0]);

    g_assert_cmpstr (tags, ==, cases[i][1]);
  }
}

static gpointer
save_waybill (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaOrderInfo) info = sauda_orders_find (connection, 1, data, error);
  g_autoptr (SaudaWaybill) found = NULL;
  SaudaWaybill waybill = { info->id, (char *) "aa", (char *) "labels/1.pdf", 2, (char *) "api", NOW };

  g_assert_true (sauda_waybills_find (connection, info->id, &found, error));
  g_assert_null (found);
  g_assert_true (sauda_waybills_save (connection, &waybill, error));
  g_assert_true (sauda_waybills_save (connection, &waybill, error));
  g_assert_true (sauda_waybills_find (connection, info->id, &found, error));
  g_assert_cmpstr (found->path, ==, "labels/1.pdf");
  return GINT_TO_POINTER (TRUE);
}

static void
test_waybills (Fixture *fixture, gconstpointer data)
{
  SaudaDay day = sauda_day_from_date (2026, 11, 23);
  g_autoptr (SaudaOrderInfo) info = NULL;

  add_day (fixture, day);
  g_assert_nonnull (sauda_database_run (fixture->database, save_waybill, (gpointer) "today", NULL));
  assert_due (fixture, sauda_orders_list_without_label, day, FALSE, "overdue file undated imei ");
  info = find (fixture, "today");
  g_assert_cmpstr (info->label_path, ==, "labels/1.pdf");
  g_assert_cmpuint (info->label_pages, ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM order_event WHERE kind = 'waybill'"), ==, 1);
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sku, *title, *model, *size;
  } lines[] = {
    { "a 1", "Принт мужской 44", "Принт", "2XL" }, /* the catalogue knows */
    { "a1", "Принт мужской 44", "Принт", "2XL" },  /* by the lenient way */
    { "Z_(L)", "Куртка 44", "Куртка 44", "L" },    /* the SKU tells */
    { "103000001_858", "Костюм 46/M", "Костюм 46/M", "M" },
    { "103000001_859", NULL, "103000001_859", NULL },
  };
  SaudaOrderRecord *record = api_order ("1");
  g_autoptr (SaudaOrderInfo) info = NULL;

  g_ptr_array_set_size (record->lines, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    sauda_order_record_add_line (record, lines[i].sku, 1)->title = g_strdup (lines[i].title);
  merge (fixture, record);
  info = find (fixture, "1");
  g_assert_cmpuint (info->lines->len, ==, G_N_ELEMENTS (lines));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    const SaudaOrderLineInfo *line = info->lines->pdata[i];

    g_assert_cmpstr (line->sku, ==, lines[i].sku);
    g_assert_cmpstr (line->model, ==, lines[i].model);
    g_assert_cmpstr (line->clicked_size, ==, lines[i].size);
    g_assert_cmpstr (sauda_order_line_info_get_size (line), ==, lines[i].size);
  }
}

static gpointer
edit (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaOrderInfo) info = sauda_orders_find (connection, 1, "1", error);
  gint64 line_id = ((SaudaOrderLineInfo *) info->lines->pdata[0])->id;
  const SaudaOrderEdit by = { "Айгуль", "buyer asked", NOW };
  g_autoptr (GError) missing = NULL;

  g_assert_true (sauda_orders_set_decided_size (connection, line_id, "xxl", &by, error));
  g_assert_true (sauda_orders_set_decided_size (connection, line_id, "2XL", &by, error)); /* the same size */
  g_assert_true (sauda_orders_set_decided_size (connection, line_id, "L", &by, error));
  g_assert_true (
    sauda_orders_set_text (connection, info->id, SAUDA_ORDER_TEXT_NOTE, "call first", &by, error));
  g_assert_false (
    sauda_orders_set_text (connection, 999, SAUDA_ORDER_TEXT_NOTE, "call first", &by, &missing));
  g_assert_error (missing, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND);
  return sauda_orders_list_history (connection, info->id, error);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SaudaOrderInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaOrderEvent *event;

  merge (fixture, api_order ("1"));
  events = sauda_database_run (fixture->database, edit, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 4);
  event = events->pdata[1];
  g_assert_cmpstr (event->kind, ==, "size");
  g_assert_cmpstr (event->before, ==, "2XL");
  g_assert_cmpstr (event->after, ==, "L");
  g_assert_cmpstr (event->who, ==, "Айгуль");
  g_assert_cmpstr (event->reason, ==, "buyer asked");
  g_assert_cmpint (event->at_ms, ==, NOW);

  /* What a person decided outlives every merge. */
  merge (fixture, api_order ("1"));
  merge (fixture, file_order ("1"));
  info = find (fixture, "1");
  g_assert_cmpstr (info->note, ==, "call first");
  g_assert_cmpstr (sauda_order_line_info_get_size (info->lines->pdata[0]), ==, "L");
}

static gpointer
list_orders (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list (connection, data, error);
}

static void
test_query (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SaudaOrderQuery query;
    guint found;
  } queries[] = {
    { { -1, 0, NULL }, 14 },
    { { -1, 2, NULL }, 0 },
    { { SAUDA_STAGE_NEW, 0, NULL }, 1 },
    { { SAUDA_STAGE_DELIVERY, 1, NULL }, 1 },
    { { -1, 0, "АЙГУЛЬ overdue" }, 1 },
    { { -1, 0, "айгуль принт" }, 11 },
    { { -1, 0, "nothing like that" }, 0 },
  };

  add_day (fixture, sauda_day_from_date (2026, 11, 23));
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (GPtrArray) orders =
      sauda_database_run (fixture->database, list_orders, (gpointer) &queries[i].query, NULL);

    g_test_message ("query %" G_GSIZE_FORMAT, i);
    g_assert_cmpuint (orders->len, ==, queries[i].found);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/orders/merge/again-is-the-same", test_again_is_the_same);
  ADD ("/orders/merge/unknown-keeps-known", test_unknown_keeps_known);
  ADD ("/orders/merge/phone-comes-later", test_phone_comes_later);
  ADD ("/orders/merge/file-after-api", test_file_after_api);
  ADD ("/orders/merge/old-file-after-new", test_old_file_after_new);
  ADD ("/orders/merge/history", test_history);
  ADD ("/orders/merge/lines", test_lines);
  ADD ("/orders/merge/preview", test_preview);
  ADD ("/orders/merge/all-or-nothing", test_all_or_nothing);
  ADD ("/orders/due", test_due);
  ADD ("/orders/hold", test_hold);
  g_test_add_func ("/orders/tags", test_tags);
  ADD ("/orders/waybills", test_waybills);
  ADD ("/orders/sizes", test_sizes);
  ADD ("/orders/edits", test_edits);
  ADD ("/orders/query", test_query);
  return g_test_run ();
}
