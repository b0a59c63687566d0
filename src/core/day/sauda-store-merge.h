#pragma once

#include "sauda-stores.h"

G_BEGIN_DECLS

/**
 * SaudaStoreMerge:
 *
 * What would move if one store became a part of another.
 */
typedef struct {
  SaudaStoreInfo *from; /* (owned) (not nullable) it is there no more afterwards */
  SaudaStoreInfo *into; /* (owned) (not nullable) */
  char *obstacle;       /* (owned) (nullable) why they cannot be merged */
  char *from_place;     /* (owned) (nullable) where its price list is published */
  char *into_place;     /* (owned) (nullable) */
  GPtrArray *twins;     /* (owned) (element-type SaudaOfferTwin) offer codes that both have */
  guint differing;      /* of them, whose values a person chooses */
  guint orders;
  guint same_orders; /* of them, that the other store has as well: theirs stay */
  guint offers;
  guint lists; /* published price lists */
  guint warehouses;
} SaudaStoreMerge;

void sauda_store_merge_free (SaudaStoreMerge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStoreMerge, sauda_store_merge_free)

/**
 * SaudaStoreMergeChoice:
 * @SAUDA_STORE_MERGE_ASK: nobody chose; with offers that differ nothing is merged
 * @SAUDA_STORE_MERGE_FROM: the values of the store that goes
 * @SAUDA_STORE_MERGE_INTO: the values of the store that stays
 *
 * Whose values an offer has that both stores know.
 */
typedef enum {
  SAUDA_STORE_MERGE_ASK,
  SAUDA_STORE_MERGE_FROM,
  SAUDA_STORE_MERGE_INTO,
} SaudaStoreMergeChoice;

SaudaStoreMerge *sauda_store_merge_look (SaudaConnection *connection,
                                         const char *from,
                                         const char *into,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_store_merge_describe (const SaudaStoreMerge *merge) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_store_merge_get_mark (const SaudaStoreMerge *merge) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_store_merge_check (const SaudaStoreMerge *merge,
                                  SaudaStoreMergeChoice choice,
                                  const char *mark,
                                  GError **error);
gboolean sauda_store_merge_run (SaudaConnection *connection,
                                const char *from,
                                const char *into,
                                SaudaStoreMergeChoice choice,
                                const char *mark,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
