#include "sauda-scroll-bin.h"

/* Pixels: a line or two, and the scroll bar. */
#define LEAST 60

struct _SaudaScrollBin {
  SaudaColumnBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaScrollBin, sauda_scroll_bin, SAUDA_TYPE_COLUMN_BIN)

static void
sauda_scroll_bin_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = LEAST;
  else
    GTK_WIDGET_CLASS (sauda_scroll_bin_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
sauda_scroll_bin_class_init (SaudaScrollBinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = sauda_scroll_bin_measure;
}

static void
sauda_scroll_bin_init (SaudaScrollBin *self)
{
}
