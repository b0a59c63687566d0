#include "sauda-orders-chips.h"

#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

struct _SaudaOrdersChips {
  AdwBin parent_instance;

  GtkBox *groups;                         /* (unowned) (not nullable) */
  GtkBox *stores;                         /* (unowned) (not nullable) */
  GtkWidget *chips[SAUDA_N_ORDER_GROUPS]; /* (unowned) (not nullable) */
  SaudaOrderGroup group;
  gint64 store_id; /* 0: all stores */
};

G_DEFINE_FINAL_TYPE (SaudaOrdersChips, sauda_orders_chips, ADW_TYPE_BIN)

static guint changed_signal;

static void
on_group (GtkToggleButton *chip, SaudaOrdersChips *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  self->group = (SaudaOrderGroup) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "group"));
  g_signal_emit (self, changed_signal, 0);
}

static void
add_groups (SaudaOrdersChips *self)
{
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++) {
    GtkWidget *chip =
      gtk_toggle_button_new_with_label (sauda_order_group_get_title ((SaudaOrderGroup) group));

    g_object_set_data (G_OBJECT (chip), "group", GINT_TO_POINTER (group));
    gtk_widget_add_css_class (chip, "chip");
    if (group > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (self->chips[0]));
    self->chips[group] = chip;
    gtk_box_append (self->groups, chip);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[self->group]), TRUE);
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++)
    g_signal_connect (self->chips[group], "toggled", G_CALLBACK (on_group), self);
}

static void
on_store (GtkToggleButton *chip, SaudaOrdersChips *self)
{
  const gint64 *store_id = g_object_get_data (G_OBJECT (chip), "store-id");

  if (!gtk_toggle_button_get_active (chip))
    return;
  self->store_id = *store_id;
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
add_store (SaudaOrdersChips *self, GtkToggleButton *group, const char *name, gint64 store_id)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (name);
  gint64 *id = g_new (gint64, 1);

  *id = store_id;
  g_object_set_data_full (G_OBJECT (chip), "store-id", id, g_free);
  gtk_widget_add_css_class (chip, "chip");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), self->store_id == store_id);
  g_signal_connect (chip, "toggled", G_CALLBACK (on_store), self);
  gtk_box_append (self->stores, chip);
  return chip;
}

static void
sauda_orders_chips_class_init (SaudaOrdersChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-orders-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersChips, groups);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersChips, stores);
}

static void
sauda_orders_chips_init (SaudaOrdersChips *self)
{
  self->group = SAUDA_ORDER_GROUP_ALL;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_groups (self);
}

/**
 * sauda_orders_chips_get_group:
 * @self: the chips
 *
 * Returns: the group of stages whose chip is pressed
 */
SaudaOrderGroup
sauda_orders_chips_get_group (SaudaOrdersChips *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_CHIPS (self), SAUDA_ORDER_GROUP_ALL);
  return self->group;
}

/**
 * sauda_orders_chips_set_group:
 * @self: the chips
 * @group: a group of stages
 *
 * Presses its chip.
 */
void
sauda_orders_chips_set_group (SaudaOrdersChips *self, SaudaOrderGroup group)
{
  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));
  g_return_if_fail (group < SAUDA_N_ORDER_GROUPS);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[group]), TRUE);
}

/**
 * sauda_orders_chips_get_store:
 * @self: the chips
 *
 * Returns: id of the store whose chip is pressed; 0 for all stores
 */
gint64
sauda_orders_chips_get_store (SaudaOrdersChips *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_CHIPS (self), 0);
  return self->store_id;
}

/**
 * sauda_orders_chips_set_stores:
 * @self: the chips
 * @stores: (element-type SaudaStoreInfo): all stores
 *
 * Makes a chip for each store. The pressed one stays pressed.
 */
void
sauda_orders_chips_set_stores (SaudaOrdersChips *self, GPtrArray *stores)
{
  GtkWidget *child;
  GtkWidget *first;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stores))) != NULL)
    gtk_box_remove (self->stores, child);
  gtk_widget_set_visible (GTK_WIDGET (self->stores), stores->len > 1);
  first = add_store (self, NULL, _ ("All stores"), 0);
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    add_store (self, GTK_TOGGLE_BUTTON (first), store->name, store->id);
  }
}

/**
 * sauda_orders_chips_count:
 * @self: the chips
 * @lines: (element-type SaudaOrderLine): all lines, those of an order side by side
 * @now_ms: the time, UTC ms
 *
 * Writes on each chip how many orders it shows.
 */
void
sauda_orders_chips_count (SaudaOrdersChips *self, GListModel *lines, gint64 now_ms)
{
  guint counts[SAUDA_N_ORDER_GROUPS] = { 0 };
  SaudaOrder *last = NULL;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (lines, i);
    SaudaOrder *order = sauda_order_line_get_order (line);

    for (int group = 0; order != last && group < SAUDA_N_ORDER_GROUPS; group++)
      counts[group] += sauda_order_group_has ((SaudaOrderGroup) group, line, now_ms);
    last = order;
  }
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++) {
    g_autofree char *label =
      g_strdup_printf ("%s %u", sauda_order_group_get_title ((SaudaOrderGroup) group), counts[group]);

    gtk_button_set_label (GTK_BUTTON (self->chips[group]), label);
  }
}

/**
 * sauda_orders_chips_reset:
 * @self: the chips
 *
 * Presses the chips that hide nothing.
 */
void
sauda_orders_chips_reset (SaudaOrdersChips *self)
{
  GtkWidget *every_store;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  sauda_orders_chips_set_group (self, SAUDA_ORDER_GROUP_ALL);
  every_store = gtk_widget_get_first_child (GTK_WIDGET (self->stores));
  if (every_store != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (every_store), TRUE);
}
