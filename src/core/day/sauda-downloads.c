#include "sauda-downloads.h"

#include "sauda-day-error.h"
#include "sauda-file.h"
#include "sauda-imported-files.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define DEFAULT_SETTLE_MS 1500

/* Of a folder that a portal shows to a sandbox, or that lies on another computer, nobody tells what came: its
 * own time does, and is looked at every so many settling times. */
#define SETTLES_BETWEEN_LOOKS 7

/* A download that stands still for so long was given up by the browser. */
#define MAX_LOOKS 400

/* What came while nobody looked, and is not older than this, is offered at the start. */
#define RECENT_SECONDS (3 * 24 * 3600)

/* The end of a ZIP archive names its directory; a comment of at most 64 KiB may follow. */
#define ZIP_END "PK\5\6"
#define ZIP_TAIL (22 + 65536)

struct _SaudaDownloads {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  char *folder;              /* (owned) (not nullable) */
  GFileMonitor *monitor;     /* (owned) (nullable) until stopped */
  GHashTable *waiting;       /* (owned) (not nullable) (element-type filename Waiting) */
  GHashTable *told; /* (owned) (not nullable) (element-type utf8) SHA-256 of files that were told of */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint settle_ms;
  guint look_timer;          /* 0 while the folder's time is asked for, and when stopped */
  gint64 folder_modified_us; /* at the last look; -1 not yet */
};

G_DEFINE_FINAL_TYPE (SaudaDownloads, sauda_downloads, G_TYPE_OBJECT)

/* A file that may still grow. */
typedef struct {
  SaudaDownloads *downloads; /* (not owned) (not nullable) */
  char *path;                /* (owned) (not nullable) */
  guint timer;               /* 0 while a thread looks at the file */
  guint looks;
  gint64 size;        /* at the last look; -1 not yet */
  gint64 modified_us; /* likewise */
} Waiting;

/* A look at a file that stands still. */
typedef struct {
  char *path;   /* (owned) (not nullable) */
  char *sha256; /* (owned) (nullable) */
  gboolean whole;
  gboolean known;
} Look;

static guint arrived_signal;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_handle_id (&waiting->timer, g_source_remove);
  g_free (waiting->path);
  g_free (waiting);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look->sha256);
  g_free (look);
}

static gboolean
has_one_of (const char *text, const char *const *parts, gboolean at_end)
{
  for (gsize i = 0; parts[i] != NULL; i++)
    if (at_end ? g_str_has_suffix (text, parts[i]) : g_str_has_prefix (text, parts[i]))
      return TRUE;
  return FALSE;
}

/* A cut-off archive has no end. Others are told by standing still. */
static gboolean
is_whole (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  gsize length = file != NULL ? g_mapped_file_get_length (file) : 0;
  const char *content = length > 0 ? g_mapped_file_get_contents (file) : NULL;
  gsize tail = MIN (length, ZIP_TAIL);

  if (content == NULL)
    return FALSE;
  if (length < 4 || memcmp (content, "PK\3\4", 4) != 0)
    return TRUE;
  return memmem (content + length - tail, tail, ZIP_END, 4) != NULL;
}

static gpointer
find_work (SaudaConnection *connection, gpointer data, GError **error)
{
  static const char *const kinds[] = { SAUDA_IMPORTED_ORDERS, SAUDA_IMPORTED_WAYBILLS };
  Look *look = data;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *summary = NULL;
    gint64 imported_ms = 0;

    if (!sauda_imported_files_find (connection, look->sha256, kinds[i], &imported_ms, &summary, error))
      return NULL;
    look->known |= imported_ms > 0;
  }
  return look;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaudaDownloads *self = source;
  Look *look = task_data;
  GError *error = NULL;

  look->whole = is_whole (look->path);
  if (look->whole) {
    look->sha256 = sauda_file_sha256 (look->path, cancellable, &error);
    if (look->sha256 == NULL || sauda_workspace_read (self->workspace, find_work, look, &error) == NULL) {
      g_task_return_error (task, error);
      return;
    }
  }
  g_task_return_boolean (task, TRUE);
}

static void start_timer (Waiting *waiting);

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaudaDownloads *self = SAUDA_DOWNLOADS (source);
  const Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean looked = g_task_propagate_boolean (G_TASK (result), &error);
  Waiting *waiting;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  waiting = g_hash_table_lookup (self->waiting, look->path);
  if (waiting == NULL)
    return;
  if (looked && !look->whole) {
    start_timer (waiting);
    return;
  }
  if (!looked)
    g_message ("a download could not be looked at: %s", error->message);
  if (looked && !look->known && g_hash_table_add (self->told, g_strdup (look->sha256)))
    g_signal_emit (self, arrived_signal, 0, look->path);
  g_hash_table_remove (self->waiting, look->path);
}

/* Browsers keep what has come so far in a file beside. */
static gboolean
has_part_beside (const char *path)
{
  static const char *const parts[] = { ".part", ".crdownload", ".download", ".tmp" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *beside = g_strconcat (path, parts[i], NULL);

    if (g_file_test (beside, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

static gint64
get_modified_us (GFileInfo *info)
{
  g_autoptr (GDateTime) modified = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;

  if (modified == NULL)
    return 0;
  return g_date_time_to_unix (modified) * G_USEC_PER_SEC + g_date_time_get_microsecond (modified);
}

static gboolean
on_timer (gpointer user_data)
{
  Waiting *waiting = user_data;
  SaudaDownloads *self = waiting->downloads;
  g_autoptr (GFile) file = g_file_new_for_path (waiting->path);
  g_autoptr (GFileInfo) info = g_file_query_info (
    file,
    G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
    G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gint64 size = info != NULL ? g_file_info_get_size (info) : -1, modified_us = get_modified_us (info);
  gboolean still;

  waiting->timer = 0;
  if (info == NULL || ++waiting->looks > MAX_LOOKS) {
    g_hash_table_remove (self->waiting, waiting->path);
    return G_SOURCE_REMOVE;
  }
  still = size > 0 && size == waiting->size && modified_us == waiting->modified_us;
  waiting->size = size;
  waiting->modified_us = modified_us;
  if (still && !has_part_beside (waiting->path)) {
    g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_looked, NULL);
    Look *look = g_new0 (Look, 1);

    look->path = g_strdup (waiting->path);
    g_task_set_task_data (task, look, look_free);
    g_task_run_in_thread (task, look_in_thread);
  } else {
    start_timer (waiting);
  }
  return G_SOURCE_REMOVE;
}

static void
start_timer (Waiting *waiting)
{
  g_clear_handle_id (&waiting->timer, g_source_remove);
  waiting->timer = g_timeout_add (waiting->downloads->settle_ms, on_timer, waiting);
}

static void
watch_file (SaudaDownloads *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  Waiting *waiting = g_hash_table_lookup (self->waiting, path);

  if (!sauda_downloads_is_wanted (name) || waiting != NULL)
    return;
  waiting = g_new0 (Waiting, 1);
  waiting->downloads = self;
  waiting->path = g_strdup (path);
  waiting->size = -1;
  g_hash_table_insert (self->waiting, waiting->path, waiting);
  start_timer (waiting);
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, SaudaDownloads *self)
{
  GFile *fresh = event == G_FILE_MONITOR_EVENT_RENAMED ? other : file;
  g_autofree char *path = fresh != NULL ? g_file_get_path (fresh) : NULL;

  if (path != NULL && event != G_FILE_MONITOR_EVENT_DELETED && event != G_FILE_MONITOR_EVENT_MOVED_OUT &&
      event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    watch_file (self, path);
}

static void
watch_recent (SaudaDownloads *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    GStatBuf info;

    if (sauda_downloads_is_wanted (name) && g_stat (path, &info) == 0 && S_ISREG (info.st_mode) &&
        now - info.st_mtime < RECENT_SECONDS)
      watch_file (self, path);
  }
}

static void look_later (SaudaDownloads *self);

static void
on_folder_time (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  SaudaDownloads *self = user_data;
  gint64 modified_us = get_modified_us (info);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (modified_us != self->folder_modified_us)
    watch_recent (self);
  self->folder_modified_us = modified_us;
  look_later (self);
}

static gboolean
on_look (gpointer user_data)
{
  SaudaDownloads *self = user_data;
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  self->look_timer = 0;
  g_file_query_info_async (folder, G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, on_folder_time,
                           self);
  return G_SOURCE_REMOVE;
}

static void
look_later (SaudaDownloads *self)
{
  self->look_timer = g_timeout_add (self->settle_ms * SETTLES_BETWEEN_LOOKS, on_look, self);
}

static void
sauda_downloads_dispose (GObject *object)
{
  sauda_downloads_stop (SAUDA_DOWNLOADS (object));
  G_OBJECT_CLASS (sauda_downloads_parent_class)->dispose (object);
}

static void
sauda_downloads_finalize (GObject *object)
{
  SaudaDownloads *self = SAUDA_DOWNLOADS (object);

  g_clear_object (&self->workspace);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->told);
  g_object_unref (self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (sauda_downloads_parent_class)->finalize (object);
}

static void
sauda_downloads_class_init (SaudaDownloadsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sauda_downloads_dispose;
  object_class->finalize = sauda_downloads_finalize;
  arrived_signal = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_downloads_init (SaudaDownloads *self)
{
  self->cancellable = g_cancellable_new ();
  self->folder_modified_us = -1;
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, waiting_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sauda_downloads_new:
 * @workspace: where the files would come in; files that did are not told of
 * @folder: the folder that the browser saves to
 * @settle_ms: how long a file must stand still; 0 for the usual time
 * @error: return location
 *
 * Begins to look after @folder. Whatever came within the last three days is told of as well.
 *
 * Returns: (transfer full) (nullable): the watcher, or %NULL with %SAUDA_DAY_ERROR_NOTHING_READ when the
 * folder cannot be looked at
 */
SaudaDownloads *
sauda_downloads_new (SaudaWorkspace *workspace, const char *folder, guint settle_ms, GError **error)
{
  g_autoptr (SaudaDownloads) self = g_object_new (SAUDA_TYPE_DOWNLOADS, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  self->workspace = g_object_ref (workspace);
  self->folder = g_strdup (folder);
  self->settle_ms = settle_ms > 0 ? settle_ms : DEFAULT_SETTLE_MS;
  if (g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, R_OK) == 0)
    self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL) {
    g_autofree char *name = g_filename_display_name (folder);

    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
                 _ ("The folder %s cannot be looked at. Choose another in Settings."), name);
    return NULL;
  }
  g_signal_connect (self->monitor, "changed", G_CALLBACK (on_changed), self);
  watch_recent (self);
  look_later (self);
  return g_steal_pointer (&self);
}

/**
 * sauda_downloads_stop:
 * @self: a watcher
 *
 * Nothing is told of any more.
 */
void
sauda_downloads_stop (SaudaDownloads *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_hash_table_remove_all (self->waiting);
  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    g_file_monitor_cancel (self->monitor);
  }
  g_clear_object (&self->monitor);
}

/**
 * sauda_downloads_is_wanted:
 * @name: base name of a file
 *
 * Browsers number what they save twice: `ActiveOrders (1).xlsx`, `ActiveOrders-2.xlsx`.
 *
 * Returns: whether it is named like what the cabinet offers: order sheets and archives of waybills
 */
gboolean
sauda_downloads_is_wanted (const char *name)
{
  static const char *const sheets[] = { "activeorders", "archiveorders", NULL };
  static const char *const sheet_ends[] = { ".xlsx", ".csv", NULL };
  static const char *const waybills[] = { "waybill", "накладн", NULL };
  static const char *const waybill_ends[] = { ".zip", ".pdf", NULL };
  g_autofree char *key = sauda_text_search_key (name);

  return (has_one_of (key, sheets, FALSE) && has_one_of (key, sheet_ends, TRUE)) ||
         (has_one_of (key, waybills, FALSE) && has_one_of (key, waybill_ends, TRUE));
}
