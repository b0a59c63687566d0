#include "sauda-later.h"

/* Milliseconds that work may wait while the window draws without a pause. */
#define PATIENCE_MS 100

typedef struct {
  grefcount ref_count;
  GSourceFunc func;
  gpointer data; /* (unowned) (nullable) */
  GSource *idle; /* (owned) (not nullable) */
  guint turns;   /* how often it was called */
  guint seen;    /* as many when the clock struck last */
} Later;

/* Whose work the main loop does: that of one in each of its turns, or what many do lasts as one. */
static struct {
  gint64 turn; /* when the loop began its last turn in which one of them worked, monotonic */
  Later *next; /* (unowned) (nullable) who came too late for that one */
} line;

static void
later_unref (gpointer data)
{
  Later *later = data;

  if (!g_ref_count_dec (&later->ref_count))
    return;
  g_source_unref (later->idle);
  g_free (later);
}

static void
on_idle_gone (gpointer data)
{
  if (line.next == data)
    line.next = NULL;
  later_unref (data);
}

static gboolean
on_idle (gpointer data)
{
  Later *later = data;
  gint64 turn = g_source_get_time (later->idle);

  if (turn == line.turn && line.next == NULL)
    line.next = later;
  if (turn == line.turn || (line.next != NULL && line.next != later))
    return G_SOURCE_CONTINUE;
  line.turn = turn;
  line.next = NULL;
  later->turns++;
  g_source_set_priority (later->idle, G_PRIORITY_LOW);
  return later->func (later->data);
}

static gboolean
on_clock (gpointer data)
{
  Later *later = data;

  if (g_source_is_destroyed (later->idle))
    return G_SOURCE_REMOVE;
  if (later->turns == later->seen)
    g_source_set_priority (later->idle, G_PRIORITY_HIGH_IDLE);
  later->seen = later->turns;
  return G_SOURCE_CONTINUE;
}

/**
 * sauda_later_add: (skip)
 * @func: (scope notified): called until it returns %G_SOURCE_REMOVE
 * @data: for @func
 *
 * Calls @func when the window has drawn and nothing else is to do, one of those that wait in each turn of the
 * main loop. Where drawing takes all of the time, on a machine that draws slower than something moves, it is
 * called ten times a second all the same: an idle call of such a priority would wait until nothing moves any
 * more.
 *
 * Returns: the source, for g_source_remove()
 */
guint
sauda_later_add (GSourceFunc func, gpointer data)
{
  Later *later;

  g_return_val_if_fail (func != NULL, 0);

  later = g_new0 (Later, 1);
  g_ref_count_init (&later->ref_count);
  g_ref_count_inc (&later->ref_count);
  later->func = func;
  later->data = data;
  later->idle = g_idle_source_new ();
  g_source_set_priority (later->idle, G_PRIORITY_LOW);
  g_source_set_callback (later->idle, on_idle, later, on_idle_gone);
  g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, on_clock, later, later_unref);
  return g_source_attach (later->idle, NULL);
}
