#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaDecisionsError:
 * @SAUDA_DECISIONS_ERROR_CHART: a chart's limits do not grow, or a size is none
 * @SAUDA_DECISIONS_ERROR_MEASURE: nobody can have such a height and weight
 * @SAUDA_DECISIONS_ERROR_SIZE: a line cannot be decided so
 *
 * Errors of the decisions room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_DECISIONS_ERROR_CHART,
  SAUDA_DECISIONS_ERROR_MEASURE,
  SAUDA_DECISIONS_ERROR_SIZE,
} SaudaDecisionsError;

#define SAUDA_DECISIONS_ERROR (sauda_decisions_error_quark ())
GQuark sauda_decisions_error_quark (void);

G_END_DECLS
