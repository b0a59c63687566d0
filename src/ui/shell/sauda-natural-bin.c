#include "sauda-natural-bin.h"

struct _SaudaNaturalBin {
  SaudaColumnBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaNaturalBin, sauda_natural_bin, SAUDA_TYPE_COLUMN_BIN)

/* At the start or the end of its place it gets no more than the width that it wants, and is as high as it is
 * then. */
static int
get_width (GtkWidget *bin, GtkWidget *child, int width)
{
  int natural;

  if (width < 0 || gtk_widget_get_halign (bin) == GTK_ALIGN_FILL)
    return width;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return MIN (width, natural);
}

static void
sauda_natural_bin_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  else
    for_size = get_width (widget, child, for_size);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
sauda_natural_bin_class_init (SaudaNaturalBinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = sauda_natural_bin_measure;
}

static void
sauda_natural_bin_init (SaudaNaturalBin *self)
{
}
