#pragma once

#include "sauda-cost-model.h"
#include "sauda-price-rule.h"
#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* An offer with what its price brings. */
typedef struct {
  gint64 offer_id;
  gint64 variant_id; /* 0: not linked */
  gint64 store_id;
  char *store;            /* (owned) (not nullable) */
  char *sku;              /* (owned) (not nullable) */
  char *title;            /* (owned) (nullable) */
  gint64 price;           /* whole tenge; -1: none */
  gint64 floor;           /* never below it without a reason; -1: the cost is not known */
  gint64 break_even;      /* -1: the cost is not known */
  gint64 target;          /* -1: the cost is not known */
  SaudaCostResult result; /* of the price, with the tariff of delivery between cities */
  SaudaCostRates rates;   /* of its category, today */
  SaudaCostItem item;
  gboolean estimate; /* the commission is nobody's contract */
  gint64 kaspi;      /* price in Kaspi's list as it was read last; -1: not in it */
  gint64 competitor; /* lowest price of others; -1: not known */
} SaudaPriceRow;

/**
 * SaudaPriceAlarm:
 * @SAUDA_PRICE_ALARM_KASPI: Kaspi's list has another price
 * @SAUDA_PRICE_ALARM_FLOOR: the price is below the floor
 * @SAUDA_PRICE_ALARM_COMPETITOR: somebody sells it for less
 *
 * What the price watch tells of an offer.
 */
typedef enum {
  SAUDA_PRICE_ALARM_KASPI = 1 << 0,
  SAUDA_PRICE_ALARM_FLOOR = 1 << 1,
  SAUDA_PRICE_ALARM_COMPETITOR = 1 << 2,
} SaudaPriceAlarm;

guint sauda_price_row_get_alarms (const SaudaPriceRow *row);
gboolean sauda_price_row_lacks_yuan (const SaudaPriceRow *row);
void sauda_price_row_free (SaudaPriceRow *row);

/* A price that is wanted. */
typedef struct {
  const SaudaPriceRow *row; /* (not owned) (not nullable) */
  gint64 after;
  SaudaPriceVerdict verdict;
} SaudaPriceWish;

/* What a change of prices does, before it is done. */
typedef struct {
  GPtrArray *rows;   /* (owned) (not nullable) (element-type SaudaPriceRow) */
  GArray *wishes;    /* (owned) (not nullable) (element-type SaudaPriceWish) */
  guint fine;        /* wishes that may be done */
  guint below_floor; /* wishes that need a typed reason */
  guint refused;     /* wishes that a limit forbids */
  guint limit;       /* changes that one run may have */
} SaudaPricePlan;

void sauda_price_plan_free (SaudaPricePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPriceRow, sauda_price_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPricePlan, sauda_price_plan_free)

/**
 * SaudaPriceOrder:
 * @store: (nullable): a store's name; %NULL for every one
 * @query: (nullable): words that must all be found in SKU or title
 * @sku: (nullable): one offer
 * @price: the new price of @sku, whole tenge; -1 to change by @percent
 * @percent: by how much prices change
 * @ending: digits that they end in, 0 for any
 * @offers: (nullable) (element-type gint64): set of offers, where not all are meant
 * @variants: (nullable) (element-type gint64): set of variants, of which every offer is meant
 * @wanted: (nullable) (element-type gint64 gint64): new prices by offer; then nothing else is looked at
 *
 * Which prices shall be changed, and how.
 */
typedef struct {
  const char *store;
  const char *query;
  const char *sku;
  gint64 price;
  double percent;
  gint64 ending;
  GHashTable *offers;
  GHashTable *variants;
  GHashTable *wanted;
} SaudaPriceOrder;

GPtrArray *
sauda_price_view_read (SaudaConnection *connection, gint64 now_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_price_view_read_first (SaudaConnection *connection,
                                        gint64 now_ms,
                                        guint *all,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaPriceRow *sauda_price_view_read_offer (SaudaConnection *connection,
                                            gint64 offer_id,
                                            gint64 now_ms,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaPricePlan *sauda_price_plan_make (SaudaConnection *connection,
                                       const SaudaPriceOrder *order,
                                       gint64 now_ms,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_price_plan_apply (SaudaConnection *connection,
                               const SaudaPricePlan *plan,
                               const char *title,
                               const char *reason,
                               const char *who,
                               gint64 now_ms,
                               GError **error);

G_END_DECLS
