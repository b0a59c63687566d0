#include "sauda-template-item-form.h"

#include "sauda-number-spin.h"
#include "sauda-template-sample.h"

#include <glib/gi18n-lib.h>

struct _SaudaTemplateItemForm {
  AdwPreferencesGroup parent_instance;

  GtkEditable *text;        /* (unowned) (not nullable) */
  GtkMenuButton *insert;    /* (unowned) (not nullable) */
  AdwComboRow *barcode;     /* (unowned) (not nullable) as SaudaBarcodeKind */
  GtkSpinButton *x;         /* (unowned) (not nullable) */
  GtkSpinButton *y;         /* (unowned) (not nullable) */
  GtkSpinButton *width;     /* (unowned) (not nullable) */
  GtkSpinButton *height;    /* (unowned) (not nullable) */
  GtkWidget *size_row;      /* (unowned) (not nullable) */
  GtkSpinButton *size;      /* (unowned) (not nullable) */
  GtkWidget *smallest_row;  /* (unowned) (not nullable) */
  GtkSpinButton *smallest;  /* (unowned) (not nullable) */
  GtkWidget *bold_row;      /* (unowned) (not nullable) */
  GtkSwitch *bold;          /* (unowned) (not nullable) */
  GtkWidget *wrap_row;      /* (unowned) (not nullable) */
  GtkSwitch *wrap;          /* (unowned) (not nullable) */
  GtkWidget *white_row;     /* (unowned) (not nullable) */
  GtkSwitch *white;         /* (unowned) (not nullable) */
  AdwComboRow *align;       /* (unowned) (not nullable) as SaudaTemplateAlign */
  AdwComboRow *valign;      /* (unowned) (not nullable) as SaudaTemplateAlign */
  GtkWidget *caption_row;   /* (unowned) (not nullable) */
  GtkSwitch *caption;       /* (unowned) (not nullable) */
  GtkWidget *thickness_row; /* (unowned) (not nullable) */
  GtkSpinButton *thickness; /* (unowned) (not nullable) */

  SaudaTemplateItem *item; /* (nullable) borrowed: whoever shows it keeps it */
  double label_width;      /* millimetres */
  double label_height;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaudaTemplateItemForm, sauda_template_item_form, ADW_TYPE_PREFERENCES_GROUP)

static guint changing_signal;
static guint changed_signal;

/* Only what means something for the kind of item. */
static void
show_rows (SaudaTemplateItemForm *self)
{
  SaudaTemplateItemType type = self->item->type;
  gboolean is_text = type == SAUDA_TEMPLATE_TEXT, is_code = type == SAUDA_TEMPLATE_BARCODE;

  gtk_widget_set_visible (GTK_WIDGET (self->text), is_text || is_code);
  gtk_widget_set_visible (GTK_WIDGET (self->barcode), is_code);
  gtk_widget_set_visible (self->size_row, is_text || (is_code && self->item->caption));
  gtk_widget_set_visible (self->smallest_row, is_text);
  gtk_widget_set_visible (self->bold_row, is_text);
  gtk_widget_set_visible (self->wrap_row, is_text);
  gtk_widget_set_visible (self->white_row, is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->align), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->valign), is_text);
  gtk_widget_set_visible (self->caption_row, is_code);
  gtk_widget_set_visible (self->thickness_row, type == SAUDA_TEMPLATE_LINE || type == SAUDA_TEMPLATE_FRAME);
}

/* An item never goes beyond the label's edge. */
static void
set_limits (SaudaTemplateItemForm *self)
{
  const SaudaTemplateItem *item = self->item;
  double least = item->type == SAUDA_TEMPLATE_LINE ? 0 : 1;

  gtk_spin_button_set_range (self->x, 0, MAX (self->label_width - item->width, 0));
  gtk_spin_button_set_range (self->y, 0, MAX (self->label_height - item->height, 0));
  gtk_spin_button_set_range (self->width, least, MAX (self->label_width - item->x, least));
  gtk_spin_button_set_range (self->height, least, MAX (self->label_height - item->y, least));
}

static void
fill (SaudaTemplateItemForm *self)
{
  const SaudaTemplateItem *item = self->item;

  self->filling = TRUE;
  set_limits (self);
  if (g_strcmp0 (gtk_editable_get_text (self->text), item->text != NULL ? item->text : "") != 0)
    gtk_editable_set_text (self->text, item->text != NULL ? item->text : "");
  adw_combo_row_set_selected (self->barcode, item->barcode);
  gtk_spin_button_set_value (self->x, item->x);
  gtk_spin_button_set_value (self->y, item->y);
  gtk_spin_button_set_value (self->width, item->width);
  gtk_spin_button_set_value (self->height, item->height);
  gtk_spin_button_set_value (self->size, item->size);
  gtk_spin_button_set_value (self->smallest, item->smallest);
  gtk_switch_set_active (self->bold, item->bold);
  gtk_switch_set_active (self->wrap, item->wrap);
  gtk_switch_set_active (self->white, item->white);
  adw_combo_row_set_selected (self->align, item->align);
  adw_combo_row_set_selected (self->valign, item->valign);
  gtk_switch_set_active (self->caption, item->caption);
  gtk_spin_button_set_value (self->thickness, item->thickness);
  self->filling = FALSE;
}

static void
take (SaudaTemplateItemForm *self)
{
  SaudaTemplateItem *item = self->item;

  if (item->text != NULL) {
    g_free (item->text);
    item->text = g_strdup (gtk_editable_get_text (self->text));
  }
  item->barcode = (SaudaBarcodeKind) adw_combo_row_get_selected (self->barcode);
  item->x = gtk_spin_button_get_value (self->x);
  item->y = gtk_spin_button_get_value (self->y);
  item->width = gtk_spin_button_get_value (self->width);
  item->height = gtk_spin_button_get_value (self->height);
  item->size = gtk_spin_button_get_value (self->size);
  item->smallest = MIN (gtk_spin_button_get_value (self->smallest), item->size);
  item->bold = gtk_switch_get_active (self->bold);
  item->wrap = gtk_switch_get_active (self->wrap);
  item->white = gtk_switch_get_active (self->white);
  item->align = (SaudaTemplateAlign) adw_combo_row_get_selected (self->align);
  item->valign = (SaudaTemplateAlign) adw_combo_row_get_selected (self->valign);
  item->caption = gtk_switch_get_active (self->caption);
  item->thickness = gtk_spin_button_get_value (self->thickness);
}

static void
on_changed (SaudaTemplateItemForm *self)
{
  if (self->filling || self->item == NULL)
    return;
  g_signal_emit (self, changing_signal, 0);
  take (self);
  self->filling = TRUE;
  set_limits (self);
  self->filling = FALSE;
  show_rows (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_insert (GtkWidget *widget, const char *name, GVariant *field)
{
  SaudaTemplateItemForm *self = SAUDA_TEMPLATE_ITEM_FORM (widget);
  g_autofree char *text = g_strdup_printf ("{%s}", g_variant_get_string (field, NULL));
  int position = gtk_editable_get_position (self->text);

  gtk_editable_insert_text (self->text, text, -1, &position);
  gtk_editable_set_position (self->text, position);
}

static void
fill_fields (SaudaTemplateItemForm *self, SaudaTemplateKind kind)
{
  const char *const *fields = sauda_template_kind_get_fields (kind);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; fields[i] != NULL; i++) {
    g_autofree char *action = g_strdup_printf ("template-item.insert::%s", fields[i]);

    g_menu_append (menu, sauda_template_sample_get_title (fields[i]), action);
  }
  gtk_menu_button_set_menu_model (self->insert, G_MENU_MODEL (menu));
}

static void
sauda_template_item_form_class_init (SaudaTemplateItemFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/labels/sauda-template-item-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, insert);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, barcode);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, x);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, y);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, width);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, size_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, smallest_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, smallest);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, bold_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, bold);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, wrap_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, wrap);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, white_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, white);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, align);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, valign);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, caption_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, caption);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, thickness_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateItemForm, thickness);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_install_action (widget_class, "template-item.insert", "s", on_insert);
  changing_signal = g_signal_new ("changing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_template_item_form_init (SaudaTemplateItemForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
}

/**
 * sauda_template_item_form_show:
 * @self: the form
 * @label: (nullable): whose item it is
 * @item: (nullable): what it shows and changes; must live until another is shown. %NULL hides the form
 *
 * Shows an item, also the same one after it was changed elsewhere.
 */
void
sauda_template_item_form_show (SaudaTemplateItemForm *self,
                               const SaudaTemplate *label,
                               SaudaTemplateItem *item)
{
  g_return_if_fail (SAUDA_IS_TEMPLATE_ITEM_FORM (self));

  self->item = item;
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
  if (item == NULL)
    return;
  self->label_width = label->width;
  self->label_height = label->height;
  fill_fields (self, label->kind);
  fill (self);
  show_rows (self);
}
