#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-time.h"
#include "sauda-trust-ladder.h"

#include <string.h>

#define TODAY 20

typedef struct {
  SaudaTrustRequest request;
  SaudaTrustLadder *ladder; /* (owned) (nullable) */
} Call;

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_trust_ladder_set (connection, &call->request, error) ? call : NULL;
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, "UNIVERSAL", error);

  call->ladder =
    store != NULL ? sauda_trust_ladder_read (connection, store, call->request.now_ms, error) : NULL;
  return call->ladder != NULL ? call : NULL;
}

static gint64
at (int november_day)
{
  return sauda_day_time_ms (sauda_day_from_date (2026, 11, november_day), 12, 0);
}

static SaudaTrustLadder *
read_ladder (SaudaDatabase *database)
{
  Call call = { .request = { .now_ms = at (TODAY) } };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sauda_database_run (database, read_work, &call, &error));
  g_assert_no_error (error);
  return call.ladder;
}

static gboolean
set_trust (SaudaDatabase *database, SaudaTrust trust, const char *reason, gboolean practice, GError **error)
{
  Call call = { .request = { .store = "UNIVERSAL",
                             .trust = trust,
                             .reason = reason,
                             .who = "Aida",
                             .practice = practice,
                             .now_ms = at (TODAY) } };

  return sauda_database_run (database, set_work, &call, error) != NULL;
}

/* An order of a day of November, as each source tells it; NULL where it does not. */
static void
add_order (SaudaDatabase *database, int november_day, const char *api, const char *file)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "INSERT INTO orders (store_id, code, stage, created_ms, source, first_seen_ms, "
                          "updated_ms) SELECT 1, 1000 + count(*), 'completed', %" G_GINT64_FORMAT
                          ", 'api', 0, 0 FROM orders;",
                          at (november_day));
  if (api != NULL)
    g_string_append_printf (
      sql, "INSERT INTO order_source SELECT max(id), 'api', '{\"total\":\"%s\"}', 1 FROM orders;", api);
  if (file != NULL)
    g_string_append_printf (
      sql, "INSERT INTO order_source SELECT max(id), 'file', '{\"total\":\"%s\"}', 1 FROM orders;", file);
  sauda_test_database_execute (database, sql->str);
}

static SaudaDatabase *
open_with_store (SaudaTestFolder *folder, const char *trust)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO store (id, name, merchant_id, trust, created_ms) VALUES "
                     "(1, 'UNIVERSAL', '1', '%s', 0);",
                     trust);

  sauda_test_database_execute (database, sql);
  return database;
}

/* Seven equal days in a row unlock the step; today and a day without a spreadsheet do not break the row. */
static void
test_row_of_days (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder, "read");
  g_autoptr (SaudaTrustLadder) six = NULL, seven = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  add_order (database, 2, "1", "2");
  for (int day = 5; day <= 10; day++)
    add_order (database, day, "100", "100");
  add_order (database, 11, "100", NULL);
  add_order (database, TODAY, "100", NULL);
  add_order (database, TODAY, "100", "100");
  six = read_ladder (database);
  g_assert_cmpuint (six->equal_days, ==, 6);
  g_assert_false (six->unlocked);
  g_assert_nonnull (strstr (six->reason, "6 of 7"));
  g_assert_nonnull (strstr (six->reason, "2.11"));
  g_assert_false (set_trust (database, SAUDA_TRUST_LIMITED, NULL, FALSE, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_EARNED);
  g_clear_error (&error);
  add_order (database, 12, "100", "100");
  seven = read_ladder (database);
  g_assert_true (seven->unlocked);
  g_assert_cmpint (seven->next, ==, SAUDA_TRUST_LIMITED);
  /* One step at a time. */
  g_assert_false (set_trust (database, SAUDA_TRUST_FULL, NULL, FALSE, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_EARNED);
  g_clear_error (&error);
  g_assert_true (set_trust (database, SAUDA_TRUST_LIMITED, NULL, FALSE, &error));
  g_assert_no_error (error);
  /* Kept in parts, for readers of any language. */
  kept = sauda_test_database_read_text (database, "SELECT reason FROM trust_event");
  g_assert_true (g_str_has_prefix (kept, "%s The next step is unlocked."));
}

static void
test_broken_row (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *api;
    const char *file;
  } breaks[] = { { "1", "2" }, { NULL, "1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++) {
    SaudaTestFolder own;
    SaudaDatabase *database;
    SaudaTrustLadder *ladder;

    sauda_test_folder_set_up (&own, NULL);
    database = open_with_store (&own, "read");
    for (int day = 5; day <= 15; day++)
      add_order (database, day, "100", "100");
    add_order (database, 13, breaks[i].api, breaks[i].file);
    ladder = read_ladder (database);
    g_assert_cmpuint (ladder->equal_days, ==, 2);
    sauda_trust_ladder_free (ladder);
    g_object_unref (database);
    sauda_test_folder_tear_down (&own, NULL);
  }
}

/* The days that unlocked the step before count only once, and unclear acts hold the last step back. */
static void
test_last_step (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder, "limited");
  g_autoptr (SaudaTrustLadder) before = NULL, unclear = NULL;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO trust_event (store_id, at_ms, before, after, who, reason) VALUES (1, %" G_GINT64_FORMAT
    ", 'read', 'limited', 'Aida', 'x');",
    at (8));

  for (int day = 1; day <= 14; day++)
    add_order (database, day, "100", "100");
  sauda_test_database_execute (database, sql);
  before = read_ladder (database);
  g_assert_cmpuint (before->equal_days, ==, 6);
  add_order (database, 15, "100", "100");
  sauda_test_database_execute (
    database, "INSERT INTO outbox_plan (id, title, created_ms, expires_ms) VALUES (1, 'Ship', 0, 0);"
              "INSERT INTO outbox_act (plan_id, store_id, kind, target, payload, key, state, planned_ms, who)"
              " VALUES (1, 1, 'cancel', '1', '{}', 'a', 'unknown', 0, 'm');");
  unclear = read_ladder (database);
  g_assert_cmpuint (unclear->equal_days, ==, 7);
  g_assert_false (unclear->unlocked);
  sauda_test_database_execute (database, "UPDATE outbox_act SET state = 'verified'");
  g_assert_true (set_trust (database, SAUDA_TRUST_FULL, NULL, FALSE, NULL));
}

/* Reading and going down are free; a typed reason and practice open everything, and the history keeps it. */
static void
test_free_steps (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder, "files");
  g_autofree char *reason = NULL;

  g_assert_true (set_trust (database, SAUDA_TRUST_READ, NULL, FALSE, NULL));
  g_assert_false (set_trust (database, SAUDA_TRUST_FULL, "", FALSE, NULL));
  g_assert_true (set_trust (database, SAUDA_TRUST_FULL, "moved from the old computer", FALSE, NULL));
  g_assert_true (set_trust (database, SAUDA_TRUST_FILES, NULL, FALSE, NULL));
  g_assert_true (set_trust (database, SAUDA_TRUST_FULL, NULL, TRUE, NULL));
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM trust_event"), ==, 4);
  reason = sauda_test_database_read_text (
    database, "SELECT reason FROM trust_event WHERE after = 'full' ORDER BY id LIMIT 1");
  g_assert_cmpstr (reason, ==, "moved from the old computer");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (SaudaTestFolder *folder, gconstpointer data);
  } tests[] = {
    { "/day/trust/row-of-days", test_row_of_days },
    { "/day/trust/broken-row", test_broken_row },
    { "/day/trust/last-step", test_last_step },
    { "/day/trust/free-steps", test_free_steps },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SaudaTestFolder, NULL, sauda_test_folder_set_up, tests[i].test,
                sauda_test_folder_tear_down);
  return g_test_run ();
}
