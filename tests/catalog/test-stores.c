#include "sauda-catalog-error.h"
#include "sauda-imported-files.h"
#include "sauda-settings.h"
#include "sauda-stores.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gboolean
run (Fixture *fixture, SaudaDatabaseFunc func)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sauda_database_run (fixture->database, func, NULL, &error);

  g_assert_no_error (error);
  return result != NULL;
}

static gint64
add (SaudaConnection *connection, const char *name, const char *merchant_id, GError **error)
{
  return sauda_stores_add (
    connection,
    &(SaudaStoreDraft){ .name = name, .merchant_id = merchant_id, .cutoff_minutes = -1, .trust = -1 }, 1000,
    error);
}

static gpointer
check_adding (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 imported = sauda_stores_find_or_create (connection, "ONLYFIT", 1000, error);
  g_autoptr (SaudaStoreInfo) store = NULL;
  g_autoptr (GPtrArray) stores = NULL;
  g_autoptr (GError) conflict = NULL;

  g_assert_cmpint (imported, >, 0);
  /* Adding completes what an import made, whatever the case of its name. */
  g_assert_cmpint (add (connection, "OnlyFit", "30000002", error), ==, imported);
  store = sauda_stores_find_by_merchant_id (connection, "30000002", error);
  g_assert_nonnull (store);
  g_assert_cmpstr (store->name, ==, "ONLYFIT");
  g_assert_cmpstr (store->warehouse, ==, "PP1");
  g_assert_cmpint (store->cutoff_minutes, ==, 900);
  g_assert_cmpint (store->trust, ==, SAUDA_TRUST_FILES);
  g_assert_cmpint (sauda_stores_find_or_create (connection, "onlyfit", 1000, error), ==, imported);

  g_assert_cmpint (add (connection, "OTHER", "30000002", &conflict), ==, 0);
  g_assert_error (conflict, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT);
  g_clear_error (&conflict);
  g_assert_cmpint (add (connection, "ONLYFIT", "30000009", &conflict), ==, 0);
  g_assert_error (conflict, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT);
  g_clear_error (&conflict);
  g_assert_cmpint (add (connection, " ", NULL, &conflict), ==, 0);
  g_assert_error (conflict, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE);

  stores = sauda_stores_list (connection, error);
  g_assert_cmpuint (stores->len, ==, 1);
  return GINT_TO_POINTER (TRUE);
}

static void
test_adding (Fixture *fixture, gconstpointer data)
{
  g_assert_true (run (fixture, check_adding));
}

static gint64
correct (SaudaConnection *connection, const char *merchant_id, GError **error)
{
  return sauda_stores_add (
    connection,
    &(SaudaStoreDraft){
      .name = "ONE", .merchant_id = merchant_id, .cutoff_minutes = -1, .trust = -1, .corrects = TRUE },
    1000, error);
}

static void
assert_merchant_id (SaudaConnection *connection, const char *expected)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, "ONE", NULL);

  g_assert_cmpstr (store->merchant_id, ==, expected);
}

/* As it is copied; a mistyped one is corrected, until Kaspi was read with it. */
static gpointer
check_merchant_ids (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 one = add (connection, "ONE", " 3000\302\2400009 ", error);
  g_autoptr (GError) wrong = NULL;

  g_assert_cmpint (one, >, 0);
  assert_merchant_id (connection, "30000009");
  g_assert_cmpint (add (connection, "TWO", "30000008_PP1", error), >, 0);
  g_assert_cmpint (add (connection, "ONE", "3000-0009", &wrong), ==, 0);
  g_assert_error (wrong, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE);
  g_clear_error (&wrong);
  g_assert_cmpint (correct (connection, "30000001", error), ==, one);
  assert_merchant_id (connection, "30000001");
  g_assert_cmpint (correct (connection, " ", error), ==, one);
  assert_merchant_id (connection, NULL);
  g_assert_cmpint (correct (connection, "30000001", error), ==, one);
  g_assert_true (sauda_stores_set_last_sync (connection, one, 5000, error));
  g_assert_cmpint (correct (connection, "30000002", &wrong), ==, 0);
  g_assert_error (wrong, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT);
  g_clear_error (&wrong);
  g_assert_cmpint (correct (connection, "", &wrong), ==, 0);
  g_assert_error (wrong, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE);
  assert_merchant_id (connection, "30000001");
  return GINT_TO_POINTER (TRUE);
}

static void
test_merchant_ids (Fixture *fixture, gconstpointer data)
{
  g_assert_true (run (fixture, check_merchant_ids));
}

static gpointer
check_changing (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaStoreInfo) one = NULL;
  g_autoptr (SaudaStoreInfo) two = NULL;
  g_autoptr (GError) missing = NULL;

  g_assert_cmpint (add (connection, "ONE", "1", error), >, 0);
  g_assert_cmpint (add (connection, "TWO", "2", error), >, 0);
  g_assert_true (sauda_stores_set_stopped (connection, "ONE", TRUE, error));
  g_assert_true (sauda_stores_set_trust (connection, "ONE", SAUDA_TRUST_LIMITED, error));
  one = sauda_stores_find (connection, "ONE", error);
  two = sauda_stores_find (connection, "TWO", error);
  g_assert_true (one->stopped);
  g_assert_cmpint (one->trust, ==, SAUDA_TRUST_LIMITED);
  g_assert_cmpstr (one->merchant_id, ==, "1");
  g_assert_false (two->stopped);
  g_assert_cmpint (two->trust, ==, SAUDA_TRUST_FILES);
  g_clear_pointer (&two, sauda_store_info_free);
  g_assert_true (sauda_stores_set_stopped (connection, NULL, TRUE, error));
  g_assert_true (sauda_stores_set_last_sync (connection, one->id, 5000, error));
  two = sauda_stores_find (connection, "TWO", error);
  g_assert_true (two->stopped);
  g_assert_cmpint (two->last_sync_ms, ==, 0);
  g_clear_pointer (&one, sauda_store_info_free);
  one = sauda_stores_find (connection, "one", error);
  g_assert_cmpint (one->last_sync_ms, ==, 5000);
  g_assert_false (sauda_stores_set_stopped (connection, "THREE", TRUE, &missing));
  g_assert_error (missing, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND);
  return GINT_TO_POINTER (TRUE);
}

static void
test_changing (Fixture *fixture, gconstpointer data)
{
  g_assert_true (run (fixture, check_changing));
}

static gpointer
check_settings (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autofree char *value = NULL, *summary = NULL;
  gint64 imported_ms;

  g_assert_true (sauda_settings_get (connection, "stamp", &value, error));
  g_assert_null (value);
  g_assert_true (sauda_settings_set (connection, "stamp", "on", 1, error));
  g_assert_true (sauda_settings_set (connection, "stamp", "off", 2, error));
  g_assert_true (sauda_settings_get (connection, "stamp", &value, error));
  g_assert_cmpstr (value, ==, "off");
  g_clear_pointer (&value, g_free);
  g_assert_true (sauda_settings_set (connection, "stamp", NULL, 3, error));
  g_assert_true (sauda_settings_get (connection, "stamp", &value, error));
  g_assert_null (value);

  g_assert_true (
    sauda_imported_files_find (connection, "aa", SAUDA_IMPORTED_ORDERS, &imported_ms, &summary, error));
  g_assert_cmpint (imported_ms, ==, 0);
  g_assert_true (
    sauda_imported_files_remember (connection, "aa", SAUDA_IMPORTED_ORDERS, "a.xlsx", NULL, 7, error));
  g_assert_true (
    sauda_imported_files_remember (connection, "aa", SAUDA_IMPORTED_ORDERS, "a (1).xlsx", "how", 8, error));
  g_assert_true (
    sauda_imported_files_find (connection, "aa", SAUDA_IMPORTED_ORDERS, &imported_ms, &summary, error));
  g_assert_cmpint (imported_ms, ==, 8);
  g_assert_cmpstr (summary, ==, "how");
  g_clear_pointer (&summary, g_free);
  g_assert_true (
    sauda_imported_files_find (connection, "aa", SAUDA_IMPORTED_WAYBILLS, &imported_ms, &summary, error));
  g_assert_cmpint (imported_ms, ==, 0);
  return GINT_TO_POINTER (TRUE);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_assert_true (run (fixture, check_settings));
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) stores = NULL;
  g_autoptr (GError) error = NULL;

  sauda_stores_add_async (
    fixture->database, &(SaudaStoreDraft){ .name = "ONE", .cutoff_minutes = 600, .trust = SAUDA_TRUST_READ },
    1000, NULL, sauda_test_keep_result, &added);
  sauda_stores_set_stopped_async (fixture->database, "ONE", TRUE, NULL, sauda_test_keep_result, &stopped);
  sauda_stores_list_async (fixture->database, NULL, sauda_test_keep_result, &listed);
  sauda_test_wait_until (listed != NULL);
  g_assert_true (sauda_stores_add_finish (fixture->database, added, &error));
  g_assert_true (sauda_stores_set_stopped_finish (fixture->database, stopped, &error));
  stores = sauda_stores_list_finish (fixture->database, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stores->len, ==, 1);
  g_assert_cmpint (((SaudaStoreInfo *) stores->pdata[0])->cutoff_minutes, ==, 600);
  g_assert_true (((SaudaStoreInfo *) stores->pdata[0])->stopped);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/catalog/stores/adding", test_adding);
  ADD ("/catalog/stores/merchant-ids", test_merchant_ids);
  ADD ("/catalog/stores/changing", test_changing);
  ADD ("/catalog/stores/settings", test_settings);
  ADD ("/catalog/stores/async", test_async);
  return g_test_run ();
}
