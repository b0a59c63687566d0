#include "sauda-alerts.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-stock-digest.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-time.h"

#define NOW_MS G_GINT64_CONSTANT (1795400000000)

/* One call on the alerts, as a unit of work. */
typedef struct {
  SaudaAlertDraft drafts[2];
  gsize n_drafts;
  gint64 now_ms;
  guint news;
  gint64 alert_id;
} Call;

static gpointer
report_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alerts_report (connection, "failed-acts", call->drafts, call->n_drafts, call->now_ms,
                              &call->news, error)
           ? call
           : NULL;
}

static gpointer
acknowledge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alerts_acknowledge (connection, call->alert_id, "Aida", call->now_ms, error) ? call : NULL;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_alerts_list (connection, data != NULL, error);
}

static GPtrArray *
list (SaudaDatabase *database, gboolean history)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *alerts = sauda_database_read (database, list_work, GINT_TO_POINTER (history), &error);

  g_assert_no_error (error);
  return alerts;
}

/* Reports that @weight acts failed, or none with 0. Returns how many alerts are to be said aloud. */
static guint
report (SaudaDatabase *database, SaudaAlertSeverity severity, gint64 weight, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;
  Call call = { .drafts = { { .kind = "failed-acts",
                              .severity = severity,
                              .weight = weight,
                              .text = "Some acts failed." } },
                .n_drafts = weight > 0,
                .now_ms = now_ms };

  g_assert_nonnull (sauda_database_run (database, report_work, &call, &error));
  g_assert_no_error (error);
  return call.news;
}

static void
acknowledge (SaudaDatabase *database, gint64 alert_id)
{
  g_autoptr (GError) error = NULL;
  Call call = { .alert_id = alert_id, .now_ms = NOW_MS + 5 };

  g_assert_nonnull (sauda_database_run (database, acknowledge_work, &call, &error));
  g_assert_no_error (error);
}

/* While it goes on it is said once, and again only when it is worse than ever in this episode. */
static void
test_episode (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const SaudaAlert *alert;

  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 2, NOW_MS), ==, 1);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 2, NOW_MS + 1), ==, 0);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 1, NOW_MS + 2), ==, 0);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 2, NOW_MS + 3), ==, 0);
  alerts = list (database, FALSE);
  g_assert_cmpuint (alerts->len, ==, 1);
  alert = g_ptr_array_index (alerts, 0);
  g_assert_cmpint (alert->first_seen_ms, ==, NOW_MS);
  g_assert_cmpint (alert->last_seen_ms, ==, NOW_MS + 3);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 3, NOW_MS + 4), ==, 1);
  /* Over, and here again: a new episode. */
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 0, NOW_MS + 5), ==, 0);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 1, NOW_MS + 6), ==, 1);
  history = list (database, TRUE);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpint (((SaudaAlert *) g_ptr_array_index (history, 0))->resolved_ms, ==, 0);
  g_assert_cmpint (((SaudaAlert *) g_ptr_array_index (history, 1))->resolved_ms, ==, NOW_MS + 5);
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM alert_event WHERE event = 'worse'"), ==,
    1);
}

static void
test_acknowledged_until_worse (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;
  Call call = { .alert_id = 77, .now_ms = NOW_MS };

  report (database, SAUDA_ALERT_WARNING, 2, NOW_MS);
  acknowledge (database, 1);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 2, NOW_MS + 6), ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT acknowledged_ms FROM alert"), ==,
                   NOW_MS + 5);
  g_assert_cmpuint (report (database, SAUDA_ALERT_WARNING, 3, NOW_MS + 7), ==, 1);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT acknowledged_ms FROM alert"), ==, 0);
  acknowledge (database, 1);
  g_assert_cmpuint (report (database, SAUDA_ALERT_URGENT, 1, NOW_MS + 8), ==, 1);
  g_assert_null (sauda_database_run (database, acknowledge_work, &call, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_ALERT);
}

/* Alerts of a kind are told apart by store, order and detail; those of others stay. */
static void
test_apart (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  Call call = { .drafts = { { .kind = "failed-acts",
                              .store_id = 1,
                              .order_code = "900100200",
                              .severity = SAUDA_ALERT_NOTICE,
                              .text = "One." },
                            { .kind = "failed-acts",
                              .store_id = 1,
                              .order_code = "900100201",
                              .severity = SAUDA_ALERT_URGENT,
                              .text = "Two." } },
                .n_drafts = 2,
                .now_ms = NOW_MS };

  sauda_test_database_execute (
    database, "INSERT INTO store (id, name, merchant_id, created_ms) VALUES (1, 'UNIVERSAL', '1', 0);"
              "INSERT INTO alert (key, kind, severity, said_severity, said_weight, text, first_seen_ms, "
              "last_seen_ms) VALUES ('disk/0//', 'disk', 'warning', 'warning', 0, 'Full.', 1, 1);");
  g_assert_nonnull (sauda_database_run (database, report_work, &call, &error));
  g_assert_cmpuint (call.news, ==, 2);
  alerts = list (database, FALSE);
  g_assert_cmpuint (alerts->len, ==, 3);
  /* The most urgent comes first. */
  g_assert_cmpstr (((SaudaAlert *) g_ptr_array_index (alerts, 0))->text, ==, "Two.");
  g_assert_cmpstr (((SaudaAlert *) g_ptr_array_index (alerts, 0))->store, ==, "UNIVERSAL");
  g_assert_cmpstr (((SaudaAlert *) g_ptr_array_index (alerts, 1))->kind, ==, "disk");
  call.n_drafts = 1;
  g_assert_nonnull (sauda_database_run (database, report_work, &call, &error));
  g_assert_cmpuint (call.news, ==, 0);
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM alert WHERE resolved_ms IS NULL"), ==,
    2);
}

static gpointer
digest_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_stock_digest_report (connection, call->now_ms, &call->news, error) ? call : NULL;
}

/* Returns how many alerts about the stock are to be said aloud. */
static guint
tell_digest (SaudaDatabase *database, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;
  Call call = { .now_ms = now_ms };

  g_assert_nonnull (sauda_database_run (database, digest_work, &call, &error));
  g_assert_no_error (error);
  return call.news;
}

static void
move (SaudaDatabase *database, const char *sku, int pieces, gint64 now_ms)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO stock_batch (title, at_ms, who) VALUES ('count', %1$" G_GINT64_FORMAT ", 'Aida');"
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)"
    " SELECT variant.id, (SELECT max (id) FROM stock_batch), %1$" G_GINT64_FORMAT
    ", 'count', %2$d FROM variant WHERE sku = '%3$s'",
    now_ms, pieces, sku);

  sauda_test_database_execute (database, sql);
}

/* All products in one alert, once a day: the second day speaks again, also where the first was seen. */
static void
test_digest (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GPtrArray) first = NULL, second = NULL, none = NULL;

  sauda_test_database_execute (
    database, "INSERT INTO variant (sku, model_key, model_name, search_key) VALUES ('P_M', 'P', 'Принт', ''),"
              " ('P_L', 'P', 'Принт', '')");
  g_assert_cmpuint (tell_digest (database, NOW_MS), ==, 0);
  move (database, "P_M", -2, NOW_MS);
  move (database, "P_L", -1, NOW_MS);
  g_assert_cmpuint (tell_digest (database, NOW_MS), ==, 1);
  g_assert_cmpuint (tell_digest (database, NOW_MS + 1), ==, 0);
  first = list (database, FALSE);
  g_assert_cmpuint (first->len, ==, 1);
  acknowledge (database, ((const SaudaAlert *) g_ptr_array_index (first, 0))->id);
  g_assert_cmpuint (tell_digest (database, NOW_MS + 10), ==, 0);
  g_assert_cmpuint (tell_digest (database, NOW_MS + SAUDA_MS_PER_DAY), ==, 1);
  g_assert_cmpuint (tell_digest (database, NOW_MS + SAUDA_MS_PER_DAY + 1), ==, 0);
  second = list (database, FALSE);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpint (((const SaudaAlert *) g_ptr_array_index (second, 0))->acknowledged_ms, ==, 0);
  move (database, "P_M", 12, NOW_MS + SAUDA_MS_PER_DAY + 2);
  move (database, "P_L", 11, NOW_MS + SAUDA_MS_PER_DAY + 2);
  g_assert_cmpuint (tell_digest (database, NOW_MS + SAUDA_MS_PER_DAY + 3), ==, 0);
  none = list (database, FALSE);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/alerts/episode", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_episode,
              sauda_test_folder_tear_down);
  g_test_add ("/day/alerts/acknowledged-until-worse", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_acknowledged_until_worse, sauda_test_folder_tear_down);
  g_test_add ("/day/alerts/apart", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_apart,
              sauda_test_folder_tear_down);
  g_test_add ("/day/alerts/digest", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_digest,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
