#include "sauda-backup-file.h"

#include "sauda-backup.h"
#include "sauda-day-error.h"
#include "sauda-file.h"
#include "sauda-zip-write.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define DATABASE "sauda.db"
#define LIST "MANIFEST"
#define HEAD "sauda-backup 1"
#define LABEL_DAYS 30
#define SECONDS_PER_DAY 86400
#define MAX_BYTES (G_GUINT64_CONSTANT (64) * 1024 * 1024 * 1024)
#define CHUNK (256 * 1024)

static gboolean
fail (GError **error, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_BACKUP, _ ("The backup %s cannot be used: %s"), name,
               reason);
  return FALSE;
}

static gboolean
is_safe (const char *name)
{
  return *name != '\0' && *name != '/' && strstr (name, "..") == NULL && strchr (name, '\\') == NULL;
}

/* Adds files of a folder by their names in the data folder. The disk is asked and not the database, whose
 * tables may be those of an older program. */
static void
add_files (const char *data_folder, const char *name, gint64 since_s, GPtrArray *names)
{
  g_autofree char *path = g_build_filename (data_folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inside = g_build_filename (name, entry, NULL);
    g_autofree char *file = g_build_filename (data_folder, inside, NULL);
    GStatBuf info;

    if (g_lstat (file, &info) != 0)
      continue;
    if (S_ISDIR (info.st_mode))
      add_files (data_folder, inside, since_s, names);
    else if (S_ISREG (info.st_mode) && info.st_mtime >= since_s)
      g_ptr_array_add (names, g_steal_pointer (&inside));
  }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Labels of the last days and the pictures of products. */
static GPtrArray *
list_files (const char *data_folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  add_files (data_folder, "waybills", g_get_real_time () / G_USEC_PER_SEC - LABEL_DAYS * SECONDS_PER_DAY,
             names);
  add_files (data_folder, "pictures", 0, names);
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* The same bytes under another name; a copy where the file system has no links. */
static gboolean
bring (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;
  return link (from, to) == 0 || errno == EEXIST ||
         g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL);
}

static gboolean
list_file (GString *list, const char *scratch, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (scratch, name, NULL);
  g_autofree char *sha256 = sauda_file_sha256 (path, cancellable, error);

  if (sha256 != NULL)
    g_string_append_printf (list, "file %s %s\n", sha256, name);
  return sha256 != NULL;
}

static gboolean
list_tables (GString *list, const char *path, gint64 *rows, GError **error)
{
  g_autoptr (GPtrArray) tables = sauda_backup_inspect (path, FALSE, error);

  *rows = 0;
  for (guint i = 0; tables != NULL && i < tables->len; i++) {
    const SaudaBackupTable *table = g_ptr_array_index (tables, i);

    *rows += table->rows;
    g_string_append_printf (list, "rows %" G_GINT64_FORMAT " %s\n", table->rows, table->name);
  }
  return tables != NULL;
}

static gboolean
gather (const char *data_folder,
        const char *scratch,
        GPtrArray *names,
        gint64 *rows,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *original = g_build_filename (data_folder, DATABASE, NULL);
  g_autofree char *database = g_build_filename (scratch, DATABASE, NULL);
  g_autofree char *list_path = g_build_filename (scratch, LIST, NULL);
  g_autoptr (GString) list = g_string_new (HEAD "\n");
  g_autoptr (GPtrArray) files = list_files (data_folder);

  if (!sauda_backup_copy (original, database, error) || !list_tables (list, database, rows, error) ||
      !list_file (list, scratch, DATABASE, cancellable, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++) {
    const char *name = files->pdata[i];
    g_autofree char *from = g_build_filename (data_folder, name, NULL);
    g_autofree char *to = g_build_filename (scratch, name, NULL);

    /* A file that is gone from the disk must not keep all else from being saved. */
    if (!is_safe (name) || !bring (from, to))
      continue;
    if (!list_file (list, scratch, name, cancellable, error))
      return FALSE;
    g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_add (names, g_strdup (DATABASE));
  g_ptr_array_add (names, g_strdup (LIST));
  g_ptr_array_add (names, NULL);
  return sauda_file_write (list_path, list->str, list->len, error);
}

static gboolean
unpack_one (zip_t *archive,
            const char *path,
            const char *name,
            const char *folder,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (target);
  g_autofree char *buffer = g_malloc (CHUNK);
  g_autoptr (GFile) file = g_file_new_for_path (target);
  g_autoptr (GFileOutputStream) out = NULL;
  zip_file_t *part = is_safe (name) ? zip_fopen (archive, name, 0) : NULL;
  guint64 total = 0;
  zip_int64_t got = 0;
  gboolean written = FALSE;

  if (part == NULL)
    return fail (error, path, _ ("a file that it lists is missing in it."));
  if (g_mkdir_with_parents (parent, 0700) == 0)
    out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, NULL);
  while (out != NULL && total < MAX_BYTES && (got = zip_fread (part, buffer, CHUNK)) > 0) {
    total += (guint64) got;
    if (!g_output_stream_write_all (G_OUTPUT_STREAM (out), buffer, (gsize) got, NULL, cancellable, NULL))
      break;
  }
  zip_fclose (part);
  if (out != NULL)
    written = g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, NULL) && got == 0;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return written || fail (error, path, got < 0 ? _ ("it is cut off or damaged.") : _ ("the disk is full."));
}

/* One line of the list: `file SHA NAME` or `rows N TABLE`. */
static gboolean
check_line (zip_t *archive,
            const char *path,
            const char *line,
            const char *folder,
            GHashTable *rows,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autofree char *target = NULL, *sha256 = NULL;

  if (g_strv_length (words) != 3)
    return fail (error, path, _ ("its list cannot be read."));
  if (strcmp (words[0], "rows") == 0) {
    g_hash_table_insert (rows, g_strdup (words[2]), g_strdup (words[1]));
    return TRUE;
  }
  if (!unpack_one (archive, path, words[2], folder, cancellable, error))
    return FALSE;
  target = g_build_filename (folder, words[2], NULL);
  sha256 = sauda_file_sha256 (target, cancellable, error);
  if (sha256 == NULL)
    return FALSE;
  return strcmp (sha256, words[1]) == 0 || fail (error, path, _ ("a file in it was changed since."));
}

static gboolean
compare_rows (const char *path, const char *folder, GHashTable *expected, gint64 *rows, GError **error)
{
  g_autofree char *database = g_build_filename (folder, DATABASE, NULL);
  g_autoptr (GPtrArray) tables = sauda_backup_inspect (database, TRUE, error);

  *rows = 0;
  if (tables == NULL)
    return FALSE;
  if (tables->len != g_hash_table_size (expected))
    return fail (error, path, _ ("its tables are not those that were saved."));
  for (guint i = 0; i < tables->len; i++) {
    const SaudaBackupTable *table = g_ptr_array_index (tables, i);
    const char *count = g_hash_table_lookup (expected, table->name);

    if (count == NULL || g_ascii_strtoll (count, NULL, 10) != table->rows)
      return fail (error, path, _ ("its rows are not those that were saved."));
    *rows += table->rows;
  }
  return TRUE;
}

static gboolean
unpack_all (zip_t *archive,
            const char *path,
            const char *folder,
            gint64 *rows,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *list_path = g_build_filename (folder, LIST, NULL), *list = NULL;
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = NULL;

  if (!unpack_one (archive, path, LIST, folder, cancellable, error))
    return FALSE;
  if (!g_file_get_contents (list_path, &list, NULL, NULL) || !g_str_has_prefix (list, HEAD "\n"))
    return fail (error, path, _ ("it was not written by Sauda, or by a newer one."));
  lines = g_strsplit (list, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !check_line (archive, path, lines[i], folder, expected, cancellable, error))
      return FALSE;
  return compare_rows (path, folder, expected, rows, error);
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
    file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

/**
 * sauda_backup_file_make_scratch:
 * @beside: a path; the folder is made next to it, so that files can be moved
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an empty folder, or %NULL with %SAUDA_DAY_ERROR_BACKUP
 */
char *
sauda_backup_file_make_scratch (const char *beside, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (beside);
  char *folder = g_build_filename (parent, ".scratch-XXXXXX", NULL);

  if (sauda_file_make_folder (parent, error)) {
    if (g_mkdtemp (folder) != NULL)
      return folder;
    fail (error, beside, g_strerror (errno));
  }
  g_free (folder);
  return NULL;
}

/**
 * sauda_backup_file_remove_scratch:
 * @folder: made by sauda_backup_file_make_scratch()
 */
void
sauda_backup_file_remove_scratch (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  remove_tree (file);
}

/**
 * sauda_backup_file_create:
 * @data_folder: the merchant's folder; others may be working in it
 * @path: where the archive goes; appears there when it is whole
 * @rows: (out): of all tables
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Saves one moment of the database, the labels of the last 30 days and the pictures of products. It blocks.
 *
 * Returns: %FALSE with an error of the store, labels or base room
 */
gboolean
sauda_backup_file_create (const char *data_folder,
                          const char *path,
                          gint64 *rows,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *scratch = sauda_backup_file_make_scratch (path, error);
  gboolean created;

  if (scratch == NULL)
    return FALSE;
  created = gather (data_folder, scratch, names, rows, cancellable, error) &&
            sauda_zip_write (path, scratch, (const char *const *) names->pdata, cancellable, error);
  sauda_backup_file_remove_scratch (scratch);
  if (created)
    g_chmod (path, 0600);
  return created;
}

/**
 * sauda_backup_file_unpack:
 * @path: a backup
 * @folder: an empty folder
 * @rows: (out): of all tables
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Unpacks a backup and compares every checksum, the database's own consistency, and the rows of each table
 * with what was written down when it was made. It blocks.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_BACKUP or an error of the store
 */
gboolean
sauda_backup_file_unpack (const char *path,
                          const char *folder,
                          gint64 *rows,
                          GCancellable *cancellable,
                          GError **error)
{
  zip_t *archive = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
  gboolean unpacked;

  if (archive == NULL)
    return fail (error, path,
                 g_file_test (path, G_FILE_TEST_EXISTS) ? _ ("it is cut off or damaged.")
                                                        : _ ("it is not there."));
  unpacked = unpack_all (archive, path, folder, rows, cancellable, error);
  zip_discard (archive);
  return unpacked;
}

/**
 * sauda_backup_file_verify:
 * @path: a backup
 * @rows: (out): of all tables
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Restores a backup into a scratch folder, compares, and throws it away. It blocks.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_BACKUP or an error of the store
 */
gboolean
sauda_backup_file_verify (const char *path, gint64 *rows, GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = g_build_filename (g_get_tmp_dir (), "x", NULL);
  g_autofree char *scratch = sauda_backup_file_make_scratch (temporary, error);
  gboolean verified;

  if (scratch == NULL)
    return FALSE;
  verified = sauda_backup_file_unpack (path, scratch, rows, cancellable, error);
  sauda_backup_file_remove_scratch (scratch);
  return verified;
}
