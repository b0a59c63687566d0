#pragma once

#include "sauda-kaspi-error.h"
#include "sauda-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaAmountMeaning:
 * @SAUDA_AMOUNT_LINE_TOTAL: «Сумма» of a row is the sum of that line (exports of 2026)
 * @SAUDA_AMOUNT_ORDER_TOTAL: every row repeats the sum of its order (exports of 2025)
 * @SAUDA_AMOUNT_PIECE_PRICE: it is the price of one piece: in no export of Kaspi's, but in sheets that a
 * person made; never found out, only said
 * @SAUDA_AMOUNT_UNDECIDED: no order of the file has several rows, so the first two mean the same
 *
 * What «Сумма» means in one file (kaspi-api 9.1).
 */
typedef enum {
  SAUDA_AMOUNT_LINE_TOTAL,
  SAUDA_AMOUNT_ORDER_TOTAL,
  SAUDA_AMOUNT_PIECE_PRICE,
  SAUDA_AMOUNT_UNDECIDED,
} SaudaAmountMeaning;

/**
 * SaudaKaspiExportLine:
 *
 * One row of the file.
 */
typedef struct {
  char *sku;          /* (owned) (not nullable) the merchant's article, untouched */
  char *title;        /* (owned) (nullable) as Kaspi shows it, with the clicked size */
  char *seller_title; /* (owned) (nullable) */
  char *category;     /* (owned) (nullable) */
  gint quantity;      /* at least 1 */
  gint64 amount;      /* of the line in whole tenge; -1 unknown */
  guint row;          /* as a spreadsheet numbers it */
} SaudaKaspiExportLine;

/**
 * SaudaKaspiExportOrder:
 *
 * One order with all its rows. Days are Almaty days, money is in whole tenge.
 */
typedef struct {
  char *code;                /* (owned) (not nullable) the number that people see */
  char *status_text;         /* (owned) (not nullable) Статус as written */
  const char *state;         /* (nullable) as the API would say; NULL for an unknown status */
  const char *status;        /* (nullable) as the API would say; NULL for an unknown status */
  gboolean pre_order;        /* still on its way to the merchant's warehouse */
  gboolean handed_over;      /* the courier has it */
  char *merchant_id;         /* (owned) (nullable) NULL unknown */
  char *warehouse;           /* (owned) (nullable) `PP1` */
  char *delivery_text;       /* (owned) (nullable) Способ доставки as written */
  const char *delivery_mode; /* (nullable) as the API would say */
  char *courier;             /* (owned) (nullable) */
  gboolean kaspi_delivery;   /* Kaspi carries it; FALSE for own pickup and own delivery */
  char *payment_text;        /* (owned) (nullable) */
  const char *payment_mode;  /* (nullable) as the API would say */
  char *cancellation_text;   /* (owned) (nullable) */
  char *address;             /* (owned) (nullable) */
  char *buyer;               /* (owned) (nullable) */
  char *phone;               /* (owned) (nullable) ten digits; NULL when absent or masked */
  SaudaDay created_day;      /* SAUDA_DAY_NONE unknown, as the other days */
  SaudaDay changed_day;
  SaudaDay planned_handover_day;
  gint64 assembled_ms;             /* UTC; 0 not assembled or not told */
  gboolean assembled_told;         /* the file has the column, so 0 means: not assembled */
  gboolean signature_required;     /* must not be handed over yet */
  gint64 total;                    /* of the goods */
  gint64 delivery_cost;            /* of the buyer, counted once per order; -1 not told */
  gint64 delivery_cost_for_seller; /* counted once per order; -1 not told */
  GPtrArray *lines; /* (owned) (not nullable) (element-type SaudaKaspiExportLine) in file order */
} SaudaKaspiExportOrder;

/**
 * SaudaKaspiExportProblem:
 *
 * A row that kept its whole order out, or a doubt about an order that came in.
 */
typedef struct {
  char *code;       /* (owned) (nullable) the order */
  guint row;        /* as a spreadsheet numbers it */
  char *column;     /* (owned) (not nullable) header text as the file has it */
  char *value;      /* (owned) (not nullable) what stands there */
  char *reason;     /* (owned) (not nullable) a translated sentence */
  gboolean refused; /* the order is not among the orders */
} SaudaKaspiExportProblem;

/**
 * SaudaKaspiExport:
 *
 * What one ActiveOrders or ArchiveOrders file holds.
 */
typedef struct {
  GPtrArray *orders;   /* (owned) (not nullable) (element-type SaudaKaspiExportOrder) in file order */
  GPtrArray *problems; /* (owned) (not nullable) (element-type SaudaKaspiExportProblem) by row */
  char *merchant_id;   /* (owned) (nullable) when the file names exactly one */
  SaudaAmountMeaning amount_meaning;
  guint rows;    /* with something in them, below the header */
  guint lines;   /* of the orders that came in */
  guint refused; /* orders that did not, and rows with an article whose order is not told */
} SaudaKaspiExport;

SaudaKaspiExport *sauda_kaspi_export_read (const char *path,
                                           const char *const *own_names,
                                           SaudaAmountMeaning meaning,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_export_free (SaudaKaspiExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiExport, sauda_kaspi_export_free)

const char *sauda_amount_meaning_get_name (SaudaAmountMeaning meaning);
gboolean sauda_amount_meaning_from_name (const char *name, SaudaAmountMeaning *meaning);
gboolean
sauda_kaspi_export_status (const char *text, const char **state, const char **status, gboolean *handed_over);

G_END_DECLS
