#include "sauda-import-sort.h"

#include "sauda-order-files.h"

#include <string.h>

/* Enough for the marks at the start of a PDF and the first names of an archive. */
#define HEAD_LENGTH 4096

typedef enum {
  KIND_UNKNOWN,
  KIND_SPREADSHEET,
  KIND_WAYBILLS,
} Kind;

typedef struct {
  GStrv paths;           /* (owned) (not nullable) */
  SaudaImportSort *sort; /* (owned) (nullable) until returned */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_strfreev (work->paths);
  g_clear_pointer (&work->sort, sauda_import_sort_free);
  g_free (work);
}

static gboolean
has_suffix (const char *path, const char *const *suffixes)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  for (gsize i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (folded, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
head_has (const char *head, gsize length, const char *mark)
{
  return memmem (head, length, mark, strlen (mark)) != NULL;
}

/* What the name promises, for files whose content says nothing: the reader tells what is wrong with them. */
static Kind
guess_by_name (const char *path)
{
  static const char *const spreadsheets[] = { ".xlsx", ".xls", ".csv", ".tsv", ".txt", NULL };
  static const char *const waybills[] = { ".zip", ".pdf", NULL };

  if (has_suffix (path, spreadsheets))
    return KIND_SPREADSHEET;
  return has_suffix (path, waybills) ? KIND_WAYBILLS : KIND_UNKNOWN;
}

static Kind
find_kind (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  char head[HEAD_LENGTH];
  gsize length = 0;

  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, NULL, NULL))
    return guess_by_name (path);
  if (head_has (head, MIN (length, 1024), "%PDF-"))
    return KIND_WAYBILLS;
  if (length > 4 && memcmp (head, "PK\3\4", 4) == 0) {
    if (head_has (head, length, "[Content_Types].xml") || head_has (head, length, "xl/") ||
        head_has (head, length, "_rels/"))
      return KIND_SPREADSHEET;
    return head_has (head, length, ".pdf") || guess_by_name (path) != KIND_SPREADSHEET ? KIND_WAYBILLS
                                                                                       : KIND_SPREADSHEET;
  }
  return guess_by_name (path);
}

static void
add_file (SaudaImportSort *sort, const char *path, Kind kind)
{
  GPtrArray *files = kind == KIND_SPREADSHEET ? sort->sheets
                     : kind == KIND_WAYBILLS  ? sort->waybills
                                              : sort->unknown;

  g_ptr_array_add (files, g_strdup (path));
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A folder is read for waybills as a whole; its spreadsheets come along each by itself. Hidden files are
 * those of other programs. */
static void
add_folder (SaudaImportSort *sort, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_free);
  gboolean has_others = FALSE;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    if (*name == '.' || g_str_has_prefix (name, "~$"))
      continue;
    if (guess_by_name (name) == KIND_SPREADSHEET && g_file_test (inner, G_FILE_TEST_IS_REGULAR) &&
        find_kind (inner) == KIND_SPREADSHEET)
      g_ptr_array_add (sheets, g_steal_pointer (&inner));
    else
      has_others = TRUE;
  }
  g_ptr_array_sort (sheets, compare_paths);
  for (guint i = 0; i < sheets->len; i++)
    add_file (sort, g_ptr_array_index (sheets, i), KIND_SPREADSHEET);
  if (has_others || sheets->len == 0)
    add_file (sort, path, KIND_WAYBILLS);
}

static void
sort_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  for (gsize i = 0; work->paths[i] != NULL; i++) {
    if (g_file_test (work->paths[i], G_FILE_TEST_IS_DIR))
      add_folder (work->sort, work->paths[i]);
    else
      add_file (work->sort, work->paths[i], find_kind (work->paths[i]));
  }
  g_ptr_array_add (work->sort->sheets, NULL);
  g_ptr_array_add (work->sort->waybills, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
finish (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&work->sort), (GDestroyNotify) sauda_import_sort_free);
}

/* Spreadsheets in which no order was found go on to the catalogues. */
static void
on_previewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOrderFilesReport) report = sauda_order_files_import_finish (result, &error);
  SaudaImportSort *sort = ((Work *) g_task_get_task_data (task))->sort;
  g_autoptr (GPtrArray) spreadsheets = g_steal_pointer (&sort->sheets);

  sort->sheets = g_ptr_array_new_with_free_func (g_free);
  if (report == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; i < report->files->len; i++) {
    const SaudaOrderFile *file = g_ptr_array_index (report->files, i);
    const char *path = g_ptr_array_index (spreadsheets, i);

    if (file->error == NULL || file->orders > 0) {
      g_ptr_array_add (sort->sheets, g_strdup (path));
    } else {
      g_ptr_array_add (sort->catalogues, g_strdup (path));
      g_hash_table_insert (sort->not_orders, g_strdup (path), g_strdup (file->error));
    }
  }
  g_ptr_array_add (sort->sheets, NULL);
  finish (task);
}

static void
on_sorted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (work->sort->sheets->len > 1)
    sauda_order_files_import_async (SAUDA_WORKSPACE (source), (const char *const *) work->sort->sheets->pdata,
                                    &(SaudaOrderFilesOptions){ .preview = TRUE },
                                    g_task_get_cancellable (task), on_previewed, g_object_ref (task));
  else
    finish (task);
}

/**
 * sauda_import_sort_free:
 * @sort: (nullable): sorted files
 */
void
sauda_import_sort_free (SaudaImportSort *sort)
{
  if (sort == NULL)
    return;
  g_ptr_array_unref (sort->sheets);
  g_ptr_array_unref (sort->catalogues);
  g_ptr_array_unref (sort->waybills);
  g_ptr_array_unref (sort->unknown);
  g_hash_table_unref (sort->not_orders);
  g_free (sort);
}

/**
 * sauda_import_sort_async:
 * @workspace: where the files shall come in
 * @paths: (array zero-terminated=1): files and folders
 * @cancellable: (nullable): stops it
 * @callback: called with the sorted files
 * @user_data: data of @callback
 *
 * Looks into files to tell what they are. Nothing is written.
 */
void
sauda_import_sort_async (SaudaWorkspace *workspace,
                         const char *const *paths,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  g_autoptr (GTask) sorting = g_task_new (workspace, cancellable, on_sorted, g_object_ref (task));
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, sauda_import_sort_async);
  work->paths = g_strdupv ((char **) paths);
  work->sort = g_new0 (SaudaImportSort, 1);
  work->sort->sheets = g_ptr_array_new_with_free_func (g_free);
  work->sort->catalogues = g_ptr_array_new_with_free_func (g_free);
  work->sort->waybills = g_ptr_array_new_with_free_func (g_free);
  work->sort->unknown = g_ptr_array_new_with_free_func (g_free);
  work->sort->not_orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, work, work_free);
  /* The outer task lives until the inner one is done, and owns the work. */
  g_task_set_task_data (sorting, work, NULL);
  g_task_run_in_thread (sorting, sort_in_thread);
}

/**
 * sauda_import_sort_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the sorted files; %NULL with `G_IO_ERROR_CANCELLED` when it was
 * stopped
 */
SaudaImportSort *
sauda_import_sort_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_import_sort_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
