#include "sauda-scroll-bin.h"

/* Pixels: a line or two, and the scroll bar. */
#define LEAST 60

struct _SaudaScrollBin {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaScrollBin, sauda_scroll_bin, ADW_TYPE_BIN)

static void
sauda_scroll_bin_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (orientation == GTK_ORIENTATION_HORIZONTAL && child != NULL)
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
  else
    *minimum = *natural = LEAST;
}

static void
sauda_scroll_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
sauda_scroll_bin_class_init (SaudaScrollBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = sauda_scroll_bin_measure;
  widget_class->size_allocate = sauda_scroll_bin_size_allocate;
}

static void
sauda_scroll_bin_init (SaudaScrollBin *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
