#pragma once

#include "sauda-store-error.h"

G_BEGIN_DECLS

/**
 * SaudaBackupTable:
 *
 * A table of a database file and how many rows it has.
 */
typedef struct {
  char *name; /* (owned) (not nullable) */
  gint64 rows;
} SaudaBackupTable;

gboolean sauda_backup_copy (const char *from, const char *to, GError **error);
GPtrArray *
sauda_backup_inspect (const char *path, gboolean thorough, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
