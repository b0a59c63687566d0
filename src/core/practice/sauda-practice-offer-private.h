#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a store sells, as a row of the practice catalogue says. */
typedef struct {
  char *sku;          /* (owned) (not nullable): the merchant's own */
  char *name;         /* (owned) (not nullable): in the merchant's system */
  char *title;        /* (owned) (not nullable): as Kaspi shows it, with the size that a buyer clicks */
  char *article;      /* (owned) (not nullable): Kaspi's number of the card */
  guint store;        /* index into sauda_practice_get_stores() */
  gint64 price;       /* tenge; of a kilogram when sold by weight */
  guint weight_grams; /* of one piece */
  gboolean by_weight;
} SaudaPracticeOffer;

GPtrArray *sauda_practice_offers_read (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
