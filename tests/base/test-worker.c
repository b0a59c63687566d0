#include "sauda-worker.h"

#include "sauda-test.h"

#define PIECES 1000

typedef struct {
  GArray *order; /* (not owned) of int */
  int number;
} Piece;

typedef struct {
  SaudaWorker *worker; /* (owned): the last reference */
  GMutex *gate;
  gint *ended;
  gboolean was_current;
} LastReference;

static void
note_piece (gpointer data)
{
  g_autofree Piece *piece = data;

  g_array_append_val (piece->order, piece->number);
}

static void
test_order_and_end (void)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (int));
  SaudaWorker *worker = sauda_worker_new ("test");

  g_assert_false (sauda_worker_is_current (worker));
  for (int i = 0; i < PIECES; i++) {
    Piece *piece = g_new (Piece, 1);

    *piece = (Piece){ order, i };
    sauda_worker_push (worker, note_piece, piece);
  }
  /* The last reference waits until everything has run. */
  g_assert_finalize_object (worker);
  g_assert_cmpuint (order->len, ==, PIECES);
  for (int i = 0; i < PIECES; i++)
    g_assert_cmpint (g_array_index (order, int, i), ==, i);
}

static void
drop_last_reference (gpointer data)
{
  LastReference *last = data;

  g_mutex_lock (last->gate);
  g_mutex_unlock (last->gate);
  last->was_current = sauda_worker_is_current (last->worker);
  g_clear_object (&last->worker);
}

static void
note_end (gpointer data)
{
  g_atomic_int_set ((gint *) data, TRUE);
}

static void
test_last_reference_on_the_thread (void)
{
  GMutex gate;
  gint ended = FALSE;
  LastReference last = { sauda_worker_new ("test"), &gate, &ended, FALSE };

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  sauda_worker_push (last.worker, drop_last_reference, &last);
  sauda_worker_push (last.worker, note_end, &ended);
  g_mutex_unlock (&gate);
  sauda_test_wait_until (g_atomic_int_get (&ended));
  g_assert_true (last.was_current);
  g_mutex_clear (&gate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/worker/order-and-end", test_order_and_end);
  g_test_add_func ("/base/worker/last-reference-on-the-thread", test_last_reference_on_the_thread);
  return g_test_run ();
}
