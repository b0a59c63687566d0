#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaLinkReason:
 * @SAUDA_LINK_BLANKS: the SKU of a linked offer of this store differs in blanks alone
 * @SAUDA_LINK_OTHER_STORE: another store sells the variant under the very same SKU
 * @SAUDA_LINK_CODE: an offer of the same product card in the same size is linked to it
 * @SAUDA_LINK_TITLE: an offer with the very same title is linked to it
 *
 * Why a link is proposed. Nothing is ever linked by itself.
 */
typedef enum {
  SAUDA_LINK_BLANKS,
  SAUDA_LINK_OTHER_STORE,
  SAUDA_LINK_CODE,
  SAUDA_LINK_TITLE,
} SaudaLinkReason;

const char *sauda_link_reason_get_title (SaudaLinkReason reason);

/* A link that a person may confirm. */
typedef struct {
  gint64 offer_id;
  gint64 variant_id;
  char *store;       /* (owned) (not nullable) */
  char *sku;         /* (owned) (not nullable) of the offer */
  char *title;       /* (owned) (nullable) of the offer */
  char *variant_sku; /* (owned) (not nullable) */
  SaudaLinkReason reason;
} SaudaLinkSuggestion;

void sauda_link_suggestion_free (SaudaLinkSuggestion *suggestion);

GPtrArray *sauda_offer_links_suggest (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_offer_links_set (SaudaConnection *connection,
                                const char *store,
                                const char *sku,
                                const char *variant_sku,
                                GError **error);

G_END_DECLS
