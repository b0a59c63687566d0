#include "sauda-variant-picker.h"

#include "sauda-catalogue-group.h"
#include "sauda-cell-text.h"
#include "sauda-compat.h"

#include <glib/gi18n-lib.h>

struct _SaudaVariantPicker {
  AdwWindow parent_instance;

  GtkSearchEntry *search;    /* (unowned) (not nullable) */
  GtkListView *list;         /* (unowned) (not nullable) */
  GtkButton *choose_button;  /* (unowned) (not nullable) */
  SaudaGroupFilter *filter;  /* (owned) (not nullable) */
  GtkSingleSelection *shown; /* (owned) (nullable) until made */
};

G_DEFINE_FINAL_TYPE (SaudaVariantPicker, sauda_variant_picker, ADW_TYPE_WINDOW)

static guint chosen_signal;

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = sauda_cell_text_new (), *sku = sauda_cell_text_new ();

  gtk_widget_add_css_class (sku, "dim-label");
  gtk_widget_add_css_class (sku, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sku);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const SaudaVariantInfo *info = sauda_catalogue_row_get_info (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item), *title = gtk_widget_get_first_child (box);
  const char *size = info->values[SAUDA_VARIANT_FIELD_SIZE];
  g_autofree char *text =
    g_strjoin (" · ", info->values[SAUDA_VARIANT_FIELD_NAME], size != NULL ? size : "–", NULL);
  g_autofree char *label = g_strjoin (", ", text, info->sku, NULL);

  sauda_compat_show_text (GTK_INSCRIPTION (title), text);
  sauda_compat_show_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box)), info->sku);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_state (SaudaVariantPicker *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->choose_button),
                            g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0);
}

static void
on_search_changed (SaudaVariantPicker *self)
{
  sauda_group_filter_set_words (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_choose (SaudaVariantPicker *self)
{
  sauda_variant_picker_choose (self, gtk_single_selection_get_selected (self->shown));
}

static void
on_activate (GtkListView *list, guint position, SaudaVariantPicker *self)
{
  sauda_variant_picker_choose (self, position);
}

static void
sauda_variant_picker_finalize (GObject *object)
{
  SaudaVariantPicker *self = SAUDA_VARIANT_PICKER (object);

  g_clear_object (&self->shown);
  g_object_unref (self->filter);
  G_OBJECT_CLASS (sauda_variant_picker_parent_class)->finalize (object);
}

static void
sauda_variant_picker_class_init (SaudaVariantPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_variant_picker_finalize;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SAUDA_TYPE_CATALOGUE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/catalogue/sauda-variant-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaVariantPicker, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaVariantPicker, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaVariantPicker, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_variant_picker_init (SaudaVariantPicker *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->filter = sauda_catalogue_group_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

/**
 * sauda_variant_picker_new:
 * @parent: (nullable): the window that asks
 * @rows: (element-type SaudaCatalogueRow): all products
 * @words: (nullable): words that it begins with
 *
 * Returns: (transfer none): a window to present
 */
SaudaVariantPicker *
sauda_variant_picker_new (GtkWindow *parent, GPtrArray *rows, const char *words)
{
  SaudaVariantPicker *self =
    g_object_new (SAUDA_TYPE_VARIANT_PICKER, "transient-for", parent, "modal", parent != NULL, NULL);
  GListStore *store = g_list_store_new (SAUDA_TYPE_CATALOGUE_ROW);

  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  self->shown = gtk_single_selection_new (G_LIST_MODEL (
    gtk_filter_list_model_new (G_LIST_MODEL (store), GTK_FILTER (g_object_ref (self->filter)))));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->shown));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  if (words != NULL)
    sauda_variant_picker_find (self, words);
  return self;
}

/**
 * sauda_variant_picker_count:
 * @self: the window
 *
 * Returns: number of products that are shown
 */
guint
sauda_variant_picker_count (SaudaVariantPicker *self)
{
  g_return_val_if_fail (SAUDA_IS_VARIANT_PICKER (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

/**
 * sauda_variant_picker_find:
 * @self: the window
 * @words: words to find
 */
void
sauda_variant_picker_find (SaudaVariantPicker *self, const char *words)
{
  g_return_if_fail (SAUDA_IS_VARIANT_PICKER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  on_search_changed (self);
}

/**
 * sauda_variant_picker_choose:
 * @self: the window
 * @position: a product that is shown
 *
 * Says which product it is, and closes.
 */
void
sauda_variant_picker_choose (SaudaVariantPicker *self, guint position)
{
  g_autoptr (SaudaCatalogueRow) row = NULL;

  g_return_if_fail (SAUDA_IS_VARIANT_PICKER (self));

  row = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  if (row == NULL)
    return;
  g_signal_emit (self, chosen_signal, 0, row);
  gtk_window_close (GTK_WINDOW (self));
}
