#include "day-workspace.h"
#include "sauda-database.h"
#include "sauda-downloads.h"
#include "sauda-order-files.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
  char *downloads;    /* (owned) folder */
  GPtrArray *arrived; /* (owned) (element-type utf8) names in the order in which they came */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *home = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  home = g_build_filename (fixture->folder.path, "data", NULL);
  fixture->downloads = g_build_filename (fixture->folder.path, "downloads", NULL);
  g_assert_cmpint (g_mkdir (fixture->downloads, 0700), ==, 0);
  fixture->arrived = g_ptr_array_new_with_free_func (g_free);
  fixture->workspace = day_workspace_open (home);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_end_object (fixture->workspace);
  g_ptr_array_unref (fixture->arrived);
  g_free (fixture->downloads);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static void
on_arrived (SaudaDownloads *downloads, const char *path, Fixture *fixture)
{
  g_ptr_array_add (fixture->arrived, g_path_get_basename (path));
}

static SaudaDownloads *
watch (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SaudaDownloads *downloads = sauda_downloads_new (fixture->workspace, fixture->downloads, 30, &error);

  g_assert_no_error (error);
  g_signal_connect (downloads, "arrived", G_CALLBACK (on_arrived), fixture);
  return downloads;
}

static char *
put (Fixture *fixture, const char *name, const char *data, gssize length)
{
  char *path = g_build_filename (fixture->downloads, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_arrived (Fixture *fixture, guint index, const char *name)
{
  sauda_test_wait_until (fixture->arrived->len > index);
  g_assert_cmpstr (g_ptr_array_index (fixture->arrived, index), ==, name);
}

static void
test_names (void)
{
  static const char *const wanted[] = { "ActiveOrders.xlsx",   "ActiveOrders (1).xlsx",
                                        "activeorders-2.XLSX", "ArchiveOrders(12).xlsx",
                                        "ActiveOrders.csv",    "waybill-universal.zip",
                                        "Waybills (3).ZIP",    "Накладные 8.10.25.pdf" };
  static const char *const others[] = { "ActiveOrders.xlsx.crdownload",
                                        "ActiveOrders.xlsx.part",
                                        "photo.zip",
                                        "orders.xlsx",
                                        "~$ActiveOrders.xlsx",
                                        "ActiveOrders" };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (sauda_downloads_is_wanted (wanted[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (sauda_downloads_is_wanted (others[i]));
}

/* As Chrome and Firefox save: under another name first, or beside. Cut-off archives are waited for. */
static void
test_browsers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) sheet = sauda_test_data_read ("kaspi/ActiveOrders.xlsx");
  const char *content = g_bytes_get_data (sheet, NULL);
  gssize length = (gssize) g_bytes_get_size (sheet);
  g_autoptr (SaudaDownloads) downloads = watch (fixture);
  g_autofree char *chrome = put (fixture, "ActiveOrders (1).xlsx.crdownload", content, length / 2);
  g_autofree char *target = g_build_filename (fixture->downloads, "ActiveOrders (1).xlsx", NULL);
  g_autofree char *slow = put (fixture, "ActiveOrders (2).xlsx", content, length / 2);
  g_autofree char *part = put (fixture, "ActiveOrders.csv.part", "x", 1);
  g_autofree char *empty = put (fixture, "ActiveOrders.csv", "", 0);
  g_autofree char *text = NULL;

  g_free (put (fixture, "letter.txt", "x", 1));
  text = g_strdup ("№ заказа;Артикул\n");
  g_free (put (fixture, "ActiveOrders (1).xlsx.crdownload", content, length));
  g_assert_cmpint (g_rename (chrome, target), ==, 0);
  assert_arrived (fixture, 0, "ActiveOrders (1).xlsx");
  /* the same bytes under another name are not told of again; the cut-off one becomes whole with others */
  g_free (put (fixture, "ActiveOrders (2).xlsx", content, length));
  g_free (put (fixture, "ActiveOrders.csv", text, -1));
  g_assert_cmpint (g_unlink (part), ==, 0);
  assert_arrived (fixture, 1, "ActiveOrders.csv");
  g_assert_cmpuint (fixture->arrived->len, ==, 2);
  sauda_downloads_stop (downloads);
}

/* What came while the program was closed is offered, what came in before is not. */
static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) sheet = sauda_test_data_read ("kaspi/ActiveOrders.xlsx");
  g_autofree char *known =
    put (fixture, "ActiveOrders.xlsx", g_bytes_get_data (sheet, NULL), (gssize) g_bytes_get_size (sheet));
  const char *paths[] = { known, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaOrderFilesReport) report = NULL;
  g_autoptr (SaudaDownloads) downloads = NULL;
  g_autoptr (GError) error = NULL;

  sauda_order_files_import_async (fixture->workspace, paths, &(SaudaOrderFilesOptions){ 0 }, NULL,
                                  sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_order_files_import_finish (result, &error);
  g_assert_no_error (error);
  g_free (put (fixture, "ArchiveOrders (7).csv", "№ заказа;Артикул\n", -1));
  downloads = watch (fixture);
  assert_arrived (fixture, 0, "ArchiveOrders (7).csv");
  g_free (put (fixture, "ArchiveOrders (8).csv", "№ заказа;Артикул;Сумма\n", -1));
  assert_arrived (fixture, 1, "ArchiveOrders (8).csv");
  sauda_downloads_stop (downloads);
}

/* A folder of a portal or of another computer sends no word of what came, as another one that has taken its
 * place. */
static void
test_silent_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = g_build_filename (fixture->folder.path, "first", NULL);
  g_autofree char *second = g_build_filename (fixture->folder.path, "second", NULL);
  g_autofree char *fresh = g_build_filename (fixture->folder.path, "fresh", NULL);
  g_autofree char *sheet = g_build_filename (second, "ActiveOrders.csv", NULL);
  g_autoptr (SaudaDownloads) downloads = NULL;

  g_assert_cmpint (g_rename (fixture->downloads, first), ==, 0);
  g_assert_cmpint (g_mkdir (second, 0700), ==, 0);
  g_assert_cmpint (symlink ("first", fixture->downloads), ==, 0);
  downloads = watch (fixture);
  g_assert_true (g_file_set_contents (sheet, "№ заказа;Артикул\n", -1, NULL));
  g_assert_cmpint (symlink ("second", fresh), ==, 0);
  g_assert_cmpint (g_rename (fresh, fixture->downloads), ==, 0);
  assert_arrived (fixture, 0, "ActiveOrders.csv");
  sauda_downloads_stop (downloads);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_downloads_new (fixture->workspace, "/nowhere/at/all", 0, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/downloads/" name, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/day/downloads/names", test_names);
  ADD ("browsers", test_browsers);
  ADD ("start", test_start);
  ADD ("silent-folder", test_silent_folder);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
