#include "orders-test.h"
#include "sauda-orders-error.h"
#include "sauda-waybills.h"

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
assert_due (OrdersFixture *fixture, DueFunc func, SaudaDay day, gboolean tomorrow, const char *expected)
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
add_day (OrdersFixture *fixture, SaudaDay day)
{
  gint64 start = sauda_day_start_ms (day);
  SaudaExportStatus status;
  SaudaOrderRecord *record;

  record = orders_test_api ("today");
  record->planned_handover_ms = start + 23 * HOUR;
  orders_test_merge (fixture, record);
  record = orders_test_api ("overdue");
  record->planned_handover_ms = start - 30 * HOUR;
  record->assembled = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  record = orders_test_api ("tomorrow");
  record->planned_handover_ms = start + 24 * HOUR;
  orders_test_merge (fixture, record);
  record = orders_test_api ("later");
  record->planned_handover_ms = start + 48 * HOUR;
  orders_test_merge (fixture, record);
  record = orders_test_file ("file");
  record->planned_handover_ms = start;
  orders_test_merge (fixture, record);
  record = orders_test_api ("undated");
  record->planned_handover_ms = 0;
  orders_test_merge (fixture, record);
  record = orders_test_api ("unsigned");
  record->planned_handover_ms = start;
  record->signature_required = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  record = orders_test_api ("gone");
  record->planned_handover_ms = start;
  record->handed_over_ms = start;
  orders_test_merge (fixture, record);
  record = orders_test_api ("cancelling");
  record->planned_handover_ms = start;
  g_free (record->status);
  record->status = g_strdup ("CANCELLING");
  orders_test_merge (fixture, record);
  record = orders_test_api ("preorder");
  record->planned_handover_ms = start;
  record->pre_order = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  record = orders_test_api ("imei");
  record->planned_handover_ms = start;
  record->imei_required = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  record = orders_test_file ("pickup");
  record->planned_handover_ms = start;
  record->kaspi_delivery = SAUDA_FACT_NO;
  g_free (record->state);
  record->state = g_strdup ("PICKUP");
  orders_test_merge (fixture, record);
  record = orders_test_file ("accepted");
  record->planned_handover_ms = start;
  g_clear_pointer (&record->state, g_free);
  g_assert_true (sauda_stage_read_export ("Принят партнером", "Доставка", TRUE, &status));
  record->state = g_strdup (status.state);
  orders_test_merge (fixture, record);
  record = orders_test_api ("new");
  g_free (record->state);
  g_free (record->status);
  record->state = g_strdup ("NEW");
  record->status = g_strdup ("APPROVED_BY_BANK");
  orders_test_merge (fixture, record);
}

static gpointer
list_to_accept (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_to_accept (connection, 0, error);
}

static void
test_due (OrdersFixture *fixture, gconstpointer data)
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
test_hold (OrdersFixture *fixture, gconstpointer data)
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
  info = orders_test_find (fixture, "today");
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

static gpointer
list_formed (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_formed (connection, error);
}

static void
test_formed (OrdersFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) formed = NULL;
  SaudaOrderRecord *record;

  add_day (fixture, sauda_day_from_date (2026, 11, 23));
  record = orders_test_api ("early");
  record->planned_handover_ms = NOW + G_GINT64_CONSTANT (7) * 86400000;
  record->assembled = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  formed = sauda_database_run (fixture->database, list_formed, NULL, NULL);
  g_assert_cmpuint (formed->len, ==, 2);
  g_assert_cmpstr (((SaudaOrderInfo *) formed->pdata[0])->code, ==, "overdue");
  g_assert_cmpstr (((SaudaOrderInfo *) formed->pdata[1])->code, ==, "early");
}

static void
test_waybills (OrdersFixture *fixture, gconstpointer data)
{
  SaudaDay day = sauda_day_from_date (2026, 11, 23);
  g_autoptr (SaudaOrderInfo) info = NULL;

  add_day (fixture, day);
  g_assert_nonnull (sauda_database_run (fixture->database, save_waybill, (gpointer) "today", NULL));
  assert_due (fixture, sauda_orders_list_without_label, day, FALSE, "overdue file undated imei ");
  info = orders_test_find (fixture, "today");
  g_assert_cmpstr (info->label_path, ==, "labels/1.pdf");
  g_assert_cmpuint (info->label_pages, ==, 2);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM order_event WHERE kind = 'waybill'"),
                   ==, 1);
}

static void
test_sizes (OrdersFixture *fixture, gconstpointer data)
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
  SaudaOrderRecord *record = orders_test_api ("1");
  g_autoptr (SaudaOrderInfo) info = NULL;

  g_ptr_array_set_size (record->lines, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    sauda_order_record_add_line (record, lines[i].sku, 1)->title = g_strdup (lines[i].title);
  orders_test_merge (fixture, record);
  info = orders_test_find (fixture, "1");
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
test_edits (OrdersFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SaudaOrderInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaOrderEvent *event;

  orders_test_merge (fixture, orders_test_api ("1"));
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
  orders_test_merge (fixture, orders_test_api ("1"));
  orders_test_merge (fixture, orders_test_file ("1"));
  info = orders_test_find (fixture, "1");
  g_assert_cmpstr (info->note, ==, "call first");
  g_assert_cmpstr (sauda_order_line_info_get_size (info->lines->pdata[0]), ==, "L");
}

static gpointer
list_orders (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list (connection, data, error);
}

static void
test_query (OrdersFixture *fixture, gconstpointer data)
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

/* A warehouse may decide earlier than its store. */
static void
test_cutoff (OrdersFixture *fixture, gconstpointer data)
{
  SaudaDay day = sauda_day_from_ms (NOW);
  static const char *const places[] = { "30000001_PP1", "30000001_PP2", "PP2", "30000002_PP2", NULL };
  static const int hours[] = { 15, 12, 12, 15, 15 };

  sauda_test_database_execute (
    fixture->database,
    "UPDATE store SET merchant_id = '30000001', cutoff_minutes = 900 WHERE id = 1;"
    "INSERT INTO warehouse (store_id, name, cutoff_minutes) VALUES (1, 'PP1', NULL), (1, 'PP2', 720)");
  for (gsize i = 0; i < G_N_ELEMENTS (hours); i++) {
    g_autofree char *code = g_strdup_printf ("90000000%u", (guint) i);
    SaudaOrderRecord *record = orders_test_file (code);
    g_autoptr (SaudaOrderInfo) info = NULL;

    record->pickup_point = g_strdup (places[i]);
    orders_test_merge (fixture, record);
    info = orders_test_find (fixture, code);
    g_assert_cmpint (info->ship_by_ms, ==, sauda_day_time_ms (day, hours[i], 0));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                      \
  g_test_add (path, OrdersFixture, NULL, orders_test_set_up, test, orders_test_tear_down)
  ADD ("/orders/due", test_due);
  ADD ("/orders/hold", test_hold);
  ADD ("/orders/cutoff", test_cutoff);
  g_test_add_func ("/orders/tags", test_tags);
  ADD ("/orders/waybills", test_waybills);
  ADD ("/orders/formed", test_formed);
  ADD ("/orders/sizes", test_sizes);
  ADD ("/orders/edits", test_edits);
  ADD ("/orders/query", test_query);
  return g_test_run ();
}
