#pragma once

#include "sauda-decisions.h"

G_BEGIN_DECLS

/* An earlier order of the same product with nearly the same measures. */
typedef struct {
  double height_cm;
  double weight_kg;
  char *size; /* (owned) (not nullable) what was shipped */
  SaudaSizeOutcome outcome;
  gint64 at_ms;
  gboolean imported; /* from a sheet, which need not have told the day */
} SaudaSimilarOrder;

/**
 * SaudaWaitingLine:
 *
 * A line of an order whose size a person has to decide.
 */
typedef struct {
  gint64 line_id;
  gint64 order_id;
  char *code;         /* (owned) (not nullable) */
  char *store;        /* (owned) (not nullable) */
  char *buyer;        /* (owned) (nullable) */
  char *model;        /* (owned) (not nullable) */
  char *title;        /* (owned) (nullable) as Kaspi shows it */
  char *clicked_size; /* (owned) (nullable) */
  gint quantity;
  gint64 ship_by_ms; /* 0: not known */
  SaudaLineMeasure measure;
  SaudaLineAdvice *advice; /* (owned) (nullable) NULL: height and weight are not known */
  GPtrArray *similar;      /* (owned) (not nullable) (element-type SaudaSimilarOrder) the latest first */
} SaudaWaitingLine;

void sauda_waiting_line_free (SaudaWaitingLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaitingLine, sauda_waiting_line_free)

GPtrArray *sauda_decision_queue_list (SaudaSizeAdvisor *advisor,
                                      SaudaConnection *connection,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaWaitingLine *sauda_decision_queue_find (SaudaSizeAdvisor *advisor,
                                             SaudaConnection *connection,
                                             gint64 line_id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_decision_queue_load_async (SaudaSizeAdvisor *advisor,
                                      SaudaDatabase *database,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *sauda_decision_queue_load_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_decision_queue_measure_async (SaudaSizeAdvisor *advisor,
                                         SaudaDatabase *database,
                                         const SaudaDecision *decision,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SaudaWaitingLine *sauda_decision_queue_measure_finish (GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_decision_queue_decide_async (SaudaSizeAdvisor *advisor,
                                        SaudaDatabase *database,
                                        const SaudaDecision *decision,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean sauda_decision_queue_decide_finish (GAsyncResult *result, GError **error);
void sauda_decision_queue_undo_async (SaudaSizeAdvisor *advisor,
                                      SaudaDatabase *database,
                                      const SaudaDecision *decision,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SaudaWaitingLine *sauda_decision_queue_undo_finish (GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
