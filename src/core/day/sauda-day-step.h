#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaStepState:
 * @SAUDA_STEP_WAITING: not begun
 * @SAUDA_STEP_RUNNING: at work
 * @SAUDA_STEP_DONE: all of it
 * @SAUDA_STEP_PARTLY: done but for some orders, which are listed
 * @SAUDA_STEP_FAILED: could not be done
 * @SAUDA_STEP_SKIPPED: there was nothing to do, or the way there was not open
 * @SAUDA_STEP_CANCELLED: the merchant stopped it
 */
typedef enum {
  SAUDA_STEP_WAITING,
  SAUDA_STEP_RUNNING,
  SAUDA_STEP_DONE,
  SAUDA_STEP_PARTLY,
  SAUDA_STEP_FAILED,
  SAUDA_STEP_SKIPPED,
  SAUDA_STEP_CANCELLED,
} SaudaStepState;

const char *sauda_step_state_get_name (SaudaStepState state);
const char *sauda_step_state_get_title (SaudaStepState state);

/**
 * SaudaDayStep:
 *
 * One step of the day with its live progress. Every property notifies on the main context, at most ten times
 * a second for the counts.
 *
 * Properties: `state` (int, SaudaStepState), `done`, `total` (uint), `detail` (string).
 */
#define SAUDA_TYPE_DAY_STEP (sauda_day_step_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayStep, sauda_day_step, SAUDA, DAY_STEP, GObject)

SaudaDayStep *sauda_day_step_new (const char *name, const char *title) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_day_step_get_name (SaudaDayStep *self);
const char *sauda_day_step_get_title (SaudaDayStep *self);
SaudaStepState sauda_day_step_get_state (SaudaDayStep *self);
guint sauda_day_step_get_done (SaudaDayStep *self);
guint sauda_day_step_get_total (SaudaDayStep *self);
double sauda_day_step_get_fraction (SaudaDayStep *self);
const char *sauda_day_step_get_detail (SaudaDayStep *self);
double sauda_day_step_get_seconds (SaudaDayStep *self);
const char *const *sauda_day_step_get_waiting (SaudaDayStep *self);
const char *const *sauda_day_step_get_waiting_brief (SaudaDayStep *self);
const char *const *sauda_day_step_get_failed (SaudaDayStep *self);

void sauda_day_step_begin (SaudaDayStep *self);
void sauda_day_step_end (SaudaDayStep *self, SaudaStepState state, const char *detail);
void sauda_day_step_set_progress (SaudaDayStep *self, guint done, guint total);
void sauda_day_step_set_note (SaudaDayStep *self, const char *sentence);
void sauda_day_step_add_waiting (SaudaDayStep *self, const char *sentence);
void sauda_day_step_add_waiting_orders (SaudaDayStep *self, const char *reason, const GPtrArray *orders);
void sauda_day_step_add_failed (SaudaDayStep *self, const char *sentence);

G_END_DECLS
