#pragma once

#include "sauda-size-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaSizeRuler:
 *
 * The limits of a chart on a line of kilogrammes or centimetres: the sizes between them, each limit as soft
 * as it is, and a handle to move it.
 *
 * Signal `moved` (limit): a person moved a limit; see sauda_size_ruler_get_value().
 */
#define SAUDA_TYPE_SIZE_RULER (sauda_size_ruler_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizeRuler, sauda_size_ruler, SAUDA, SIZE_RULER, GtkWidget)

GtkWidget *sauda_size_ruler_new (gboolean by_height) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_ruler_set_chart (SaudaSizeRuler *self, const SaudaSizeChart *chart);
double sauda_size_ruler_get_value (SaudaSizeRuler *self, guint limit);
void sauda_size_ruler_read_limits (SaudaSizeRuler *self, SaudaSizeChart *chart);
GtkWidget *sauda_size_ruler_get_handle (SaudaSizeRuler *self, guint limit);

G_END_DECLS
