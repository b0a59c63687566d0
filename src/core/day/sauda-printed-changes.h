#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

/**
 * SaudaPrintedChange:
 * @order: (not nullable) (unowned): whose label was printed
 * @before: (nullable): the size on the label
 * @after: (nullable): the size that was decided since
 *
 * A label that says another size than what is to be sent.
 */
typedef struct {
  const SaudaOrderInfo *order;
  char *before;
  char *after;
} SaudaPrintedChange;

GPtrArray *sauda_printed_changes_read (SaudaConnection *connection,
                                       GPtrArray *orders,
                                       GHashTable *times,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
