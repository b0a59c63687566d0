#include "sauda-minimise.h"

#include <math.h>
#include <string.h>

#define MEMORY 10

/* The last steps and what they did to the gradient. */
typedef struct {
  guint n;
  guint count;        /* steps taken in all */
  double *steps;      /* (owned) MEMORY times n */
  double *changes;    /* (owned) MEMORY times n */
  double rho[MEMORY]; /* 1 / (step · change) */
} History;

static double
dot (const double *a, const double *b, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* The two-loop recursion of Nocedal & Wright, Numerical Optimization, algorithm 7.4. */
static void
find_direction (const History *history, const double *gradient, double *direction)
{
  guint n = history->n, kept = MIN (history->count, MEMORY);
  double alpha[MEMORY];

  for (guint i = 0; i < n; i++)
    direction[i] = -gradient[i];
  for (guint back = 1; back <= kept; back++) {
    guint slot = (history->count - back) % MEMORY;

    alpha[slot] = history->rho[slot] * dot (history->steps + slot * n, direction, n);
    for (guint i = 0; i < n; i++)
      direction[i] -= alpha[slot] * history->changes[slot * n + i];
  }
  if (kept > 0) {
    guint slot = (history->count - 1) % MEMORY;
    const double *change = history->changes + slot * n;
    double scale = 1 / (history->rho[slot] * dot (change, change, n));

    for (guint i = 0; i < n; i++)
      direction[i] *= scale;
  }
  for (guint back = kept; back >= 1; back--) {
    guint slot = (history->count - back) % MEMORY;
    double beta = history->rho[slot] * dot (history->changes + slot * n, direction, n);

    for (guint i = 0; i < n; i++)
      direction[i] += (alpha[slot] - beta) * history->steps[slot * n + i];
  }
}

static void
remember (History *history,
          const double *x,
          const double *next,
          const double *gradient,
          const double *next_gradient)
{
  guint n = history->n, slot = history->count % MEMORY;
  double *step = history->steps + slot * n, *change = history->changes + slot * n;
  double curvature;

  for (guint i = 0; i < n; i++) {
    step[i] = next[i] - x[i];
    change[i] = next_gradient[i] - gradient[i];
  }
  curvature = dot (step, change, n);
  /* A step along which the function curves down would spoil the direction. */
  if (curvature <= 1e-10 * dot (change, change, n))
    return;
  history->rho[slot] = 1 / curvature;
  history->count++;
}

/**
 * sauda_minimise:
 * @func: a smooth function
 * @data: data for @func
 * @x: (array length=n) (inout): where to begin; takes the minimum
 * @n: number of variables
 * @max_steps: stop after so many steps
 * @tolerance: stop when a step gains less than this share of the value
 *
 * Looks for the nearest minimum with L-BFGS.
 *
 * Returns: how often @func was called
 */
guint
sauda_minimise (SaudaMinimiseFunc func, gpointer data, double *x, guint n, guint max_steps, double tolerance)
{
  g_autofree double *room = g_new (double, (4 + 2 * MEMORY) * (gsize) n);
  double *gradient = room, *next = room + n, *next_gradient = room + 2 * n, *direction = room + 3 * n;
  History history = { .n = n, .steps = room + 4 * n, .changes = room + (4 + MEMORY) * n };
  double value = func (x, gradient, data);
  guint calls = 1;

  for (guint step = 0; step < max_steps; step++) {
    double length, slope, next_value = value;
    gboolean better = FALSE;

    find_direction (&history, gradient, direction);
    slope = dot (gradient, direction, n);
    if (slope >= 0) {
      if (history.count == 0)
        break;
      history.count = 0;
      continue;
    }
    length = history.count > 0 ? 1 : MIN (1, 1 / sqrt (dot (gradient, gradient, n)));
    for (guint attempt = 0; attempt < 25 && !better; attempt++, length *= 0.5) {
      for (guint i = 0; i < n; i++)
        next[i] = x[i] + length * direction[i];
      next_value = func (next, next_gradient, data);
      calls++;
      better = next_value <= value + 1e-4 * length * slope;
    }
    if (!better && history.count == 0)
      break;
    if (!better) {
      /* What was learned farther off misleads here. */
      history.count = 0;
      continue;
    }
    remember (&history, x, next, gradient, next_gradient);
    memcpy (x, next, n * sizeof *x);
    memcpy (gradient, next_gradient, n * sizeof *gradient);
    if (value - next_value <= tolerance * (fabs (value) + 1)) {
      value = next_value;
      break;
    }
    value = next_value;
  }
  return calls;
}
