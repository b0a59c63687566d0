#pragma once

#include "sauda-size-chart.h"

G_BEGIN_DECLS

#define SAUDA_SIZE_CALIBRATION_BINS 10

/* A threshold that no probability reaches: a person decides. */
#define SAUDA_SIZE_NEVER 2.0

/**
 * SaudaSizeBin:
 *
 * One bar of a reliability chart.
 */
typedef struct {
  guint count;
  double claimed; /* mean probability */
  double right;   /* share that was right */
} SaudaSizeBin;

typedef struct _SaudaSizeCalibration SaudaSizeCalibration;

SaudaSizeCalibration *sauda_size_calibration_new (guint n_sizes) G_GNUC_WARN_UNUSED_RESULT;
SaudaSizeCalibration *
sauda_size_calibration_copy (const SaudaSizeCalibration *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_calibration_free (SaudaSizeCalibration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeCalibration, sauda_size_calibration_free)

void sauda_size_calibration_add (SaudaSizeCalibration *self, const double *probabilities, guint size);
guint sauda_size_calibration_get_count (const SaudaSizeCalibration *self);
guint sauda_size_calibration_get_score (const SaudaSizeCalibration *self, guint place, double *probabilities);
double sauda_size_calibration_get_temperature (const SaudaSizeCalibration *self);
double
sauda_size_calibration_get_threshold (const SaudaSizeCalibration *self, double temperature, double precision);
void
sauda_size_calibration_get_bins (const SaudaSizeCalibration *self, double temperature, SaudaSizeBin *bins);

G_END_DECLS
