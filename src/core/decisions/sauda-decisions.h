#pragma once

#include "sauda-size-advisor.h"
#include "sauda-size-history.h"

G_BEGIN_DECLS

/**
 * SaudaDecision:
 *
 * A size that was decided for a line of an order; texts are borrowed.
 */
typedef struct {
  gint64 line_id;
  const char *size;   /* (nullable) in any writing; NULL: ship the clicked one */
  double height_cm;   /* 0: not known. Nothing is learned then */
  double weight_kg;   /* 0: not known, or of a child */
  const char *answer; /* (nullable) what the buyer wrote */
  SaudaSizeSource source;
  const char *who;    /* (not nullable) the person, the rule or the deadline */
  const char *reason; /* (nullable) */
  gint64 now_ms;
} SaudaDecision;

/* The height and weight that are noted for a line. */
typedef struct {
  double height_cm; /* 0: none */
  double weight_kg;
  char *answer; /* (owned) (nullable) what the buyer wrote */
  char *who;    /* (owned) (nullable) */
  gint64 at_ms;
} SaudaLineMeasure;

void sauda_line_measure_clear (SaudaLineMeasure *measure);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaLineMeasure, sauda_line_measure_clear)

gboolean sauda_decisions_decide (SaudaSizeAdvisor *advisor,
                                 SaudaConnection *connection,
                                 const SaudaDecision *decision,
                                 GError **error);
gboolean sauda_decisions_undo (SaudaConnection *connection, const SaudaDecision *decision, GError **error);
gboolean
sauda_decisions_set_measure (SaudaConnection *connection, const SaudaDecision *decision, GError **error);
gboolean sauda_decisions_get_measure (SaudaConnection *connection,
                                      gint64 line_id,
                                      SaudaLineMeasure *measure,
                                      GError **error);
gboolean
sauda_decisions_has_sizes (SaudaConnection *connection, gint64 line_id, gboolean *has_sizes, GError **error);
gboolean sauda_decisions_note_return (SaudaConnection *connection,
                                      const SaudaDecision *decision,
                                      SaudaSizeOutcome outcome,
                                      gboolean *learned,
                                      GError **error);

G_END_DECLS
