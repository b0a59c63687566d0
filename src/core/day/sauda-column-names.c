#include "sauda-column-names.h"

#include "sauda-catalog-columns.h"
#include "sauda-column-aliases.h"
#include "sauda-day-error.h"
#include "sauda-kaspi-export-header.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char *kind; /* (not nullable) static: whose columns */
  char *path;       /* (owned) (nullable) NULL: the names that are remembered */
  char *header;     /* (owned) (nullable) */
  char *column;     /* (owned) (nullable) */
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->header);
  g_free (request->column);
  g_free (request);
}

static void
name_free (gpointer data)
{
  SaudaColumnName *name = data;

  g_free (name->column);
  g_free (name->title);
  g_free (name->header);
  g_free (name);
}

static SaudaColumnNames *
names_new (void)
{
  SaudaColumnNames *names = g_new0 (SaudaColumnNames, 1);

  names->columns = g_ptr_array_new_with_free_func (name_free);
  return names;
}

/* Takes @title. */
static void
add_name (SaudaColumnNames *names, const char *column, char *title, const char *header, gboolean needed)
{
  SaudaColumnName *name = g_new0 (SaudaColumnName, 1);

  name->column = g_strdup (column);
  name->title = title;
  name->header = g_strdup (header);
  name->needed = needed;
  g_ptr_array_add (names->columns, name);
}

/* The column that goes by @text; @title gets its name. */
static char *
find_column (const char *kind, const char *text, char **title)
{
  const char *id;
  int column;

  if (!g_str_equal (kind, SAUDA_ALIASES_CATALOGUE)) {
    id = sauda_kaspi_export_column_find (text, title);
    return g_strdup (id);
  }
  column = sauda_catalog_column_find (text);
  if (column < 0)
    return NULL;
  if (title != NULL)
    *title = sauda_catalog_column_get_header ((SaudaCatalogColumn) column);
  return sauda_catalog_column_get_header ((SaudaCatalogColumn) column);
}

static SaudaColumnNames *
list_remembered (const char *kind, const char *const *pairs)
{
  SaudaColumnNames *names = names_new ();

  names->others = g_new0 (char *, 1);
  for (gsize i = 0; pairs[i] != NULL; i++) {
    const char *split = strrchr (pairs[i], '=');
    char *title = NULL;
    g_autofree char *column = split != NULL ? find_column (kind, split + 1, &title) : NULL;
    g_autofree char *header = column != NULL ? g_strndup (pairs[i], (gsize) (split - pairs[i])) : NULL;

    if (column != NULL)
      add_name (names, column, title, header, FALSE);
  }
  return names;
}

static SaudaColumnNames *
list_orders (const char *path, const char *const *pairs, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaKaspiExportHeader) header =
    sauda_kaspi_export_header_read (path, pairs, cancellable, error);
  SaudaColumnNames *names;

  if (header == NULL)
    return NULL;
  names = names_new ();
  names->others = g_steal_pointer (&header->others);
  for (guint i = 0; i < header->columns->len; i++) {
    const SaudaKaspiExportColumn *column = g_ptr_array_index (header->columns, i);

    add_name (names, column->id, g_strdup (column->title), column->header, column->needed);
  }
  return names;
}

static SaudaColumnNames *
list_catalogue (const char *path, const char *const *pairs, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_catalog_columns_read_header (path, pairs, cancellable, error);
  SaudaColumnNames *names;

  if (columns == NULL)
    return NULL;
  names = names_new ();
  names->others = g_strdupv ((char **) sauda_sheet_columns_get_unknown (columns));
  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    char *title = sauda_catalog_column_get_header ((SaudaCatalogColumn) i);

    add_name (names, title, title,
              sauda_sheet_columns_has (columns, i) ? sauda_sheet_columns_get_title (columns, i) : NULL,
              sauda_catalog_column_is_needed ((SaudaCatalogColumn) i));
  }
  return names;
}

static gpointer
load_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_column_aliases_read_overrides (connection, data, error);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  g_auto (GStrv) pairs = sauda_workspace_read (source, load_work, (gpointer) request->kind, &error);
  SaudaColumnNames *names = NULL;

  if (pairs != NULL)
    names = request->path != NULL
              ? (g_str_equal (request->kind, SAUDA_ALIASES_CATALOGUE) ? list_catalogue : list_orders) (
                  request->path, (const char *const *) pairs, cancellable, &error)
              : list_remembered (request->kind, (const char *const *) pairs);
  if (names != NULL)
    g_task_return_pointer (task, names, (GDestroyNotify) sauda_column_names_free);
  else
    g_task_return_error (task, error);
}

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (sauda_column_names_keep (connection, request->kind, request->header,
                                                   request->column, request->now_ms, error));
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sauda_workspace_write (source, keep_work, task_data, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_column_names_free:
 * @names: (transfer full): names
 */
void
sauda_column_names_free (SaudaColumnNames *names)
{
  g_ptr_array_unref (names->columns);
  g_strfreev (names->others);
  g_free (names);
}

/**
 * sauda_column_names_keep:
 * @connection: inside a transaction
 * @kind: which files: %SAUDA_ALIASES_ORDERS or %SAUDA_ALIASES_CATALOGUE
 * @header: what stands above the column in a person's spreadsheets
 * @column: (nullable): the column it stands for, by any of its names; %NULL forgets the header
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Remembers a header text for all files to come. It stands for one column only.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_COLUMN when there is no such column, or an error of the store
 */
gboolean
sauda_column_names_keep (SaudaConnection *connection,
                         const char *kind,
                         const char *header,
                         const char *column,
                         gint64 now_ms,
                         GError **error)
{
  g_autofree char *name = sauda_text_squeeze (header);
  g_autofree char *id = column != NULL ? find_column (kind, column, NULL) : NULL;

  if (*name == '\0' || (column != NULL && id == NULL)) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_COLUMN,
                 g_str_equal (kind, SAUDA_ALIASES_CATALOGUE)
                   ? _ ("“%s” is no column of the catalogue. Write its name as the catalogue does, such as "
                        "SKU_ID or Weight_kg.")
                   : _ ("“%s” is no column of Kaspi's order sheets. Write its name as Kaspi does, such as "
                        "Артикул or Количество."),
                 *name == '\0' ? "" : column);
    return FALSE;
  }
  return sauda_column_aliases_set (connection, kind, name, id, now_ms, error);
}

/**
 * sauda_column_names_list_async:
 * @workspace: the merchant's folder
 * @kind: (transfer none): which files: %SAUDA_ALIASES_ORDERS or %SAUDA_ALIASES_CATALOGUE
 * @path: (nullable): a spreadsheet, to tell which column of it is taken for what; %NULL for the
 * header texts that a person made known
 * @cancellable: (nullable): to stop
 * @callback: called with the names
 * @user_data: data of @callback
 */
void
sauda_column_names_list_async (SaudaWorkspace *workspace,
                               const char *kind,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_column_names_list_async);
  request->kind = g_intern_string (kind);
  request->path = g_strdup (path);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * sauda_column_names_list_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the names, or %NULL with a sentence
 */
SaudaColumnNames *
sauda_column_names_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_column_names_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_column_names_keep_async:
 * @workspace: the merchant's folder
 * @kind: (transfer none): as sauda_column_names_keep()
 * @header: as sauda_column_names_keep()
 * @column: (nullable): as sauda_column_names_keep()
 * @cancellable: (nullable): to stop
 * @callback: called when it is saved
 * @user_data: data of @callback
 */
void
sauda_column_names_keep_async (SaudaWorkspace *workspace,
                               const char *kind,
                               const char *header,
                               const char *column,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_column_names_keep_async);
  request->kind = g_intern_string (kind);
  request->header = g_strdup (header);
  request->column = g_strdup (column);
  request->now_ms = sauda_workspace_get_now (workspace);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, keep_in_thread);
}

/**
 * sauda_column_names_keep_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_COLUMN or an error of the store
 */
gboolean
sauda_column_names_keep_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_column_names_keep_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
