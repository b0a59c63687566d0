#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaStatement:
 *
 * A prepared statement, borrowed from its connection: good until the same text is prepared again or the
 * transaction ends. Parameters count from 1, columns from 0, as in SQLite.
 */
typedef struct _SaudaStatement SaudaStatement;

void sauda_statement_bind_int64 (SaudaStatement *self, int index, gint64 value);
void sauda_statement_bind_double (SaudaStatement *self, int index, double value);
void sauda_statement_bind_text (SaudaStatement *self, int index, const char *value);
void sauda_statement_bind_static_text (SaudaStatement *self, int index, const char *value);
void sauda_statement_bind_blob (SaudaStatement *self, int index, GBytes *value);
void sauda_statement_bind_null (SaudaStatement *self, int index);
gboolean sauda_statement_step (SaudaStatement *self, gboolean *row, GError **error);
gboolean sauda_statement_run (SaudaStatement *self, GError **error);
void sauda_statement_reset (SaudaStatement *self);
gint64 sauda_statement_get_int64 (SaudaStatement *self, int column);
double sauda_statement_get_double (SaudaStatement *self, int column);
const char *sauda_statement_get_text (SaudaStatement *self, int column);
GBytes *sauda_statement_get_blob (SaudaStatement *self, int column) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_statement_is_null (SaudaStatement *self, int column);
gboolean sauda_statement_read_number (SaudaStatement *self, gint64 *number, GError **error);
GHashTable *sauda_statement_read_map (SaudaStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_statement_read_set (SaudaStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
