#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

char *sauda_order_describe_event (const SaudaOrderEvent *event,
                                  const SaudaOrderInfo *order) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_order_name_who (const char *who);
char *sauda_order_describe_who (const SaudaOrderEvent *event) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_order_format_time (gint64 at_ms) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_order_describe_line (const SaudaOrderLineInfo *line) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
