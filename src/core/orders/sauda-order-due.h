#pragma once

#include "sauda-order.h"

G_BEGIN_DECLS

/*
 * What is to ship and what is overdue, once for lists in memory and once for the database, side by side: the
 * page of the day, the table of orders and the labels count the same orders. A test compares both over orders
 * at random.
 *
 * TODAY_MS and TOMORROW_MS are beginnings of Almaty days, UTC ms, TODAY is a SaudaDay, as numbers of SQL
 * ("?1").
 */

/* Kaspi's courier has still to get it. */
#define SAUDA_ORDER_HERE_SQL "(orders.kaspi_delivery AND orders.stage IN ('new', 'packing', 'handover'))"

/* Kaspi counts days: late is what was to be handed over before today (kaspi-api 3.4). */
#define SAUDA_ORDER_LATE_SQL(TODAY_MS)                                                                       \
  "(" SAUDA_ORDER_HERE_SQL " AND coalesce (orders.planned_handover_ms, 0) BETWEEN 1 AND " TODAY_MS " - 1)"

/* Nothing to sign, not held back, planned for the day or before (product.md 2). An order whose day is not
 * known is due: left out, it would never be shipped. A held one comes back by itself on its day. */
#define SAUDA_ORDER_DUE_SQL(TOMORROW_MS, TODAY)                                                              \
  "(orders.kaspi_delivery AND NOT orders.signature_required"                                                 \
  " AND coalesce (orders.planned_handover_ms, 0) < " TOMORROW_MS                                             \
  " AND coalesce (orders.hold_until, 0) <= " TODAY ")"

/* Accepted, and due. */
#define SAUDA_ORDER_TO_SHIP_SQL(TOMORROW_MS, TODAY)                                                          \
  "(orders.stage IN ('packing', 'handover') AND " SAUDA_ORDER_DUE_SQL (TOMORROW_MS, TODAY) ")"

#define SAUDA_ORDER_OVERDUE_SQL(TODAY_MS, TODAY)                                                             \
  "(" SAUDA_ORDER_LATE_SQL (TODAY_MS) " AND " SAUDA_ORDER_DUE_SQL (TODAY_MS, TODAY) ")"

gboolean sauda_order_is_held (SaudaOrder *self, SaudaDay today);
gboolean sauda_order_is_to_ship (SaudaOrder *self, SaudaDay today);
gboolean sauda_order_is_overdue (SaudaOrder *self, SaudaDay today);

G_END_DECLS
