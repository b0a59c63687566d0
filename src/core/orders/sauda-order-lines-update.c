#include "sauda-order-private.h"

static SaudaOrderLine *
get_line (GPtrArray *lines, guint index)
{
  return g_ptr_array_index (lines, index);
}

static gint64
get_order_id (GPtrArray *lines, guint index)
{
  return sauda_order_get_id (sauda_order_line_get_order (get_line (lines, index)));
}

/* Where the lines of the order at @start end. */
static guint
find_end (GPtrArray *lines, guint start)
{
  SaudaOrder *order = sauda_order_line_get_order (get_line (lines, start));
  guint end = start + 1;

  while (end < lines->len && sauda_order_line_get_order (get_line (lines, end)) == order)
    end++;
  return end;
}

/* A run of lines of one order in one of the two arrays. */
typedef struct {
  GPtrArray *lines; /* (not owned) */
  guint start;
  guint end;
} Run;

static gboolean
runs_are_equal (const Run *old, const Run *loaded)
{
  if (old->end - old->start != loaded->end - loaded->start)
    return FALSE;
  for (guint i = 0; i < old->end - old->start; i++) {
    SaudaOrderLine *a = get_line (old->lines, old->start + i),
                   *b = get_line (loaded->lines, loaded->start + i);

    if (sauda_order_line_get_id (a) != sauda_order_line_get_id (b) ||
        sauda_order_line_get_fingerprint (a) != sauda_order_line_get_fingerprint (b))
      return FALSE;
  }
  return TRUE;
}

static void
append_run (GPtrArray *result, const Run *run)
{
  for (guint i = run->start; i < run->end; i++)
    g_ptr_array_add (result, g_object_ref (get_line (run->lines, i)));
}

static SaudaOrderLine *
find_in_run (const Run *run, gint64 id)
{
  for (guint i = run->start; i < run->end; i++)
    if (sauda_order_line_get_id (get_line (run->lines, i)) == id)
      return get_line (run->lines, i);
  return NULL;
}

/* The known order takes what was loaded. Lines that stay keep their objects; a line that is gone keeps the
 * old facts, which the loaded object owns from now on, as somebody may still hold it. */
static void
update_run (GPtrArray *result, const Run *old, const Run *loaded)
{
  SaudaOrder *order = sauda_order_line_get_order (get_line (old->lines, old->start));
  SaudaOrder *newer = sauda_order_line_get_order (get_line (loaded->lines, loaded->start));
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  for (guint i = old->start; i < old->end; i++)
    if (find_in_run (loaded, sauda_order_line_get_id (get_line (old->lines, i))) == NULL)
      g_ptr_array_add (gone, get_line (old->lines, i));
  g_object_ref (newer);
  sauda_order_swap_info (order, newer);
  for (guint i = loaded->start; i < loaded->end; i++) {
    SaudaOrderLine *line = get_line (loaded->lines, i);
    SaudaOrderLine *known = find_in_run (old, sauda_order_line_get_id (line));

    if (known != NULL)
      sauda_order_line_take (known, line, order);
    else
      sauda_order_line_set_order (line, order);
    g_ptr_array_add (result, g_object_ref (known != NULL ? known : line));
  }
  for (guint i = 0; i < gone->len; i++)
    sauda_order_line_set_order (get_line (gone, i), newer);
  g_object_unref (newer);
}

/**
 * sauda_order_lines_update:
 * @old: (element-type SaudaOrderLine): what a list holds, by order
 * @loaded: (element-type SaudaOrderLine): the same, loaded again, by order
 *
 * Puts the next content of the list together in one walk: an order that is unchanged keeps its objects, a
 * changed one keeps them and notifies.
 *
 * Returns: (transfer full) (element-type SaudaOrderLine): the next content
 */
GPtrArray *
sauda_order_lines_update (GPtrArray *old, GPtrArray *loaded)
{
  GPtrArray *result = g_ptr_array_new_full (loaded->len, g_object_unref);
  guint at = 0, next = 0;

  while (next < loaded->len) {
    Run known = { old, at, at }, run = { loaded, next, find_end (loaded, next) };

    if (at < old->len)
      known.end = find_end (old, at);
    next = run.end;
    while (known.start < known.end && get_order_id (old, known.start) < get_order_id (loaded, run.start)) {
      known.start = known.end;
      known.end = known.end < old->len ? find_end (old, known.end) : known.end;
    }
    at = known.start;
    if (known.start == known.end || get_order_id (old, known.start) != get_order_id (loaded, run.start)) {
      append_run (result, &run);
      continue;
    }
    at = known.end;
    if (runs_are_equal (&known, &run))
      append_run (result, &known);
    else
      update_run (result, &known, &run);
  }
  return result;
}
