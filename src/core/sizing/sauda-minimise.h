#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaMinimiseFunc:
 * @x: (array): a point
 * @gradient: (array) (out caller-allocates): takes the gradient there
 * @data: data of the caller
 *
 * Returns: the value at @x
 */
typedef double (*SaudaMinimiseFunc) (const double *x, double *gradient, gpointer data);

guint
sauda_minimise (SaudaMinimiseFunc func, gpointer data, double *x, guint n, guint max_steps, double tolerance);

G_END_DECLS
