#include "sauda-database.h"
#include "sauda-order-sources.h"
#include "sauda-parity.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_API, "900000001");

  record->status = g_strdup ("ACCEPTED_BY_MERCHANT");
  g_ptr_array_add (records, record);
  return sauda_order_sources_keep (connection, 1, records, 1795400000000, error) ? data : NULL;
}

static gpointer
compare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_parity_read (connection, 0, SAUDA_DAY_NONE, error);
}

/* A database of the version before what sources say was kept: its rows stay, and a copy of the file too. */
static void
test_from_version_4 (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "sauda.db", NULL);
  g_autofree char *backup = g_strconcat (path, ".before-5.bak", NULL);
  g_autoptr (GBytes) old = sauda_test_data_read ("store/version-4.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaDatabase) database = NULL;
  g_autoptr (SaudaParity) parity = NULL;

  g_assert_true (
    g_file_set_contents (path, g_bytes_get_data (old, NULL), (gssize) g_bytes_get_size (old), &error));
  database = sauda_database_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM orders WHERE stage = 'packing'"), ==, 1);
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM outbox_act WHERE state = 'verified'"),
    ==, 1);
  g_assert_nonnull (sauda_database_run (database, keep_work, database, &error));
  g_assert_no_error (error);
  parity = sauda_database_run (database, compare_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parity->days->len, ==, 1);
  g_assert_cmpuint (((SaudaParityDay *) g_ptr_array_index (parity->days, 0))->only_api->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/migration/from-version-4", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_from_version_4, sauda_test_folder_tear_down);
  return g_test_run ();
}
