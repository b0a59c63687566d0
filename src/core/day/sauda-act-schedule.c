#include "sauda-act-schedule.h"

/* When an unclear act is read again after it was sent. The first ones are waited for, the rest is left to the
 * next press or to the program while it is open; after the last one without effect the act had none. */
static const guint real_ms[] = { 0, 1500, 3000, 6000, 15000, 60000, 180000, 900000 };
static const guint practice_ms[] = { 0, 400, 1000, 2000 };
#define REAL_WAITED_FOR 4

/**
 * sauda_act_schedule_get_length:
 * @practice: whether no real shop is behind it
 *
 * Returns: how often an unclear act is read again before it counts as without effect
 */
guint
sauda_act_schedule_get_length (gboolean practice)
{
  return practice ? G_N_ELEMENTS (practice_ms) : G_N_ELEMENTS (real_ms);
}

/**
 * sauda_act_schedule_get_waited_for:
 * @practice: whether no real shop is behind it
 *
 * Returns: how many of these readings a press of the button waits for
 */
guint
sauda_act_schedule_get_waited_for (gboolean practice)
{
  return practice ? G_N_ELEMENTS (practice_ms) : REAL_WAITED_FOR;
}

/**
 * sauda_act_schedule_get_offset:
 * @practice: whether no real shop is behind it
 * @check: which reading, from 0
 *
 * Returns: milliseconds between the sending and that reading
 */
guint
sauda_act_schedule_get_offset (gboolean practice, guint check)
{
  g_return_val_if_fail (check < sauda_act_schedule_get_length (practice), 0);
  return practice ? practice_ms[check] : real_ms[check];
}

/**
 * sauda_act_schedule_get_next:
 * @practice: whether no real shop is behind it
 * @sent_ms: when the act was sent, UTC ms
 * @now_ms: the clock, UTC ms
 *
 * Returns: when to read it next, UTC ms; 0 when the last reading is due or over
 */
gint64
sauda_act_schedule_get_next (gboolean practice, gint64 sent_ms, gint64 now_ms)
{
  for (guint i = 0; i < sauda_act_schedule_get_length (practice); i++) {
    gint64 due_ms = sent_ms + sauda_act_schedule_get_offset (practice, i);

    if (due_ms > now_ms)
      return due_ms;
  }
  return 0;
}
