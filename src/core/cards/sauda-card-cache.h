#pragma once

#include "sauda-card-form.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaCardList:
 * @SAUDA_CARD_LIST_CATEGORIES: every category
 * @SAUDA_CARD_LIST_ATTRIBUTES: those of a category
 * @SAUDA_CARD_LIST_VALUES: those of an attribute of a category
 * @SAUDA_CARD_LIST_SCHEMA: the rules of an upload
 *
 * What is kept of what Kaspi tells.
 */
typedef enum {
  SAUDA_CARD_LIST_CATEGORIES,
  SAUDA_CARD_LIST_ATTRIBUTES,
  SAUDA_CARD_LIST_VALUES,
  SAUDA_CARD_LIST_SCHEMA,
} SaudaCardList;

/* What Kaspi tells is asked for anew after a week. */
#define SAUDA_CARD_CACHE_LIFE_MS (G_GINT64_CONSTANT (604800000))

gboolean sauda_card_cache_get_read_ms (SaudaConnection *connection,
                                       SaudaCardList list,
                                       const char *category,
                                       const char *attribute,
                                       gint64 *read_ms,
                                       GError **error);
gboolean sauda_card_cache_write_categories (SaudaConnection *connection,
                                            GPtrArray *names,
                                            gint64 now_ms,
                                            GError **error);
gboolean sauda_card_cache_write_attributes (SaudaConnection *connection,
                                            const char *category,
                                            GPtrArray *attributes,
                                            gint64 now_ms,
                                            GError **error);
gboolean sauda_card_cache_write_values (SaudaConnection *connection,
                                        const char *category,
                                        const char *attribute,
                                        GPtrArray *names,
                                        gint64 now_ms,
                                        GError **error);
gboolean
sauda_card_cache_write_schema (SaudaConnection *connection, const char *text, gint64 now_ms, GError **error);
GPtrArray *sauda_card_cache_list_categories (SaudaConnection *connection,
                                             const char *query,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_card_cache_find_category (SaudaConnection *connection,
                                      const char *text,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCardForm *sauda_card_cache_read_form (SaudaConnection *connection,
                                           const char *category,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_card_cache_read_schema (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
