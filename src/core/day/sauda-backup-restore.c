#include "sauda-backups.h"

#include "sauda-backup-file.h"
#include "sauda-backup.h"
#include "sauda-day-error.h"
#include "sauda-day-lock.h"
#include "sauda-file.h"
#include "sauda-store-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define REQUEST "restore-at-start"
#define CHECKED ".checked"

/* Hard links keep what is replaced, whatever happens on the way. */
static gboolean
set_aside (const char *folder, gint64 now_ms, char **aside, GError **error)
{
  static const char *const parts[] = { "sauda.db", "sauda.db-wal", "sauda.db-journal" };
  g_autofree char *day = sauda_day_format_iso (sauda_day_from_ms (now_ms));
  g_autofree char *name = g_strdup_printf ("%s-%" G_GINT64_FORMAT, day, now_ms / 1000);

  *aside = g_build_filename (folder, "set-aside", name, NULL);
  if (!sauda_file_make_folder (*aside, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_build_filename (folder, parts[i], NULL);
    g_autofree char *to = g_build_filename (*aside, parts[i], NULL);
    g_autoptr (GFile) source = g_file_new_for_path (from);
    g_autoptr (GFile) target = g_file_new_for_path (to);
    g_autoptr (GError) local = NULL;

    if (!g_file_test (from, G_FILE_TEST_EXISTS) || link (from, to) == 0)
      continue;
    if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &local)) {
      g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP,
                   _ ("The database that is there now cannot be set aside, so nothing was restored: %s"),
                   local->message);
      return FALSE;
    }
  }
  return TRUE;
}

/* A log or a journal of the old database must never meet the new one. */
static gboolean
swap_database (const char *folder, const char *scratch, GError **error)
{
  g_autofree char *from = g_build_filename (scratch, "sauda.db", NULL);
  g_autofree char *to = g_build_filename (folder, "sauda.db", NULL);
  g_autofree char *log = g_strconcat (to, "-wal", NULL), *shared = g_strconcat (to, "-shm", NULL);
  g_autofree char *journal = g_strconcat (to, "-journal", NULL);

  g_unlink (journal);
  g_unlink (log);
  g_unlink (shared);
  if (g_rename (from, to) != 0) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP, _ ("The backup cannot be put in place: %s"),
                 g_strerror (errno));
    return FALSE;
  }
  sauda_file_sync_folder (folder);
  return TRUE;
}

/* What somebody else wrote into a database that is open would be lost, and its write-ahead log would meet
 * another one. */
static gboolean
is_free (const char *folder, GError **error)
{
  if (!sauda_day_lock_is_open (folder))
    return TRUE;
  g_set_error_literal (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP,
    _ ("Sauda is open with these data, so nothing was restored. Close its window (Ctrl+Q), then "
       "restore."));
  return FALSE;
}

/* Labels and pictures that are there stay; missing ones come back. */
static void
bring_files (const char *scratch, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (scratch, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *from = g_build_filename (scratch, name, NULL);
    g_autofree char *to = g_build_filename (folder, name, NULL);

    if (g_file_test (from, G_FILE_TEST_IS_DIR)) {
      g_mkdir_with_parents (to, 0700);
      bring_files (from, to);
    } else if (!g_str_equal (name, "MANIFEST") && !g_file_test (to, G_FILE_TEST_EXISTS)) {
      (void) !g_rename (from, to);
    }
  }
}

static char *
describe_newest (const char *folder)
{
  g_autoptr (SaudaBackupTest) test = sauda_backups_find_tested (folder);
  g_autofree char *day = NULL, *clock = NULL;

  if (test == NULL)
    return g_strdup (_ ("No tested backup was found in the folder of data. If copies go to another drive, "
                        "restore one from there."));
  day = sauda_day_format_short (sauda_day_from_ms (test->at_ms));
  clock = sauda_time_format_clock (test->at_ms);
  return g_strdup_printf (_ ("The newest tested backup is of %s, %s."), day, clock);
}

/**
 * sauda_backups_restore:
 * @folder: the data folder; nobody may have its database open
 * @file: a backup
 * @now_ms: the time, UTC ms
 * @rows: (out): that were restored
 * @aside: (out) (transfer full) (nullable): where the database that was there lies now
 * @error: return location
 *
 * Checks the backup as a whole, sets the database that is there aside, damaged or not, and puts the backup in
 * its place. Labels that are missing come back. It blocks.
 *
 * Returns: %FALSE with an error; then everything is as it was
 */
gboolean
sauda_backups_restore (const char *folder,
                       const char *file,
                       gint64 now_ms,
                       gint64 *rows,
                       char **aside,
                       GError **error)
{
  g_autofree char *database = g_build_filename (folder, "sauda.db", NULL);
  g_autofree char *scratch = NULL;
  gboolean restored = FALSE;
  int lock;

  *aside = NULL;
  if (!sauda_file_make_folder (folder, error))
    return FALSE;
  lock = sauda_day_lock_wait (folder, error);
  if (lock < 0)
    return FALSE;
  if (is_free (folder, error))
    scratch = sauda_backup_file_make_scratch (database, error);
  if (scratch != NULL) {
    restored = sauda_backup_file_unpack (file, scratch, rows, NULL, error) &&
               set_aside (folder, now_ms, aside, error) && swap_database (folder, scratch, error);
    if (restored) {
      bring_files (scratch, folder);
      sauda_backups_note_tested (folder, file, *rows, now_ms);
    }
    sauda_backup_file_remove_scratch (scratch);
  }
  sauda_day_lock_release (lock);
  return restored;
}

/**
 * sauda_backups_ask_restore:
 * @folder: the data folder
 * @file: a backup
 * @error: return location
 *
 * Has @file restored when the folder is opened the next time.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_backups_ask_restore (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, REQUEST, NULL);

  return sauda_file_write (path, file, strlen (file), error);
}

/**
 * sauda_backups_get_asked:
 * @folder: the data folder
 *
 * Returns: (transfer full) (nullable): the backup that is restored at the next start
 */
char *
sauda_backups_get_asked (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, REQUEST, NULL);
  char *file = NULL;

  return g_file_get_contents (path, &file, NULL, NULL) ? file : NULL;
}

/**
 * sauda_backups_take_back_asked:
 * @folder: the data folder
 *
 * Has nothing restored at the next start.
 */
void
sauda_backups_take_back_asked (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, REQUEST, NULL);

  g_unlink (path);
}

/**
 * sauda_backups_restore_asked:
 * @folder: the data folder, before its database is opened
 * @now_ms: the time, UTC ms
 * @restored: (out) (transfer full) (nullable): the backup that lies in its place now
 * @error: return location
 *
 * Restores what sauda_backups_ask_restore() named. It is tried once.
 *
 * Returns: %FALSE with an error when it was asked and failed
 */
gboolean
sauda_backups_restore_asked (const char *folder, gint64 now_ms, char **restored, GError **error)
{
  g_autofree char *file = sauda_backups_get_asked (folder), *aside = NULL;
  gint64 rows;

  *restored = NULL;
  /* A timer may come while the window in which it was asked is open. */
  if (file == NULL || sauda_day_lock_is_open (folder))
    return TRUE;
  sauda_backups_take_back_asked (folder);
  if (!sauda_backups_restore (folder, file, now_ms, &rows, &aside, error))
    return FALSE;
  g_info ("restored %s: %" G_GINT64_FORMAT " rows", file, rows);
  *restored = g_steal_pointer (&file);
  return TRUE;
}

/* The day on which a database was found sound, and how its file looks. */
static char *
describe_checked (const char *database, const char *day)
{
  g_autoptr (GFile) file = g_file_new_for_path (database);
  g_autoptr (GFileInfo) info = g_file_query_info (
    file,
    G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
    G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GDateTime) changed = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;
  g_autofree char *when = changed != NULL ? g_date_time_format (changed, "%s.%f") : NULL;

  return g_strdup_printf ("%s %" G_GOFFSET_FORMAT " %s", day, info != NULL ? g_file_info_get_size (info) : 0,
                          when != NULL ? when : "");
}

/**
 * sauda_backups_note_closed:
 * @folder: the data folder, after its database was closed
 *
 * Lets the next start today trust the database as long as nobody else changes its file.
 */
void
sauda_backups_note_closed (const char *folder)
{
  g_autofree char *database = g_build_filename (folder, "sauda.db", NULL);
  g_autofree char *mark = g_build_filename (folder, CHECKED, NULL), *known = NULL, *now = NULL;
  char *end;

  if (!g_file_get_contents (mark, &known, NULL, NULL) || (end = strchr (known, ' ')) == NULL)
    return;
  *end = '\0';
  now = describe_checked (database, known);
  *end = ' ';
  if (strcmp (now, known) != 0)
    sauda_file_write (mark, now, strlen (now), NULL);
}

/**
 * sauda_backups_check_database:
 * @folder: the data folder, before its database is opened
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Looks whether the database contradicts itself: at the first start of a day, and whenever its file is not as
 * Sauda left it when it closed, such as after a loss of power. A damaged one is left untouched: restoring
 * sets it aside.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR_DAMAGED
 */
gboolean
sauda_backups_check_database (const char *folder, gint64 now_ms, GError **error)
{
  g_autofree char *database = g_build_filename (folder, "sauda.db", NULL);
  g_autofree char *mark = g_build_filename (folder, CHECKED, NULL), *known = NULL;
  g_autofree char *today = sauda_day_format_iso (sauda_day_from_ms (now_ms));
  g_autofree char *sound = describe_checked (database, today);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GError) local = NULL;

  if (!g_file_test (database, G_FILE_TEST_EXISTS) ||
      (g_file_get_contents (mark, &known, NULL, NULL) && strcmp (known, sound) == 0))
    return TRUE;
  tables = sauda_backup_inspect (database, FALSE, &local);
  if (tables != NULL && tables->len == 0 && known != NULL) {
    /* It was found sound before, so it is no beginning. */
    g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED,
                 _ ("The database %s is damaged or is no database of Sauda. It was left as it is."),
                 database);
    return FALSE;
  }
  if (tables != NULL) {
    sauda_file_write (mark, sound, strlen (sound), NULL);
    return TRUE;
  }
  if (!g_error_matches (local, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED))
    return TRUE; /* opening tells better what is wrong */
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sauda_backups_name_newest:
 * @folder: the data folder
 * @error: (inout): why it could not be opened
 *
 * Lets the error of a damaged database name the newest tested backup.
 */
void
sauda_backups_name_newest (const char *folder, GError **error)
{
  g_autoptr (GError) damage = NULL;
  g_autofree char *newest = NULL;

  if (!sauda_backups_is_damage (*error))
    return;
  newest = describe_newest (folder);
  damage = g_steal_pointer (error);
  g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED, "%s %s", damage->message, newest);
}

/**
 * sauda_backups_is_damage:
 * @error: why a folder could not be opened
 *
 * Returns: whether a backup would help
 */
gboolean
sauda_backups_is_damage (const GError *error)
{
  return g_error_matches (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
}
