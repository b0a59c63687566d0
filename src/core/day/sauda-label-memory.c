#include "sauda-label-memory.h"

#include "sauda-database.h"
#include "sauda-day-waits.h"
#include "sauda-file.h"
#include "sauda-label-report.h"
#include "sauda-orders.h"
#include "sauda-store-names.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define FILE_NAME "last-labels.json"

/* Every folder where labels were ever written, a line each: whoever asks to be erased must go from all of
 * them. */
#define FOLDERS_NAME "label-folders.txt"

/* The labels of today as they were last written. */
typedef struct {
  SaudaLabelReport *report; /* (owned) (nullable) */
  char *folder;             /* (owned) (nullable) */
} Memory;

/* What the orders of a report that was remembered wait for now, and what their stores are called. */
typedef struct {
  SaudaWorkspace *workspace;
  SaudaDay day;
  GHashTable
    *former; /* (owned) (nullable) (element-type utf8 utf8) names of stores by what they were before */
  GHashTable *until; /* (owned) (nullable) (element-type utf8 gint64) by store and number; 0: due */
} Dues;

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  g_clear_pointer (&memory->report, sauda_label_report_free);
  g_free (memory->folder);
  g_free (memory);
}

static char *
get_path (SaudaWorkspace *workspace)
{
  return g_build_filename (sauda_workspace_get_folder (workspace), FILE_NAME, NULL);
}

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, text);
}

static void
add_number (JsonBuilder *json, const char *name, gint64 number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

static void
add_texts (JsonBuilder *json, const char *name, GPtrArray *texts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (texts, i));
  json_builder_end_array (json);
}

static void
add_group (JsonBuilder *json, const SaudaLabelReportGroup *group)
{
  json_builder_begin_object (json);
  add_text (json, "store", group->store);
  add_text (json, "kind", group->kind);
  add_text (json, "model", group->model);
  add_text (json, "size", group->size);
  add_text (json, "file", group->file);
  add_text (json, "code", group->code);
  add_number (json, "orders", group->orders);
  add_number (json, "labels", group->labels);
  add_number (json, "pages", group->pages);
  add_number (json, "covers", group->covers);
  add_number (json, "papers", group->papers);
  add_number (json, "complete", group->complete);
  add_texts (json, "page_orders", group->page_orders);
  add_texts (json, "page_stores", group->page_stores);
  json_builder_end_object (json);
}

static void
add_missing (JsonBuilder *json, const SaudaLabelMissing *missing)
{
  json_builder_begin_object (json);
  add_text (json, "store", missing->store);
  add_text (json, "code", missing->code);
  add_text (json, "reason", missing->reason);
  add_number (json, "until", missing->until_ms);
  json_builder_end_object (json);
}

static char *
write_json (SaudaDay day, const char *folder, const SaudaLabelReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  add_number (json, "day", day);
  add_text (json, "folder", folder);
  add_number (json, "orders", report->orders);
  json_builder_set_member_name (json, "groups");
  json_builder_begin_array (json);
  for (guint i = 0; i < report->groups->len; i++)
    add_group (json, g_ptr_array_index (report->groups, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "missing");
  json_builder_begin_array (json);
  for (guint i = 0; i < report->missing->len; i++)
    add_missing (json, g_ptr_array_index (report->missing, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static char *
dup_text (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, ""));
}

static guint
get_number (JsonObject *object, const char *name)
{
  return (guint) MAX (0, json_object_get_int_member_with_default (object, name, 0));
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Names of stores as they are now, for those of the time when the labels were written. */
static char *
rename_stores (const Dues *dues, const char *names, const char *between)
{
  g_auto (GStrv) parts = g_strsplit (names, between, -1);

  for (gsize i = 0; dues->former != NULL && parts[i] != NULL; i++) {
    const char *name = g_hash_table_lookup (dues->former, parts[i]);

    if (name != NULL) {
      g_free (parts[i]);
      parts[i] = g_strdup (name);
    }
  }
  return g_strjoinv (between, parts);
}

static char *
read_store (const Dues *dues, JsonObject *object)
{
  return rename_stores (dues, json_object_get_string_member_with_default (object, "store", ""), " + ");
}

static void
read_texts (JsonObject *object, const char *name, GPtrArray *texts)
{
  JsonArray *array = get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)))
      g_ptr_array_add (texts, json_node_dup_string (json_array_get_element (array, i)));
}

static void
read_group (SaudaLabelReport *report, const Dues *dues, JsonObject *object)
{
  SaudaLabelReportGroup *group = sauda_label_report_add_group (report);
  g_autoptr (GPtrArray) stores = g_ptr_array_new_with_free_func (g_free);

  read_texts (object, "page_orders", group->page_orders);
  read_texts (object, "page_stores", stores);
  for (guint i = 0; i < stores->len; i++)
    g_ptr_array_add (group->page_stores, rename_stores (dues, g_ptr_array_index (stores, i), "\n"));
  group->store = read_store (dues, object);
  group->kind = dup_text (object, "kind");
  group->model = dup_text (object, "model");
  group->size = dup_text (object, "size");
  group->file = dup_text (object, "file");
  group->code = dup_text (object, "code");
  group->orders = get_number (object, "orders");
  group->labels = get_number (object, "labels");
  group->pages = get_number (object, "pages");
  group->covers = get_number (object, "covers");
  group->papers = get_number (object, "papers");
  group->complete = get_number (object, "complete") != 0;
}

static char *
make_key (const char *store, const char *code)
{
  return g_strconcat (store, "\n", code, NULL);
}

static gpointer
dues_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Dues *dues = data;
  g_autoptr (SaudaDayWaits) waits =
    sauda_day_waits_read (connection, dues->workspace, dues->day, TRUE, error);
  g_autoptr (GPtrArray) orders =
    waits != NULL ? sauda_orders_list_to_ship (connection, 0, dues->day, TRUE, error) : NULL;

  if (orders == NULL)
    return NULL;
  dues->until = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    gint64 until_ms = sauda_day_waits_get_until (waits, order->id);

    g_hash_table_insert (dues->until, make_key (order->store, order->code),
                         g_memdup2 (&until_ms, sizeof until_ms));
  }
  return dues;
}

/* An order that waited when the groups were written may have its answer since, be past its cut-off, or be
 * gone. */
static void
read_waiting (SaudaLabelReport *report, Dues *dues, const char *store, const char *code)
{
  g_autofree char *key = make_key (store, code);
  const gint64 *until_ms;

  if (dues->until == NULL)
    sauda_workspace_read (dues->workspace, dues_work, dues, NULL);
  until_ms = dues->until != NULL ? g_hash_table_lookup (dues->until, key) : NULL;
  if (until_ms == NULL) {
    report->orders--;
  } else if (*until_ms > 0) {
    g_autofree char *reason = sauda_day_waits_describe (*until_ms, dues->day);

    sauda_label_report_add_waiting (report, store, code, *until_ms, reason);
  } else {
    sauda_label_report_add_missing (
      report, store, code, _ ("It waits no longer. Press the button of the day, or group the labels again."));
  }
}

static void
read_missing (SaudaLabelReport *report, Dues *dues, JsonObject *order)
{
  g_autofree char *store = read_store (dues, order);
  const char *code = json_object_get_string_member_with_default (order, "code", "");

  if (json_object_get_int_member_with_default (order, "until", 0) > 0)
    read_waiting (report, dues, store, code);
  else
    sauda_label_report_add_missing (report, store, code,
                                    json_object_get_string_member_with_default (order, "reason", ""));
}

static SaudaLabelReport *
read_report (JsonObject *object, Dues *dues)
{
  SaudaLabelReport *report = sauda_label_report_new ();
  JsonArray *groups = get_array (object, "groups"), *missing = get_array (object, "missing");

  report->orders = get_number (object, "orders");
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (groups, i)))
      read_group (report, dues, json_array_get_object_element (groups, i));
  for (guint i = 0; missing != NULL && i < json_array_get_length (missing); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (missing, i)))
      read_missing (report, dues, json_array_get_object_element (missing, i));
  sauda_label_report_sum_up (report);
  return report;
}

/* A group whose file is gone cannot be shown or printed, so nothing is remembered then. */
static gboolean
files_are_there (const Memory *memory)
{
  for (guint i = 0; i < memory->report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (memory->report->groups, i);
    g_autofree char *path = g_build_filename (memory->folder, group->file, NULL);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return FALSE;
  }
  return memory->report->groups->len > 0 || memory->report->waiting > 0;
}

static gpointer
former_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_store_names_read_former (connection, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *path = get_path (source);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  Memory *memory = g_new0 (Memory, 1);
  Dues dues = { .workspace = source, .day = GPOINTER_TO_INT (task_data) };
  JsonObject *object;

  if (g_file_get_contents (path, &text, NULL, NULL))
    root = json_from_string (text, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)) {
    object = json_node_get_object (root);
    if (json_object_get_int_member_with_default (object, "day", SAUDA_DAY_NONE) == dues.day) {
      dues.former = sauda_workspace_read (dues.workspace, former_work, NULL, NULL);
      memory->report = read_report (object, &dues);
      memory->folder = dup_text (object, "folder");
    }
  }
  if (memory->report != NULL && !files_are_there (memory))
    g_clear_pointer (&memory->report, sauda_label_report_free);
  g_clear_pointer (&dues.until, g_hash_table_unref);
  g_clear_pointer (&dues.former, g_hash_table_unref);
  g_task_return_pointer (task, memory, memory_free);
}

static void
list_group (JsonObject *group, GHashTable *codes)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);

  read_texts (group, "page_orders", pages);
  for (guint i = 0; i < pages->len; i++) {
    g_auto (GStrv) numbers = g_strsplit (g_ptr_array_index (pages, i), ", ", -1);

    for (gsize k = 0; numbers[k] != NULL; k++)
      g_hash_table_add (codes, g_strdup (numbers[k]));
  }
}

static GStrv
read_folders (const char *data_folder)
{
  g_autofree char *path = g_build_filename (data_folder, FOLDERS_NAME, NULL);
  g_autofree char *text = NULL;

  return g_strsplit (g_file_get_contents (path, &text, NULL, NULL) ? text : "", "\n", -1);
}

/**
 * sauda_label_memory_list_codes:
 * @workspace: the merchant's folder
 * @day: an Almaty day
 *
 * Blocks; not for the main thread.
 *
 * Returns: (transfer full) (element-type utf8): set of the numbers of orders whose labels were grouped on
 * @day; empty when nothing was
 */
GHashTable *
sauda_label_memory_list_codes (SaudaWorkspace *workspace, SaudaDay day)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = get_path (workspace);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *groups;

  if (g_file_get_contents (path, &text, NULL, NULL))
    root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      json_object_get_int_member_with_default (json_node_get_object (root), "day", SAUDA_DAY_NONE) != day)
    return codes;
  groups = get_array (json_node_get_object (root), "groups");
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (groups, i)))
      list_group (json_array_get_object_element (groups, i), codes);
  return codes;
}

/**
 * sauda_label_memory_add_folder:
 * @workspace: the merchant's folder
 * @folder: where labels are about to be written
 * @error: return location
 *
 * Blocks; not for the main thread.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_label_memory_add_folder (SaudaWorkspace *workspace, const char *folder, GError **error)
{
  const char *data_folder = sauda_workspace_get_folder (workspace);
  g_auto (GStrv) known = read_folders (data_folder);
  g_autofree char *path = g_build_filename (data_folder, FOLDERS_NAME, NULL);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  if (g_strv_contains ((const char *const *) known, folder))
    return TRUE;
  before = g_strjoinv ("\n", known);
  text = g_strconcat (before, folder, "\n", NULL);
  return sauda_file_write (path, text, strlen (text), error);
}

/**
 * sauda_label_memory_save:
 * @workspace: the merchant's folder
 * @day: the Almaty day that was grouped
 * @folder: where the groups lie
 * @report: what was written
 * @error: return location
 *
 * Remembers the last groups, for the next start. Blocks; not for the main thread.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_label_memory_save (SaudaWorkspace *workspace,
                         SaudaDay day,
                         const char *folder,
                         const SaudaLabelReport *report,
                         GError **error)
{
  g_autofree char *path = get_path (workspace);
  g_autofree char *text = write_json (day, folder, report);

  return sauda_file_write (path, text, strlen (text), error);
}

/**
 * sauda_label_memory_list_folders:
 * @data_folder: the data folder
 *
 * Returns: (transfer full) (array zero-terminated=1): every folder in which labels were ever built, the usual
 * one first. It blocks.
 */
GStrv
sauda_label_memory_list_folders (const char *data_folder)
{
  g_autofree char *path = g_build_filename (data_folder, FILE_NAME, NULL);
  g_autofree char *usual = g_build_filename (data_folder, "labels", NULL);
  g_autofree char *text = NULL, *last = NULL;
  g_auto (GStrv) known = read_folders (data_folder);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_strv_builder_add (folders, usual);
  for (gsize i = 0; known[i] != NULL; i++)
    if (*known[i] != '\0' && !g_str_equal (known[i], usual))
      g_strv_builder_add (folders, known[i]);
  /* The last one of a version that kept no list. */
  if (g_file_get_contents (path, &text, NULL, NULL))
    root = json_from_string (text, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    last = dup_text (json_node_get_object (root), "folder");
  if (last != NULL && *last != '\0' && !g_str_equal (last, usual) &&
      !g_strv_contains ((const char *const *) known, last))
    g_strv_builder_add (folders, last);
  return g_strv_builder_end (folders);
}

/**
 * sauda_label_memory_load_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called with what is remembered
 * @user_data: data for @callback
 *
 * Looks up today's groups as they were last written.
 */
void
sauda_label_memory_load_async (SaudaWorkspace *workspace,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_label_memory_load_async);
  g_task_set_task_data (task, GINT_TO_POINTER (sauda_workspace_get_today (workspace)), NULL);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * sauda_label_memory_load_finish:
 * @result: the result
 * @folder: (out) (optional): where the groups lie
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report; %NULL without an error when there is none of today whose
 * files are all there, %NULL with %G_IO_ERROR_CANCELLED
 */
SaudaLabelReport *
sauda_label_memory_load_finish (GAsyncResult *result, char **folder, GError **error)
{
  Memory *memory = g_task_propagate_pointer (G_TASK (result), error);
  SaudaLabelReport *report;

  if (memory == NULL)
    return NULL;
  report = g_steal_pointer (&memory->report);
  if (folder != NULL)
    *folder = g_steal_pointer (&memory->folder);
  memory_free (memory);
  return report;
}
