#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

/**
 * SaudaPackResult:
 * @SAUDA_PACK_RIGHT: a piece that belongs into the parcel
 * @SAUDA_PACK_WRONG_SIZE: the right model in a size that is not sent
 * @SAUDA_PACK_WRONG_PRODUCT: nothing of this order
 * @SAUDA_PACK_TOO_MANY: one piece more than the order has
 *
 * What a scanned piece is to an order.
 */
typedef enum {
  SAUDA_PACK_RIGHT,
  SAUDA_PACK_WRONG_SIZE,
  SAUDA_PACK_WRONG_PRODUCT,
  SAUDA_PACK_TOO_MANY,
} SaudaPackResult;

/**
 * SaudaPackCheck:
 *
 * The pieces of an order, ticked off one by one.
 */
typedef struct _SaudaPackCheck SaudaPackCheck;

SaudaPackCheck *sauda_pack_check_new (const SaudaOrderInfo *order) G_GNUC_WARN_UNUSED_RESULT;
void sauda_pack_check_free (SaudaPackCheck *self);
SaudaPackResult sauda_pack_check_scan (SaudaPackCheck *self, const char *code, GPtrArray *matches);
gboolean sauda_pack_check_undo (SaudaPackCheck *self);
guint sauda_pack_check_get_scanned (SaudaPackCheck *self, guint line);
guint sauda_pack_check_get_wanted (SaudaPackCheck *self, guint line);
gboolean sauda_pack_check_is_begun (SaudaPackCheck *self);
gboolean sauda_pack_check_is_complete (SaudaPackCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPackCheck, sauda_pack_check_free)

G_END_DECLS
