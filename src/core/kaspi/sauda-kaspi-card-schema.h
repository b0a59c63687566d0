#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiCardSchema:
 *
 * Kaspi's own rules for the array that is uploaded: a JSON Schema of draft 04.
 */
typedef struct _SaudaKaspiCardSchema SaudaKaspiCardSchema;

SaudaKaspiCardSchema *sauda_kaspi_card_schema_parse (const char *text,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_card_schema_free (SaudaKaspiCardSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiCardSchema, sauda_kaspi_card_schema_free)
guint sauda_kaspi_card_schema_get_limit (const SaudaKaspiCardSchema *self, const char *path, guint usual);
gboolean sauda_kaspi_card_schema_needs (const SaudaKaspiCardSchema *self, const char *member);

G_END_DECLS
