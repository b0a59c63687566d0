#include "sauda-backups.h"

#include "sauda-backup-file.h"
#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-file.h"
#include "sauda-settings.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "backups"
#define PREFIX "sauda-"
#define SUFFIX ".backup.zip"
#define BEFORE_MERGE "-before-merge"
#define TESTED "tested.txt"
#define DESTINATION_KEY "backup-destination"

/* One a day for a week, one a week for a month, one a month for half a year. */
#define DAILY 7
#define WEEKLY 5
#define MONTHLY 6
/* Days for which one stays that leads back before a merge of stores, beside the others. */
#define MERGE_DAYS 31

typedef struct {
  gboolean always; /* also when one was made today */
} Request;

static char *
get_folder (const char *data_folder)
{
  return g_build_filename (data_folder, FOLDER, NULL);
}

static gint64
get_now (SaudaWorkspace *workspace)
{
  return sauda_workspace_get_now (workspace);
}

/* sauda-2025-10-08-1405.backup.zip, by Almaty's clock, with @mark behind the time. */
static char *
make_name (gint64 now_ms, const char *mark)
{
  g_autofree char *day = sauda_day_format_iso (sauda_day_from_ms (now_ms));
  g_autofree char *clock = sauda_time_format_clock (now_ms);
  g_auto (GStrv) parts = g_strsplit (clock, ":", 2);

  return g_strdup_printf (PREFIX "%s-%02d%s%s" SUFFIX, day, atoi (parts[0]),
                          parts[1] != NULL ? parts[1] : "00", mark);
}

static SaudaDay
read_day (const char *name)
{
  g_autofree char *date = NULL;
  SaudaDay day;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) ||
      strlen (name) < strlen (PREFIX) + 10)
    return SAUDA_DAY_NONE;
  date = g_strndup (name + strlen (PREFIX), 10);
  return sauda_day_parse (date, &day, NULL) ? day : SAUDA_DAY_NONE;
}

static gboolean
is_before_merge (const char *name)
{
  return strstr (name, BEFORE_MERGE) != NULL;
}

static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (read_day (name) != SAUDA_DAY_NONE)
      g_ptr_array_add (names, g_strdup (name));
  return names;
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

static int
get_month (SaudaDay day)
{
  int year, month, month_day;

  sauda_day_get_date (day, &year, &month, &month_day);
  return year * 12 + month;
}

static void
keep_rules (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder);
  g_autoptr (GPtrArray) obsolete = sauda_backups_list_obsolete (names);

  for (guint i = 0; i < obsolete->len; i++) {
    g_autofree char *path = g_build_filename (folder, obsolete->pdata[i], NULL);

    g_unlink (path);
  }
}

static gpointer
destination_work (SaudaConnection *connection, gpointer data, GError **error)
{
  char *value = NULL;

  if (!sauda_settings_get (connection, DESTINATION_KEY, &value, error))
    return NULL;
  return value != NULL ? value : g_strdup ("");
}

static gpointer
set_destination_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_info ("setting %s: %s", DESTINATION_KEY, data != NULL ? (const char *) data : "none");
  return sauda_settings_set (connection, DESTINATION_KEY, data, g_get_real_time () / 1000, error)
           ? GINT_TO_POINTER (TRUE)
           : NULL;
}

/* To a stick, a share or another folder: whatever GIO reaches. Written beside there too. */
static char *
carry (const char *path, const char *destination, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (destination);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *beside_name = g_strconcat (name, ".part", NULL);
  g_autoptr (GFile) beside = g_file_get_child (folder, beside_name);
  g_autoptr (GFile) target = g_file_get_child (folder, name);
  g_autoptr (GError) local = NULL;
  char *shown;

  g_file_make_directory_with_parents (folder, cancellable, NULL);
  shown = g_file_is_native (target) ? g_file_get_path (target) : g_file_get_uri (target);
  if (g_file_copy (source, beside, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &local) &&
      g_file_move (beside, target, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &local))
    return shown;
  /* half of it would only fill a stick that is full */
  g_file_delete (beside, NULL, NULL);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP,
                 _ ("The backup was made, but not copied to %s: %s"), shown, local->message);
  g_free (shown);
  return NULL;
}

static void
create_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  gint64 rows;
  char *file = NULL;

  if (request->always || sauda_backups_is_due (source))
    file = sauda_backups_create (source, NULL, &rows, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, g_free);
}

/**
 * sauda_backup_test_free:
 * @test: (transfer full): a test
 */
void
sauda_backup_test_free (SaudaBackupTest *test)
{
  g_free (test->file);
  g_free (test);
}

/**
 * sauda_backups_list_obsolete:
 * @names: (element-type utf8): base names of backups
 *
 * One backup a day is kept for a week, one a week for five weeks, one a month for half a year, counted back
 * from the newest. One that was made before a merge of stores stays for a month beside them: a person was
 * told its name.
 *
 * Returns: (transfer container) (element-type utf8): those of @names that go
 */
GPtrArray *
sauda_backups_list_obsolete (GPtrArray *names)
{
  GPtrArray *obsolete = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (names, NULL, NULL);
  SaudaDay last_day = SAUDA_DAY_NONE;
  int last_week = -1, last_month = -1;
  guint days = 0, weeks = 0, months = 0;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_newest_first);
  for (guint i = 0; i < sorted->len; i++) {
    SaudaDay day = read_day (sorted->pdata[i]);
    int week = (day + 3) / 7, month = get_month (day);
    gboolean keep = FALSE;

    if (is_before_merge (sorted->pdata[i])) {
      if (read_day (sorted->pdata[0]) - day > MERGE_DAYS)
        g_ptr_array_add (obsolete, sorted->pdata[i]);
      continue;
    }
    if (day != last_day && days < DAILY)
      keep = days++ < DAILY;
    if (week != last_week && weeks < WEEKLY)
      keep |= weeks++ < WEEKLY;
    if (month != last_month && months < MONTHLY)
      keep |= months++ < MONTHLY;
    last_day = day;
    last_week = week;
    last_month = month;
    if (!keep)
      g_ptr_array_add (obsolete, sorted->pdata[i]);
  }
  return obsolete;
}

/* Makes a backup, restores it for trial, and deletes what the rules do not keep. */
static char *
create_tested (const char *data_folder,
               const char *mark,
               gint64 now_ms,
               gint64 *rows,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *folder = get_folder (data_folder);
  g_autofree char *name = make_name (now_ms, mark);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!sauda_file_make_folder (folder, error) ||
      !sauda_backup_file_create (data_folder, path, rows, cancellable, error))
    return NULL;
  if (!sauda_backup_file_verify (path, rows, cancellable, error)) {
    g_unlink (path);
    return NULL;
  }
  sauda_backups_note_tested (data_folder, path, *rows, now_ms);
  keep_rules (folder);
  return g_steal_pointer (&path);
}

/**
 * sauda_backups_copy:
 * @workspace: the merchant's folder
 * @path: a backup in its folder `backups`
 * @destination: (nullable): a folder, as a path or an address that GIO knows; %NULL for the one that was set,
 * if any
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Copies it there. It blocks.
 *
 * Returns: (transfer full) (nullable): the copy, or @path where no folder was set; %NULL with an error
 */
char *
sauda_backups_copy (SaudaWorkspace *workspace,
                    const char *path,
                    const char *destination,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *usual = NULL;

  if (destination == NULL) {
    usual = sauda_workspace_read (workspace, destination_work, NULL, error);
    if (usual == NULL)
      return NULL;
    destination = usual;
  }
  return *destination != '\0' ? carry (path, destination, cancellable, error) : g_strdup (path);
}

/**
 * sauda_backups_create:
 * @workspace: the merchant's folder
 * @destination: (nullable): a folder, as a path or an address that GIO knows, to copy it to; %NULL for the
 * one that was set, if any
 * @rows: (out): of all tables
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Makes a backup in the folder `backups`, restores it for trial, copies it, and deletes what the rules do not
 * keep. It blocks.
 *
 * Returns: (transfer full) (nullable): the backup, at the destination when there is one; %NULL with an error
 */
char *
sauda_backups_create (SaudaWorkspace *workspace,
                      const char *destination,
                      gint64 *rows,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *path =
    create_tested (sauda_workspace_get_folder (workspace), "", get_now (workspace), rows, cancellable, error);

  return path != NULL ? sauda_backups_copy (workspace, path, destination, cancellable, error) : NULL;
}

/**
 * sauda_backups_is_due:
 * @workspace: the merchant's folder
 *
 * Returns: whether no backup was made today
 */
gboolean
sauda_backups_is_due (SaudaWorkspace *workspace)
{
  g_autofree char *folder = get_folder (sauda_workspace_get_folder (workspace));
  g_autoptr (GPtrArray) names = list_names (folder);
  SaudaDay today = sauda_workspace_get_today (workspace);

  for (guint i = 0; i < names->len; i++)
    if (read_day (names->pdata[i]) == today && !is_before_merge (names->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * sauda_backups_create_due_async:
 * @workspace: the merchant's folder
 * @always: also when one was made today
 * @cancellable: (nullable): to stop
 * @callback: called when it is made
 * @user_data: data of @callback
 *
 * Makes the backup of the day, unless it is there.
 */
void
sauda_backups_create_due_async (SaudaWorkspace *workspace,
                                gboolean always,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_backups_create_due_async);
  request->always = always;
  g_task_set_task_data (task, request, g_free);
  g_task_run_in_thread (task, create_in_thread);
}

/**
 * sauda_backups_create_due_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the backup; %NULL without @error when none was due
 */
char *
sauda_backups_create_due_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_backups_create_due_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_backups_set_destination:
 * @workspace: the merchant's folder
 * @uri: (nullable): a folder that each backup is copied to; %NULL for none
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_backups_set_destination (SaudaWorkspace *workspace, const char *uri, GError **error)
{
  return sauda_workspace_write (workspace, set_destination_work, (gpointer) uri, error) != NULL;
}

/**
 * sauda_backups_note_tested:
 * @folder: the data folder
 * @file: a backup that was restored for trial
 * @rows: that were found in it
 * @now_ms: the time, UTC ms
 *
 * Writes down a restore test. It stands beside the backups and not in the database, which may be the thing
 * that is lost.
 */
void
sauda_backups_note_tested (const char *folder, const char *file, gint64 rows, gint64 now_ms)
{
  g_autofree char *backups = get_folder (folder);
  g_autofree char *path = g_build_filename (backups, TESTED, NULL);
  g_autofree char *absolute = g_canonicalize_filename (file, NULL);
  g_autofree char *before = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_file_get_contents (path, &before, NULL, NULL);
  g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\n%s", now_ms, rows, absolute,
                          before != NULL ? before : "");
  if (sauda_file_make_folder (backups, NULL))
    sauda_file_write (path, text->str, text->len, NULL);
}

/* A data folder that came from another computer, or was moved, has its backups still in itself. */
static char *
find_moved (const char *folder, const char *file)
{
  g_autofree char *name = g_path_get_basename (file), *here = g_build_filename (folder, FOLDER, name, NULL);

  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return g_strdup (file);
  return g_file_test (here, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&here) : NULL;
}

/**
 * sauda_backups_find_tested:
 * @folder: the data folder
 *
 * Returns: (transfer full) (nullable): the newest backup that was restored for trial and is still there
 */
SaudaBackupTest *
sauda_backups_find_tested (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FOLDER, TESTED, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], "\t", 3);
    g_autofree char *file = g_strv_length (words) == 3 ? find_moved (folder, words[2]) : NULL;
    SaudaBackupTest *test;

    if (file == NULL)
      continue;
    test = g_new0 (SaudaBackupTest, 1);
    test->at_ms = g_ascii_strtoll (words[0], NULL, 10);
    test->rows = g_ascii_strtoll (words[1], NULL, 10);
    test->file = g_steal_pointer (&file);
    return test;
  }
  return NULL;
}

/**
 * sauda_backups_create_before_migration:
 * @folder: the data folder, before its database is opened
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Makes a backup when this program is about to change the tables, so that an update can be taken back with
 * the labels of its day. It blocks.
 *
 * Returns: %FALSE with an error; nothing may be changed then
 */
gboolean
sauda_backups_create_before_migration (const char *folder, gint64 now_ms, GError **error)
{
  g_autofree char *database = g_build_filename (folder, "sauda.db", NULL);
  g_autofree char *file = NULL;
  gboolean old;
  gint64 rows;

  if (!g_file_test (database, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!sauda_database_is_old (database, &old, error))
    return FALSE;
  if (old)
    file = create_tested (folder, "", now_ms, &rows, NULL, error);
  return !old || file != NULL;
}

/**
 * sauda_backups_create_before_merge:
 * @folder: the data folder
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Makes a backup before two stores become one, which has no other way back, and restores it for trial.
 * Another one of the same minute leads back to something else, so both stay. It blocks.
 *
 * Returns: (transfer full) (nullable): the backup; %NULL with an error, and nothing may be changed then
 */
char *
sauda_backups_create_before_merge (const char *folder, gint64 now_ms, GError **error)
{
  g_autofree char *backups = get_folder (folder), *mark = g_strdup (BEFORE_MERGE);
  gint64 rows;

  for (guint i = 2;; i++) {
    g_autofree char *name = make_name (now_ms, mark), *path = g_build_filename (backups, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      break;
    g_free (mark);
    mark = g_strdup_printf (BEFORE_MERGE "-%u", i);
  }
  return create_tested (folder, mark, now_ms, &rows, NULL, error);
}
