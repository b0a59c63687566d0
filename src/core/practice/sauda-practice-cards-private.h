#pragma once

#include "sauda-practice-api-private.h"

G_BEGIN_DECLS

/* The product cards of a practice folder: what was uploaded, one file each. */

SaudaPracticeAnswer *sauda_practice_cards_read (const SaudaPracticeApi *api,
                                                const char *folder,
                                                const char *const *path,
                                                GHashTable *query) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_cards_import (const SaudaPracticeApi *api,
                                                  const char *folder,
                                                  SoupMessageHeaders *headers,
                                                  GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_cards_clear (const char *folder);
GPtrArray *sauda_practice_cards_list_skus (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/* What Kaspi knows of categories, in this simulator. */

void sauda_practice_classes_add_categories (JsonBuilder *json);
gboolean sauda_practice_classes_add_attributes (JsonBuilder *json, const char *category);
gboolean sauda_practice_classes_add_values (JsonBuilder *json, const char *category, const char *attribute);
void sauda_practice_classes_add_schema (JsonBuilder *json);
char *sauda_practice_classes_judge (JsonObject *product) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_practice_classes_find_violation (JsonNode *products);

G_END_DECLS
