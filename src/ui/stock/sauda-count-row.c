#include "sauda-count-row.h"

#include <glib/gi18n-lib.h>

struct _SaudaCountRow {
  AdwActionRow parent_instance;

  GtkSpinButton *spin; /* (unowned) (not nullable) */
  GtkWidget *remove;   /* (unowned) (not nullable) */

  gint64 variant_id;
  gint64 pieces; /* as they are written down */
};

G_DEFINE_FINAL_TYPE (SaudaCountRow, sauda_count_row, ADW_TYPE_ACTION_ROW)

static guint counted_signal;

static void
on_pieces (SaudaCountRow *self)
{
  gint64 pieces = gtk_spin_button_get_value_as_int (self->spin);

  if (pieces == self->pieces)
    return;
  self->pieces = pieces;
  g_signal_emit (self, counted_signal, 0, pieces);
}

static void
on_remove (SaudaCountRow *self)
{
  gtk_widget_set_sensitive (self->remove, FALSE);
  g_signal_emit (self, counted_signal, 0, (gint64) -1);
}

static void
sauda_count_row_class_init (SaudaCountRowClass *klass)
{
  counted_signal = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
sauda_count_row_init (SaudaCountRow *self)
{
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 100000, 1));
  self->remove = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_tooltip_text (self->remove, _ ("Take it out of the count"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take it out of the count"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
  g_signal_connect_swapped (self->spin, "value-changed", G_CALLBACK (on_pieces), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove), self);
}

/**
 * sauda_count_row_new:
 * @counted: a variant that was scanned
 *
 * The signal `counted` has the pieces that a person typed instead, -1 to take the variant out of the count.
 *
 * Returns: (transfer floating): a row of the count
 */
SaudaCountRow *
sauda_count_row_new (const SaudaStockCounted *counted)
{
  SaudaCountRow *self = g_object_new (SAUDA_TYPE_COUNT_ROW, NULL);
  g_autofree char *name = g_strjoin (" · ", counted->sku, counted->model, counted->size, NULL);
  g_autofree char *markup = g_markup_escape_text (name, -1);
  g_autofree char *label = g_strdup_printf (_ ("Counted pieces of %s"), counted->sku);

  self->variant_id = counted->variant_id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  sauda_count_row_show (self, counted);
  return self;
}

/**
 * sauda_count_row_get_variant_id:
 * @self: a row
 *
 * Returns: whose row it is
 */
gint64
sauda_count_row_get_variant_id (SaudaCountRow *self)
{
  g_return_val_if_fail (SAUDA_IS_COUNT_ROW (self), 0);
  return self->variant_id;
}

/**
 * sauda_count_row_show:
 * @self: a row
 * @counted: the same variant, as it is written down now
 */
void
sauda_count_row_show (SaudaCountRow *self, const SaudaStockCounted *counted)
{
  gint64 difference = counted->pieces - counted->on_hand;
  g_autofree char *text = NULL, *markup = NULL;

  g_return_if_fail (SAUDA_IS_COUNT_ROW (self));

  self->pieces = counted->pieces;
  gtk_spin_button_set_value (self->spin, (double) counted->pieces);
  if (!counted->known)
    text = g_strdup (_ ("counted for the first time"));
  else if (difference == 0)
    text = g_strdup_printf (_ ("✓ as the ledger has it: %d"), (int) counted->on_hand);
  else
    text =
      g_strdup_printf (_ ("⚠ the ledger has %d, difference %+d"), (int) counted->on_hand, (int) difference);
  markup = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
}
