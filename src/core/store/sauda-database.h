#pragma once

#include "sauda-connection.h"
#include "sauda-store-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaDatabase:
 *
 * One SQLite file with a thread of its own: whatever touches the file is queued and runs there, each piece of
 * work in one transaction. Several databases, in one process or in many, may be open on the same file.
 */
#define SAUDA_TYPE_DATABASE (sauda_database_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDatabase, sauda_database, SAUDA, DATABASE, GObject)

/**
 * SaudaDatabaseFunc:
 * @connection: (transfer none): inside a transaction
 * @data: data of the caller
 * @error: return location
 *
 * Work on the database's thread. Setting @error rolls the transaction back, anything else commits it.
 *
 * Returns: (transfer full) (nullable): a finished plain record for the caller; GINT_TO_POINTER (TRUE) where
 * there is nothing to tell
 */
typedef gpointer (*SaudaDatabaseFunc) (SaudaConnection *connection, gpointer data, GError **error);

SaudaDatabase *sauda_database_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_database_is_old (const char *path, gboolean *old, GError **error);
void sauda_database_open_async (const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SaudaDatabase *sauda_database_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_database_get_path (SaudaDatabase *self);
gpointer sauda_database_run (SaudaDatabase *self, SaudaDatabaseFunc func, gpointer data, GError **error);
gpointer sauda_database_run_cancellable (SaudaDatabase *self,
                                         SaudaDatabaseFunc func,
                                         gpointer data,
                                         gboolean fills,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_database_run_async (SaudaDatabase *self,
                               SaudaDatabaseFunc func,
                               gpointer data,
                               GDestroyNotify data_free,
                               GDestroyNotify result_free,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer sauda_database_run_finish (SaudaDatabase *self, GAsyncResult *result, GError **error);
gpointer sauda_database_read (SaudaDatabase *self, SaudaDatabaseFunc func, gpointer data, GError **error);
void sauda_database_read_async (SaudaDatabase *self,
                                SaudaDatabaseFunc func,
                                gpointer data,
                                GDestroyNotify data_free,
                                GDestroyNotify result_free,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gpointer sauda_database_read_finish (SaudaDatabase *self, GAsyncResult *result, GError **error);
gboolean sauda_database_backup (SaudaDatabase *self, const char *path, GError **error);

G_END_DECLS
