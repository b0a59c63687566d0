#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaCodeMatch:
 *
 * What lies on the shelf under a code.
 */
typedef struct {
  gint64 variant_id;
  char *model_key; /* (owned) (not nullable) */
  char *model;     /* (owned) (not nullable) the merchant's name of the model */
  char *size;      /* (owned) (nullable) */
} SaudaCodeMatch;

void sauda_code_match_free (SaudaCodeMatch *match);
GPtrArray *sauda_catalog_find_code (SaudaConnection *connection,
                                    const char *code,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
