#include "sauda-clock.h"

struct _SaudaClock {
  GObject parent_instance;

  GMutex lock;
  gint64 offset_ms; /* added to the machine's own time; guarded by @lock */
};

G_DEFINE_FINAL_TYPE (SaudaClock, sauda_clock, G_TYPE_OBJECT)

static void
sauda_clock_finalize (GObject *object)
{
  SaudaClock *self = SAUDA_CLOCK (object);

  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sauda_clock_parent_class)->finalize (object);
}

static void
sauda_clock_class_init (SaudaClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_clock_finalize;
}

static void
sauda_clock_init (SaudaClock *self)
{
  g_mutex_init (&self->lock);
}

/**
 * sauda_clock_new:
 *
 * Returns: (transfer full): a clock that shows the machine's time
 */
SaudaClock *
sauda_clock_new (void)
{
  return g_object_new (SAUDA_TYPE_CLOCK, NULL);
}

/**
 * sauda_clock_new_at:
 * @utc_ms: milliseconds since 1970 in UTC
 *
 * Returns: (transfer full): a clock that shows @utc_ms now and runs on from there
 */
SaudaClock *
sauda_clock_new_at (gint64 utc_ms)
{
  SaudaClock *self = sauda_clock_new ();

  sauda_clock_set_now (self, utc_ms);
  return self;
}

/**
 * sauda_clock_get_now:
 * @self: a clock
 *
 * Returns: milliseconds since 1970 in UTC
 */
gint64
sauda_clock_get_now (SaudaClock *self)
{
  gint64 offset_ms;

  g_return_val_if_fail (SAUDA_IS_CLOCK (self), 0);

  g_mutex_lock (&self->lock);
  offset_ms = self->offset_ms;
  g_mutex_unlock (&self->lock);
  return g_get_real_time () / 1000 + offset_ms;
}

/**
 * sauda_clock_set_now:
 * @self: a clock
 * @utc_ms: milliseconds since 1970 in UTC
 *
 * Sets the clock; it runs on from @utc_ms.
 */
void
sauda_clock_set_now (SaudaClock *self, gint64 utc_ms)
{
  g_return_if_fail (SAUDA_IS_CLOCK (self));

  g_mutex_lock (&self->lock);
  self->offset_ms = utc_ms - g_get_real_time () / 1000;
  g_mutex_unlock (&self->lock);
}
