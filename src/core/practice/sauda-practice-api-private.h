#pragma once

#include "sauda-practice-answer-private.h"
#include "sauda-practice-faults-private.h"
#include "sauda-practice-links-private.h"
#include "sauda-practice-shop-private.h"

G_BEGIN_DECLS

/* What a request of a store meets. */
typedef struct {
  SaudaPracticeShop *shop;         /* (unowned) (not nullable) */
  SaudaPracticeFaults *faults;     /* (unowned) (not nullable) */
  const SaudaPracticeLinks *links; /* (unowned) (not nullable) */
  SaudaClock *clock;               /* (unowned) (not nullable) */
  guint store;                     /* whose token it carried */
} SaudaPracticeApi;

SaudaPracticeAnswer *sauda_practice_api_list (const SaudaPracticeApi *api,
                                              GHashTable *query) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_api_read (const SaudaPracticeApi *api,
                                              const char *const *path) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_api_change (const SaudaPracticeApi *api,
                                                SoupMessageHeaders *headers,
                                                GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_api_remove (const SaudaPracticeApi *api,
                                                GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_api_remove_many (const SaudaPracticeApi *api,
                                                     const char *order_id,
                                                     GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
