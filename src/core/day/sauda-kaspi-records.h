#pragma once

#include "sauda-kaspi-export.h"
#include "sauda-kaspi-order.h"
#include "sauda-order-record.h"

G_BEGIN_DECLS

GPtrArray *sauda_kaspi_records_from_order (const SaudaKaspiOrder *order,
                                           gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_kaspi_records_from_orders (GPtrArray *orders, gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrderRecord *sauda_kaspi_record_from_export (const SaudaKaspiExportOrder *order,
                                                  const char *file_name,
                                                  gint64 as_of_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
