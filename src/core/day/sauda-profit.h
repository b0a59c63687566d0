#pragma once

#include "sauda-cost-model.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaProfitBy:
 * @SAUDA_PROFIT_BY_ORDER: each order
 * @SAUDA_PROFIT_BY_DAY: Almaty days
 * @SAUDA_PROFIT_BY_MODEL: models of the catalogue
 * @SAUDA_PROFIT_BY_STORE: stores
 */
typedef enum {
  SAUDA_PROFIT_BY_ORDER,
  SAUDA_PROFIT_BY_DAY,
  SAUDA_PROFIT_BY_MODEL,
  SAUDA_PROFIT_BY_STORE,
} SaudaProfitBy;

#define SAUDA_N_PROFIT_BY (SAUDA_PROFIT_BY_STORE + 1)

const char *sauda_profit_by_get_name (SaudaProfitBy by);
gboolean sauda_profit_by_from_name (const char *name, SaudaProfitBy *by);

/* A line of the account; all amounts whole tenge. */
typedef struct {
  char *key;         /* (owned) (not nullable) order number, day, model or store */
  char *name;        /* (owned) (not nullable) what people read */
  char *store;       /* (owned) (nullable) of an order */
  SaudaDay day;      /* of an order or a day; else %SAUDA_DAY_NONE */
  GArray *order_ids; /* (owned) (not nullable) (element-type gint64) each once */
  guint orders;      /* of these, not cancelled; an order of two models counts with both */
  gint64 pieces;
  gint64 revenue;
  gint64 commission;
  gint64 vat;
  gint64 delivery;
  gint64 goods;
  gint64 profit;
  gint64 estimated_commission; /* of the commission, by a rate that nobody set */
  gint64 estimated_delivery;   /* of the delivery, by the tariff and not told by Kaspi */
  gint64 without_goods;        /* revenue of lines whose cost is not known */
  gboolean estimate;           /* the commission is nobody's contract */
} SaudaProfitRow;

/* An account of a time. */
typedef struct {
  GPtrArray *rows;       /* (owned) (not nullable) (element-type SaudaProfitRow) */
  SaudaProfitRow *total; /* (owned) (not nullable) */
} SaudaProfit;

void sauda_profit_row_free (SaudaProfitRow *row);
SaudaProfitRow *sauda_profit_row_new_sum (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_profit_row_add (SaudaProfitRow *self, const SaudaProfitRow *part);
gint64 sauda_profit_row_get_estimated (const SaudaProfitRow *self);
gint64 sauda_profit_row_get_costs (const SaudaProfitRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaProfitRow, sauda_profit_row_free)

void sauda_profit_free (SaudaProfit *profit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaProfit, sauda_profit_free)

SaudaProfit *sauda_profit_read (SaudaConnection *connection,
                                SaudaDay from,
                                SaudaDay to,
                                SaudaProfitBy by,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_profit_export (const SaudaProfit *profit, const char *path, GError **error);

G_END_DECLS
