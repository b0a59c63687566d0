#pragma once

#include "sauda-connection.h"

G_BEGIN_DECLS

/* What is done with a row; the statement stands on it. */
typedef void (*SaudaStoreRowFunc) (SaudaStatement *row, gpointer data);

gboolean sauda_store_rows_read (SaudaConnection *connection,
                                const char *sql,
                                gint64 store_id,
                                SaudaStoreRowFunc func,
                                gpointer data,
                                GError **error);
gboolean sauda_store_rows_move (SaudaConnection *connection, gint64 from, gint64 into, GError **error);

G_END_DECLS
