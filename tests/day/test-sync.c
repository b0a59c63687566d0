#include "sauda-act-schedule.h"
#include "sauda-alert-rules.h"
#include "sauda-database.h"
#include "sauda-sync-schedule.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-time.h"

#define MINUTE_MS (G_GINT64_CONSTANT (60000))

/* The next reading after one at a time of the day, with a cut-off at 15:00. */
static const struct {
  int hour;
  int minute;
  guint failures;
  SaudaTrust trust;
  int wait_minutes;
} waits[] = {
  { 9, 0, 0, SAUDA_TRUST_READ, 10 },   { 14, 29, 0, SAUDA_TRUST_READ, 2 },
  { 14, 25, 0, SAUDA_TRUST_READ, 5 },  { 14, 30, 0, SAUDA_TRUST_READ, 2 },
  { 15, 0, 0, SAUDA_TRUST_READ, 2 },   { 15, 30, 0, SAUDA_TRUST_READ, 2 },
  { 15, 31, 0, SAUDA_TRUST_READ, 10 }, { 14, 40, 0, SAUDA_TRUST_FILES, 10 },
  { 9, 0, 1, SAUDA_TRUST_READ, 20 },   { 9, 0, 2, SAUDA_TRUST_READ, 30 },
  { 9, 0, 9, SAUDA_TRUST_READ, 30 },   { 15, 0, 1, SAUDA_TRUST_READ, 4 },
  { 15, 0, 3, SAUDA_TRUST_READ, 16 },  { 15, 0, 30, SAUDA_TRUST_READ, 30 },
};

static void
test_waits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    SaudaStoreInfo store = { .cutoff_minutes = 15 * 60, .trust = waits[i].trust };
    g_autoptr (GPtrArray) stores = g_ptr_array_new ();
    gint64 last_ms = sauda_day_time_ms (sauda_day_from_date (2026, 11, 25), waits[i].hour, waits[i].minute);

    g_ptr_array_add (stores, &store);
    g_test_message ("%d:%02d after %u failures", waits[i].hour, waits[i].minute, waits[i].failures);
    g_assert_cmpint (sauda_sync_schedule_get_next (stores, last_ms, waits[i].failures) - last_ms, ==,
                     waits[i].wait_minutes * MINUTE_MS);
  }
}

/* 1.5 s … 3 min … 15 min after the sending (kaspi-api 5.2). */
static void
test_readings (void)
{
  static const guint due_ms[] = { 1500, 3000, 6000, 15000, 60000, 180000, 900000 };
  gint64 at_ms = 1000;

  for (gsize i = 0; i < G_N_ELEMENTS (due_ms); i++) {
    at_ms = sauda_act_schedule_get_next (FALSE, 1000, at_ms);
    g_assert_cmpint (at_ms, ==, 1000 + due_ms[i]);
  }
  g_assert_cmpint (sauda_act_schedule_get_next (FALSE, 1000, at_ms), ==, 0);
}

typedef struct {
  gint64 now_ms;
  guint news;
} Call;

static gpointer
run_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alert_rules_run (connection, call->now_ms, &call->news, error) ? call : NULL;
}

/* Runs the rules at a time of a Wednesday. Returns how many alerts are to be said aloud. */
static guint
run_rules (SaudaDatabase *database, int day, int hour, int minute)
{
  Call call = { .now_ms = sauda_day_time_ms (sauda_day_from_date (2026, 11, day), hour, minute) };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sauda_database_run (database, run_work, &call, &error));
  g_assert_no_error (error);
  return call.news;
}

static gint64
count_open (SaudaDatabase *database, const char *kind)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM alert WHERE resolved_ms IS NULL AND kind = '%s'", kind);

  return sauda_test_database_read_number (database, sql);
}

static void
set_last_sync (SaudaDatabase *database, int day, int hour, int minute)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE store SET last_sync_ms = %" G_GINT64_FORMAT,
                     sauda_day_time_ms (sauda_day_from_date (2026, 11, day), hour, minute));

  sauda_test_database_execute (database, sql);
}

static void
add_orders (SaudaDatabase *database, int n, gint64 created_ms, const char *stage, gint64 handover_ms)
{
  for (int i = 0; i < n; i++) {
    g_autofree char *sql = g_strdup_printf (
      "INSERT INTO orders (store_id, code, stage, created_ms, planned_handover_ms, kaspi_delivery, source, "
      "first_seen_ms, updated_ms) SELECT 1, 1000 + count(*), '%s', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
      ", 1, 'api', 0, 0 FROM orders",
      stage, created_ms, handover_ms);

    sauda_test_database_execute (database, sql);
  }
}

static SaudaDatabase *
open_with_store (SaudaTestFolder *folder)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  sauda_test_database_execute (database,
                               "INSERT INTO store (id, name, merchant_id, trust, created_ms) VALUES "
                               "(1, 'UNIVERSAL', '1', 'read', 0);");
  return database;
}

/* Said once after half an hour, and once more when it is two hours; over as soon as it is read again. */
static void
test_sync_stopped (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);

  g_assert_cmpuint (run_rules (database, 25, 9, 0), ==, 0);
  set_last_sync (database, 25, 9, 0);
  g_assert_cmpuint (run_rules (database, 25, 9, 30), ==, 0);
  g_assert_cmpuint (run_rules (database, 25, 9, 31), ==, 1);
  g_assert_cmpuint (run_rules (database, 25, 9, 50), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_SYNC_STOPPED), ==, 1);
  g_assert_cmpuint (run_rules (database, 25, 11, 5), ==, 1);
  set_last_sync (database, 25, 11, 6);
  g_assert_cmpuint (run_rules (database, 25, 11, 7), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_SYNC_STOPPED), ==, 0);
  sauda_test_database_execute (database, "UPDATE store SET trust = 'files'");
  g_assert_cmpuint (run_rules (database, 26, 9, 0), ==, 0);
}

/* The 25th is a Wednesday, the 28th a Saturday. */
static void
test_no_orders (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  SaudaDay today = sauda_day_from_date (2026, 11, 25);

  set_last_sync (database, 25, 10, 59);
  g_assert_cmpuint (run_rules (database, 25, 11, 0), ==, 0);
  add_orders (database, 20, sauda_day_time_ms (today - 3, 12, 0), "completed", 0);
  g_assert_cmpuint (run_rules (database, 25, 10, 59), ==, 0);
  g_assert_cmpuint (run_rules (database, 25, 11, 0), ==, 1);
  add_orders (database, 1, sauda_day_time_ms (today, 11, 5), "completed", 0);
  g_assert_cmpuint (run_rules (database, 25, 11, 10), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_NO_ORDERS), ==, 0);
  set_last_sync (database, 28, 11, 30);
  g_assert_cmpuint (run_rules (database, 28, 11, 35), ==, 0);
}

static void
test_ship_soon (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  SaudaDay today = sauda_day_from_date (2026, 11, 25);
  g_autofree char *ask = g_strdup_printf (
    "UPDATE store SET last_sync_ms = %" G_GINT64_FORMAT ";"
    "INSERT INTO question (order_id, state, deadline_ms, created_ms) SELECT id, 'asked', %" G_GINT64_FORMAT
    ", 0 FROM orders",
    sauda_day_time_ms (today, 14, 55), sauda_day_time_ms (today, 15, 0));

  set_last_sync (database, 25, 13, 0);
  add_orders (database, 2, sauda_day_time_ms (today, 8, 0), "packing", sauda_day_time_ms (today, 18, 0));
  add_orders (database, 1, sauda_day_time_ms (today, 8, 0), "handover", sauda_day_time_ms (today, 18, 0));
  add_orders (database, 1, sauda_day_time_ms (today, 8, 0), "packing", sauda_day_time_ms (today + 1, 1, 0));
  g_assert_cmpuint (run_rules (database, 25, 12, 59), ==, 0);
  g_assert_cmpuint (run_rules (database, 25, 13, 1), ==, 1);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT weight FROM alert"), ==, 2);
  /* One order more is worse; one less is no news. */
  add_orders (database, 1, sauda_day_time_ms (today, 8, 0), "new", sauda_day_time_ms (today, 18, 0));
  g_assert_cmpuint (run_rules (database, 25, 13, 2), ==, 1);
  sauda_test_database_execute (database, "UPDATE orders SET stage = 'handover' WHERE stage = 'new'");
  g_assert_cmpuint (run_rules (database, 25, 13, 3), ==, 0);
  /* Those that wait for their buyers do so until the cut-off. */
  sauda_test_database_execute (database, ask);
  g_assert_cmpuint (run_rules (database, 25, 14, 59), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_SHIP_SOON), ==, 0);
  g_assert_cmpuint (run_rules (database, 25, 15, 1), ==, 1);
}

/* An older sheet tells another stage; another amount is wrong whenever it is told. */
static void
test_parity (SaudaTestFolder *folder, gconstpointer data)
{
  static const char sources[] = "DELETE FROM order_source;"
                                "INSERT INTO order_source (order_id, source, fields, as_of_ms) SELECT id, "
                                "'api', '{\"status\":\"A\",\"total\":\"%d\"}',"
                                " 90000000 FROM orders;"
                                "INSERT INTO order_source (order_id, source, fields, as_of_ms) SELECT id, "
                                "'file', '{\"status\":\"B\",\"total\":\"5\"}',"
                                " 1 FROM orders;";
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  SaudaDay today = sauda_day_from_date (2026, 11, 25);
  g_autofree char *same = g_strdup_printf (sources, 5);
  g_autofree char *other = g_strdup_printf (sources, 6);

  set_last_sync (database, 25, 9, 0);
  add_orders (database, 2, sauda_day_time_ms (today, 8, 0), "completed", 0);
  sauda_test_database_execute (database, same);
  g_assert_cmpuint (run_rules (database, 25, 9, 5), ==, 0);
  sauda_test_database_execute (database, other);
  g_assert_cmpuint (run_rules (database, 25, 9, 6), ==, 1);
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT weight FROM alert WHERE kind = 'parity'"), ==, 2);
  sauda_test_database_execute (database, same);
  g_assert_cmpuint (run_rules (database, 25, 9, 7), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_PARITY), ==, 0);
}

static void
test_acts (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  gint64 noon_ms = sauda_day_time_ms (sauda_day_from_date (2026, 11, 25), 12, 0);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO outbox_plan (id, title, created_ms, expires_ms) VALUES (1, 'Ship', 0, 0);"
    "INSERT INTO outbox_act (plan_id, store_id, kind, target, payload, key, state, planned_ms, sent_ms, "
    "settled_ms, who) VALUES (1, 1, 'cancel', '1', '{}', 'a', 'refused', 0, 0, %" G_GINT64_FORMAT
    ", 'm'), (1, 1, 'cancel', '2', '{}', 'b', 'unknown', 0, %" G_GINT64_FORMAT ", NULL, 'm'),"
    "(1, 1, 'message', '3', '{}', 'c', 'failed', 0, 0, %" G_GINT64_FORMAT ", 'm');",
    noon_ms, noon_ms, noon_ms);

  sauda_test_database_execute (database, sql);
  set_last_sync (database, 25, 12, 0);
  g_assert_cmpuint (run_rules (database, 25, 12, 10), ==, 1);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_FAILED_ACTS), ==, 1);
  /* the message is the next press's work */
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT weight FROM alert WHERE kind = 'failed-acts'"), ==, 1);
  g_assert_cmpuint (run_rules (database, 25, 12, 16), ==, 1);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_UNCLEAR_ACTS), ==, 1);
  sauda_test_database_execute (database, "UPDATE outbox_act SET state = 'planned'");
  g_assert_cmpuint (run_rules (database, 25, 12, 17), ==, 0);
  g_assert_cmpint (count_open (database, SAUDA_ALERT_FAILED_ACTS), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (SaudaTestFolder *folder, gconstpointer data);
  } tests[] = {
    { "/day/sync/stopped", test_sync_stopped },
    { "/day/sync/no-orders", test_no_orders },
    { "/day/sync/ship-soon", test_ship_soon },
    { "/day/sync/parity", test_parity },
    { "/day/sync/acts", test_acts },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/sync/waits", test_waits);
  g_test_add_func ("/day/sync/readings", test_readings);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SaudaTestFolder, NULL, sauda_test_folder_set_up, tests[i].test,
                sauda_test_folder_tear_down);
  return g_test_run ();
}
