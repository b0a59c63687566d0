#include "sauda-printer-row.h"
#include "sauda-number-spin.h"

#include <glib/gi18n-lib.h>

struct _SaudaPrinterRow {
  AdwExpanderRow parent_instance;

  GtkEditable *name;     /* (unowned) (not nullable) */
  AdwComboRow *queue;    /* (unowned) (not nullable) */
  GtkStringList *queues; /* (unowned) (not nullable) the first asks every time */
  GtkSpinButton *width;  /* (unowned) (not nullable) */
  GtkSpinButton *height; /* (unowned) (not nullable) */
  GtkSpinButton *right;  /* (unowned) (not nullable) */
  GtkSpinButton *down;   /* (unowned) (not nullable) */
  GtkEditable *darkness; /* (unowned) (not nullable) */
  GtkSwitch *stamp;      /* (unowned) (not nullable) */

  SaudaPrinterProfile *profile; /* (owned) (nullable) while it is filled */
  gboolean filling;             /* the program sets the controls, not the merchant */
};

G_DEFINE_FINAL_TYPE (SaudaPrinterRow, sauda_printer_row, ADW_TYPE_EXPANDER_ROW)

static guint changed_signal;
static guint ruler_signal;
static guint remove_signal;

static void
show_summary (SaudaPrinterRow *self)
{
  const SaudaPrinterProfile *profile = self->profile;
  g_autofree char *title = g_markup_escape_text (profile->name, -1);
  g_autofree char *queue =
    g_markup_escape_text (*profile->queue != '\0' ? profile->queue : _ ("the print dialog asks"), -1);
  g_autofree char *subtitle =
    g_strdup_printf (_ ("%s · %g × %g mm"), queue, profile->paper_width, profile->paper_height);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
on_changed (SaudaPrinterRow *self)
{
  g_autoptr (SaudaPrinterProfile) wanted = NULL;
  guint queue = 0;

  if (self->filling)
    return;
  wanted = sauda_printer_profile_copy (self->profile);
  queue = adw_combo_row_get_selected (self->queue);
  g_free (wanted->name);
  wanted->name = g_strdup (gtk_editable_get_text (self->name));
  g_free (wanted->queue);
  wanted->queue = g_strdup (
    queue == 0 || queue == GTK_INVALID_LIST_POSITION ? "" : gtk_string_list_get_string (self->queues, queue));
  wanted->paper_width = gtk_spin_button_get_value (self->width);
  wanted->paper_height = gtk_spin_button_get_value (self->height);
  wanted->offset_x = gtk_spin_button_get_value (self->right);
  wanted->offset_y = gtk_spin_button_get_value (self->down);
  g_free (wanted->darkness);
  wanted->darkness = g_strdup (gtk_editable_get_text (self->darkness));
  wanted->stamp = gtk_switch_get_active (self->stamp);
  g_signal_emit (self, changed_signal, 0, wanted);
}

static void
on_ruler (SaudaPrinterRow *self)
{
  g_signal_emit (self, ruler_signal, 0);
}

static void
on_remove (SaudaPrinterRow *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
sauda_printer_row_finalize (GObject *object)
{
  g_clear_pointer (&SAUDA_PRINTER_ROW (object)->profile, sauda_printer_profile_free);
  G_OBJECT_CLASS (sauda_printer_row_parent_class)->finalize (object);
}

static void
sauda_printer_row_class_init (SaudaPrinterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_printer_row_finalize;
  changed_signal =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  ruler_signal = g_signal_new ("ruler", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  remove_signal = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-printer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, queue);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, queues);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, width);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, right);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, down);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, darkness);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterRow, stamp);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
sauda_printer_row_init (SaudaPrinterRow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
}

/* A queue that is gone stays in the list, so that looking at it changes nothing. */
static void
fill_queues (SaudaPrinterRow *self, const char *const *queues)
{
  const char *chosen = self->profile->queue;
  guint position = *chosen == '\0' ? 0 : GTK_INVALID_LIST_POSITION;

  gtk_string_list_append (self->queues, _ ("Ask every time"));
  for (guint i = 0; queues[i] != NULL; i++) {
    gtk_string_list_append (self->queues, queues[i]);
    if (g_str_equal (queues[i], chosen))
      position = i + 1;
  }
  if (position == GTK_INVALID_LIST_POSITION) {
    gtk_string_list_append (self->queues, chosen);
    position = g_list_model_get_n_items (G_LIST_MODEL (self->queues)) - 1;
  }
  adw_combo_row_set_selected (self->queue, position);
}

/**
 * sauda_printer_row_new:
 * @profile: a printer; copied
 * @queues: (array zero-terminated=1): printers of the system
 *
 * Returns: (transfer none): a row of it
 */
GtkWidget *
sauda_printer_row_new (const SaudaPrinterProfile *profile, const char *const *queues)
{
  SaudaPrinterRow *self = g_object_new (SAUDA_TYPE_PRINTER_ROW, NULL);

  self->profile = sauda_printer_profile_copy (profile);
  show_summary (self);
  gtk_editable_set_text (self->name, profile->name);
  fill_queues (self, queues);
  gtk_spin_button_set_value (self->width, profile->paper_width);
  gtk_spin_button_set_value (self->height, profile->paper_height);
  gtk_spin_button_set_value (self->right, profile->offset_x);
  gtk_spin_button_set_value (self->down, profile->offset_y);
  gtk_editable_set_text (self->darkness, profile->darkness);
  gtk_switch_set_active (self->stamp, profile->stamp);
  self->filling = FALSE;
  return GTK_WIDGET (self);
}

/**
 * sauda_printer_row_get_profile:
 * @self: a row
 *
 * Returns: (transfer none): the printer as it was saved last
 */
const SaudaPrinterProfile *
sauda_printer_row_get_profile (SaudaPrinterRow *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINTER_ROW (self), NULL);
  return self->profile;
}

/**
 * sauda_printer_row_set_profile:
 * @self: a row
 * @profile: the printer as it is saved now; copied
 *
 * Shows what was saved in the line that stays when the row is folded.
 */
void
sauda_printer_row_set_profile (SaudaPrinterRow *self, const SaudaPrinterProfile *profile)
{
  g_return_if_fail (SAUDA_IS_PRINTER_ROW (self));

  sauda_printer_profile_free (self->profile);
  self->profile = sauda_printer_profile_copy (profile);
  show_summary (self);
}
