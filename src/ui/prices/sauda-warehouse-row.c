#include "sauda-warehouse-row.h"

#include "sauda-city.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

struct _SaudaWarehouseRow {
  AdwExpanderRow parent_instance;

  GtkSwitch *selling;       /* (unowned) (not nullable) */
  AdwEntryRow *city;        /* (unowned) (not nullable) */
  AdwComboRow *share;       /* (unowned) (not nullable) in the order of SaudaShareKind */
  GtkWidget *amount_row;    /* (unowned) (not nullable) */
  GtkSpinButton *amount;    /* (unowned) (not nullable) percent or pieces */
  AdwEntryRow *reason;      /* (unowned) (not nullable) */
  GtkSpinButton *pre_order; /* (unowned) (not nullable) days */
  AdwEntryRow *cutoff;      /* (unowned) (not nullable) */

  char *name; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaWarehouseRow, sauda_warehouse_row, ADW_TYPE_EXPANDER_ROW)

static guint save_signal;

static void
update (SaudaWarehouseRow *self)
{
  SaudaShareKind share = adw_combo_row_get_selected (self->share);
  gboolean percent = share == SAUDA_SHARE_PERCENT;

  gtk_widget_set_visible (self->amount_row, percent || share == SAUDA_SHARE_KEEP);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->amount_row),
                                 percent ? _ ("Percent") : _ ("Pieces kept for the main warehouse"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  percent ? _ ("Percent") : _ ("Pieces kept for the main warehouse"), -1);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->amount), percent ? 100 : 100000);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), share == SAUDA_SHARE_DOUBLE);
}

static void
on_save (SaudaWarehouseRow *self)
{
  g_signal_emit (self, save_signal, 0);
}

static void
sauda_warehouse_row_finalize (GObject *object)
{
  g_free (SAUDA_WAREHOUSE_ROW (object)->name);
  G_OBJECT_CLASS (sauda_warehouse_row_parent_class)->finalize (object);
}

static void
sauda_warehouse_row_class_init (SaudaWarehouseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_warehouse_row_finalize;
  save_signal =
    g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-warehouse-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, selling);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, city);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, share);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, amount);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, pre_order);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehouseRow, cutoff);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
sauda_warehouse_row_init (SaudaWarehouseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pre_order), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Days of pre-order"), -1);
}

/**
 * sauda_warehouse_row_new:
 * @warehouse: what is known of it
 *
 * Returns: (transfer floating): a row that shows it, and opens to change it
 */
SaudaWarehouseRow *
sauda_warehouse_row_new (const SaudaWarehouse *warehouse)
{
  SaudaWarehouseRow *self = g_object_new (SAUDA_TYPE_WAREHOUSE_ROW, NULL);
  const char *city = warehouse->city_id != NULL ? sauda_city_get_name (warehouse->city_id) : NULL;
  g_autofree char *share = sauda_share_describe (warehouse);
  g_autofree char *about = city != NULL ? g_strjoin (" · ", city, share, NULL) : g_strdup (share);
  g_autofree char *title = g_markup_escape_text (warehouse->name, -1),
                  *subtitle = g_markup_escape_text (about, -1);

  self->name = g_strdup (warehouse->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_switch_set_active (self->selling, warehouse->selling);
  gtk_editable_set_text (GTK_EDITABLE (self->city), city != NULL ? city : "");
  adw_combo_row_set_selected (self->share, warehouse->share);
  update (self);
  gtk_spin_button_set_value (self->amount, warehouse->amount);
  gtk_spin_button_set_value (self->pre_order, warehouse->pre_order);
  if (warehouse->cutoff > 0) {
    g_autofree char *cutoff = g_strdup_printf ("%02d:%02d", warehouse->cutoff / 60, warehouse->cutoff % 60);

    gtk_editable_set_text (GTK_EDITABLE (self->cutoff), cutoff);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->share), !warehouse->is_main);
  if (warehouse->is_main)
    gtk_widget_set_visible (self->amount_row, FALSE);
  return self;
}

/**
 * sauda_warehouse_row_dup:
 * @self: a row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the warehouse as it stands in the row, or %NULL with
 *   %SAUDA_PRICING_ERROR_INVALID_VALUE when the city is none
 */
SaudaWarehouse *
sauda_warehouse_row_dup (SaudaWarehouseRow *self, GError **error)
{
  g_autofree char *city = NULL, *city_id = NULL;
  SaudaWarehouse *warehouse;
  g_autofree char *cutoff = NULL;
  int hour = 0, minute = 0;

  g_return_val_if_fail (SAUDA_IS_WAREHOUSE_ROW (self), NULL);

  city = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->city))));
  if (*city != '\0' && (city_id = sauda_city_find_id (city)) == NULL) {
    g_set_error (
      error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
      _ ("“%s” is no city that Kaspi names. Give its number of nine digits, 750000000 for Almaty."), city);
    return NULL;
  }
  cutoff = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->cutoff))));
  if (*cutoff != '\0' && !sauda_time_parse_clock (cutoff, &hour, &minute, NULL)) {
    g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                         _ ("The cut-off is not a time of day. Write it like 15:00."));
    return NULL;
  }
  gtk_spin_button_update (self->amount);
  gtk_spin_button_update (self->pre_order);
  warehouse = g_new0 (SaudaWarehouse, 1);
  warehouse->name = g_strdup (self->name);
  warehouse->city_id = g_steal_pointer (&city_id);
  warehouse->selling = gtk_switch_get_active (self->selling);
  warehouse->pre_order = gtk_spin_button_get_value_as_int (self->pre_order);
  warehouse->cutoff = *cutoff != '\0' ? MAX (hour * 60 + minute, 1) : -1;
  warehouse->share = adw_combo_row_get_selected (self->share);
  if (warehouse->share == SAUDA_SHARE_PERCENT || warehouse->share == SAUDA_SHARE_KEEP)
    warehouse->amount = gtk_spin_button_get_value_as_int (self->amount);
  return warehouse;
}

/**
 * sauda_warehouse_row_get_reason:
 * @self: a row
 *
 * Returns: (transfer none): why the same piece may be offered twice; empty when nothing was typed
 */
const char *
sauda_warehouse_row_get_reason (SaudaWarehouseRow *self)
{
  g_return_val_if_fail (SAUDA_IS_WAREHOUSE_ROW (self), "");
  return gtk_editable_get_text (GTK_EDITABLE (self->reason));
}
