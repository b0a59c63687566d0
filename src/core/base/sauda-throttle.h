#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaThrottle:
 *
 * Lets only so many pieces of work run at a time and starts only so many a second, evenly spaced and in their
 * order. Belongs to the thread that made it and needs its main context.
 */
#define SAUDA_TYPE_THROTTLE (sauda_throttle_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThrottle, sauda_throttle, SAUDA, THROTTLE, GObject)

/**
 * SaudaThrottleFunc:
 * @work: what was entered
 *
 * Starts @work; its end is told by sauda_throttle_leave(), never from within this function.
 */
typedef void (*SaudaThrottleFunc) (gpointer work);

SaudaThrottle *
sauda_throttle_new (guint max_running, double per_second, SaudaThrottleFunc start) G_GNUC_WARN_UNUSED_RESULT;
void sauda_throttle_enter (SaudaThrottle *self, gpointer work);
gboolean sauda_throttle_withdraw (SaudaThrottle *self, gpointer work);
void sauda_throttle_leave (SaudaThrottle *self);
void sauda_throttle_note_taken (SaudaThrottle *self);
void sauda_throttle_slow_down (SaudaThrottle *self);

G_END_DECLS
