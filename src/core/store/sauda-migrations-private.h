#pragma once

#include "sauda-connection-private.h"

G_BEGIN_DECLS

/* One numbered step of the schema. */
typedef struct {
  gint64 version;
  const char *sql;
} SaudaMigration;

GArray *sauda_migrations_load (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_migrations_run (SaudaConnection *connection,
                               const char *path,
                               const SaudaMigration *migrations,
                               gsize count,
                               GError **error);

G_END_DECLS
