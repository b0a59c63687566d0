#include "sauda-backup-file.h"
#include "sauda-backups.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW (20369 * G_GINT64_CONSTANT (86400000))

static SaudaWorkspace *
open_folder (const char *folder, GError **error)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL } };
  SaudaWorkspaceOptions options = { .data_folder = folder, .stores = stores, .n_stores = 1 };
  g_autoptr (GAsyncResult) result = NULL;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_workspace_open_finish (result, error);
}

/* A folder with an order and a label that is saved today. */
static SaudaWorkspace *
fill (const char *folder)
{
  SaudaWorkspace *workspace = open_folder (folder, NULL);
  g_autofree char *waybills = g_build_filename (folder, "waybills", NULL);
  g_autofree char *label = g_build_filename (waybills, "a.pdf", NULL);
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autofree char *picture = g_build_filename (pictures, "p.png", NULL);
  g_autofree char *sql = NULL;

  g_mkdir (waybills, 0700);
  g_assert_true (g_file_set_contents (label, "%PDF-1 label", -1, NULL));
  g_mkdir (pictures, 0700);
  g_assert_true (g_file_set_contents (picture, "a picture", -1, NULL));
  sql =
    g_strdup_printf ("INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
                     " VALUES (1, 1, '700000001', 'handover', 'file', 1, 1);"
                     "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms)"
                     " VALUES (1, 'x', 'waybills/a.pdf', 1, 'api', %" G_GINT64_FORMAT ");"
                     /* two sizes share one picture; a picture that is gone hinders nothing */
                     "INSERT INTO variant (sku, model_key, model_name, size, search_key, picture) VALUES"
                     " ('P_M', 'P', 'Принт', 'M', 'p', 'p.png'), ('P_L', 'P', 'Принт', 'L', 'p', 'p.png'),"
                     " ('Q_L', 'Q', 'Принт', 'L', 'q', 'gone.png'), ('R_L', 'R', 'Принт', 'L', 'r', NULL)",
                     g_get_real_time () / 1000);
  sauda_test_database_execute (sauda_workspace_get_database (workspace), sql);
  return workspace;
}

static gint64
count_orders (SaudaWorkspace *workspace)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (workspace),
                                          "SELECT count(*) FROM orders");
}

/* What is restored is what was saved, with its labels and pictures; what was there is set aside. */
static void
test_round_trip (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *there = g_build_filename (folder->path, "data", NULL);
  g_autofree char *other = g_build_filename (folder->path, "elsewhere", NULL);
  g_autofree char *label = g_build_filename (there, "waybills", "a.pdf", NULL);
  g_autofree char *picture = g_build_filename (there, "pictures", "p.png", NULL);
  g_autofree char *file = NULL, *aside = NULL, *old = NULL, *text = NULL, *shown = NULL;
  SaudaWorkspace *workspace = fill (there);
  g_autoptr (SaudaBackupTest) test = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows, restored;

  g_assert_true (sauda_backups_is_due (workspace));
  file = sauda_backups_create (workspace, other, &rows, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (sauda_backups_is_due (workspace));
  g_assert_true (g_str_has_prefix (file, other));
  g_assert_cmpint (rows, >, 2);
  sauda_test_database_execute (sauda_workspace_get_database (workspace), "DELETE FROM orders");
  sauda_test_end_object (workspace);
  g_assert_cmpint (g_unlink (label), ==, 0);
  g_assert_cmpint (g_unlink (picture), ==, 0);

  g_assert_true (sauda_backups_restore (there, file, NOW, &restored, &aside, &error));
  g_assert_no_error (error);
  g_assert_cmpint (restored, ==, rows);
  old = g_build_filename (aside, "sauda.db", NULL);
  g_assert_true (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (label, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "%PDF-1 label");
  g_assert_true (g_file_get_contents (picture, &shown, NULL, NULL));
  g_assert_cmpstr (shown, ==, "a picture");
  test = sauda_backups_find_tested (there);
  g_assert_cmpstr (test->file, ==, file);
  workspace = open_folder (there, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_orders (workspace), ==, 1);
  sauda_test_end_object (workspace);
}

/* Any change of a single byte is seen, and nothing is restored from such a file. */
static void
test_changed (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *there = g_build_filename (folder->path, "data", NULL);
  g_autofree char *broken = g_build_filename (folder->path, "broken.zip", NULL);
  SaudaWorkspace *workspace = fill (there);
  g_autofree char *file = NULL, *content = NULL;
  gsize length;
  gint64 rows;

  file = sauda_backups_create (workspace, NULL, &rows, NULL, NULL);
  g_assert_nonnull (file);
  g_assert_true (g_file_get_contents (file, &content, &length, NULL));
  for (gsize at = 40; at < length; at += length / 23) {
    g_autoptr (GError) error = NULL;

    content[at] ^= 0x55;
    g_assert_true (g_file_set_contents (broken, content, (gssize) length, NULL));
    content[at] ^= 0x55;
    if (!sauda_backup_file_verify (broken, &rows, NULL, &error))
      g_assert_nonnull (error);
    else
      g_test_message ("byte %" G_GSIZE_FORMAT " says nothing", at);
  }
  for (gsize part = 1; part < 8; part++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (broken, content, (gssize) (length * part / 8), NULL));
    g_assert_false (sauda_backup_file_verify (broken, &rows, NULL, &error));
    g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP);
  }
  g_assert_cmpint (count_orders (workspace), ==, 1);
  sauda_test_end_object (workspace);
}

/* A damaged database is neither opened nor overwritten; the sentence names the backup, which then helps. */
static void
test_damaged (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *there = g_build_filename (folder->path, "data", NULL);
  g_autofree char *database = g_build_filename (there, "sauda.db", NULL);
  g_autofree char *file = NULL, *content = NULL, *after = NULL,
                  *mark = g_build_filename (there, ".checked", NULL);
  SaudaWorkspace *workspace = fill (there);
  g_autoptr (GError) error = NULL;
  gsize length, after_length;
  gint64 rows;

  file = sauda_backups_create (workspace, NULL, &rows, NULL, NULL);
  sauda_test_end_object (workspace);
  g_assert_true (g_file_get_contents (database, &content, &length, NULL));
  g_assert_cmpuint (length, >, 16384);
  memset (content + 100, 'x', length - 8192);
  g_assert_true (g_file_set_contents (database, content, (gssize) length, NULL));
  /* looked at today already, or not */
  for (guint round = 0; round < 2; round++) {
    g_clear_error (&error);
    g_assert_null (open_folder (there, &error));
    g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
    g_assert_nonnull (strstr (error->message, "The newest tested backup is of"));
    g_unlink (mark);
  }
  g_assert_true (g_file_get_contents (database, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, content, length);
  g_clear_error (&error);

  g_assert_true (sauda_backups_ask_restore (there, file, &error));
  workspace = open_folder (there, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_orders (workspace), ==, 1);
  sauda_test_end_object (workspace);
}

/* Found sound today already, and changed by somebody else since. */
static void
test_damaged_since (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *there = g_build_filename (folder->path, "data", NULL);
  g_autofree char *database = g_build_filename (there, "sauda.db", NULL);
  g_autofree char *mark = g_build_filename (there, ".checked", NULL);
  g_autofree char *content = NULL, *checked = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  sauda_test_end_object (fill (there));
  sauda_test_end_object (open_folder (there, &error));
  g_assert_true (g_file_get_contents (mark, &checked, NULL, NULL));
  /* Whoever only looks changes nothing, and need not look again. */
  sauda_test_end_object (open_folder (there, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (mark, &again, NULL, NULL));
  g_assert_cmpstr (again, ==, checked);

  g_assert_true (g_file_get_contents (database, &content, &length, NULL));
  memset (content + length / 2, 0, length / 4);
  g_assert_true (g_file_set_contents (database, content, (gssize) length, NULL));
  g_assert_null (open_folder (there, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  /* nor is it begun anew */
  g_assert_true (g_file_set_contents (database, "", 0, NULL));
  g_assert_null (open_folder (there, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
}

/* Before this program changes the tables of an older one, all of it is saved: the labels too. */
static void
test_before_migration (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *there = g_build_filename (folder->path, "data", NULL);
  g_autofree char *backups = g_build_filename (there, "backups", NULL);
  g_autofree char *unpacked = g_build_filename (folder->path, "unpacked", NULL);
  g_autofree char *database = g_build_filename (there, "sauda.db", NULL);
  g_autofree char *waybills = g_build_filename (there, "waybills", NULL);
  g_autofree char *label = g_build_filename (waybills, "a.pdf", NULL);
  g_autofree char *restored = g_build_filename (unpacked, "sauda.db", NULL);
  g_autofree char *restored_label = g_build_filename (unpacked, "waybills", "a.pdf", NULL);
  g_autofree char *moved_there = NULL;
  g_autoptr (GBytes) old = sauda_test_data_read ("store/version-20.db");
  g_autoptr (SaudaBackupTest) test = NULL, moved = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_old;
  gint64 rows;

  g_mkdir_with_parents (waybills, 0700);
  g_mkdir (unpacked, 0700);
  g_assert_true (g_file_set_contents (label, "%PDF-1 label", -1, NULL));
  g_assert_true (
    g_file_set_contents (database, g_bytes_get_data (old, NULL), (gssize) g_bytes_get_size (old), NULL));
  sauda_test_end_object (open_folder (there, &error));
  g_assert_no_error (error);
  test = sauda_backups_find_tested (there);
  g_assert_nonnull (test);
  g_assert_true (sauda_backup_file_unpack (test->file, unpacked, &rows, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (restored_label, G_FILE_TEST_IS_REGULAR));
  g_assert_true (sauda_database_is_old (restored, &is_old, &error));
  g_assert_true (is_old);
  g_assert_true (sauda_database_is_old (database, &is_old, &error));
  g_assert_false (is_old);

  /* A folder that was moved, as from an old computer to a new one, still knows its backup. */
  moved_there = g_strconcat (there, " moved", NULL);
  g_assert_cmpint (g_rename (there, moved_there), ==, 0);
  moved = sauda_backups_find_tested (moved_there);
  g_assert_nonnull (moved);
  g_assert_true (g_str_has_prefix (moved->file, moved_there));
  g_assert_cmpint (g_rename (moved_there, there), ==, 0);

  /* Nothing is old any more, so the next start makes none. */
  g_assert_cmpint (g_unlink (test->file), ==, 0);
  sauda_test_end_object (open_folder (there, &error));
  g_assert_no_error (error);
  g_assert_null (sauda_backups_find_tested (there));
}

static void
test_rules (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *obsolete;
  SaudaDay first = sauda_day_from_date (2025, 1, 1);

  for (int i = 0; i < 300; i++) {
    g_autofree char *day = sauda_day_format_iso (first + i);

    g_ptr_array_add (names, g_strdup_printf ("sauda-%s-1405.backup.zip", day));
    if (i == 299)
      g_ptr_array_add (names, g_strdup_printf ("sauda-%s-0900.backup.zip", day));
  }
  g_ptr_array_add (names, g_strdup ("sauda-2025-10-20-1405-before-merge.backup.zip"));
  g_ptr_array_add (names, g_strdup ("sauda-2025-09-20-1405-before-merge.backup.zip"));
  obsolete = sauda_backups_list_obsolete (names);
  g_assert_true (g_ptr_array_find (obsolete, names->pdata[names->len - 1], NULL));
  g_assert_false (g_ptr_array_find (obsolete, names->pdata[names->len - 2], NULL));
  g_ptr_array_unref (obsolete);
  g_ptr_array_set_size (names, (int) names->len - 2);
  obsolete = sauda_backups_list_obsolete (names);
  /* 7 days, of which up to 2 begin weeks, and 5 weeks and 6 months that share some */
  g_assert_cmpuint (names->len - obsolete->len, >=, 7 + 3 + 4);
  g_assert_cmpuint (names->len - obsolete->len, <=, 7 + 4 + 5);
  for (guint i = 0; i < obsolete->len; i++)
    g_assert_cmpstr (obsolete->pdata[i], !=, names->pdata[299]);
  g_ptr_array_unref (obsolete);
  g_ptr_array_set_size (names, 3);
  obsolete = sauda_backups_list_obsolete (names);
  g_assert_cmpuint (obsolete->len, ==, 0);
  g_ptr_array_unref (obsolete);
}

/* Two merges of one minute have a way back each, and neither is the backup of the day. */
static void
test_before_merge (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWorkspace *workspace = fill (folder->path);
  gint64 now_ms = sauda_workspace_get_now (workspace), rows;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = sauda_backups_create_before_merge (folder->path, now_ms, &error);
  g_autofree char *second = sauda_backups_create_before_merge (folder->path, now_ms, &error);
  g_autofree char *usual = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_str_has_suffix (first, "-before-merge.backup.zip"));
  g_assert_true (g_str_has_suffix (second, "-before-merge-2.backup.zip"));
  g_assert_true (sauda_backups_is_due (workspace));
  usual = sauda_backups_create (workspace, NULL, &rows, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (sauda_backups_is_due (workspace));
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  sauda_test_end_object (workspace);
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/day/backups/" name, SaudaTestFolder, NULL, sauda_test_folder_set_up, func,                   \
              sauda_test_folder_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("changed", test_changed);
  ADD ("damaged", test_damaged);
  ADD ("damaged-since", test_damaged_since);
  ADD ("before-migration", test_before_migration);
  ADD ("before-merge", test_before_merge);
  g_test_add_func ("/day/backups/rules", test_rules);
  return g_test_run ();
}
