#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_REORDER_DAYS 90       /* of sales that demand is learned from */
#define SAUDA_REORDER_COVER_DAYS 14 /* of sales that days of cover are counted by */
#define SAUDA_REORDER_LOW_DAYS 5.0  /* of cover; below it is alarm */

/* How a supplier delivers and how careful the merchant is (product.md 2). */
typedef struct {
  double lead_days;   /* from the order to the shelf; 16 at first */
  double review_days; /* between two orders; 7 at first */
  double service_z;   /* normal quantile of the wanted service level; 1.65 at first, 95 % */
} SaudaReorderRule;

#define SAUDA_REORDER_RULE_INIT                                                                              \
  {                                                                                                          \
    .lead_days = 16, .review_days = 7, .service_z = 1.65                                                     \
  }

/* A size of a model: its sales by day and what is there. */
typedef struct {
  const guint *sold; /* (not owned) (array length=n_days) pieces by day, the oldest first */
  gint64 available;  /* pieces that may be sold */
  gint64 on_order;   /* pieces that are on their way */
} SaudaReorderSize;

/* What follows from it. */
typedef struct {
  guint sold_cover;     /* pieces sold in the last 14 days */
  double per_day;       /* demand, pieces a day */
  double share;         /* of the model's pieces, 0 to 1 */
  double days_cover;    /* -1: nothing was sold in 14 days */
  double safety_stock;  /* pieces */
  double reorder_point; /* pieces */
  gint64 proposal;      /* pieces to order now, 0 or more */
  gboolean low;         /* less than five days of cover */
} SaudaReorderAdvice;

/* Daily sales of one model, read robustly. */
typedef struct {
  double per_day; /* mean without spike days */
  double sigma;   /* pieces a day */
  guint days;     /* that were counted */
  guint spikes;   /* days left out */
} SaudaReorderDemand;

void sauda_reorder_read_demand (const guint *sold, guint n_days, SaudaReorderDemand *demand);
void sauda_reorder_advise (const SaudaReorderRule *rule,
                           const SaudaReorderSize *sizes,
                           guint n_sizes,
                           guint n_days,
                           SaudaReorderAdvice *advice);

G_END_DECLS
