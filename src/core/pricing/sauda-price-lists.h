#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaPriceListState:
 * @SAUDA_PRICE_LIST_MADE: not published
 * @SAUDA_PRICE_LIST_SENDING: on its way; a crash leaves it here
 * @SAUDA_PRICE_LIST_PUBLISHED: lies where Kaspi takes it, read back and the same
 * @SAUDA_PRICE_LIST_FAILED: the old one is still there
 */
typedef enum {
  SAUDA_PRICE_LIST_MADE,
  SAUDA_PRICE_LIST_SENDING,
  SAUDA_PRICE_LIST_PUBLISHED,
  SAUDA_PRICE_LIST_FAILED,
} SaudaPriceListState;

/* A price list that was made, without its text. */
typedef struct {
  gint64 id;
  gint64 store_id;
  char *store; /* (owned) (not nullable) */
  gint64 made_ms;
  gint64 published_ms; /* 0: not */
  char *who;           /* (owned) (not nullable) */
  char *sha256;        /* (owned) (not nullable) of the text, in hex */
  guint offers;
  guint on_sale;
  char *place; /* (owned) (nullable) */
  char *error; /* (owned) (nullable) a sentence */
  SaudaPriceListState state;
} SaudaPriceListInfo;

void sauda_price_list_info_free (SaudaPriceListInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPriceListInfo, sauda_price_list_info_free)

const char *sauda_price_list_state_get_name (SaudaPriceListState state);

gint64 sauda_price_lists_add (SaudaConnection *connection,
                              const SaudaPriceListInfo *info,
                              GBytes *xml,
                              GError **error);
gboolean sauda_price_lists_set_state (SaudaConnection *connection,
                                      gint64 id,
                                      SaudaPriceListState state,
                                      const char *note,
                                      gint64 now_ms,
                                      GError **error);
GPtrArray *sauda_price_lists_list (SaudaConnection *connection, gint64 store_id, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes *
sauda_price_lists_read_xml (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaPriceListInfo *sauda_price_lists_find_published (SaudaConnection *connection,
                                                      gint64 store_id,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_price_lists_find_served (SaudaConnection *connection,
                                       const char *merchant_id,
                                       const char *place,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_price_lists_close_open (SaudaConnection *connection, gint64 store_id, GError **error);

G_END_DECLS
