#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A point of a plot; its bar or dot is @y high, a thin line shows @expected. */
typedef struct {
  char label[16];  /* below the point; "" for none */
  double y;        /* 0 to 1 */
  double expected; /* 0 to 1; below 0 for none */
  guint n;         /* how much it rests on; 0: there is nothing */
} SaudaSizePoint;

/**
 * SaudaSizePlot:
 *
 * A small plot of shares, 0 to 100 %: bars or a line.
 */
#define SAUDA_TYPE_SIZE_PLOT (sauda_size_plot_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizePlot, sauda_size_plot, SAUDA, SIZE_PLOT, GtkWidget)

GtkWidget *sauda_size_plot_new (gboolean bars) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_plot_set_points (SaudaSizePlot *self,
                                 const SaudaSizePoint *points,
                                 guint n_points,
                                 const char *summary);

G_END_DECLS
