#include "sauda-natural-bin.h"

struct _SaudaNaturalBin {
  SaudaColumnBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaNaturalBin, sauda_natural_bin, SAUDA_TYPE_COLUMN_BIN)

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

  if (orientation == GTK_ORIENTATION_VERTICAL)
    GTK_WIDGET_CLASS (sauda_natural_bin_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  else if (child != NULL)
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
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
