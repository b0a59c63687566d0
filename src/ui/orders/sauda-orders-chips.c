#include "sauda-orders-chips.h"

#include "sauda-packer-view.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

#define SHOWN_TAGS 8
#define TAG "tag" /* of a chip, which may show a part of it */

struct _SaudaOrdersChips {
  AdwBin parent_instance;

  GtkBox *groups;                         /* (unowned) (not nullable) */
  GtkBox *stores;                         /* (unowned) (not nullable) */
  GtkBox *tags;                           /* (unowned) (not nullable) */
  GtkWidget *chips[SAUDA_N_ORDER_GROUPS]; /* (unowned) (not nullable) */
  GtkLabel *counts[SAUDA_N_ORDER_GROUPS]; /* (unowned) (not nullable) in the tiles */
  SaudaOrderGroup group;
  gint64 store_id; /* 0: all stores */
  char *tag;       /* (owned) (nullable) NULL: whatever tags */
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

/* A number that a merchant sees from two metres away, and what it counts. */
static GtkWidget *
create_tile (SaudaOrdersChips *self, SaudaOrderGroup group)
{
  GtkWidget *tile = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *count = gtk_label_new ("–");
  GtkWidget *title = gtk_label_new (sauda_order_group_get_title (group));

  gtk_widget_add_css_class (tile, "tile");
  gtk_widget_add_css_class (count, "tile-count");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (title, "caption");
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), title);
  gtk_button_set_child (GTK_BUTTON (tile), box);
  self->counts[group] = GTK_LABEL (count);
  return tile;
}

static void
add_groups (SaudaOrdersChips *self)
{
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++) {
    GtkWidget *chip = create_tile (self, (SaudaOrderGroup) group);

    g_object_set_data (G_OBJECT (chip), "group", GINT_TO_POINTER (group));
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

/* One tag at a time; pressed again it filters no more. */
static void
on_tag (GtkToggleButton *chip, SaudaOrdersChips *self)
{
  const char *tag = g_object_get_data (G_OBJECT (chip), TAG);

  if (gtk_toggle_button_get_active (chip))
    sauda_orders_chips_set_tag (self, tag);
  else if (g_strcmp0 (self->tag, tag) == 0)
    sauda_orders_chips_set_tag (self, NULL);
}

static void
add_tag (SaudaOrdersChips *self, const char *tag)
{
  g_autofree char *shown = sauda_packer_view_show_text (tag);
  GtkWidget *chip = gtk_toggle_button_new_with_label (shown);

  g_object_set_data_full (G_OBJECT (chip), TAG, g_strdup (tag), g_free);
  gtk_widget_add_css_class (chip, "chip");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), g_strcmp0 (self->tag, tag) == 0);
  g_signal_connect (chip, "toggled", G_CALLBACK (on_tag), self);
  gtk_box_append (self->tags, chip);
}

static void
count_tags (SaudaOrder *order, GHashTable *tags)
{
  g_auto (GStrv) parts = NULL;

  if (*sauda_order_get_tags (order) == '\0')
    return;
  parts = g_strsplit (sauda_order_get_tags (order), ", ", -1);
  for (gsize i = 0; parts[i] != NULL; i++) {
    guint count = GPOINTER_TO_UINT (g_hash_table_lookup (tags, parts[i]));

    g_hash_table_insert (tags, g_strdup (parts[i]), GUINT_TO_POINTER (count + 1));
  }
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer tags)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (tags, *(const char *const *) a));
  guint second = GPOINTER_TO_UINT (g_hash_table_lookup (tags, *(const char *const *) b));

  return first != second ? (second > first) - (second < first)
                         : g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* The tags that most orders have; the pressed one stays, whatever it counts. */
static void
show_tags (SaudaOrdersChips *self, GHashTable *tags)
{
  g_autofree const char **names = NULL;
  guint count;
  GtkWidget *child;

  if (self->tag != NULL && !g_hash_table_contains (tags, self->tag))
    g_hash_table_insert (tags, g_strdup (self->tag), GUINT_TO_POINTER (G_MAXUINT));
  names = (const char **) g_hash_table_get_keys_as_array (tags, &count);
  g_qsort_with_data (names, (int) count, sizeof *names, compare_counts, tags);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);
  for (guint i = 0; i < MIN (count, SHOWN_TAGS); i++)
    add_tag (self, names[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), count > 0);
}

/* People write telephone numbers into tags. */
static void
on_packer_changed (SaudaOrdersChips *self)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->tags));

  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip)) {
    g_autofree char *shown = sauda_packer_view_show_text (g_object_get_data (G_OBJECT (chip), TAG));

    gtk_button_set_label (GTK_BUTTON (chip), shown);
  }
}

static void
sauda_orders_chips_finalize (GObject *object)
{
  g_free (SAUDA_ORDERS_CHIPS (object)->tag);
  G_OBJECT_CLASS (sauda_orders_chips_parent_class)->finalize (object);
}

static void
sauda_orders_chips_class_init (SaudaOrdersChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_orders_chips_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-orders-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersChips, groups);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersChips, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersChips, tags);
}

static void
sauda_orders_chips_init (SaudaOrdersChips *self)
{
  self->group = SAUDA_ORDER_GROUP_ALL;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_groups (self);
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
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
  gtk_widget_set_visible (self->chips[group], TRUE);
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
 * sauda_orders_chips_set_store:
 * @self: the chips
 * @store_id: a store; 0 for all stores
 *
 * Presses its chip.
 */
void
sauda_orders_chips_set_store (SaudaOrdersChips *self, gint64 store_id)
{
  GtkWidget *chip;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  chip = gtk_widget_get_first_child (GTK_WIDGET (self->stores));
  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (*(gint64 *) g_object_get_data (G_OBJECT (chip), "store-id") == store_id)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
}

/**
 * sauda_orders_chips_get_store_name:
 * @self: the chips
 *
 * Returns: (nullable): name of the store whose chip is pressed; %NULL for all stores
 */
const char *
sauda_orders_chips_get_store_name (SaudaOrdersChips *self)
{
  GtkWidget *chip;

  g_return_val_if_fail (SAUDA_IS_ORDERS_CHIPS (self), NULL);

  chip = gtk_widget_get_first_child (GTK_WIDGET (self->stores));
  for (; chip != NULL && self->store_id != 0; chip = gtk_widget_get_next_sibling (chip))
    if (*(gint64 *) g_object_get_data (G_OBJECT (chip), "store-id") == self->store_id)
      return gtk_button_get_label (GTK_BUTTON (chip));
  return NULL;
}

/**
 * sauda_orders_chips_get_tag:
 * @self: the chips
 *
 * Returns: (nullable): the tag whose chip is pressed
 */
const char *
sauda_orders_chips_get_tag (SaudaOrdersChips *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_CHIPS (self), NULL);
  return self->tag;
}

/**
 * sauda_orders_chips_set_tag:
 * @self: the chips
 * @tag: (nullable): a tag; %NULL for whatever tags
 *
 * Presses its chip.
 */
void
sauda_orders_chips_set_tag (SaudaOrdersChips *self, const char *tag)
{
  GtkWidget *chip;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  if (g_strcmp0 (self->tag, tag) == 0)
    return;
  g_free (self->tag);
  self->tag = g_strdup (tag);
  chip = gtk_widget_get_first_child (GTK_WIDGET (self->tags));
  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip)) {
    g_signal_handlers_block_by_func (chip, on_tag, self);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                  g_strcmp0 (g_object_get_data (G_OBJECT (chip), TAG), tag) == 0);
    g_signal_handlers_unblock_by_func (chip, on_tag, self);
  }
  g_signal_emit (self, changed_signal, 0);
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
 * Writes on each tile how many orders it shows, and makes a chip for each tag.
 */
void
sauda_orders_chips_count (SaudaOrdersChips *self, GListModel *lines, gint64 now_ms)
{
  guint counts[SAUDA_N_ORDER_GROUPS] = { 0 };
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaOrder *last = NULL;

  g_return_if_fail (SAUDA_IS_ORDERS_CHIPS (self));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (lines, i);
    SaudaOrder *order = sauda_order_line_get_order (line);

    for (int group = 0; order != last && group < SAUDA_N_ORDER_GROUPS; group++)
      counts[group] += sauda_order_group_has ((SaudaOrderGroup) group, line, now_ms);
    if (order != last)
      count_tags (order, tags);
    last = order;
  }
  show_tags (self, tags);
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++) {
    g_autofree char *count = g_strdup_printf ("%u", counts[group]);
    g_autofree char *label =
      g_strdup_printf ("%s: %u", sauda_order_group_get_title ((SaudaOrderGroup) group), counts[group]);

    gtk_label_set_label (self->counts[group], count);
    /* Usually there is none, and no room for its tile either. */
    if (group == SAUDA_ORDER_GROUP_NO_LABEL)
      gtk_widget_set_visible (self->chips[group], counts[group] > 0 || (int) self->group == group);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips[group]), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
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
  sauda_orders_chips_set_tag (self, NULL);
  every_store = gtk_widget_get_first_child (GTK_WIDGET (self->stores));
  if (every_store != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (every_store), TRUE);
}
