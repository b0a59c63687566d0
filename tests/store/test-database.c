#include "sauda-database.h"

#include "sauda-test-database.h"
#include "sauda-test.h"

static void
test_open_new (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  g_assert_cmpint (sauda_test_database_read_number (database, "PRAGMA user_version"), >=, 4);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_finalize_object (database);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/database/open-new", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_open_new,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
