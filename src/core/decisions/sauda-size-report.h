#pragma once

#include "sauda-size-charts.h"
#include "sauda-size-learner.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;
typedef struct _SaudaSizeAdvisor SaudaSizeAdvisor;

/* How much smaller or larger than the chart a product runs. */
typedef struct {
  char *product; /* (owned) (not nullable) physical model, as a search key */
  guint n;       /* orders it is known from */
  double sizes;  /* above 0: it runs small by so many sizes, so buyers need larger ones; below 0: large */
} SaudaProductFit;

/* A share of predictions that were right. */
typedef struct {
  guint n;
  guint right;
  guint before; /* orders: known when they were made, or the place in time of the last of them */
} SaudaSizeShare;

/**
 * SaudaSizeReport:
 *
 * What is known of the sizes of men, women or kids, and how good it is.
 */
typedef struct {
  SaudaSizePeople people;
  guint n_orders;
  SaudaSizeChart prior;                           /* the chart to begin with */
  SaudaSizeChart learned;                         /* the same sizes */
  double weight_sd_kg[SAUDA_SIZE_MOST_SIZES - 1]; /* how sure the learned limits are */
  double height_sd_cm[SAUDA_SIZE_MOST_SIZES - 1];
  guint n_scores; /* predictions whose end is known, 1000 at most */
  SaudaSizeBin bins[SAUDA_SIZE_CALIBRATION_BINS];
  SaudaSizeShare sizes[SAUDA_SIZE_MOST_SIZES]; /* per size that was shipped */
  GArray *times;       /* (owned) (element-type SaudaSizeShare) blocks, the oldest first */
  GArray *curve;       /* (owned) (element-type SaudaSizeShare) what so many known orders are worth */
  double threshold;    /* from where on nobody has to look, or %SAUDA_SIZE_NEVER */
  SaudaSizeShare sure; /* of @n_scores, those from @threshold on */
  GPtrArray *products; /* (owned) (element-type SaudaProductFit) the best known first */
  GPtrArray *charts;   /* (owned) (element-type SaudaChartEntry) the latest first */
} SaudaSizeReport;

void sauda_size_report_free (SaudaSizeReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeReport, sauda_size_report_free)

SaudaSizeReport *sauda_size_report_make (SaudaSizeAdvisor *advisor,
                                         SaudaDatabase *database,
                                         SaudaSizePeople people,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_report_make_async (SaudaSizeAdvisor *advisor,
                                   SaudaDatabase *database,
                                   SaudaSizePeople people,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaudaSizeReport *sauda_size_report_make_finish (GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
