#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

/* Orders that a condition in SQL chooses; its parameters ?1 … are whole numbers or one text. */
typedef struct {
  const char *where;     /* (not nullable) */
  const gint64 *numbers; /* (nullable) */
  guint n_numbers;
  const char *text; /* (nullable) the parameter behind the numbers */
} SaudaOrderCondition;

GPtrArray *sauda_orders_read (SaudaConnection *connection,
                              const SaudaOrderCondition *condition,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
