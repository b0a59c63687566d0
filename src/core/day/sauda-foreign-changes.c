#include "sauda-foreign-changes.h"

#include "sauda-database.h"

/* Writes come in bursts; one look after each burst is enough. */
#define BURST_MS 250

struct _SaudaForeignChanges {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GFileMonitor *monitor; /* (owned) (nullable) of the write-ahead log; NULL where files cannot be watched */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gint64 version;            /* of the data, as SQLite counts other connections' changes; 0: not read yet */
  guint look_id;             /* source that looks after a burst */
};

G_DEFINE_FINAL_TYPE (SaudaForeignChanges, sauda_foreign_changes, G_TYPE_OBJECT)

static guint changed_signal;

/* Grows with the commits of others alone, not with our own (SQLite, PRAGMA data_version). */
static gpointer
read_version (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, "PRAGMA data_version", error);
  gint64 version;
  gboolean row;

  if (select == NULL || !sauda_statement_step (select, &row, error))
    return NULL;
  version = row ? sauda_statement_get_int64 (select, 0) : 0;
  sauda_statement_reset (select);
  return g_memdup2 (&version, sizeof version);
}

static void
on_version (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaForeignChanges) self = SAUDA_FOREIGN_CHANGES (user_data);
  g_autofree gint64 *version = sauda_database_read_finish (SAUDA_DATABASE (source), result, NULL);
  gint64 before = self->version;

  if (version == NULL || self->workspace == NULL)
    return;
  self->version = *version;
  if (before != 0 && before != *version)
    g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_look (gpointer user_data)
{
  SaudaForeignChanges *self = user_data;

  self->look_id = 0;
  sauda_database_read_async (sauda_workspace_get_database (self->workspace), read_version, NULL, NULL, g_free,
                             self->cancellable, on_version, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_file (SaudaForeignChanges *self)
{
  if (self->look_id == 0 && self->workspace != NULL)
    self->look_id = g_timeout_add (BURST_MS, on_look, self);
}

static void
sauda_foreign_changes_dispose (GObject *object)
{
  SaudaForeignChanges *self = SAUDA_FOREIGN_CHANGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_foreign_changes_parent_class)->dispose (object);
}

static void
sauda_foreign_changes_finalize (GObject *object)
{
  g_object_unref (SAUDA_FOREIGN_CHANGES (object)->cancellable);
  G_OBJECT_CLASS (sauda_foreign_changes_parent_class)->finalize (object);
}

static void
sauda_foreign_changes_class_init (SaudaForeignChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_foreign_changes_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_foreign_changes_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_foreign_changes_init (SaudaForeignChanges *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sauda_foreign_changes_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer full): what watches it
 */
SaudaForeignChanges *
sauda_foreign_changes_new (SaudaWorkspace *workspace)
{
  SaudaForeignChanges *self = g_object_new (SAUDA_TYPE_FOREIGN_CHANGES, NULL);
  g_autofree char *path =
    g_strconcat (sauda_database_get_path (sauda_workspace_get_database (workspace)), "-wal", NULL);
  g_autoptr (GFile) log = g_file_new_for_path (path);

  self->workspace = g_object_ref (workspace);
  self->monitor = g_file_monitor_file (log, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file), self, G_CONNECT_SWAPPED);
  on_look (self);
  return self;
}
