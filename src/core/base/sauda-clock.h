#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaClock:
 *
 * Where the program takes the time from, so that tests and the practice store can set it. Safe to use from
 * any thread.
 */
#define SAUDA_TYPE_CLOCK (sauda_clock_get_type ())
G_DECLARE_FINAL_TYPE (SaudaClock, sauda_clock, SAUDA, CLOCK, GObject)

SaudaClock *sauda_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaClock *sauda_clock_new_at (gint64 utc_ms) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_clock_get_now (SaudaClock *self);
void sauda_clock_set_now (SaudaClock *self, gint64 utc_ms);

G_END_DECLS
