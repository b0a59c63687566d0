#pragma once

#include "sauda-price-rule.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What an offer may have of its own: a price in a city, or days of pre-order. */
typedef struct {
  char *city_id; /* (owned) (nullable) KATO number: the price there */
  char *place;   /* (owned) (nullable) PP2: the days there; neither: the days in all warehouses */
  char *title;   /* (owned) (not nullable) the city with its warehouses, or the warehouse with its city */
  gint64 value;  /* whole tenge or days; -1: as usual */
  gint64 usual;  /* what holds then; -1: not known */
  gint64 wanted; /* what it shall be; as @value when it was read */
  guint today;   /* how often that price was changed today */
} SaudaOfferTermLine;

/* All of it of one offer. */
typedef struct {
  gint64 offer_id;
  char *sku;     /* (owned) (not nullable) */
  char *store;   /* (owned) (not nullable) */
  char *title;   /* (owned) (nullable) */
  gint64 price;  /* whole tenge; -1: none */
  gint64 floor;  /* -1: the cost is not known */
  GArray *lines; /* (owned) (not nullable) (element-type SaudaOfferTermLine) */
} SaudaOfferTermSheet;

/* Who changes it, and why. */
typedef struct {
  const char *who;    /* (not nullable) */
  const char *reason; /* (nullable) typed, where a price is below the floor */
  gint64 now_ms;
} SaudaOfferTermChange;

SaudaOfferTermSheet *sauda_offer_term_sheet_read (SaudaConnection *connection,
                                                  gint64 offer_id,
                                                  gint64 now_ms,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_offer_term_sheet_free (SaudaOfferTermSheet *sheet);
SaudaPriceVerdict sauda_offer_term_sheet_judge (const SaudaOfferTermSheet *sheet,
                                                const SaudaOfferTermLine *line);
GArray *sauda_offer_term_sheet_apply (SaudaConnection *connection,
                                      const SaudaOfferTermSheet *sheet,
                                      const SaudaOfferTermChange *change,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_offer_term_sheet_undo (SaudaConnection *connection,
                                      const GArray *changes,
                                      const SaudaOfferTermChange *change,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOfferTermSheet, sauda_offer_term_sheet_free)

G_END_DECLS
