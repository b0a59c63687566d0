#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_ALIASES_CATALOGUE "catalogue"
#define SAUDA_ALIASES_ORDERS "orders"

/* A merchant's own name of a column. */
typedef struct {
  char *header; /* (owned) (not nullable) as the file has it */
  char *field;  /* (owned) (not nullable) as Sauda knows it */
} SaudaColumnAlias;

void sauda_column_alias_free (SaudaColumnAlias *alias);

gboolean sauda_column_aliases_check (const char *override, GError **error);
GPtrArray *sauda_column_aliases_list (SaudaConnection *connection,
                                      const char *kind,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_column_aliases_set (SaudaConnection *connection,
                                   const char *kind,
                                   const char *header,
                                   const char *field,
                                   gint64 now_ms,
                                   GError **error);
GStrv sauda_column_aliases_read_overrides (SaudaConnection *connection,
                                           const char *kind,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
