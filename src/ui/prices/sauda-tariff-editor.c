#include "sauda-tariff-editor.h"

#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-order-sentences.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GRAMS_PER_KG 1000

/* Order total, weight, and what each way costs. */
#define N_CELLS (2 + SAUDA_DELIVERY_N_WAYS)

struct _SaudaTariffEditor {
  AdwBin parent_instance;

  GtkLabel *known; /* (unowned) (not nullable) which tariffs there are */
  GtkGrid *grid;   /* (unowned) (not nullable) */
  GtkEntry *from;  /* (unowned) (not nullable) */
  int n_rows;
};

G_DEFINE_FINAL_TYPE (SaudaTariffEditor, sauda_tariff_editor, ADW_TYPE_BIN)

static guint kept_signal;
static guint wrong_signal;

static const char *const heads[N_CELLS] = { N_ ("Order total from, ₸"), N_ ("Over, kg"),
                                            N_ ("Within the city"), N_ ("Between cities"), N_ ("Express") };

static void
add_cell (SaudaTariffEditor *self, int column, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *name = g_strdup_printf (_ ("%s, line %d"), _ (heads[column]), self->n_rows);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_widget_add_css_class (entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_grid_attach (self->grid, entry, column, self->n_rows, 1, 1);
}

static void
add_band (SaudaTariffEditor *self, const SaudaDeliveryBand *band)
{
  self->n_rows++;
  for (int column = 0; column < N_CELLS; column++) {
    g_autofree char *text = NULL;

    if (band == NULL)
      text = g_strdup ("");
    else if (column == 1)
      text = band->grams_from > 0 ? sauda_number_format ((double) band->grams_from / GRAMS_PER_KG, -1)
                                  : g_strdup ("");
    else
      text = g_strdup_printf ("%d", (int) (column == 0 ? band->total_from : band->cost[column - 2]));
    add_cell (self, column, text);
  }
}

static void
add_heads (SaudaTariffEditor *self)
{
  for (int column = 0; column < N_CELLS; column++) {
    GtkWidget *label = gtk_label_new (_ (heads[column]));

    gtk_label_set_xalign (GTK_LABEL (label), 1);
    gtk_widget_add_css_class (label, "dim-label");
    gtk_grid_attach (self->grid, label, column, 0, 1, 1);
  }
}

static const char *
get_cell (SaudaTariffEditor *self, int row, int column)
{
  return gtk_editable_get_text (GTK_EDITABLE (gtk_grid_get_child_at (self->grid, column, row)));
}

static gboolean
is_empty (SaudaTariffEditor *self, int row)
{
  for (int column = 0; column < N_CELLS; column++)
    if (*get_cell (self, row, column) != '\0')
      return FALSE;
  return TRUE;
}

/* "0,5" and "0.5" */
static gboolean
read_kg (const char *text, double *kg)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 2);
  g_autofree char *number = g_strstrip (g_strjoinv (".", parts));
  char *end = NULL;

  *kg = g_ascii_strtod (number, &end);
  return *number == '\0' || (*end == '\0' && *kg >= 0 && *kg < 10000);
}

static gboolean
read_band (SaudaTariffEditor *self, int row, SaudaDeliveryBand *band)
{
  double kg;

  *band = (SaudaDeliveryBand){ 0 };
  if (!read_kg (get_cell (self, row, 1), &kg))
    return FALSE;
  band->grams_from = (gint64) floor (kg * GRAMS_PER_KG + 0.5);
  for (int way = 0; way < SAUDA_DELIVERY_N_WAYS; way++)
    if (!sauda_money_parse (get_cell (self, row, 2 + way), &band->cost[way], NULL))
      return FALSE;
  return sauda_money_parse (get_cell (self, row, 0), &band->total_from, NULL);
}

static void
on_add (SaudaTariffEditor *self)
{
  add_band (self, NULL);
  gtk_widget_grab_focus (gtk_grid_get_child_at (self->grid, 0, self->n_rows));
}

static void
say_known (SaudaTariffEditor *self, GPtrArray *rates, const SaudaRate *now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rates->len; i++) {
    const SaudaRate *rate = g_ptr_array_index (rates, i);
    g_autofree char *day = rate->from_day != SAUDA_DAY_NONE ? sauda_day_format_short (rate->from_day) : NULL;

    if (rate->tariff == NULL || day == NULL)
      continue;
    g_string_append (text, text->len > 0 ? "\n" : "");
    /* Translators: the first day of a tariff, and who set it */
    g_string_append_printf (text, _ ("from %s: %s"), day,
                            rate->who != NULL ? sauda_order_name_who (rate->who)
                                              : _ ("Sauda's own, an estimate"));
    if (rate == now)
      g_string_append (text, _ (" (holds today)"));
  }
  gtk_label_set_label (self->known, text->str);
}

static void
sauda_tariff_editor_class_init (SaudaTariffEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  kept_signal = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ARRAY);
  wrong_signal = g_signal_new ("wrong", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-tariff-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaTariffEditor, known);
  gtk_widget_class_bind_template_child (widget_class, SaudaTariffEditor, grid);
  gtk_widget_class_bind_template_child (widget_class, SaudaTariffEditor, from);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, sauda_tariff_editor_keep);
}

static void
sauda_tariff_editor_init (SaudaTariffEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_heads (self);
}

/**
 * sauda_tariff_editor_show:
 * @self: an editor
 * @rates: (element-type SaudaRate): all rates
 * @today: the Almaty day
 *
 * Shows the tariff that holds today, to be changed from then on.
 */
void
sauda_tariff_editor_show (SaudaTariffEditor *self, GPtrArray *rates, SaudaDay today)
{
  const SaudaRate *now = sauda_rates_find_tariff (rates, today);
  g_autofree char *day = sauda_day_format_short (today);

  g_return_if_fail (SAUDA_IS_TARIFF_EDITOR (self));

  for (; self->n_rows > 0; self->n_rows--)
    gtk_grid_remove_row (self->grid, self->n_rows);
  for (guint i = 0; i < now->tariff->n_bands; i++)
    add_band (self, &now->tariff->bands[i]);
  gtk_editable_set_text (GTK_EDITABLE (self->from), day);
  say_known (self, rates, now);
}

/**
 * sauda_tariff_editor_keep:
 * @self: an editor
 *
 * Hands out what is shown, to be written down. Lines of which every cell was emptied are gone.
 */
void
sauda_tariff_editor_keep (SaudaTariffEditor *self)
{
  g_autoptr (GArray) bands = g_array_new (FALSE, FALSE, sizeof (SaudaDeliveryBand));

  g_return_if_fail (SAUDA_IS_TARIFF_EDITOR (self));

  for (int row = 1; row <= self->n_rows; row++) {
    SaudaDeliveryBand band;

    if (is_empty (self, row))
      continue;
    if (!read_band (self, row, &band)) {
      g_autoptr (GError) error = g_error_new (
        SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
        _ ("In line %d of the tariff a cell is no number. Type whole tenge, and kilograms such as 5 or 0,5."),
        row);

      g_signal_emit (self, wrong_signal, 0, error);
      gtk_widget_grab_focus (gtk_grid_get_child_at (self->grid, 0, row));
      return;
    }
    g_array_append_val (bands, band);
  }
  g_signal_emit (self, kept_signal, 0, gtk_editable_get_text (GTK_EDITABLE (self->from)), bands);
}
