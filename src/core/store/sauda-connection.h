#pragma once

#include "sauda-statement.h"

G_BEGIN_DECLS

/**
 * SaudaConnection:
 *
 * An open database inside a transaction, lent to a #SaudaDatabaseFunc. Used on the database's own thread
 * only.
 *
 * Besides SQLite's own functions, statements may use `search_key (text)`, see sauda_text_search_key().
 */
typedef struct _SaudaConnection SaudaConnection;

SaudaStatement *
sauda_connection_prepare (SaudaConnection *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_connection_execute (SaudaConnection *self, const char *sql, GError **error);
gboolean sauda_connection_run_each (SaudaConnection *self,
                                    const char *const *statements,
                                    gint64 first,
                                    gint64 second,
                                    GError **error);
gint64 sauda_connection_get_last_id (SaudaConnection *self);
gint sauda_connection_get_changes (SaudaConnection *self);

G_END_DECLS
