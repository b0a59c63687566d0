#pragma once

#include "sauda-delivery-tariff.h"

G_BEGIN_DECLS

/* Rates of one day, for one category. */
typedef struct {
  const SaudaDeliveryTariff *tariff; /* (not nullable) of delivery */
  double commission;                 /* percent of the price, with VAT */
  double vat;                        /* percent; the share in the price is vat / (100 + vat) */
  double tenge_per_cny;              /* 0: not set, so costs are not known */
  double freight_per_kg;             /* tenge from the supplier to the shelf */
  double floor_margin;               /* percent of the price that a price never goes below */
  double target_margin;              /* percent of the price that is wanted */
} SaudaCostRates;

/* What is sold. */
typedef struct {
  double cost_cny; /* of a piece; -1: not known */
  gint64 grams;    /* of a piece; -1: not known */
  SaudaDeliveryWay way;
} SaudaCostItem;

/* What a price brings. */
typedef struct {
  gint64 commission; /* tenge, as everything here */
  gint64 vat;
  gint64 delivery;
  gint64 goods; /* -1: not known; it is then not in the profit */
  gint64 profit;
  double margin; /* percent of the price */
} SaudaCostResult;

gint64 sauda_cost_model_get_goods (const SaudaCostRates *rates, const SaudaCostItem *item);
void sauda_cost_model_evaluate (const SaudaCostRates *rates,
                                const SaudaCostItem *item,
                                gint64 price,
                                gint64 delivery,
                                SaudaCostResult *result);
gint64 sauda_cost_model_find_price (const SaudaCostRates *rates, const SaudaCostItem *item, double margin);

G_END_DECLS
