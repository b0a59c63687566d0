#pragma once

#include "sauda-kaspi-export.h"
#include "sauda-sheet-columns.h"

G_BEGIN_DECLS

/* Private to the room: one row of Kaspi's spreadsheets. */

typedef enum {
  SAUDA_EXPORT_NUMBER,
  SAUDA_EXPORT_CREATED,
  SAUDA_EXPORT_TITLE,
  SAUDA_EXPORT_SELLER_TITLE,
  SAUDA_EXPORT_SKU,
  SAUDA_EXPORT_AMOUNT,
  SAUDA_EXPORT_CATEGORY,
  SAUDA_EXPORT_ADDRESS,
  SAUDA_EXPORT_CHANGED,
  SAUDA_EXPORT_STATUS,
  SAUDA_EXPORT_CANCELLATION,
  SAUDA_EXPORT_PAYMENT,
  SAUDA_EXPORT_DELIVERY,
  SAUDA_EXPORT_COURIER,
  SAUDA_EXPORT_QUANTITY,
  SAUDA_EXPORT_DELIVERY_COST,
  SAUDA_EXPORT_DELIVERY_COST_FOR_SELLER,
  SAUDA_EXPORT_SIGNATURE,
  SAUDA_EXPORT_PLANNED_HANDOVER,
  SAUDA_EXPORT_ASSEMBLED,
  SAUDA_EXPORT_WAREHOUSE,
  SAUDA_EXPORT_BUYER,
  SAUDA_EXPORT_PHONE,
} SaudaExportColumn;

typedef struct {
  SaudaSheetColumns *columns; /* (not nullable) */
  const char *const *cells;
  guint n_cells;
  guint row;
  const char *code;    /* (nullable) the order, for problems */
  GPtrArray *problems; /* (not nullable) (element-type SaudaKaspiExportProblem) grows */
} SaudaExportRow;

SaudaSheetColumns *sauda_export_columns_new (const char *const *own_names) G_GNUC_WARN_UNUSED_RESULT;
void sauda_export_row_add_problem (SaudaExportRow *self,
                                   SaudaExportColumn column,
                                   gboolean refused,
                                   const char *reason);
char *sauda_export_row_read_code (SaudaExportRow *self) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiExportOrder *sauda_export_row_read_order (SaudaExportRow *self) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiExportLine *sauda_export_row_read_line (SaudaExportRow *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_export_row_has_sku (SaudaExportRow *self);
void sauda_kaspi_export_order_free (SaudaKaspiExportOrder *order);
void sauda_kaspi_export_problem_free (SaudaKaspiExportProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiExportOrder, sauda_kaspi_export_order_free)

G_END_DECLS
