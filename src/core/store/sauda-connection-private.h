#pragma once

#include "sauda-connection.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* READ does not lock other writers out and cannot change anything. FILL writes so much that what a row refers
 * to is looked for once, before the commit, and not for each row by itself; what hangs on a deleted row does
 * not go with it. */
typedef enum {
  SAUDA_TRANSACTION_READ,
  SAUDA_TRANSACTION_WRITE,
  SAUDA_TRANSACTION_FILL,
  SAUDA_TRANSACTION_EXCLUSIVE
} SaudaTransaction;

SaudaConnection *sauda_connection_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_connection_close (SaudaConnection *self);
sqlite3 *sauda_connection_get_handle (SaudaConnection *self);
guint sauda_connection_get_cached (SaudaConnection *self);
void sauda_connection_set_cancellable (SaudaConnection *self, GCancellable *cancellable);
gboolean sauda_connection_begin (SaudaConnection *self, SaudaTransaction transaction, GError **error);
gboolean sauda_connection_commit (SaudaConnection *self, GError **error);
void sauda_connection_tidy (SaudaConnection *self);
void sauda_connection_roll_back (SaudaConnection *self);
gboolean
sauda_connection_read_number (SaudaConnection *self, const char *sql, gint64 *number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaConnection, sauda_connection_close)

G_END_DECLS
