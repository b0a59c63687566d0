#include "sauda-supplier-window.h"

#include "sauda-number-spin.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

#define MOST_ROWS 12

struct _SaudaSupplierWindow {
  AdwWindow parent_instance;

  GtkGrid *grid;       /* (unowned) (not nullable) */
  GtkLabel *complaint; /* (unowned) (not nullable) */
  GtkButton *save;     /* (unowned) (not nullable) */

  guint n_rows;
  GtkWidget *sizes[MOST_ROWS];   /* (unowned) entries */
  GtkWidget *weights[MOST_ROWS]; /* (unowned) spin buttons */
  GtkWidget *heights[MOST_ROWS]; /* (unowned) spin buttons */
};

G_DEFINE_FINAL_TYPE (SaudaSupplierWindow, sauda_supplier_window, ADW_TYPE_WINDOW)

static guint chart_signal;

static gboolean
read_chart (SaudaSupplierWindow *self, SaudaSizeChart *chart)
{
  g_autoptr (GPtrArray) sizes = g_ptr_array_new_with_free_func (g_free);
  double weights_kg[MOST_ROWS], heights_cm[MOST_ROWS];

  for (guint i = 0; i < self->n_rows; i++) {
    const char *text = gtk_editable_get_text (GTK_EDITABLE (self->sizes[i]));
    char *size;

    if (sauda_text_is_empty (text))
      continue;
    size = sauda_size_word_find (text);
    if (size == NULL)
      return FALSE;
    weights_kg[sizes->len] = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->weights[i]));
    heights_cm[sizes->len] = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->heights[i]));
    g_ptr_array_add (sizes, size);
  }
  return sauda_size_chart_init_supplier (chart, (const char *const *) sizes->pdata, weights_kg, heights_cm,
                                         sizes->len);
}

static void
on_save (SaudaSupplierWindow *self)
{
  SaudaSizeChart chart;

  if (read_chart (self, &chart)) {
    g_signal_emit (self, chart_signal, 0, &chart);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  gtk_label_set_label (
    self->complaint,
    _ ("A chart has two sizes at least, each once, and limits that grow from size to size."));
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static GtkWidget *
create_number (const char *name, double value, double least, double most)
{
  GtkWidget *number = gtk_spin_button_new_with_range (least, most, 0.5);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (number), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  sauda_number_spin_localize (number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return number;
}

static void
add_row (SaudaSupplierWindow *self, const SaudaSizeChart *chart, guint i)
{
  const SaudaSizeLimit *limit = &chart->limits[MIN (i, chart->n_sizes - 2)];
  g_autofree char *weight = g_strdup_printf (_ ("Up to which weight %s fits"), chart->names[i]);
  g_autofree char *height = g_strdup_printf (_ ("Up to which height %s fits"), chart->names[i]);
  int row = (int) i + 1;

  self->sizes[i] = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->sizes[i]), chart->names[i]);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->sizes[i]), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sizes[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size"),
                                  -1);
  self->weights[i] = create_number (weight, limit->weight_kg, 5, 200);
  self->heights[i] = create_number (height, limit->height_cm, 50, 230);
  gtk_grid_attach (self->grid, self->sizes[i], 0, row, 1, 1);
  gtk_grid_attach (self->grid, self->weights[i], 1, row, 1, 1);
  gtk_grid_attach (self->grid, self->heights[i], 2, row, 1, 1);
}

static void
sauda_supplier_window_class_init (SaudaSupplierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chart_signal = g_signal_new ("chart", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/sizes/sauda-supplier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSupplierWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, SaudaSupplierWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaSupplierWindow, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_supplier_window_init (SaudaSupplierWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_supplier_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @chart: the chart to begin with
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaSupplierWindow *
sauda_supplier_window_new (GtkWindow *parent, const SaudaSizeChart *chart)
{
  static const char *const titles[] = { N_ ("Size"), N_ ("Up to, kg"), N_ ("Up to, cm") };
  SaudaSupplierWindow *self = g_object_new (SAUDA_TYPE_SUPPLIER_WINDOW, "transient-for", parent, NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (titles); i++) {
    GtkWidget *title = gtk_label_new (_ (titles[i]));

    gtk_label_set_xalign (GTK_LABEL (title), 0);
    gtk_widget_add_css_class (title, "dim-label");
    gtk_grid_attach (self->grid, title, i, 0, 1, 1);
  }
  self->n_rows = MIN (chart->n_sizes, MOST_ROWS);
  for (guint i = 0; i < self->n_rows; i++)
    add_row (self, chart, i);
  if (self->n_rows > 0)
    gtk_widget_grab_focus (self->sizes[0]);
  return self;
}
