#pragma once

#include "sauda-kaspi-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one warehouse has of an offer. */
typedef struct {
  char *store_id; /* (owned) (not nullable) `30000001_PP1`; exports and people also write `PP1` */
  gboolean available;
  gint pre_order; /* days until it can be handed over, 1 to 30; 0: it is there */
  gint64 stock;   /* pieces; -1: not told */
} SaudaKaspiAvailability;

/* What an offer costs in one city. */
typedef struct {
  char *city_id; /* (owned) (not nullable) KATO number */
  gint64 price;  /* whole tenge */
} SaudaKaspiCityPrice;

/* One offer of a price list. */
typedef struct {
  guint row;              /* line of XML or row of a sheet; 0 in a list that Sauda made */
  char *sku;              /* (owned) (not nullable) merchant SKU: opaque, never trimmed */
  char *model;            /* (owned) (nullable) */
  char *brand;            /* (owned) (nullable) */
  gint64 price;           /* of every city, whole tenge; -1: prices go by city, or there is none */
  GArray *availabilities; /* (owned) (not nullable) (element-type SaudaKaspiAvailability) */
  GArray *city_prices;    /* (owned) (not nullable) (element-type SaudaKaspiCityPrice) */
} SaudaKaspiOffer;

SaudaKaspiOffer *sauda_kaspi_offer_new (const char *sku) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_offer_free (SaudaKaspiOffer *offer);
void sauda_kaspi_offer_add_availability (SaudaKaspiOffer *offer,
                                         const char *store_id,
                                         gboolean available,
                                         gint pre_order,
                                         gint64 stock);
void sauda_kaspi_offer_add_city_price (SaudaKaspiOffer *offer, const char *city_id, gint64 price);
gboolean sauda_kaspi_offer_is_available (const SaudaKaspiOffer *offer);
gint64 sauda_kaspi_offer_get_stock (const SaudaKaspiOffer *offer);
gint64 sauda_kaspi_offer_get_price (const SaudaKaspiOffer *offer);

/* Something about a list that a person should know. */
typedef struct {
  guint row;    /* 0: the whole list */
  char *sku;    /* (owned) (nullable) */
  gboolean bad; /* Kaspi would refuse the offer or the list; FALSE: only unusual */
  char *text;   /* (owned) (not nullable) a translated sentence */
} SaudaKaspiListWarning;

/**
 * SaudaKaspiPriceList:
 *
 * A whole price list of one merchant (kaspi-api 7): what is not in it is taken off sale.
 */
typedef struct _SaudaKaspiPriceList {
  char *date;          /* (owned) (nullable) as written */
  char *company;       /* (owned) (nullable) */
  char *merchant_id;   /* (owned) (nullable) NULL in the 10-column sheet, which does not tell it */
  gboolean is_sheet;   /* the 10-column sheet: one price for all cities */
  GPtrArray *offers;   /* (owned) (not nullable) (element-type SaudaKaspiOffer) */
  GPtrArray *warnings; /* (owned) (not nullable) (element-type SaudaKaspiListWarning) */
} SaudaKaspiPriceList;

SaudaKaspiPriceList *sauda_kaspi_price_list_new (const char *merchant_id) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_price_list_free (SaudaKaspiPriceList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiPriceList, sauda_kaspi_price_list_free)
void sauda_kaspi_price_list_warn (SaudaKaspiPriceList *list,
                                  guint row,
                                  const char *sku,
                                  gboolean bad,
                                  const char *text);
guint sauda_kaspi_price_list_count_bad (const SaudaKaspiPriceList *list);

SaudaKaspiPriceList *sauda_kaspi_price_list_read (const char *path,
                                                  GCancellable *cancellable,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_price_list_check (SaudaKaspiPriceList *list);
void sauda_kaspi_price_list_keep_first (SaudaKaspiPriceList *list);
GBytes *sauda_kaspi_price_list_write_xml (const SaudaKaspiPriceList *list) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_kaspi_price_list_write_xlsx (const SaudaKaspiPriceList *list, const char *path, GError **error);

G_END_DECLS
