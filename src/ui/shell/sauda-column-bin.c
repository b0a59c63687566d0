#include "sauda-column-bin.h"

G_DEFINE_TYPE (SaudaColumnBin, sauda_column_bin, ADW_TYPE_BIN)

static GtkSizeRequestMode
sauda_column_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sauda_column_bin_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                        minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
sauda_column_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
sauda_column_bin_class_init (SaudaColumnBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = sauda_column_bin_get_request_mode;
  widget_class->measure = sauda_column_bin_measure;
  widget_class->size_allocate = sauda_column_bin_size_allocate;
}

static void
sauda_column_bin_init (SaudaColumnBin *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
