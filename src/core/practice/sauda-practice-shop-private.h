#pragma once

#include "sauda-practice-journal-private.h"
#include "sauda-practice-order-private.h"

G_BEGIN_DECLS

/* The stores as Kaspi has them: the orders that the practice day makes, changed by every act of the journal.
 * For one thread. */
typedef struct _SaudaPracticeShop SaudaPracticeShop;

SaudaPracticeShop *sauda_practice_shop_new (const SaudaPracticeOptions *options,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_shop_free (SaudaPracticeShop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeShop, sauda_practice_shop_free)

gboolean sauda_practice_shop_refresh (SaudaPracticeShop *shop, GError **error);
guint sauda_practice_shop_get_seed (SaudaPracticeShop *shop);
GPtrArray *sauda_practice_shop_get_orders (SaudaPracticeShop *shop);
const SaudaPracticeOrder *sauda_practice_shop_find (SaudaPracticeShop *shop, guint store, const char *id);
const SaudaPracticeOrder *
sauda_practice_shop_find_entry (SaudaPracticeShop *shop, guint store, const char *id, guint *position);
gboolean sauda_practice_shop_change (SaudaPracticeShop *shop,
                                     const SaudaPracticeOrder *order,
                                     SaudaPracticeAct *act,
                                     const char **refusal,
                                     GError **error);

G_END_DECLS
